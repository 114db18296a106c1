"""The disposition sheet as paper: the official layout, nothing clipped, nothing told that must not be told."""

import os
from pathlib import Path

import time_machine

from disposisi.cetak import isi_lembar
from dokumen.cetak import render_pdf
from organisasi.models import UnitKerja
from persuratan.models import SuratMasuk
from tests.factories import UnitKerjaFactory
from tests.halaman import baca_pdf
from tests.perjalanan import Perjalanan, wita

AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
HURUF_TERTINGGAL = "AKHIRHAL"


def cetak(surat, pegawai):
    """(pages, text of each) of the sheet as this person would print it."""
    terlihat = SuratMasuk.objects.visible_to(pegawai).select_related("jenis").get(pk=surat.pk)
    with time_machine.travel(wita(9, 15), tick=False):
        # In this process: the child, which a page uses, costs seconds each time and is proven once below.
        lembar = render_pdf(
            "cetak/lembar_disposisi.html", isi_lembar(terlihat, untuk=pegawai) | {"dicetak_oleh": "Ratna Melur"}
        )
    if folder := os.environ.get("ESURAT_GAMBAR"):
        Path(folder, f"lembar-{len(list(Path(folder).iterdir()))}.pdf").write_bytes(lembar)
    return baca_pdf(lembar)


def test_terisi(jalan, kantor):
    jalan.sampai_sekda().disposisi(
        kantor.sekda,
        kepada=[AS1],
        ke_unit=["Dinas Kesehatan"],
        isi=["Tindak lanjuti", "Laporkan hasilnya"],
        catatan="Bawa data per kecamatan.",
        batas_pada=wita(13, 16, 30),
    )
    jalan.disposisi(kantor.asisten1, wita(9, 10), kepada=["Kepala Bagian Hukum"], catatan="Siapkan telaah.")
    jumlah, (lembar,) = cetak(jalan.surat, kantor.petugas)
    assert jumlah == 1
    for tertulis in (
        "LEMBAR DISPOSISI",
        "Surat dari : Dinas Kesehatan Provinsi Contoh Raya",
        "No. surat : 400.7.13/2217/Dinkes/2026",
        "Tgl. surat : 6 November 2026",
        "Diterima tgl. : 9 November 2026 pukul 08.00 WITA",
        "No. agenda : 1/2026",
        "Hal : Permintaan data capaian imunisasi",
        "Kepala Dinas Kesehatan",
        "Laporkan hasilnya",
        "Bawa data per kecamatan.",
        "Batas waktu: Jumat, 13 November 2026 pukul 16.30 WITA.",
        f"{AS1}, 9 November 2026 10.00 WITA: Tindak lanjuti → Kepala Bagian Hukum. Siapkan telaah.",
        "Didisposisi di aplikasi Senin, 9 November 2026 09.30 WITA",
        f"Kode lacak {jalan.surat.kode_lacak}",
        "SEKRETARIS DAERAH, Bayu Pinus, S.H., M.Si.",
        "Dicetak 09-11-2026 15.00 WITA oleh Ratna Melur",
        "Halaman 1 dari 1",
    ):
        assert tertulis in lembar


def test_kosong_untuk_ditulis_tangan(jalan, kantor):
    jalan.catat().arahkan()
    jumlah, (lembar,) = cetak(jalan.surat, kantor.petugas)
    assert jumlah == 1
    for tertulis in (AS1, "Kepala Bagian ....", "Kepala Dinas/Badan ....", "Dan seterusnya ....", "Tindak lanjuti"):
        assert tertulis in lembar
    assert "SEKRETARIS DAERAH, Bayu Pinus, S.H., M.Si." in lembar
    assert "Didisposisi" not in lembar


def test_tanpa_rute_pun_tercetak(jalan, kantor):
    jumlah, (lembar,) = cetak(jalan.catat().surat, kantor.petugas)
    assert (jumlah, "No. agenda : 1/2026" in lembar) == (1, True)


def test_didiktekan_atas_nama_pejabatnya(jalan, kantor):
    jalan.sampai_sekda().disposisi(kantor.ajudan, kepada=[AS1])
    _, (lembar,) = cetak(jalan.surat, kantor.petugas)
    assert "Didiktekan, dicatat Galih Angsana" in lembar
    assert "SEKRETARIS DAERAH, Bayu Pinus, S.H., M.Si." in lembar


