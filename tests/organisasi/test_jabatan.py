import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from organisasi.direktori import Direktori
from organisasi.models import Jabatan, Pegawai, Penugasan
from tests.factories import JabatanFactory, PegawaiFactory, PenugasanFactory, UnitKerjaFactory

pytestmark = pytest.mark.django_db

HARI_PLH = dt.date(2026, 3, 3)


@pytest.fixture
def sekda():
    """A post with its definitive holder, and a Plh. from 2 to 4 March 2026."""
    jabatan = JabatanFactory(nama="Sekretaris Daerah")
    PenugasanFactory(jabatan=jabatan, pegawai__nama="Bayu")
    PenugasanFactory(jabatan=jabatan, pegawai__nama="Surya", plh=True)
    return jabatan


def test_plh_disebut_lebih_dulu_selama_masanya(sekda):
    pemegang = [[p.pegawai.nama for p in sekda.pemegang(dt.date(2026, 3, h))] for h in (1, 2, 4, 5)]

    assert pemegang == [["Bayu"], ["Surya", "Bayu"], ["Surya", "Bayu"], ["Bayu"]]


def test_pejabat_dan_pengganti(sekda):
    assert (sekda.pejabat(HARI_PLH).sebutan, sekda.pejabat(HARI_PLH).pegawai.nama) == (
        "Plh. Sekretaris Daerah",
        "Surya",
    )
    assert sekda.pejabat(dt.date(2026, 3, 5)).pegawai.nama == "Bayu"
    assert JabatanFactory().pejabat(HARI_PLH) is None


def test_masa_berlaku_menurut_hari_kantor(sekda):
    """At 00.30 WITA of 5 March it is still 4 March in UTC."""
    lewat_tengah_malam = dt.datetime(2026, 3, 4, 16, 30, tzinfo=dt.UTC)

    assert sekda.pejabat(lewat_tengah_malam).pegawai.nama == "Bayu"


def test_jabatan_tanpa_pemegang():
    dipegang, kosong, berakhir, tidur = JabatanFactory.create_batch(4)
    PegawaiFactory(jabatan=dipegang)
    PenugasanFactory(jabatan=berakhir, berakhir=True)
    PegawaiFactory(jabatan=tidur, nonaktif=True)
    JabatanFactory(aktif=False)

    assert set(Jabatan.objects.tanpa_pemegang(HARI_PLH)) == {kosong, berakhir, tidur}


def test_pemegang_banyak_jabatan_dalam_dua_kueri(sekda, django_assert_num_queries):
    JabatanFactory(nama="Kosong")

    with django_assert_num_queries(2):
        isi = {j.nama: [p.pegawai.nama for p in j.pemegang_kini] for j in Jabatan.objects.with_pemegang(HARI_PLH)}

    assert isi == {"Sekretaris Daerah": ["Bayu", "Surya"], "Kosong": []}


def test_atasan_melihat_jabatan_kosong_di_bawahnya(django_assert_num_queries):
    atasan = JabatanFactory(nama="Asisten")
    dipegang, kosong = JabatanFactory.create_batch(2, atasan=atasan)
    di_bawah_kosong = JabatanFactory(atasan=kosong)
    di_bawah_dipegang = JabatanFactory(atasan=dipegang)
    PegawaiFactory(jabatan=dipegang)
    JabatanFactory()
    orang = Pegawai.objects.get(pk=PegawaiFactory(jabatan=atasan).pk)
    Direktori.kini()

    with django_assert_num_queries(2):
        ids = orang.jabatan_dipegang_ids
        assert ids is orang.jabatan_dipegang_ids

    assert ids == sorted([atasan.pk, kosong.pk, di_bawah_kosong.pk])
    assert orang.jabatan_ids == [atasan.pk]
    assert di_bawah_dipegang.pk not in ids


def test_jabatan_kembali_kepada_pemegang_barunya():
    atasan = JabatanFactory()
    bawahan = JabatanFactory(atasan=atasan)
    pk = PegawaiFactory(jabatan=atasan).pk
    sebelum = Pegawai.objects.get(pk=pk).jabatan_dipegang_ids
    PegawaiFactory(jabatan=bawahan)

    assert (sebelum, Pegawai.objects.get(pk=pk).jabatan_dipegang_ids) == (
        sorted([atasan.pk, bawahan.pk]),
        [atasan.pk],
    )


def test_orang_tanpa_jabatan_tidak_memegang_apa_pun(django_assert_num_queries):
    JabatanFactory()
    orang = PegawaiFactory()
    Direktori.kini()

    with django_assert_num_queries(1):
        assert orang.jabatan_dipegang_ids == []


def test_jabatan_berganti_dengan_hari():
    penugasan = PenugasanFactory(plh=True)

    with time_machine.travel(dt.datetime(2026, 3, 4, 15, 59, tzinfo=dt.UTC)):
        selama = Pegawai.objects.get(pk=penugasan.pegawai_id).jabatan_ids
    with time_machine.travel(dt.datetime(2026, 3, 4, 16, 1, tzinfo=dt.UTC)):
        sesudah = Pegawai.objects.get(pk=penugasan.pegawai_id).jabatan_ids

    assert (selama, sesudah) == ([penugasan.jabatan_id], [])


@pytest.mark.parametrize(
    ("buat", "pesan"),
    [
        (
            lambda: PenugasanFactory.build(mulai=dt.date(2026, 3, 2), sampai=dt.date(2026, 3, 1)),
            "Tanggal selesai penugasan mendahului tanggal mulainya.",
        ),
        (lambda: PenugasanFactory.build(jenis=Penugasan.Jenis.PLH), "Plh. selalu punya tanggal selesai."),
    ],
)
def test_aturan_penugasan_dijaga_basis_data(buat, pesan):
    penugasan = buat()
    penugasan.pegawai, penugasan.jabatan = PegawaiFactory(), JabatanFactory()

    with pytest.raises(ValidationError) as galat:
        penugasan.full_clean()
    assert galat.value.messages == [pesan]
    with pytest.raises(IntegrityError):
        Penugasan.objects.bulk_create([penugasan])


def test_satu_kepala_setiap_unit():
    unit = UnitKerjaFactory()
    JabatanFactory(unit=unit, kepala=True)

    with pytest.raises(IntegrityError):
        JabatanFactory(unit=unit, kepala=True)
