"""Assignments, posts and units at the admin's screens: who holds what, and what can never be."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from organisasi.models import Jabatan, Pegawai, Penugasan, UnitKerja
from tests.factories import JabatanFactory, PegawaiFactory, PenugasanFactory
from tests.pengaturan.layar import entri_terakhir, isi, kirim

# Assignments


def penugasan_baru(kantor, **lain):
    return {
        "pegawai": kantor.asisten1.pk,
        "jabatan": Jabatan.objects.get(nama="Sekretaris Daerah").pk,
        "jenis": "PLH",
        "mulai": "23-11-2026",
        "sampai": "27-11-2026",
        "surat_keputusan": "800/12/2026",
    } | lain


def test_plh_with_decree_and_end(kantor, admin):
    with time_machine.travel(dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC), tick=False):
        halaman = kirim(admin, "/pengaturan/penugasan/baru/", penugasan_baru(kantor), follow=True)
        assert f"Tersimpan: {kantor.asisten1.nama} sebagai Plh. Sekretaris Daerah." in isi(halaman)
        assert [p.sebutan for p in Pegawai.objects.get(pk=kantor.asisten1.pk).penugasan_berlaku][:1] == [
            "Plh. Sekretaris Daerah"
        ]
    entri = entri_terakhir()
    assert (entri[0], entri[3]["isi"]["sampai"]) == ("penugasan_ditambah", "2026-11-27")


@pytest.mark.parametrize(
    ("data", "kalimat"),
    [
        ({"sampai": ""}, "Plh. selalu punya tanggal selesai."),
        ({"sampai": "22-11-2026"}, "Tanggal selesai penugasan mendahului tanggal mulainya."),
        ({"mulai": "31-11-2026"}, "Mulai tanggal 31 November 2026 tidak ada."),
        ({"mulai": "23-11-26"}, "Tahun pada mulai tanggal “23-11-26” kurang lengkap."),
        ({"jenis": "DEFINITIF", "sampai": ""}, "Jabatan ini masih dipegang"),
        ({"pegawai": 0}, "Pilihan pegawai itu tidak ada. Pilih dari daftar."),
    ],
)
def test_impossible_assignment_is_refused_in_a_sentence(kantor, admin, data, kalimat):
    response = kirim(admin, "/pengaturan/penugasan/baru/", penugasan_baru(kantor, **data))
    assert (response.status_code, kalimat in isi(response)) == (200, True)
    assert Penugasan.objects.filter(surat_keputusan="800/12/2026").count() == 0


def test_same_person_holds_a_post_once_at_a_time(kantor, admin):
    kirim(admin, "/pengaturan/penugasan/baru/", penugasan_baru(kantor))
    response = kirim(admin, "/pengaturan/penugasan/baru/", penugasan_baru(kantor, mulai="25-11-2026"))
    assert f"{kantor.asisten1.nama} sudah memegang jabatan ini pada tanggal itu." in isi(response)


def test_several_staff_hold_one_post(kantor, admin):
    staf = JabatanFactory(nama="Staf Uji")
    PegawaiFactory(jabatan=staf)
    data = penugasan_baru(kantor, jabatan=staf.pk, jenis="DEFINITIF", sampai="")
    assert kirim(admin, "/pengaturan/penugasan/baru/", data).status_code == 302


def test_assignment_ends_today(kantor, admin):
    penugasan = Penugasan.objects.get(pegawai=kantor.petugas)
    kirim(admin, f"/pengaturan/penugasan/{penugasan.pk}/akhiri/")
    penugasan.refresh_from_db()
    assert penugasan.sampai == timezone.localdate() - dt.timedelta(days=1)
    assert entri_terakhir()[3] == {"ubah": {"sampai": [None, penugasan.sampai.isoformat()]}}


def test_an_assignment_given_today_by_mistake_ends_this_minute(kantor, admin):
    """Days alone cannot say so: it would stay in force until midnight."""
    hari = timezone.localdate()
    salah = PenugasanFactory(
        pegawai=kantor.petugas,
        jabatan=Jabatan.objects.get(nama="Sekretaris Daerah"),
        jenis="PLH",
        mulai=hari,
        sampai=hari,
    )
    kirim(admin, f"/pengaturan/penugasan/{salah.pk}/akhiri/")
    salah.refresh_from_db()
    segar = Pegawai.objects.get(pk=kantor.petugas.pk)
    assert [p.jabatan.nama for p in segar.penugasan_berlaku] == ["Petugas Agenda Bagian Umum"]
    assert list(Penugasan.objects.berlaku().filter(pk=salah.pk)) == []
    assert entri_terakhir()[3] == {"ubah": {"dicabut_pada": [None, salah.dicabut_pada.isoformat()]}}
    halaman = isi(admin.get(f"/pengaturan/orang/{kantor.petugas.pk}/"))
    assert ("dicabut" in halaman, f"/pengaturan/penugasan/{salah.pk}/" in halaman) == (True, False)
    assert admin.get(f"/pengaturan/penugasan/{salah.pk}/").status_code == 404
    # It is as if never given: the same may be given again.
    ulang = penugasan_baru(kantor, pegawai=kantor.petugas.pk, mulai=f"{hari:%d-%m-%Y}", sampai=f"{hari:%d-%m-%Y}")
    assert kirim(admin, "/pengaturan/penugasan/baru/", ulang).status_code == 302


def test_person_and_post_of_an_assignment_stay(kantor, admin):
    penugasan = Penugasan.objects.get(pegawai=kantor.petugas)
    data = {"pegawai": kantor.caraka.pk, "jenis": "DEFINITIF", "mulai": "2-1-2021"}
    kirim(admin, f"/pengaturan/penugasan/{penugasan.pk}/", data)
    penugasan.refresh_from_db()
    assert (penugasan.pegawai, penugasan.mulai) == (kantor.petugas, dt.date(2021, 1, 2))


def test_last_admin_cannot_give_up_the_post(kantor, admin):
    penugasan = Penugasan.objects.get(pegawai=kantor.admin)
    halaman = kirim(admin, f"/pengaturan/penugasan/{penugasan.pk}/akhiri/", follow=True)
    penugasan.refresh_from_db()
    assert ("harus ada paling sedikit satu admin" in isi(halaman), penugasan.sampai) == (True, None)


def test_post_of_the_last_admin_keeps_its_right(kantor, admin):
    jabatan = Penugasan.objects.get(pegawai=kantor.admin).jabatan
    data = {"nama": jabatan.nama, "unit": jabatan.unit_id, "urutan": jabatan.urutan, "aktif": "on"}
    response = kirim(admin, f"/pengaturan/jabatan/{jabatan.pk}/", data)
    jabatan.refresh_from_db()
    assert ("harus ada paling sedikit satu admin" in isi(response), jabatan.peran) == (True, ["ADMIN"])


# Posts and units


def test_post_with_its_rights(kantor, admin):
    unit = UnitKerja.objects.get(nama="Bagian Umum")
    data = {"nama": "Kasubbag Uji", "unit": unit.pk, "urutan": 3, "peran": ["PENELAAH", "PENGAWAS"], "aktif": "on"}
    response = kirim(admin, "/pengaturan/jabatan/baru/", data)
    jabatan = Jabatan.objects.get(nama="Kasubbag Uji")
    assert (response.url, jabatan.peran) == (f"/pengaturan/jabatan/{jabatan.pk}/", ["PENELAAH", "PENGAWAS"])
    assert entri_terakhir()[3]["isi"]["peran"] == ["PENELAAH", "PENGAWAS"]


def test_unknown_right_is_refused(kantor, admin):
    unit = UnitKerja.objects.get(nama="Bagian Umum")
    data = {"nama": "Kasubbag Uji", "unit": unit.pk, "urutan": 3, "peran": ["RAJA"], "aktif": "on"}
    assert kirim(admin, "/pengaturan/jabatan/baru/", data).status_code == 200
    assert Jabatan.objects.filter(nama="Kasubbag Uji").count() == 0


def test_superiors_never_form_a_ring(kantor, admin):
    bupati, sekda = Jabatan.objects.get(nama="Bupati"), Jabatan.objects.get(nama="Sekretaris Daerah")
    data = {"nama": "Bupati", "unit": bupati.unit_id, "urutan": 1, "atasan": sekda.pk, "aktif": "on"}
    response = kirim(admin, f"/pengaturan/jabatan/{bupati.pk}/", data | {"peran": bupati.peran})
    assert "Jabatan ini sendiri ada di atas Sekretaris Daerah." in isi(response)


def test_second_head_of_a_unit_is_refused(kantor, admin):
    unit = UnitKerja.objects.get(nama="Bagian Umum")
    data = {"nama": "Kepala Uji", "unit": unit.pk, "urutan": 3, "kepala_unit": "on", "aktif": "on"}
    assert "Unit ini sudah punya kepala." in isi(kirim(admin, "/pengaturan/jabatan/baru/", data))


def test_unit_with_posts_stays_open(kantor, admin):
    unit = UnitKerja.objects.get(nama="Dinas Kesehatan")
    response = kirim(admin, f"/pengaturan/unit/{unit.pk}/", {"nama": unit.nama, "jenis": "DINAS", "urutan": 1})
    assert "Unit ini masih punya jabatan." in isi(response)


def test_units_never_form_a_ring(kantor, admin):
    setda, umum = UnitKerja.objects.get(nama="Sekretariat Daerah"), UnitKerja.objects.get(nama="Bagian Umum")
    data = {"nama": setda.nama, "jenis": "SETDA", "urutan": 1, "induk": umum.pk, "aktif": "on"}
    assert "Unit ini sendiri membawahi Bagian Umum." in isi(kirim(admin, f"/pengaturan/unit/{setda.pk}/", data))


def test_units_stand_below_their_parent(kantor, admin):
    halaman = isi(admin.get("/pengaturan/unit/"))
    nama = re.findall(r'<th scope="row" class="dalam-(\d)"><a [^>]+>([^<]+)</a>', halaman)
    umum = nama.index(("2", "Bagian Umum"))
    asisten = nama.index(("1", "Asisten Administrasi Umum"))
    assert asisten < umum < nama.index(("0", "Dinas Kesehatan"))