def test_hal_seribu_huruf_dan_lima_puluh_penerima(jalan, kantor):
    kata = "Permintaan data capaian imunisasi dasar lengkap menurut kecamatan dan desa "
    hal = (kata * 20)[: 1000 - len(HURUF_TERTINGGAL) - 1] + " " + HURUF_TERTINGGAL
    for n in range(1, 45):
        UnitKerjaFactory(nama=f"Badan Uji Penerima Nomor {n:02}", jenis=UnitKerja.Jenis.BADAN)
    semua = [*UnitKerja.objects.filter(dalam_setda=False).values_list("nama", flat=True)][:50]
    jalan.catat(hal=hal).arahkan().telaah()
    jalan.disposisi(
        kantor.sekda,
        ke_unit=semua,
        isi=["Tindak lanjuti"],
        catatan="Baris catatan yang cukup panjang. " * 60 + "AKHIRCATATAN",
    )
    jumlah, lembar = cetak(jalan.surat, kantor.petugas)
    semuanya = " ".join(lembar)
    assert len(hal) == 1000
    assert len(semua) == 50
    assert jumlah == 3
    assert HURUF_TERTINGGAL in semuanya
    assert "AKHIRCATATAN" in semuanya
    rapat = semuanya.replace(" ", "")
    belum = [n for n in semua if n.startswith("Badan Uji") and n.replace(" ", "") not in rapat]
    assert belum == []
    assert [h[-len(f"Halaman {n} dari {jumlah}") :] for n, h in enumerate(lembar, 1)] == [
        f"Halaman {n} dari {jumlah}" for n in range(1, jumlah + 1)
    ]


def test_dikembalikan_lalu_didisposisi_lagi_tercetak_dua_lembar(jalan, kantor):
    from ekspedisi.transitions import KEMBALIKAN

    jalan.sampai_sekda().disposisi(kantor.sekda, ke_unit=["Dinas Kesehatan"]).kirim("Dinas Kesehatan")
    jalan.buka(kantor.dinkes, "Dinas Kesehatan")
    with time_machine.travel(wita(9, 11, 30), tick=False):
        KEMBALIKAN.run(jalan.kiriman("Dinas Kesehatan"), oleh=kantor.dinkes, catatan="Bukan urusan kami.")
    jalan.segar()
    jalan.disposisi(kantor.sekda, wita(9, 13), ke_unit=["Dinas Pendidikan"])
    jumlah, lembar = cetak(jalan.surat, kantor.petugas)
    assert jumlah == 2
    assert ["Kepala Dinas Pendidikan" in h for h in lembar] == [False, True]


def test_rahasia_di_luar_jalur_tidak_tercetak(kantor):
    jalan = Perjalanan(kantor).catat(keamanan="R", hal="Mutasi pejabat bulan depan", pindai=False).arahkan().telaah()
    jalan.disposisi(kantor.sekda, kepada=[AS1], catatan="Jangan disebarkan.")
    _, (lembar,) = cetak(jalan.surat, kantor.petugas)
    assert "Surat rahasia, hal tidak ditampilkan" in lembar
    assert not any(kata in lembar for kata in ("Mutasi", "Jangan disebarkan", "Didisposisi"))
    _, (lembar,) = cetak(jalan.surat, kantor.sekda)
    assert all(kata in lembar for kata in ("Mutasi pejabat bulan depan", "Jangan disebarkan.", "Didisposisi"))


def test_alamat_lembar(client, kantor, jalan):
    surat = jalan.catat().surat
    jalur = f"/surat/{surat.kode}/lembar-disposisi.pdf"
    client.force_login(kantor.petugas)
    jawaban = client.get(jalur)
    assert (jawaban.status_code, jawaban["Content-Type"], jawaban.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert "Lembar disposisi agenda 1-2026.pdf" in jawaban["Content-Disposition"]
    client.force_login(kantor.dinkes)
    assert client.get(jalur).status_code == 404


def test_unit_penerima_tidak_membaca_tetangganya(jalan, kantor):
    jalan.sampai_sekda().disposisi(
        kantor.sekda, kepada=[AS1], ke_unit=["Dinas Kesehatan", "Dinas Sosial", "Inspektorat"], catatan="Segera."
    )
    jalan.disposisi(kantor.asisten1, wita(9, 10), ke_unit=["Dinas Pendidikan"], catatan="Hanya untuk Disdik.")
    jalan.kirim("Dinas Kesehatan", "Dinas Sosial")
    _, (lembar,) = cetak(jalan.surat, kantor.dinkes)
    assert all(kata in lembar for kata in ("Kepala Dinas Kesehatan", AS1, "2 unit lain", "Segera."))
    assert not any(kata in lembar for kata in ("Sosial", "Inspektur", "Pendidikan", "Hanya untuk Disdik"))
    _, (lembar,) = cetak(jalan.surat, kantor.petugas)
    assert all(kata in lembar for kata in ("Kepala Dinas Sosial", "Inspektur", "Hanya untuk Disdik."))
