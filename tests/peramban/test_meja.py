"""The clerk's desk in Chromium: from the counter to the officials, by keyboard, by finger, without scripts."""

import datetime as dt
import gzip

import pytest
from django.utils import timezone

from organisasi.isian import tulis_tanggal
from persuratan.contoh import buat_rute
from persuratan.models import Klasifikasi, Pengirim, RuteNaik, SuratMasuk, Tugas
from persuratan.pengirim import gabungkan
from persuratan.pengirim_mirip import bandingkan_pengirim
from persuratan.services import catat_surat_masuk
from tests.peramban.bantu import RUPA, SKRIP, UKURAN, periksa_aksesibilitas, periksa_lebar, potret
from tests.perjalanan import isian
from tests.persuratan.meja import foto

PENGIRIM = "Dinas Kesehatan Provinsi Contoh Raya"


@pytest.fixture
def meja(kantor):
    buat_rute()
    return kantor


@pytest.fixture
def pindaian(tmp_path):
    """A picture as it lies on the clerk's computer."""
    jalur = tmp_path / "surat.jpg"
    jalur.write_bytes(foto().getvalue())
    return jalur


def surat_lama(kantor, **ganti):
    """A letter registered an hour ago."""
    awal = {"diterima_pada": timezone.now() - dt.timedelta(hours=1), "tanggal_surat": timezone.localdate()}
    return catat_surat_masuk(isian(**awal | ganti), oleh=kantor.petugas)


def pengirim(halaman):
    return halaman.get_by_role("combobox", name="Pengirim", exact=True)


def isi_surat(halaman, nomor="005/17/2026"):
    halaman.locator("#id_nama_pengirim").fill(PENGIRIM)
    halaman.get_by_label("Nomor surat").fill(nomor)
    halaman.get_by_label("Tanggal surat").fill(tulis_tanggal(timezone.localdate()))
    halaman.get_by_label("Hal", exact=True).fill("Permintaan data gizi")
    halaman.get_by_text("Permohonan", exact=True).click()


@pytest.mark.parametrize(("hp", "javascript"), RUPA)
def test_a_letter_from_the_counter_to_the_officials(meja, peramban, masuk, pindaian, hp, javascript):
    halaman = masuk(peramban(hp=hp, javascript=javascript), "petugas")
    halaman.goto("/surat/catat/")
    isi_surat(halaman)
    halaman.set_input_files("#id_berkas", pindaian)
    if javascript:
        halaman.locator(".lembar").wait_for()
        assert halaman.locator("#cacah-halaman").inner_text() == "1 halaman"
    halaman.get_by_role("button", name="Simpan dan teruskan").click()

    halaman.get_by_text("Tersimpan, nomor agenda 1/").wait_for()
    halaman.get_by_role("button", name="Teruskan lewat rute baku").click()
    halaman.get_by_text("diteruskan kepada Kepala Bagian Umum untuk ditelaah.").wait_for()

    surat = SuratMasuk.objects.get()
    assert (surat.hal, surat.status, surat.lampiran.count()) == ("Permintaan data gizi", "NAIK", 1)
    assert [str(t) for t in Tugas.objects.terbuka()] == ["Telaah · Kepala Bagian Umum"]


DETIK_TOMBOL, DETIK_PIKIR = 0.28, 1.35
"""Keystroke-Level Model (Card, Moran and Newell 1980): T = 0.28 s × keys + 1.35 s × mental operators."""


class PapanKetik:
    """Types into the page and counts: a key each, Shift one more; the clerk thinks once before each field and act."""

    def __init__(self, halaman):
        self.halaman, self.tombol, self.pikir, self.diketik = halaman, 0, 0, []

    def ketik(self, teks):
        self.pikir += 1
        self.diketik.append(self.halaman.evaluate("document.activeElement.name"))
        self.tombol += sum(2 if h.isupper() or h in '~!@#$%^&*()_+{}|:"<>?' else 1 for h in teks)
        self.halaman.keyboard.type(teks)

    def tekan(self, *tombol, pikir=0):
        for satu in tombol:
            self.tombol += len(satu.split("+"))
            self.halaman.keyboard.press(satu)
        self.pikir += pikir

    def pilih_pengirim(self, teks):
        self.ketik(teks)
        self.halaman.locator("#saran-pengirim [role=option]").first.wait_for()
        self.tekan("Enter", pikir=1)
        assert pengirim(self.halaman).input_value() == PENGIRIM

    @property
    def detik(self):
        return round(DETIK_TOMBOL * self.tombol + DETIK_PIKIR * self.pikir, 1)


