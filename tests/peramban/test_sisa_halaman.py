"""The pages that no journey comes past: each is looked at once in both sizes, so that axe-core has seen them all."""

import time
from base64 import b32decode

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_otp.oath import TOTP

from organisasi.models import HariLibur, Jabatan, Penugasan, UnitKerja
from persuratan.models import SuratMasuk
from tests.peramban.bantu import UKURAN, periksa
from tests.perjalanan import Perjalanan


def kode_kini(rahasia):
    """The six digits a phone shows for the secret on the page (base32, perhaps in groups)."""
    totp = TOTP(b32decode(rahasia.replace(" ", "")))
    totp.time = time.time()
    return f"{totp.token():06d}"


@pytest.mark.parametrize("hp", UKURAN)
def test_kode_dari_hp(kantor, peramban, masuk, hp):
    halaman = masuk(peramban(hp=hp), "petugas")
    halaman.goto("/akun/kode/")
    periksa(halaman, "kode_pasang_sandi", hp)
    halaman.get_by_label("Kata sandi Anda").fill(kantor.sandi)
    halaman.get_by_role("button", name="Lanjut").click()
    halaman.locator("span.kode").first.wait_for()
    periksa(halaman, "kode_pasang", hp)
    rahasia = halaman.locator("span.kode").first.inner_text()
    halaman.locator("input[name=totp]").fill(kode_kini(rahasia))
    halaman.locator("main form button").first.click()
    halaman.locator("li.kode").first.wait_for()
    periksa(halaman, "kode_cadangan", hp)
    for nama, alamat in {"kode_cadangan_ulang": "/akun/kode/cadangan/", "kode_lepas": "/akun/kode/lepas/"}.items():
        halaman.goto(alamat)
        periksa(halaman, nama, hp)
    admin = masuk(peramban(hp=hp), "admin")
    admin.goto(f"/pengaturan/orang/{kantor.petugas.pk}/kode/")
    periksa(admin, "orang_kode_lepas", hp)
    pintu = peramban(hp=hp)
    masuk_sebagian(pintu, kantor, "petugas")
    periksa(pintu, "masuk_kode", hp)
    pintu.locator("input[name=totp]").fill("000000")
    pintu.locator("main form button").first.click()
    periksa(pintu, "masuk_kode_galat", hp)


def masuk_sebagian(halaman, kantor, nama):
    halaman.goto("/masuk/")
    halaman.get_by_label("NIP atau nama pengguna").fill(nama)
    halaman.get_by_label("Kata sandi", exact=True).fill(kantor.sandi)
    halaman.get_by_role("button", name="Masuk", exact=True).click()
    halaman.wait_for_url("**/masuk/kode/**")


@pytest.mark.parametrize("hp", UKURAN)
def test_kata_sandi_baru(kantor, peramban, masuk, hp):
    orang = kantor.petugas
    halaman = peramban(hp=hp)
    halaman.goto(
        f"/sandi/atur/{urlsafe_base64_encode(force_bytes(orang.pk))}/{default_token_generator.make_token(orang)}/"
    )
    halaman.locator("input[type=password]").first.wait_for()
    periksa(halaman, "sandi_atur", hp)
    admin = masuk(peramban(hp=hp), "admin")
    admin.goto(f"/pengaturan/orang/{orang.pk}/sandi/")
    periksa(admin, "orang_sandi", hp)
    admin.locator("main form button").first.click()
    periksa(admin, "orang_sandi_jadi", hp)
    orang.refresh_from_db()
    assert orang.wajib_ganti_sandi


@pytest.mark.parametrize("hp", UKURAN)
def test_layar_admin_lain(kantor, peramban, masuk, hp):
    halaman = masuk(peramban(hp=hp), "admin")
    for nama, alamat in {
        "pengaturan": "/pengaturan/",
        "jabatan_tambah": "/pengaturan/jabatan/baru/",
        "jabatan_ubah": f"/pengaturan/jabatan/{Jabatan.objects.first().pk}/",
        "unit_ubah": f"/pengaturan/unit/{UnitKerja.objects.first().pk}/",
        "penugasan_akhiri": f"/pengaturan/penugasan/{Penugasan.objects.first().pk}/akhiri/",
        "libur_hapus": f"/pengaturan/kalender/libur/{HariLibur.objects.first().pk}/hapus/",
        "libur_muat": "/pengaturan/kalender/muat/2027/",
        "orang_keluarkan": f"/pengaturan/orang/{kantor.petugas.pk}/keluarkan/",
        "galat_404": "/surat/tidak-ada/",
    }.items():
        halaman.goto(alamat)
        periksa(halaman, nama, hp)


@pytest.mark.parametrize("hp", UKURAN)
def test_laporan(kantor, peramban, masuk, hp):
    """The list behind a number, the form of the agenda book with its mistake, the waiting job."""
    Perjalanan(kantor).sampai_dinas()
    halaman = masuk(peramban(hp=hp), "kabag.umum")
    for nama, alamat in {
        "terlambat": "/terlambat/",
        "terlambat_periode": "/terlambat/?periode=2026-11",
        "terlambat_daftar": "/terlambat/daftar/?tampil=kini",
        "buku_agenda": "/laporan/buku-agenda/",
        "pekerjaan_daftar": "/pekerjaan/",
    }.items():
        halaman.goto(alamat)
        periksa(halaman, nama, hp)
    halaman.goto("/laporan/buku-agenda/")
    halaman.locator("main form input[type=text]").first.fill("31-2-2026")
    halaman.locator("main form button").first.click()
    periksa(halaman, "buku_agenda_galat", hp)
    assert SuratMasuk.objects.count() == 1
