"""The way of one letter, whole, in Chromium: from the counter to "Selesai", each step by the person whose step it is.

Both sizes, with and without scripts. Nothing is done past the pages except what a worker does in the background.
"""

import os
import re
import time
from pathlib import Path

import pypdfium2
import pytest
import time_machine

from alur.models import Jejak
from alur.pemeriksaan import periksa as periksa_buku_besar
from dokumen.halaman import buat_halaman
from persuratan.contoh import buat_rute
from persuratan.models import SuratMasuk, Tugas
from tests.dokumen.korpus import pdf
from tests.peramban.bantu import RUPA, periksa_aksesibilitas, periksa_lebar, potret
from tests.perjalanan import wita

HAL = "Permintaan data capaian imunisasi"
DINKES = "Dinas Kesehatan"


class Pengguna:
    """One person at one screen. Counts taps and seconds since the last `mulai`; a machine's seconds, no person's."""

    def __init__(self, halaman, nama, *, hp, skrip):
        self.halaman, self.nama, self.hp, self.skrip = halaman, nama, hp, skrip
        self.mulai()

    def mulai(self):
        self.ketukan, self._sejak = 0, time.perf_counter()

    @property
    def detik(self):
        return round(time.perf_counter() - self._sejak, 1)

    def ketuk(self, lokator):
        lokator.tap() if self.hp else lokator.click()
        self.ketukan += 1

    def tombol(self, nama):
        self.ketuk(self.halaman.get_by_role("button", name=nama))

    def tautan(self, nama):
        # What follows looks at the new page, never at the moment between two.
        with self.halaman.expect_navigation():
            self.ketuk(self.halaman.get_by_role("link", name=nama).first)

    def keping(self, kata):
        """The chip with these words, as a finger meets it: its label."""
        return self.halaman.locator(".keping label").get_by_text(kata, exact=True).first

    def lihat(self, nama):
        potret(self.halaman, f"perjalanan_{nama}-{'hp' if self.hp else 'layar'}{'' if self.skrip else '-polos'}")
        periksa_lebar(self.halaman)
        if self.skrip:
            periksa_aksesibilitas(self.halaman)

    def baca(self, kalimat):
        self.halaman.get_by_text(kalimat).first.wait_for()


@pytest.fixture
def pengguna(kantor, peramban, masuk_lewat_formulir):
    def pengguna(nama, *, hp, skrip):
        return Pengguna(masuk_lewat_formulir(peramban(hp=hp, javascript=skrip), nama), nama, hp=hp, skrip=skrip)

    return pengguna


@pytest.fixture
def pindaian(tmp_path):
    jalur = tmp_path / "surat.pdf"
    jalur.write_bytes(pdf(halaman=2))
    return jalur


@pytest.fixture
def senin(kantor):
    """Monday 9 November 2026, 08.00 in the office; the clock runs on."""
    buat_rute()
    with time_machine.travel(wita(9, 8), tick=True) as jam:
        yield jam


def teks_pdf(halaman, alamat):
    """The words of a paper, fetched with the login of this page."""
    jawaban = halaman.context.request.get(alamat)
    assert (jawaban.status, jawaban.headers["content-type"]) == (200, "application/pdf")
    dokumen = pypdfium2.PdfDocument(jawaban.body())
    return " ".join(" ".join(h.get_textpage().get_text_range().split()) for h in dokumen)


def catat_ukuran(rupa, **detik):
    """What the machine needed, beside the pictures: it shows a page that became slow, and proves nothing."""
    if folder := os.environ.get("ESURAT_GAMBAR"):
        with Path(folder, "detik.txt").open("a") as berkas:
            berkas.write(f"{rupa}: {detik}\n")


def catat(petugas, pindaian):
    halaman = petugas.halaman
    halaman.goto("/surat/catat/")
    halaman.locator("#id_nama_pengirim").fill("Dinas Kesehatan Provinsi Contoh Raya")
    halaman.get_by_label("Nomor surat").fill("400.7.13/2217/Dinkes/2026")
    halaman.get_by_label("Tanggal surat").fill("6-11-2026")
    halaman.get_by_label("Hal", exact=True).fill(HAL)
    petugas.ketuk(petugas.keping("Permohonan"))
    halaman.set_input_files("#id_berkas", pindaian)
    if petugas.skrip:
        halaman.locator(".lembar").wait_for()
    petugas.lihat("catat")
    petugas.tombol("Simpan dan teruskan")
    petugas.baca("Tersimpan, nomor agenda 1/2026")
    petugas.lihat("arahkan")
    petugas.tombol("Teruskan lewat rute baku")
    petugas.baca("diteruskan kepada Kepala Bagian Umum untuk ditelaah.")
    petugas.lihat("diarahkan")
    buat_halaman(SuratMasuk.objects.get().lampiran.get().berkas_id)  # what the worker does meanwhile


def telaah(kabag):
    kabag.lihat("tugas_kabag")
    kabag.tautan(re.compile("^Telaah"))
    kabag.lihat("surat_kabag")
    kabag.tombol("Selesai telaah, teruskan")
    kabag.baca("Tersimpan: Selesai telaah, teruskan. Sekarang di tangan Sekretaris Daerah.")


