"""Entering and leaving in a real browser, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from pengaturan.models import SesiPerangkat
from tests.peramban.bantu import RUPA, periksa_aksesibilitas, periksa_lebar, potret


@pytest.mark.parametrize(("hp", "javascript"), RUPA)
def test_in_and_out_again(kantor, peramban, masuk_lewat_formulir, javascript, hp):
    halaman = masuk_lewat_formulir(peramban(hp=hp, javascript=javascript), "petugas")
    expect(halaman.get_by_role("navigation", name="Menu utama")).to_be_visible()
    halaman.locator("details.akun > summary").click()
    halaman.get_by_role("button", name="Keluar").click()
    expect(halaman.get_by_text("Anda sudah keluar.")).to_be_visible()
    halaman.go_back()
    halaman.reload()
    expect(halaman).to_have_url(re.compile("/masuk/"))


def test_shut_door_says_for_how_long(kantor, peramban):
    halaman = peramban(hp=True)
    halaman.goto("/masuk/")
    for _ in range(6):
        halaman.get_by_label("NIP atau nama pengguna").fill("petugas")
        halaman.get_by_label("Kata sandi", exact=True).fill("bukan-ini-sandinya")
        halaman.get_by_role("button", name="Masuk", exact=True).click()
        halaman.wait_for_load_state()
    expect(halaman.get_by_role("alert")).to_contain_text("Coba lagi 15 menit lagi")
    potret(halaman, "masuk_terkunci-hp")
    periksa_aksesibilitas(halaman)


@pytest.mark.parametrize("javascript", [True, False])
def test_typed_form_survives_an_ended_login(kantor, peramban, masuk_lewat_formulir, javascript):
    halaman = masuk_lewat_formulir(peramban(javascript=javascript), "admin")
    halaman.goto("/pengaturan/orang/baru/")
    halaman.get_by_label("Nama tanpa gelar").fill("Wulan “Ayu” Sari")
    halaman.get_by_label("Nama pengguna").fill("wulan")
    SesiPerangkat.objects.all().delete()
    halaman.get_by_role("button", name="Tambah orang").click()
    expect(halaman.get_by_text("Isian Anda aman.")).to_be_visible()
    potret(halaman, "masuk_tertahan-layar")
    halaman.get_by_label("NIP atau nama pengguna").fill("admin")
    halaman.get_by_label("Kata sandi", exact=True).fill(kantor.sandi)
    halaman.get_by_role("button", name="Masuk", exact=True).click()
    expect(halaman.get_by_label("Nama tanpa gelar")).to_have_value("Wulan “Ayu” Sari")
    expect(halaman.get_by_text("Isian Anda dikembalikan.")).to_be_visible()
    potret(halaman, "isian_dikembalikan-layar")
    halaman.get_by_role("button", name="Tambah orang").click()
    expect(halaman.get_by_role("heading", name="Kata sandi sementara")).to_be_visible()


def test_error_summary_takes_the_focus_and_leads_to_the_field(kantor, peramban, masuk):
    halaman = masuk(peramban(), "admin")
    halaman.goto("/pengaturan/orang/baru/")
    halaman.get_by_role("button", name="Tambah orang").click()
    expect(halaman.locator("#ringkas")).to_be_focused()
    halaman.get_by_role("link", name="Nama tanpa gelar belum diisi.").click()
    expect(halaman.get_by_label("Nama tanpa gelar")).to_be_focused()
    potret(halaman, "orang_tambah_galat-layar")
    periksa_aksesibilitas(halaman)


def test_single_letters_work_outside_fields_only_and_can_be_switched_off(kantor, peramban, masuk):
    halaman = masuk(peramban(), "petugas")
    halaman.goto("/akun/")
    halaman.get_by_label("E-mail").fill("?")
    expect(halaman).to_have_url(re.compile("/akun/$"))
    halaman.locator("h1").click()
    halaman.keyboard.press("?")
    halaman.get_by_role("dialog", name="Bantuan").wait_for()
    halaman.get_by_label("Pakai tombol satu huruf di peramban ini").uncheck()
    halaman.goto("/akun/")
    halaman.keyboard.press("?")
    halaman.wait_for_timeout(200)
    expect(halaman.get_by_role("dialog")).to_have_count(0)


def test_ctrl_enter_sends_the_form(kantor, peramban, masuk):
    halaman = masuk(peramban(), "petugas")
    halaman.goto("/akun/")
    halaman.get_by_label("Nomor WhatsApp").fill("081200001200")
    halaman.keyboard.press("Control+Enter")
    expect(halaman.get_by_text("Alamat Anda tersimpan.")).to_be_visible()


def test_narrowest_screen_and_doubled_letters(kantor, peramban, masuk):
    halaman = masuk(peramban(hp=True), "admin")
    for lebar in (320, 683):
        halaman.set_viewport_size({"width": lebar, "height": 700})
        for url in ("/akun/", "/pengaturan/orang/", "/pengaturan/kalender/", "/pengaturan/standar/", "/bantuan/"):
            halaman.goto(url)
            periksa_lebar(halaman)
