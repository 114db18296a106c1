"""Whose turn it is."""

import datetime as dt

import pytest

from organisasi.models import Jabatan, Pegawai, Penugasan
from persuratan.antrean import antrean
from persuratan.models.pilihan import JenisTugas
from tests.factories import PegawaiFactory, PenugasanFactory
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

ASISTEN_1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
DINKES = "Dinas Kesehatan"


def giliran(pegawai):
    """(kind, holder) of what waits for this person; a fresh row, because posts are cached for a request."""
    segar = Pegawai.objects.get(pk=pegawai.pk)
    return sorted((t.jenis, t.pemegang.nama) for t in antrean(segar).select_related("jabatan", "unit"))


def siapa(kantor, *nama):
    return {n: giliran(getattr(kantor, n)) for n in nama}


def test_tiap_tahap_menunggu_orang_yang_mengerjakannya(kantor):
    semua = (
        "petugas",
        "caraka",
        "kasubbag",
        "kabag_umum",
        "sekda",
        "ajudan",
        "asisten1",
        "dinkes",
        "auditor",
        "admin",
    )
    kosong = {n: [] for n in semua}
    perjalanan = Perjalanan(kantor).catat(pindai=False)
    umum = [(JenisTugas.ARAHKAN, "Bagian Umum"), (JenisTugas.CATAT, "Bagian Umum")]
    assert siapa(kantor, *semua) == kosong | {"petugas": umum}

    perjalanan.arahkan()
    telaah = [(JenisTugas.TELAAH, "Kepala Bagian Umum")]
    assert siapa(kantor, *semua) == kosong | {"petugas": umum[1:], "kabag_umum": telaah}

    perjalanan.telaah()
    sekda = [(JenisTugas.DISPOSISI, "Sekretaris Daerah")]
    assert siapa(kantor, *semua) == kosong | {"petugas": umum[1:], "sekda": sekda, "ajudan": sekda}

    perjalanan.disposisi(kantor.sekda, ke_unit=[DINKES])
    kirim = (JenisTugas.DISTRIBUSI, "Bagian Umum")
    assert siapa(kantor, *semua) == kosong | {"petugas": [umum[1], kirim], "caraka": [kirim]}

    perjalanan.kirim(DINKES)
    assert siapa(kantor, *semua) == kosong | {"petugas": umum[1:], "dinkes": [(JenisTugas.TERIMA, DINKES)]}


def test_jabatan_kosong_terlihat_atasan_dan_kabag_umum(kantor):
    Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, kepada=[ASISTEN_1])
    asisten = [(JenisTugas.DISPOSISI, ASISTEN_1)]
    assert siapa(kantor, "sekda", "kabag_umum", "asisten1") == {"sekda": [], "kabag_umum": [], "asisten1": asisten}
    Penugasan.objects.filter(jabatan__nama=ASISTEN_1).update(sampai=dt.date(2026, 1, 1))
    assert siapa(kantor, "sekda", "kabag_umum", "asisten1") == {
        "sekda": asisten,
        "kabag_umum": asisten,
        "asisten1": [],
    }


def test_plh_melihat_tugas_jabatan_yang_digantikannya(kantor):
    Perjalanan(kantor).sampai_sekda()
    plh = PegawaiFactory()
    assert giliran(plh) == []
    PenugasanFactory(
        pegawai=plh,
        jabatan=Jabatan.objects.get(nama="Sekretaris Daerah"),
        jenis=Penugasan.Jenis.PLH,
        mulai=dt.date(2020, 1, 1),
        sampai=dt.date(2099, 1, 1),
    )
    assert giliran(plh) == [(JenisTugas.DISPOSISI, "Sekretaris Daerah")]


def test_orang_tanpa_jabatan_tidak_menunggu_apa_pun(kantor):
    Perjalanan(kantor).catat()
    assert giliran(PegawaiFactory()) == []


def test_tugas_selesai_tidak_menunggu_lagi(kantor):
    Perjalanan(kantor).sampai_sekda().arsipkan(kantor.sekda, wita(9, 9, 30))
    assert giliran(kantor.sekda) == []
