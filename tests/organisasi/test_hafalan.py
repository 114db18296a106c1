"""SQL known by heart gives the rows that the QuerySet itself gives, for other values too, and forgets when it must."""

import datetime as dt
import time

import pytest
import time_machine
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organisasi import hafalan, ingatan
from organisasi.hafalan import hafal, hafal_umum, kueri_tetap
from organisasi.models import Jabatan, Pegawai, Penugasan
from tests.factories import JabatanFactory, PegawaiFactory, PenugasanFactory

pytestmark = pytest.mark.django_db
SENIN = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)


@pytest.fixture
def orang():
    return PegawaiFactory(jabatan=JabatanFactory())


def _menurut_nama(nama):
    return Pegawai.objects.filter(nama=nama).annotate(besar=Upper("nama"), tetap=Value(7))


def test_nilai_yang_diberikan_ikut_menentukan_bentuk_kueri(orang):
    """Else the text of the first page would serve the second for ever."""
    lain = PegawaiFactory()

    def susun(pk=None):
        return Pegawai.objects.filter(**({"pk__gt": pk} if pk else {})).order_by("pk").values_list("pk", flat=True)

    semua = sorted(p.pk for p in (orang, lain))
    assert [hafal("geser", orang, susun, **nilai) for nilai in ({}, {"pk": semua[0]}, {})] == [semua, semua[1:], semua]


def test_baris_sama_dengan_kuerinya_untuk_setiap_nilai(orang):
    lain = PegawaiFactory()
    hasil = [hafal("nama", orang, _menurut_nama, nama=n) for n in (orang.nama, lain.nama, "tidak ada")]

    assert hasil == [[orang], [lain], []]
    assert [(p.besar, p.tetap, p.nama) for p in hasil[1]] == [(lain.nama.upper(), 7, lain.nama)]


def test_kueri_umum_dijawab_tanpa_menanyakan_cap(orang, django_assert_num_queries):
    lain = PegawaiFactory()
    hafal_umum("nama umum", _menurut_nama, nama=orang.nama)

    with django_assert_num_queries(2):
        hasil = [hafal_umum("nama umum", _menurut_nama, nama=n) for n in (lain.nama, "tidak ada")]
    assert ([p.pk for p in hasil[0]], hasil[1]) == ([lain.pk], [])


def test_daftar_sepanjang_apa_pun(orang):
    semua = [orang, *PegawaiFactory.create_batch(20)]
    for banyak in (1, 2, 16, 17, 21):
        pks = [p.pk for p in semua[:banyak]]
        hasil = hafal("pks", orang, lambda pks: Pegawai.objects.filter(pk__in=pks).order_by("pk"), pks=pks)
        assert hasil == semua[:banyak]


def test_relasi_ikut_terbaca_tanpa_kueri_lagi(orang, django_assert_num_queries):
    def susun(pegawai):
        return Penugasan.objects.filter(pegawai_id=pegawai).select_related("jabatan__unit")

    hafal("relasi", orang, susun, pegawai=orang.pk)
    with django_assert_num_queries(2):  # the stamp, and the query
        (penugasan,) = hafal("relasi", orang, susun, pegawai=orang.pk)
        assert penugasan.jabatan.unit.nama


def test_saat_dan_nilai_polos(orang):
    """Moments go into the database and come back as the ORM has them, on both databases."""
    Pegawai.objects.filter(pk=orang.pk).update(last_login=SENIN)

    def susun(sejak):
        return Pegawai.objects.filter(last_login__gte=sejak).order_by("pk").values_list("pk", "last_login")

    sejam = dt.timedelta(hours=1)
    hasil = [hafal("saat", orang, susun, sejak=s) for s in (SENIN, SENIN + sejam, SENIN - sejam)]

    assert hasil == [[(orang.pk, SENIN)], [], [(orang.pk, SENIN)]]


def test_disusun_sekali_sehari_dan_lagi_sesudah_acuan_berubah(orang):
    susunan = []

    def susun():
        susunan.append(timezone.localdate().day)
        return Jabatan.objects.filter(pk__in=orang.jabatan_ids)

    with time_machine.travel(SENIN, tick=False):
        hafal("jabatan", orang, susun), hafal("jabatan", orang, susun)
    with time_machine.travel(SENIN + dt.timedelta(days=1), tick=False):
        hafal("jabatan", orang, susun)
        baru = PenugasanFactory(pegawai=orang).jabatan
        orang = Pegawai.objects.get(pk=orang.pk)
        hasil = hafal("jabatan", orang, susun)

    assert (susunan, baru in hasil) == ([23, 24, 24], True)


def test_tiap_orang_punya_kuerinya_sendiri(orang):
    lain = PegawaiFactory()
    hasil = [hafal("saya", p, lambda p=p: Pegawai.objects.filter(pk=p.pk)) for p in (orang, lain, orang)]

    assert hasil == [[orang], [lain], [orang]]


