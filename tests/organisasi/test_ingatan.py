"""Reference data kept in memory: what somebody changes counts at once, and what stands still is not read twice."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from organisasi.direktori import Direktori
from organisasi.ingatan import cap_kini, ingat, selama_membaca
from organisasi.kalender import Kalender
from organisasi.models import HariLibur, Jabatan, JamKerja, Pegawai, Penugasan, UnitKerja
from organisasi.pemicu_cap import TABEL
from tests.factories import JabatanFactory, PegawaiFactory, PenugasanFactory, UnitKerjaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]
NATAL = dt.date(2026, 12, 25)


def _pemicu():
    if connection.vendor == "postgresql":
        kueri = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' AND tgname LIKE '%%\\_cap'"
    else:
        kueri = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%\\_cap\\_%%' ESCAPE '\\'"
    with connection.cursor() as kursor:
        kursor.execute(kueri)
        return {nama for (nama,) in kursor.fetchall()}


def test_pemicu_berdiri_sesudah_semua_migrasi():
    akhiran = [""] if connection.vendor == "postgresql" else ["_insert", "_delete", "_update"]

    assert {f"{tabel}_cap{a}" for tabel in TABEL for a in akhiran} <= _pemicu()


def _ubah_unit(unit, **_):
    UnitKerja.objects.filter(pk=unit.pk).update(nama="Nama baru")


def _hapus_penugasan(penugasan, **_):
    penugasan.delete()


@pytest.mark.parametrize(
    "ubah",
    [
        _ubah_unit,
        _hapus_penugasan,
        lambda jabatan, **_: Jabatan.objects.filter(pk=jabatan.pk).update(aktif=False),
        lambda **_: HariLibur.objects.bulk_create([HariLibur(tanggal=dt.date(2026, 7, 7), nama="X", jenis="DAERAH")]),
        lambda **_: HariLibur.objects.filter(tanggal=NATAL).delete(),
        lambda **_: JamKerja.objects.filter(hari=0).update(istirahat_mulai=None, istirahat_selesai=None),
        lambda penugasan, **_: Pegawai.objects.filter(pk=penugasan.pegawai_id).update(is_active=False),
        lambda **_: PegawaiFactory(),
    ],
    ids=["unit", "penugasan", "jabatan", "libur baru", "libur dihapus", "jam kerja", "pegawai tidur", "pegawai baru"],
)
def test_setiap_perubahan_mengganti_cap(kalender_awal, ubah):
    penugasan = PenugasanFactory()
    sebelum = cap_kini()

    ubah(penugasan=penugasan, jabatan=penugasan.jabatan, unit=penugasan.jabatan.unit)

    assert cap_kini() != sebelum


def test_masuk_dan_membaca_tidak_mengganti_cap(kalender_awal):
    orang = PegawaiFactory(jabatan=JabatanFactory())
    sebelum = cap_kini()

    orang.last_login = timezone.now()
    orang.save(update_fields=["last_login"])
    list(Penugasan.objects.all())

    assert cap_kini() == sebelum


def test_hari_libur_yang_diubah_langsung_berlaku(kalender_awal):
    besok = dt.date(2026, 11, 24)
    jawaban = [Kalender.muat().is_hari_kerja(besok)]
    HariLibur.objects.create(tanggal=besok, nama="Hari jadi", jenis=HariLibur.Jenis.DAERAH)
    jawaban.append(Kalender.muat().is_hari_kerja(besok))
    HariLibur.objects.filter(tanggal=besok).delete()
    jawaban.append(Kalender.muat().is_hari_kerja(besok))

    assert jawaban == [True, False, True]


def test_yang_digulung_balik_tidak_teringat(kalender_awal):
    besok = dt.date(2026, 11, 24)
    with transaction.atomic():
        HariLibur.objects.create(tanggal=besok, nama="Hari jadi", jenis=HariLibur.Jenis.DAERAH)
        di_dalam = Kalender.muat().is_hari_kerja(besok)
        transaction.set_rollback(True)

    assert (di_dalam, Kalender.muat().is_hari_kerja(besok)) == (False, True)


def test_pemegang_baru_langsung_tampak():
    jabatan = JabatanFactory()
    orang = PegawaiFactory()
    sebelum = Pegawai.objects.get(pk=orang.pk).jabatan_ids
    PenugasanFactory(pegawai=orang, jabatan=jabatan)

    assert (sebelum, Pegawai.objects.get(pk=orang.pk).jabatan_ids) == ([], [jabatan.pk])


def test_direktori_berisi_baris_yang_tersambung():
    unit = UnitKerjaFactory()
    atasan = JabatanFactory(unit=unit)
    jabatan = JabatanFactory(unit=unit, atasan=atasan)
    baris = Direktori.kini().jabatan[jabatan.pk]

    assert (baris, baris.unit, baris.atasan, baris.atasan.unit.nama) == (jabatan, unit, atasan, unit.nama)


def test_penugasan_tidak_dipakai_bersama():
    orang = PegawaiFactory(jabatan=JabatanFactory())
    satu, dua = (Pegawai.objects.get(pk=orang.pk).penugasan_berlaku[0] for _ in range(2))

    assert (satu, satu is dua, satu.pegawai is dua.pegawai) == (dua, False, False)


def test_yang_tidak_berubah_ditanya_dengan_satu_kueri(kalender_awal, django_assert_num_queries):
    muat = [1, 2].pop
    isi = ingat("uji satu kueri", muat)

    with django_assert_num_queries(1):
        assert ingat("uji satu kueri", muat) == isi


def test_selama_membaca_cap_ditanya_sekali(kalender_awal, django_assert_num_queries):
    Kalender.muat(), Direktori.kini()

    with django_assert_num_queries(1), selama_membaca():
        Kalender.muat()
        Direktori.kini()
        Kalender.muat()


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_perubahan_sambungan_lain_langsung_tampak(kalender_awal):
    """Two processes share nothing but the database; a thread with a connection of its own stands for the other."""
    besok = dt.date(2026, 11, 24)
    sebelum = Kalender.muat().is_hari_kerja(besok)

    def ubah():
        HariLibur.objects.create(tanggal=besok, nama="Hari jadi", jenis=HariLibur.Jenis.DAERAH)
        connection.close()

    lain = threading.Thread(target=ubah)
    lain.start()
    lain.join()

    assert (sebelum, Kalender.muat().is_hari_kerja(besok)) == (True, False)
