"""The page of trouble in a real browser: what was typed can be read, copied and sent again."""

import pytest
from playwright.sync_api import expect

from tests.peramban.bantu import periksa_aksesibilitas, periksa_lebar, potret

FORMULIR = """<!doctype html><title>x</title><form method=post action="/penuh/">
<input type=hidden name=csrfmiddlewaretoken value="%s"><input type=hidden name=kunci value=k>
<textarea name=hal></textarea><input name=nomor_surat><button>Simpan</button></form>"""


@pytest.mark.parametrize("hp", [False, True])
def test_full_disk_gives_the_typed_text_back(kantor, peramban, settings, hp):
    settings.ROOT_URLCONF = "tests.pengaturan.test_galat"
    halaman = peramban(hp=hp)
    halaman.goto("/masuk/")
    kue = halaman.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    # The same origin, a form of our own making: the office itself has no page that fills a disk.
    halaman.evaluate("isi => { document.documentElement.innerHTML = isi }", FORMULIR % kue)
    halaman.locator("textarea").fill("Undangan\nRakor <b>Stunting</b>")
    halaman.locator("input[name=nomor_surat]").fill("005/12")
    halaman.get_by_role("button", name="Simpan").click()
    expect(halaman.get_by_role("heading", name="Ruang simpan server penuh")).to_be_visible()
    expect(halaman.get_by_label("Hal", exact=True)).to_have_value("Undangan\nRakor <b>Stunting</b>")
    potret(halaman, f"disk_penuh-{'hp' if hp else 'layar'}")
    periksa_lebar(halaman)
    periksa_aksesibilitas(halaman)
    halaman.get_by_role("button", name="Kirim ulang").click()
    expect(halaman.get_by_label("Nomor surat")).to_have_value("005/12")