def test_a_known_sender_takes_few_fields_no_mouse_and_under_45_seconds(meja, peramban, masuk):
    kode = Klasifikasi.objects.get(kode="400.7")
    surat_lama(meja, klasifikasi=kode)
    halaman = masuk(peramban(), "petugas")
    halaman.keyboard.press("c")  # from anywhere
    halaman.wait_for_url("**/surat/catat/")
    papan = PapanKetik(halaman)
    papan.pilih_pengirim("dinkes")
    halaman.get_by_text("Pakai isian terakhir: Permohonan, 400.7 Kesehatan").wait_for()
    assert halaman.locator("#pt-pengirim").inner_text().startswith("1 surat tahun ini. Terakhir:")
    potret(halaman, "catat_usulan")
    papan.tekan("Enter", pikir=1)  # kind and code of the last letter
    assert halaman.get_by_role("radio", name="Permohonan").is_checked()
    papan.tekan("Tab", "Tab")  # received: now
    papan.ketik("400.7.13/2291/Dinkes/2026")
    papan.tekan("Tab")
    papan.ketik(f"{timezone.localdate():%d/%m}")
    papan.tekan("Tab")
    papan.ketik("Permintaan data capaian imunisasi bulan ini")
    papan.tekan("Control+Enter", pikir=1)

    halaman.get_by_text("Tersimpan, nomor agenda 2/").wait_for()
    papan.tekan("Enter", pikir=1)  # the standing route has the focus
    halaman.get_by_text("diteruskan kepada Kepala Bagian Umum").wait_for()
    surat = SuratMasuk.objects.latest("pk")
    assert (surat.pengirim.nama, surat.jenis.kode, surat.klasifikasi) == (PENGIRIM, "permohonan", kode)
    assert papan.diketik == ["nama_pengirim", "nomor_surat", "tanggal_surat", "hal"]
    assert papan.detik <= 45, papan.__dict__


def test_an_invitation_of_a_known_sender_takes_seven_fields_and_under_45_seconds(meja, peramban, masuk):
    surat_lama(meja)
    besok = timezone.localdate() + dt.timedelta(days=1)
    halaman = masuk(peramban(), "petugas")
    halaman.goto("/surat/catat/")
    papan = PapanKetik(halaman)
    papan.pilih_pengirim("dinkes")
    papan.tekan("Tab", "Tab")
    papan.ketik("005/2292/Dinkes/2026")
    papan.tekan("Tab")
    papan.ketik(f"{timezone.localdate():%d/%m}")
    papan.tekan("Tab")
    papan.ketik("Undangan rapat koordinasi stunting")
    papan.tekan("Tab", "Space", "Tab", pikir=1)  # not the last kind but the first: an invitation
    papan.ketik(f"{besok:%d/%m}")
    papan.tekan("Tab")
    papan.ketik("9")
    papan.tekan("Tab")
    papan.ketik("Aula Dinkes")
    halaman.get_by_text("Acara besok").wait_for()
    papan.tekan("Control+Enter", pikir=1)

    halaman.get_by_text("Tersimpan, nomor agenda 2/").wait_for()
    surat = SuratMasuk.objects.latest("pk")
    assert (surat.jenis.kode, surat.acara_tempat) == ("undangan", "Aula Dinkes")
    assert timezone.localtime(surat.acara_mulai).replace(tzinfo=None) == dt.datetime.combine(besok, dt.time(9))
    assert (len(papan.diketik), papan.detik <= 45) == (7, True), papan.__dict__


def test_enter_twice_in_haste_saves_nothing_and_takes_the_last_letter_over(meja, peramban, masuk):
    surat_lama(meja)
    halaman = masuk(peramban(), "petugas")
    halaman.goto("/surat/catat/")
    pengirim(halaman).press_sequentially("dinkes")
    halaman.locator("#saran-pengirim [role=option]").first.wait_for()
    # Both at once, before the server can have answered the first.
    halaman.evaluate(
        """() => { const i = document.getElementById("id_nama_pengirim");
        for (let n = 0; n < 2; n++)
          i.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true })); }"""
    )
    halaman.locator('[name="jenis"]:checked').wait_for()
    assert halaman.get_by_role("radio", name="Permohonan").is_checked()
    assert (halaman.url.endswith("/surat/catat/"), halaman.locator(".galat").count()) == (True, 0)


def test_the_scan_of_another_letter_is_told_beside_the_form(meja, peramban, masuk, pindaian):
    halaman = masuk(peramban(), "petugas")
    for n in (1, 2):
        halaman.goto("/surat/catat/")
        halaman.set_input_files("#id_berkas", pindaian)
        halaman.locator(".lembar").wait_for()
        if n == 1:
            isi_surat(halaman)
            halaman.get_by_role("button", name="Simpan, catat berikutnya").click()
            halaman.get_by_text("Tersimpan, nomor agenda 1/").wait_for()
    halaman.get_by_text("Berkas yang sama sudah terlampir pada Agenda 1/").wait_for()
    halaman.get_by_role("button", name="Lepas surat.jpg").click()
    halaman.locator("#ganda .pesan").wait_for(state="detached")


