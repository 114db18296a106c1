import pytest
from django.urls import reverse

from organisasi.models import HariLibur, Jabatan, Penugasan, UnitKerja


def halaman_admin(kantor):
    pk = kantor.petugas.pk
    penugasan = Penugasan.objects.filter(pegawai=kantor.petugas).first().pk
    return [
        reverse("orang_daftar"),
        reverse("orang_tambah"),
        reverse("orang_ubah", args=[pk]),
        reverse("orang_sandi", args=[pk]),
        reverse("orang_sandi_tampil", args=[pk]),
        reverse("orang_nonaktif", args=[pk]),
        reverse("orang_sesi_akhiri", args=[pk]),
        reverse("penugasan_tambah"),
        reverse("penugasan_ubah", args=[penugasan]),
        reverse("penugasan_akhiri", args=[penugasan]),
        reverse("jabatan_daftar"),
        reverse("jabatan_tambah"),
        reverse("jabatan_ubah", args=[Jabatan.objects.first().pk]),
        reverse("unit_daftar"),
        reverse("unit_tambah"),
        reverse("unit_ubah", args=[UnitKerja.objects.first().pk]),
        reverse("kalender"),
        reverse("libur_ubah", args=[HariLibur.objects.first().pk]),
        reverse("libur_hapus", args=[HariLibur.objects.first().pk]),
        reverse("libur_muat", args=[2027]),
        reverse("jam_daftar"),
        reverse("jam_tambah"),
    ]


@pytest.mark.tertanam
def test_admin_opens_every_screen(kantor, sebagai):
    admin = sebagai(kantor.admin)
    assert {url: admin.get(url).status_code for url in halaman_admin(kantor)} == dict.fromkeys(
        halaman_admin(kantor), 200
    )


def test_to_everybody_else_the_screens_do_not_exist(kantor, sebagai):
    for orang in (kantor.petugas, kantor.kabag_umum, kantor.auditor, kantor.dinkes):
        asing = sebagai(orang)
        for url in halaman_admin(kantor):
            assert (url, asing.get(url).status_code, asing.post(url).status_code) == (url, 404, 404)