def disposisi(pejabat, kepada, isi):
    """From one's tasks to "Disposisi terkirim". Opening the link starts the count; it is no tap of the disposition."""
    pejabat.lihat(f"tugas_{pejabat.nama}")
    pejabat.tautan(re.compile("^Disposisi"))
    pejabat.halaman.get_by_role("heading", name=HAL).wait_for()
    pejabat.mulai()
    pejabat.halaman.locator(".mini img" if pejabat.hp else ".pindaian img").wait_for()
    pejabat.lihat(f"disposisi_{pejabat.nama}")
    dilihat = pejabat.detik
    pejabat.ketuk(pejabat.keping(kepada))
    pejabat.ketuk(pejabat.keping(isi))
    pejabat.tombol("Kirim disposisi")
    pejabat.halaman.get_by_role("heading", name="Disposisi terkirim").wait_for()
    hasil = pejabat.ketukan, round(pejabat.detik - dilihat, 1)
    pejabat.lihat(f"terkirim_{pejabat.nama}")
    return hasil


def kirim(petugas):
    petugas.halaman.goto("/")
    petugas.lihat("tugas_petugas")
    petugas.tautan(re.compile("^Kirim"))
    petugas.lihat("buku_ekspedisi")
    petugas.tombol(re.compile("^Kirim yang dicentang"))
    petugas.baca("Agenda 1/2026 dikirim ke Dinas Kesehatan. Waktunya sudah dicatat server.")


def terima(dinkes):
    dinkes.lihat("tugas_dinkes")
    dinkes.tautan(re.compile("^Terima"))
    dinkes.halaman.get_by_role("button", name="Terima surat ini").wait_for()
    dinkes.lihat("terima")
    dinkes.mulai()
    dinkes.tombol("Terima surat ini")
    dinkes.halaman.get_by_role("heading", name="Sudah diterima server").wait_for()
    hasil = dinkes.ketukan, dinkes.detik
    dinkes.lihat("diterima")
    return hasil


def selesaikan(dinkes):
    dinkes.tautan("Buka surat")
    dinkes.halaman.locator("summary", has_text="Laporkan selesai").click()
    dinkes.halaman.get_by_label("Apa yang sudah dikerjakan").fill("Data dikirim lewat surat balasan.")
    dinkes.lihat("lapor_selesai")
    dinkes.tombol("Laporkan selesai")
    dinkes.baca("Tersimpan: Laporkan selesai. Surat ini selesai.")
    dinkes.lihat("selesai_dinkes")


@pytest.mark.lama
@pytest.mark.parametrize(("hp", "skrip"), RUPA)
def test_satu_surat_dari_loket_sampai_selesai(kantor, pengguna, senin, pindaian, hp, skrip):
    rupa = {"hp": hp, "skrip": skrip}
    petugas = pengguna("petugas", **rupa)
    catat(petugas, pindaian)
    telaah(pengguna("kabag.umum", **rupa))
    ketukan_sekda, detik_sekda = disposisi(pengguna("sekda", **rupa), "Asisten I", "Tindak lanjuti")
    ketukan_asisten, _ = disposisi(pengguna("asisten1", **rupa), "Kepala Dinkes", "Tindak lanjuti")
    kirim(petugas)
    dinkes = pengguna("dinas.kesehatan", **rupa)
    ketukan_terima, detik_terima = terima(dinkes)
    tanda_terima = teks_pdf(
        dinkes.halaman, dinkes.halaman.get_by_role("link", name="Tanda terima").get_attribute("href")
    )
    selesaikan(dinkes)

    surat = SuratMasuk.objects.get()
    kiriman = surat.pengiriman.get()
    for kata in (kiriman.kode_terima, "1/2026", HAL, DINKES):
        assert kata in tanda_terima
    petugas.halaman.goto(surat.get_absolute_url())
    petugas.baca("Surat ini selesai. Tidak ada yang masih memegangnya.")
    petugas.lihat("surat_selesai")
    petugas.tautan("Catatan lengkap")
    petugas.lihat("jejak")
    riwayat = teks_pdf(petugas.halaman, f"{surat.get_absolute_url()}riwayat.pdf")
    assert "Tidak ada lagi: surat ini selesai." in riwayat

    assert (surat.status, list(Tugas.objects.terbuka()), surat.lampiran.count()) == ("SELESAI", [], 1)
    rantai = Jejak.objects.filter(rantai=surat.rantai).order_by("urut")
    assert list(rantai.values_list("urut", "transisi", "oleh__username")) == [
        (1, "catat", "petugas"),
        (2, "pindai", "petugas"),
        (3, "arahkan", "petugas"),
        (4, "telaah", "kabag.umum"),
        (5, "disposisi", "sekda"),
        (6, "disposisi", "asisten1"),
        (7, "kirim", "petugas"),
        (8, "buka", "dinas.kesehatan"),
        (9, "terima", "dinas.kesehatan"),
        (10, "selesaikan", "dinas.kesehatan"),
        (11, "tuntas", None),
    ]
    assert periksa_buku_besar().temuan == ()
    assert (ketukan_sekda, ketukan_asisten, ketukan_terima) == (3, 3, 1)
    catat_ukuran(f"{'hp' if hp else 'layar'}{'' if skrip else ' polos'}", sekda=detik_sekda, terima=detik_terima)
