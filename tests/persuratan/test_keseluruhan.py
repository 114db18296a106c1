"""The whole way, receipt → distribution: which norm it has, and from when (docs/keputusan/tenggat.md 6)."""

import datetime as dt

import pytest

from alur.models import Jejak
from organisasi.models import Penugasan
from persuratan.models import Surat
from persuratan.riwayat import rincian_batas
from tests.factories import PegawaiFactory, PenugasanFactory
from tests.perjalanan import Perjalanan, jabatan, wita

pytestmark = pytest.mark.django_db

SEKDA, ASISTEN_1 = "Sekretaris Daerah", "Asisten Pemerintahan dan Kesejahteraan Rakyat"
KES = "Dinas Kesehatan"
SENIN = dt.date(2026, 11, 9)
BIASA = wita(11, 16)
"""Two working days after Monday 9."""
PANJANG = wita(13, 16, 30)
"""Four: Tuesday 10 to Friday 13, whose day is longer."""


def keseluruhan(p):
    surat = Surat.objects.get(pk=p.surat.pk)
    return surat.standar.jenis, surat.tenggat_pada, surat.terlambat_pada


def dicatat(p, transisi):
    """What the ledger says of moved deadlines at this act."""
    return rincian_batas(Jejak.objects.filter(rantai=p.surat.rantai, transisi=transisi).latest("urut"))


def test_satu_pejabat_mendisposisi(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    assert keseluruhan(p) == ("KESELURUHAN", BIASA, None)

    p.disposisi(kantor.sekda, kepada=["Staf Ahli Bupati Bidang Ekonomi dan Keuangan"], ke_unit=[KES])
    assert keseluruhan(p) == ("KESELURUHAN", BIASA, None)
    assert dicatat(p, "disposisi") == []


@pytest.mark.parametrize(
    ("kecepatan", "dari", "menjadi"),
    [
        ("BIASA", BIASA, PANJANG),
        ("SEGERA", wita(10, 16), wita(11, 16)),
        # Eight hours: Monday 08.00–12.00 4 h, 13.00–16.00 3 h, Tuesday 07.30–08.30 1 h.
        ("AMAT_SEGERA", wita(9, 12), wita(10, 8, 30)),
    ],
)
def test_pejabat_kedua_mendisposisi(kantor, kecepatan, dari, menjadi):
    p = Perjalanan(kantor).catat(kecepatan=kecepatan).arahkan().telaah()
    assert keseluruhan(p) == ("KESELURUHAN", dari, None)

    p.disposisi(kantor.sekda, kepada=[ASISTEN_1])
    assert keseluruhan(p) == ("KESELURUHAN_PANJANG", menjadi, None)


def test_buku_besar_menyebut_batas_yang_dipanjangkan(kantor):
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, kepada=[ASISTEN_1])

    assert dicatat(p, "disposisi") == [
        "Keseluruhan, diterima sampai distribusi: Rab 11 Nov 16.00 → Jum 13 Nov 16.30",
    ]


def test_paraf_di_jalan_memanjangkan_sejak_diarahkan(kantor):
    p = Perjalanan(kantor).catat().arahkan(langkah=[(ASISTEN_1, "PARAF"), (SEKDA, "DISPOSISI")])

    assert keseluruhan(p) == ("KESELURUHAN_PANJANG", PANJANG, None)


def test_pejabat_tidak_di_tempat(kantor):
    PenugasanFactory(
        pegawai=PegawaiFactory(),
        jabatan=jabatan(SEKDA),
        jenis="PLH",
        mulai=SENIN,
        sampai=SENIN,
        surat_keputusan="SPT 1",
    )
    p = Perjalanan(kantor).catat().arahkan()

    assert keseluruhan(p) == ("KESELURUHAN_PANJANG", PANJANG, None)


def test_jabatan_tanpa_pejabat(kantor):
    Penugasan.objects.filter(jabatan=jabatan(SEKDA)).delete()
    p = Perjalanan(kantor).catat().arahkan()

    assert keseluruhan(p) == ("KESELURUHAN_PANJANG", PANJANG, None)


def test_plh_yang_sudah_selesai_tidak_memanjangkan(kantor):
    kemarin = dt.date(2026, 11, 6)
    PenugasanFactory(
        pegawai=PegawaiFactory(),
        jabatan=jabatan(SEKDA),
        jenis="PLH",
        mulai=kemarin,
        sampai=kemarin,
        surat_keputusan="SPT",
    )
    p = Perjalanan(kantor).catat().arahkan()

    assert keseluruhan(p) == ("KESELURUHAN", BIASA, None)


def test_yang_sudah_lewat_tetap_lewat_walau_belum_disapu(kantor):
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, wita(11, 16, 1), kepada=[ASISTEN_1])
    assert keseluruhan(p) == ("KESELURUHAN", BIASA, None)

    p.disposisi(kantor.asisten1, wita(12, 8), ke_unit=[KES]).kirim(KES, pada=wita(12, 9))
    assert keseluruhan(p) == ("KESELURUHAN", BIASA, BIASA)
