"""Every page of this room in Chromium, wide and narrow: nothing overflows, axe-core finds nothing."""

import pytest

from organisasi.models import HariLibur, Jabatan, Penugasan
from persuratan.contoh import buat_rute
from persuratan.models import RuteNaik
from tests.peramban.bantu import UKURAN, periksa


@pytest.mark.parametrize("hp", UKURAN)
def test_public_pages(kantor, peramban, hp):
    halaman = peramban(hp=hp)
    for nama, url in {
        "masuk": "/masuk/",
        "sandi_lupa": "/sandi/lupa/",
        "sandi_lupa_terkirim": "/sandi/lupa/terkirim/",
        "sandi_atur_usang": "/sandi/atur/x/y/",
    }.items():
        halaman.goto(url)
        periksa(halaman, nama, hp)


@pytest.mark.parametrize("hp", UKURAN)
def test_own_account(kantor, peramban, masuk, hp):
    halaman = masuk(peramban(hp=hp), "petugas")
    for nama, url in {
        "akun": "/akun/",
        "sandi_ganti": "/sandi/ganti/",
        "bantuan": "/bantuan/",
        "tidak_ada": "/entah/",
    }.items():
        halaman.goto(url)
        periksa(halaman, nama, hp)
    halaman.goto("/sandi/ganti/")
    halaman.get_by_role("button", name="Simpan kata sandi").click()
    periksa(halaman, "sandi_ganti_galat", hp)


@pytest.mark.parametrize("hp", UKURAN)
def test_screens_of_the_admin(kantor, peramban, masuk, hp):
    buat_rute()
    halaman = masuk(peramban(hp=hp), "admin")
    pk = kantor.petugas.pk
    for nama, url in {
        "orang_daftar": "/pengaturan/orang/",
        "orang_kosong": "/pengaturan/orang/?q=tidakadaorangini",
        "orang_tambah": "/pengaturan/orang/baru/",
        "orang_ubah": f"/pengaturan/orang/{pk}/",
        "orang_nonaktif": f"/pengaturan/orang/{pk}/nonaktif/",
        "penugasan_tambah": f"/pengaturan/penugasan/baru/?pegawai={pk}",
        "penugasan_ubah": f"/pengaturan/penugasan/{Penugasan.objects.filter(pegawai=pk).first().pk}/",
        "jabatan_daftar": "/pengaturan/jabatan/",
        "jabatan_ubah": f"/pengaturan/jabatan/{Jabatan.objects.get(nama='Sekretaris Daerah').pk}/",
        "unit_daftar": "/pengaturan/unit/",
        "unit_tambah": "/pengaturan/unit/baru/",
        "kalender": "/pengaturan/kalender/?bulan=2026-11&dari=23-12-2026+14.00&lama=4+jam",
        "libur_ubah": f"/pengaturan/kalender/libur/{HariLibur.objects.first().pk}/",
        "jam_daftar": "/pengaturan/kalender/jam/",
        "jam_tambah": "/pengaturan/kalender/jam/baru/",
        "standar": "/pengaturan/standar/",
        "rute_daftar": "/pengaturan/rute/",
        "rute_tambah": "/pengaturan/rute/baru/",
        "rute_ubah": f"/pengaturan/rute/{RuteNaik.objects.get(baku=True).pk}/",
    }.items():
        halaman.goto(url)
        periksa(halaman, nama, hp)