def test_suggestions_by_arrows_and_escape(meja, peramban, masuk):
    for nama in ("Dinas Sosial", "Dinas Pendidikan"):
        surat_lama(meja, nama_pengirim=nama, nomor_surat=nama)
    halaman = masuk(peramban(), "petugas")
    halaman.goto("/surat/catat/")

    pengirim(halaman).press_sequentially("dinas")
    pilihan = halaman.locator("#saran-pengirim [role=option]")
    pilihan.nth(2).wait_for()
    periksa_aksesibilitas(halaman)
    assert pilihan.evaluate_all("x => x.map(e => e.getAttribute('aria-selected'))") == ["true", "false", "false"]
    halaman.keyboard.press("ArrowDown")
    assert pengirim(halaman).get_attribute("aria-activedescendant") == "saran-pengirim-2"
    halaman.keyboard.press("Escape")
    assert (pilihan.first.is_visible(), pengirim(halaman).input_value()) == (False, "dinas")
    halaman.keyboard.press("ArrowDown")
    halaman.keyboard.press("ArrowUp")
    halaman.keyboard.press("Enter")
    assert pengirim(halaman).input_value() == "dinas"  # the last one: the name as typed
    assert Pengirim.objects.count() == 2


def test_the_event_shows_only_where_it_belongs(meja, peramban, masuk):
    halaman = masuk(peramban(), "petugas")
    halaman.goto("/surat/catat/")
    acara = halaman.locator("#acara")
    dilihat = [acara.is_visible()]
    for jenis in ("Undangan", "Laporan"):
        halaman.get_by_text(jenis, exact=True).click()
        dilihat.append(acara.is_visible())
    assert dilihat == [False, True, False]

    tanpa = masuk(peramban(javascript=False), "petugas")
    tanpa.goto("/surat/catat/")
    assert tanpa.locator("#acara").is_visible()


def test_a_sealed_letter_asks_for_no_scan(meja, peramban, masuk):
    halaman = masuk(peramban(), "petugas")
    halaman.goto("/surat/catat/")
    assert halaman.locator("#pindaian").is_visible()
    halaman.get_by_label("Keamanan").select_option("R")
    assert not halaman.locator("#pindaian").is_visible()
    assert halaman.get_by_text("Dicatat dari sampulnya").is_visible()


def test_a_duplicate_is_told_while_typing_and_may_be_another(meja, peramban, masuk):
    surat_lama(meja, nomor_surat="005/17/2026")
    halaman = masuk(peramban(), "petugas")
    halaman.goto("/surat/catat/")
    isi_surat(halaman)
    halaman.get_by_text("Mungkin sudah dicatat.").wait_for()
    potret(halaman, "catat_ganda")

    halaman.get_by_role("button", name="Ini surat lain, lanjutkan").click()

    halaman.get_by_text("Tersimpan, nomor agenda 2/").wait_for()


@pytest.mark.parametrize("javascript", SKRIP)
def test_a_file_taken_in_can_be_let_go(meja, peramban, masuk, pindaian, javascript):
    halaman = masuk(peramban(javascript=javascript), "petugas")
    halaman.goto("/surat/catat/")
    halaman.set_input_files("#id_berkas", pindaian)
    if not javascript:
        halaman.get_by_role("button", name="Simpan dan teruskan").click()
    halaman.locator(".lembar").wait_for()
    halaman.get_by_role("button", name="Lepas surat.jpg").click()
    halaman.locator(".lembar").wait_for(state="detached")
    isi_surat(halaman)
    halaman.get_by_role("button", name="Simpan, catat berikutnya").click()
    halaman.get_by_text("Tersimpan, nomor agenda 1/").wait_for()
    assert SuratMasuk.objects.get().lampiran.count() == 0


