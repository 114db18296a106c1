"""The whole way of a letter at the engine: every obligation, every row in line, every entry of the ledger."""

import pytest

from alur.kewenangan import PilihJabatan, TransitionDenied
from alur.models import Jejak, Notifikasi
from alur.registry import acts_for
from disposisi.models import Disposisi
from ekspedisi.models import Pengiriman
from organisasi.waktu import waktu_pendek
from persuratan.models import Keterlibatan, Tugas
from tests.perjalanan import Perjalanan, jabatan, wita

pytestmark = pytest.mark.tertanam

AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"


@pytest.fixture
def jalan(kantor):
    return Perjalanan(kantor)


def baris_tugas(surat):
    """(jenis, holder, opened, deadline, closed by whom and when, lineage, worked minutes, late) in order of opening."""

    def w(saat):
        return saat and waktu_pendek(saat)

    return [
        (
            t.jenis,
            t.pemegang.sebutan if t.jabatan_id else t.unit.nama,
            w(t.dibuka_pada),
            w(t.tenggat_pada),
            w(t.selesai_pada),
            t.selesai_oleh and t.selesai_oleh.username,
            t.asal and t.asal.jenis,
            t.lama_kerja_detik is not None and t.lama_kerja_detik // 60,
            w(t.terlambat_pada),
        )
        for t in Tugas.objects.filter(surat=surat.pk)
        .select_related("jabatan", "unit", "asal", "selesai_oleh")
        .order_by("pk")
    ]


def baris_jejak(surat):
    return [
        (j.transisi, j.dari, j.ke, j.oleh and j.oleh.username, j.sebagai and j.sebagai.jabatan.sebutan)
        for j in Jejak.objects.filter(rantai=surat.rantai).order_by("urut")
    ]


def dalam_jalur(surat):
    return sorted(
        (k.jabatan.sebutan if k.jabatan_id else k.unit.nama, k.baca_isi)
        for k in Keterlibatan.objects.filter(surat=surat.pk).select_related("jabatan", "unit")
    )


def tolak(verb, *args, **kwargs):
    with pytest.raises(TransitionDenied) as galat:
        verb(*args, **kwargs)
    return galat.value.pesan


def test_dari_loket_sampai_selesai(jalan, kantor):
    jalan.sampai_dinas()
    jalan.buka(kantor.dinkes, "Dinas Kesehatan").terima(kantor.dinkes, "Dinas Kesehatan")
    jalan.selesaikan(kantor.dinkes)
    surat = jalan.surat
    assert baris_tugas(surat) == [
        ("CATAT", "Bagian Umum", "Sen 9 Nov 08.00", "Sen 9 Nov 09.00", "Sen 9 Nov 08.10", "petugas", None, 10, None),
        ("ARAHKAN", "Bagian Umum", "Sen 9 Nov 08.10", "Sen 9 Nov 09.10", "Sen 9 Nov 08.20", "petugas", None, 10, None),
        ("TELAAH", "Kabag Umum", "Sen 9 Nov 08.20", "Sen 9 Nov 09.20", "Sen 9 Nov 08.50", "kabag.umum", "ARAHKAN", 30, None),
        ("DISPOSISI", "Sekda", "Sen 9 Nov 08.50", "Sel 10 Nov 16.00", "Sen 9 Nov 09.30", "sekda", "TELAAH", 40, None),
        ("DISPOSISI", "Asisten I", "Sen 9 Nov 09.30", "Sel 10 Nov 16.00", "Sen 9 Nov 10.00", "asisten1", "DISPOSISI", 30, None),
        ("DISTRIBUSI", "Bagian Umum", "Sen 9 Nov 10.00", "Sen 9 Nov 12.00", "Sen 9 Nov 10.30", "caraka", "DISPOSISI", 30, None),
        ("TERIMA", "Dinas Kesehatan", "Sen 9 Nov 10.30", "Sel 10 Nov 16.00", "Sen 9 Nov 11.05", "dinas.kesehatan", "DISTRIBUSI", 35, None),
        ("TINDAK_LANJUT", "Dinas Kesehatan", "Sen 9 Nov 11.05", "Sen 16 Nov 16.00", "Jum 13 Nov 10.00", "dinas.kesehatan", "TERIMA", 1735, None),
    ]  # fmt: skip
    assert baris_jejak(surat) == [
        ("catat", "KONSEP", "TERCATAT", "petugas", "Petugas Agenda"),
        ("pindai", "TERCATAT", "TERCATAT", "petugas", "Petugas Agenda"),
        ("arahkan", "TERCATAT", "NAIK", "petugas", "Petugas Agenda"),
        ("telaah", "NAIK", "NAIK", "kabag.umum", "Kabag Umum"),
        ("disposisi", "NAIK", "TERDISPOSISI", "sekda", "Sekda"),
        ("disposisi", "TERDISPOSISI", "TERDISPOSISI", "asisten1", "Asisten I"),
        ("kirim", "DISIAPKAN", "DIKIRIM", "caraka", "Caraka"),
        ("buka", "DIKIRIM", "DIBUKA", "dinas.kesehatan", "TU Dinkes"),
        ("terima", "DIBUKA", "DITERIMA", "dinas.kesehatan", "TU Dinkes"),
        ("selesaikan", "TERDISPOSISI", "TERDISPOSISI", "dinas.kesehatan", "TU Dinkes"),
        ("tuntas", "TERDISPOSISI", "SELESAI", None, None),
    ]
    assert dalam_jalur(surat) == [
        ("Asisten I", True),
        ("Bagian Umum", True),
        ("Dinas Kesehatan", True),
        ("Kabag Umum", True),
        ("Sekda", True),
    ]
    kiriman = Pengiriman.objects.get(surat=surat.pk)
    assert (kiriman.status, kiriman.dikirim_pada, kiriman.dibuka_pada, kiriman.diterima_pada) == (
        "DITERIMA",
        wita(9, 10, 30),
        wita(9, 11),
        wita(9, 11, 5),
    )
    assert (kiriman.diterima_oleh, kiriman.diterima_sebagai.jabatan.sebutan) == (kantor.dinkes, "TU Dinkes")
    assert kiriman.tugas_distribusi.jenis, kiriman.tugas_terima.jenis == ("DISTRIBUSI", "TERIMA")
    assert (surat.status, surat.sebutan) == ("SELESAI", "Agenda 1/2026")
    assert (surat.didistribusikan_pada, surat.tenggat_pada, surat.terlambat_pada) == (
        wita(9, 10, 30),
        wita(11, 16),
        None,
    )
    assert Tugas.objects.get(surat=surat.pk, jenis="TINDAK_LANJUT").hasil == "Data sudah dikirim lewat surat balasan."
