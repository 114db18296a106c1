"""The evidence sheet: what it proves, and what it keeps from those outside the line."""

import pypdfium2
import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from alur import segel
from dokumen import cetak
from laporan.cetak import render_riwayat_perjalanan
from laporan.riwayat import baris_jejak
from persuratan.models import SuratMasuk
from tests.perjalanan import Perjalanan, wita

KES, PDK = "Dinas Kesehatan", "Dinas Pendidikan"


def teks(isi):
    return " ".join(" ".join(h.get_textpage().get_text_range().split()) for h in pypdfium2.PdfDocument(isi))


def lembar(pegawai, surat, saat=wita(13, 12)):  # noqa: B008 - a constant moment
    with time_machine.travel(saat, tick=False):
        segar = SuratMasuk.objects.visible_to(pegawai).get(pk=surat.pk)
        return teks(render_riwayat_perjalanan(segar, pegawai=pegawai))


def test_jejak_disebut_dengan_kata_kantor(kantor):
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[KES], catatan="Segera ditangani.")
    surat = SuratMasuk.objects.visible_to(kantor.petugas).get(pk=p.surat.pk)

    assert [(b["tindakan"], b["oleh"], b["sebagai"], b["catatan"]) for b in baris_jejak(surat, kantor.petugas)] == [
        ("Dicatat", "Ratna Melur", "Petugas Agenda Bagian Umum", ""),
        ("Dipindai", "Ratna Melur", "Petugas Agenda Bagian Umum", ""),
        ("Diarahkan", "Ratna Melur", "Petugas Agenda Bagian Umum", ""),
        ("Ditelaah dan diteruskan", "Puspa Sawitri", "Kepala Bagian Umum", ""),
        ("Didisposisi", "Bayu Pinus", "Sekretaris Daerah", "Segera ditangani."),
    ]


def test_lembar_membuktikan_siapa_terlambat_dan_berapa_lama(kantor):
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, wita(11, 9), ke_unit=[KES])
    with time_machine.travel(wita(12, 1), tick=False):
        segel.susulkan()

    isi = lembar(kantor.petugas, p.surat)

    # Sekda: Monday 08.50 + one working day → Tuesday 16.00; disposed Wednesday 09.00.
    for kalimat in (
        "Agenda 1/2026",
        "Permintaan data capaian imunisasi",
        "Lewat: 1 jam 30 menit",
        "Sekretaris Daerah",
        "oleh Bayu Pinus",
        "Distribusi ke Dinas Kesehatan",
        "Semua baris di atas sudah tersegel.",
        "Halaman 1 dari",
    ):
        assert kalimat in isi


def test_unit_penerima_tidak_membaca_urusan_unit_lain(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    p.disposisi(kantor.sekda, ke_unit=[KES, PDK], catatan="Rundingkan anggarannya diam-diam.").kirim(KES, PDK)

    lengkap, sempit = lembar(kantor.petugas, p.surat), lembar(kantor.dinkes, p.surat)

    assert "Dinas Pendidikan" in lengkap
    assert "Rundingkan anggarannya" in lengkap
    assert "Dinas Pendidikan" not in sempit
    assert "Rundingkan anggarannya" not in sempit


def test_hal_rahasia_tidak_tercetak_bagi_register(kantor):
    surat = Perjalanan(kantor).catat(keamanan="R", hal="Pemeriksaan khusus kas daerah").arahkan().telaah().surat

    assert "Pemeriksaan khusus" not in lembar(kantor.petugas, surat)
    assert "Pemeriksaan khusus" in lembar(kantor.sekda, surat)


@pytest.mark.parametrize(("nama", "status"), [("petugas", 200), ("dinkes", 200), ("disdik", 404), ("admin", 404)])
def test_hanya_yang_boleh_tahu_mencetaknya(kantor, client, nama, status):
    surat = Perjalanan(kantor).sampai_dinas().surat
    client.force_login(getattr(kantor, nama))

    jawaban = client.get(reverse("riwayat_perjalanan", args=[surat.kode]))

    assert jawaban.status_code == status
    if status == 200:
        assert jawaban["Content-Type"] == "application/pdf"
        assert jawaban.content.startswith(b"%PDF-")


KERTAS = ["riwayat_perjalanan", "disposisi_lembar", "surat_tanda_terima"]


@pytest.mark.parametrize("nama", KERTAS)
def test_lembar_disajikan_tanpa_meninggalkan_salinan(kantor, client, nama):
    surat = Perjalanan(kantor).catat().surat
    client.force_login(kantor.petugas)

    kepala = client.get(reverse(nama, args=[surat.kode])).headers

    assert {k: kepala[k] for k in ("Content-Type", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Type": "application/pdf",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert kepala["Content-Security-Policy"].startswith("default-src 'none'")
    assert kepala["Content-Disposition"].startswith("inline; filename=")


@pytest.mark.parametrize("nama", KERTAS)
def test_lembar_yang_tidak_tercetak_menjadi_kalimat_pada_suratnya(kantor, client, monkeypatch, nama):
    surat = Perjalanan(kantor).catat().surat
    client.force_login(kantor.petugas)
    monkeypatch.setattr(cetak, "SABAR", -cetak.DETIK_LEMBAR)  # no second of the clock is left for the child

    jawaban = client.get(reverse(nama, args=[surat.kode]))

    assert (jawaban.status_code, jawaban.url) == (302, surat.get_absolute_url())
    assert [str(m) for m in get_messages(jawaban.wsgi_request)] == [
        "Server sedang sibuk, jadi lembar ini belum tercetak. Data surat aman. Coba lagi sebentar."
    ]