@pytest.mark.parametrize("javascript", SKRIP)
def test_an_ended_login_brings_everything_typed_back(meja, peramban, masuk, javascript):
    halaman = masuk(peramban(javascript=javascript), "petugas")
    halaman.goto("/surat/catat/")
    isi_surat(halaman)
    halaman.context.clear_cookies(name="sesi")
    if javascript:
        # What is typed now asks in vain, and stays.
        with halaman.expect_response(lambda r: "saran-pengirim" in r.url and "Kota" in r.url) as saran:
            halaman.locator("#id_nama_pengirim").press_sequentially(" Kota")
        assert saran.value.status == 204
    halaman.get_by_role("button", name="Simpan dan teruskan").click()
    halaman.get_by_text("Isian Anda aman.").wait_for()
    halaman.get_by_label("NIP atau nama pengguna").fill("petugas")
    halaman.get_by_label("Kata sandi", exact=True).fill(meja.sandi)
    halaman.get_by_role("button", name="Masuk", exact=True).click()

    halaman.get_by_text("Isian Anda dikembalikan.").wait_for()
    assert halaman.get_by_label("Hal", exact=True).input_value() == "Permintaan data gizi"
    assert halaman.get_by_role("radio", name="Permohonan").is_checked()
    halaman.get_by_role("button", name="Simpan dan teruskan").click()
    halaman.get_by_text("Tersimpan, nomor agenda 1/").wait_for()


@pytest.mark.parametrize("javascript", SKRIP)
def test_a_route_made_for_one_letter(meja, peramban, masuk, javascript):
    surat = surat_lama(meja)
    halaman = masuk(peramban(javascript=javascript), "petugas")
    halaman.goto(f"/surat/{surat.kode}/arahkan/")
    halaman.get_by_role("link", name="Ubah untuk surat ini Kabag Umum, Asisten I, lalu Sekda").click()
    halaman.get_by_label("Urutan baris 1").fill("2")
    halaman.get_by_label("Urutan baris 2").fill("1")
    halaman.get_by_role("button", name="Teruskan lewat rute susunan ini").click()
    halaman.get_by_text("diteruskan kepada Asisten Pemerintahan dan Kesejahteraan Rakyat untuk diparaf.").wait_for()


@pytest.mark.parametrize("hp", UKURAN)
def test_every_page_of_the_desk_is_looked_at(meja, peramban, masuk, hp):
    surat = surat_lama(meja)
    for nomor, nama in enumerate(("Dinkes Prov. Contoh Raya", "Dinas Kesehtan Provinsi Contoh Raya"), start=2):
        surat_lama(meja, nama_pengirim=nama, nomor_surat=str(nomor))
    bandingkan_pengirim()
    gabungkan(Pengirim.objects.latest("pk"), surat.pengirim, oleh=meja.petugas)
    halaman = masuk(peramban(hp=hp), "petugas")

    def periksa(nama):
        potret(halaman, f"{nama}-{'hp' if hp else 'layar'}")
        periksa_lebar(halaman)
        periksa_aksesibilitas(halaman)

    for nama, alamat in {
        "catat": "/surat/catat/",
        "arahkan": f"/surat/{surat.kode}/arahkan/",
        "arahkan_susun": f"/surat/{surat.kode}/arahkan/?ubah={RuteNaik.objects.last().pk}",
        "koreksi": f"/surat/{surat.kode}/koreksi/",
        "pindai": f"/surat/{surat.kode}/pindaian/",
        "pengirim": "/pengirim/",
        "pengirim_rinci": f"/pengirim/{surat.pengirim_id}/",
        "pengirim_lain": f"/pengirim/{Pengirim.objects.get(nama__startswith='Dinkes').pk}/",
        "cek": "/cek/",
        "cek_tahap": f"/cek/{surat.kode_lacak}/",
        "cek_tidak_ada": "/cek/AAAAA-AAAAA/",
    }.items():
        halaman.goto(alamat)
        periksa(nama)
    halaman.goto("/surat/catat/")
    halaman.get_by_text("Undangan", exact=True).click()
    halaman.get_by_role("button", name="Simpan dan teruskan").click()
    halaman.get_by_text("Surat belum disimpan: ada 7 isian yang perlu diperbaiki").wait_for()
    periksa("catat_galat")


def test_the_pages_stay_light(meja, peramban, masuk):
    """First view at most 45 KiB, a warm page 20, the public page 15; all counted as sent with gzip."""
    surat = surat_lama(meja)
    halaman = masuk(peramban(), "petugas")
    halaman.wait_for_load_state("networkidle")
    jawaban = []
    halaman.on("response", lambda j: jawaban.append(j))

    def buka(alamat):
        jawaban.clear()
        halaman.goto(alamat, wait_until="networkidle")
        berat = {j.url: len(gzip.compress(j.body(), 9)) for j in jawaban if j.status == 200}
        return sum(berat.values()), next(v for k, v in berat.items() if k.endswith(alamat))

    pertama, hangat = buka("/surat/catat/")
    umum, _ = buka(f"/cek/{surat.kode_lacak}/")
    assert [x for x in ((pertama, 45), (hangat, 20), (umum, 15)) if x[0] > x[1] * 1024] == []
