"""Help in the same corner of every page, over what one is typing; the keys; the first day without scripts."""

import pytest

from pengaturan.bantuan.halaman import HALAMAN
from pengaturan.bantuan.latihan import surat_latihan
from tests.peramban.bantu import UKURAN, periksa


@pytest.mark.parametrize("hp", UKURAN)
def test_bantuan_di_atas_halaman_tidak_menghapus_ketikan(kantor, peramban, masuk, hp):
    halaman = masuk(peramban(hp=hp), "petugas")
    halaman.goto("/surat/catat/")
    halaman.get_by_label("Hal", exact=True).fill("Apa artinya ini?")
    halaman.keyboard.press("?")  # typed into the field, where no key is a command
    assert (halaman.get_by_label("Hal", exact=True).input_value(), halaman.locator("dialog").count()) == (
        "Apa artinya ini??",
        0,
    )
    if hp:
        halaman.get_by_role("link", name="Bantuan", exact=True).click()
    else:
        halaman.locator("h1").click()
        halaman.keyboard.press("?")
    kotak = halaman.get_by_role("dialog", name="Bantuan")
    kotak.wait_for()
    assert HALAMAN["surat_catat"].guna in kotak.inner_text()
    periksa(halaman, "bantuan", hp)
    halaman.keyboard.press("j")  # no command under an open dialog
    halaman.keyboard.press("Escape")
    assert (kotak.is_visible(), halaman.get_by_label("Hal", exact=True).input_value()) == (False, "Apa artinya ini??")


def test_tombol_satu_huruf_dapat_dimatikan_dari_bantuan(kantor, peramban, masuk):
    halaman = masuk(peramban(), "petugas")
    halaman.locator("h1").click()
    halaman.keyboard.press("?")
    halaman.get_by_label("Pakai tombol satu huruf di peramban ini").uncheck()
    halaman.get_by_role("button", name="Tutup bantuan").click()
    halaman.keyboard.press("c")
    assert halaman.url.endswith("/")
    halaman.reload()
    halaman.get_by_role("link", name="Bantuan", exact=True).click()
    halaman.get_by_label("Pakai tombol satu huruf di peramban ini").check()
    halaman.get_by_role("button", name="Tutup bantuan").click()
    halaman.keyboard.press("c")
    halaman.wait_for_url("**/surat/catat/")


@pytest.mark.parametrize("hp", UKURAN)
def test_hari_pertama_tanpa_skrip(kantor, peramban, masuk, hp):
    halaman = masuk(peramban(hp=hp, javascript=False), "petugas")
    halaman.get_by_role("link", name="Ikuti langkah hari pertama").click()
    halaman.get_by_role("link", name="Catat surat latihan").click()
    surat = surat_latihan()
    halaman.get_by_label("Pengirim").fill(surat.pengirim)
    halaman.get_by_label("Nomor surat").fill("1")
    halaman.get_by_role("button", name="Periksa").click()
    assert halaman.get_by_text(f"Pada surat tertulis “{surat.nomor}”.").count() == 2  # above the page and the field
    halaman.get_by_label("Nomor surat").fill(surat.nomor)
    halaman.get_by_label("Tanggal surat").fill(f"{surat.tanggal:%d-%m-%Y}")
    halaman.get_by_label("Hal", exact=True).fill(surat.hal)
    halaman.get_by_label("Undangan").check()
    halaman.get_by_label("Tanggal acara").fill(f"{surat.acara_tanggal:%d-%m-%Y}")
    halaman.get_by_label("Jam", exact=True).fill("09.00")
    halaman.get_by_label("Tempat").fill(surat.tempat)
    halaman.get_by_role("button", name="Periksa").click()
    halaman.get_by_text("Semua cocok.").wait_for()
    assert "1 dari 5 langkah selesai" in halaman.locator("main").inner_text()


def test_halaman_bantuan_lain_dapat_dibaca_semua_orang(kantor, peramban, masuk):
    for hp in (False, True):
        petugas = masuk(peramban(hp=hp), "petugas")
        for nama, alamat in {
            "hari_pertama": "/bantuan/hari-pertama/",
            "latihan_catat": "/bantuan/latihan/catat/",
            "panduan": "/bantuan/panduan/petugas/",
            "bantuan_utuh": "/bantuan/?halaman=surat_rinci",
        }.items():
            petugas.goto(alamat)
            periksa(petugas, nama, hp)
        dinas = masuk(peramban(hp=hp), "dinas.kesehatan")
        dinas.goto("/bantuan/latihan/terima/")
        periksa(dinas, "latihan_terima", hp)
        tamu = peramban(hp=hp)
        tamu.goto("/bantuan/?halaman=cek")
        periksa(tamu, "bantuan_tanpa_masuk", hp)