def test_kueri_kosong_tidak_bertanya(orang):
    orang.tanda_hak  # noqa: B018 - the directory is read by whatever asks first
    with CaptureQueriesContext(connection) as kueri:
        hasil = hafal("kosong", orang, lambda: Pegawai.objects.filter(pk__in=[]))

    assert (hasil, [k["sql"] for k in kueri if "organisasi_pegawai" in k["sql"]]) == ([], [])


def test_kolom_yang_tak_memuat_tanda_tetap_dijawab(orang):
    """A mark too large for the column makes Django say "empty" without asking; the value itself is asked for."""
    Jabatan.objects.filter(pk__in=orang.jabatan_ids).update(urutan=4)
    hasil = [
        hafal("urutan", orang, lambda n: Jabatan.objects.filter(urutan=n).values_list("pk", flat=True), n=n)
        for n in (4, 99)
    ]

    assert hasil == [sorted(orang.jabatan_ids), []]


def test_nilai_yang_tidak_terpakai_ditolak(orang):
    """A value swallowed by an expression would stay the first one for ever."""
    with pytest.raises(RuntimeError, match="as they stand: geser"):
        hafal("geser", orang, lambda geser: Pegawai.objects.filter(pk__gt=F("pk") + (geser % 5)), geser=3)
    with pytest.raises(RuntimeError, match="as they stand: kata"):
        hafal("kata", orang, lambda kata: Pegawai.objects.filter(nama=kata, email__contains=kata), kata="x")


def test_kueri_tetap_untuk_kursor(orang):
    def susun(nama):
        return Pegawai.objects.filter(nama=nama).values_list("pk").query.sql_with_params()

    with connection.cursor() as kursor:
        kursor.execute(*kueri_tetap("kursor", orang, susun, nama=orang.nama))
        assert kursor.fetchall() == [(orang.pk,)]


def test_yang_dihafal_tidak_menumpuk(orang, monkeypatch):
    monkeypatch.setattr(hafalan, "PALING_BANYAK", 3)
    for n in range(10):
        hafal(f"n{n}", orang, lambda pk: Pegawai.objects.filter(pk=pk), pk=orang.pk)

    assert len(hafalan.ingat("hafalan", dict)) <= 3


def _jabatan_saya(orang):
    return hafal("jabatan saya", orang, lambda: Jabatan.objects.filter(pk__in=orang.jabatan_ids).order_by("pk"))


def test_hak_yang_dicabut_di_tengah_permintaan_tidak_menetap(orang):
    """A request that began with a post ends after it was taken away; the next one of that person has it no more."""
    lama = orang.jabatan_ids  # read when the request began
    Penugasan.objects.filter(pegawai=orang).delete()
    selesai = [j.pk for j in _jabatan_saya(orang)]

    assert (selesai, _jabatan_saya(Pegawai.objects.get(pk=orang.pk))) == (lama, [])


def test_hak_kemarin_tidak_menetap_lewat_tengah_malam(orang):
    """A Plt. whose time ends today, in a request that lasts over midnight."""
    Penugasan.objects.filter(pegawai=orang).update(sampai=SENIN.date())
    with time_machine.travel(dt.datetime(2026, 11, 23, 15, 59, 59, tzinfo=dt.UTC), tick=False):  # 23.59.59 WITA
        lama = orang.jabatan_ids
    with time_machine.travel(dt.datetime(2026, 11, 23, 16, tzinfo=dt.UTC), tick=False):
        selesai = [j.pk for j in _jabatan_saya(orang)]
        besok = _jabatan_saya(Pegawai.objects.get(pk=orang.pk))

    assert (len(lama), selesai, besok) == (1, lama, [])


def test_akun_yang_dinonaktifkan_di_tengah_permintaan(orang):
    def susun(p):
        return hafal("aktif", p, lambda: Pegawai.objects.filter(pk=p.pk) if p.is_active else Pegawai.objects.none())

    Pegawai.objects.filter(pk=orang.pk).update(is_active=False)

    assert (susun(orang), susun(Pegawai.objects.get(pk=orang.pk))) == ([orang], [])


class _Pelupa(dict):
    """As another thread would: everything is forgotten right after one has looked whether it is there."""

    def __contains__(self, kunci):
        ada = super().__contains__(kunci)
        self.clear()
        return ada


def test_benang_lain_boleh_melupakan_kapan_saja(orang):
    ingatan._isi["hafalan"] = (ingatan.cap_kini(), _Pelupa(), time.monotonic() + 60)

    assert [kueri_tetap("satu", None, lambda: ("SELECT 1", ())) for _ in range(2)] == [("SELECT 1", ())] * 2
