"""Holidays and office hours at the admin's screens, and what a change of them touches."""

import datetime as dt
import re

import pytest
import time_machine

from organisasi.models import HariLibur, JamKerja, PerubahanKalender
from persuratan.hitung_ulang import terapkan_kalender
from tests.pengaturan.layar import entri_terakhir, isi, kirim
from tests.perjalanan import Perjalanan, wita

KALIMAT = "Tanggal itu sudah tercatat libur."


def test_new_holiday_counts_at_once(kantor, admin):
    data = {"tanggal": "9 Desember 2026", "nama": "Hari Jadi", "jenis": "DAERAH", "sumber": "SE Bupati 5/2026"}
    halaman = kirim(admin, "/pengaturan/kalender/", data, follow=True)
    assert "9 Desember 2026 sekarang libur." in isi(halaman)
    assert HariLibur.objects.get(tanggal=dt.date(2026, 12, 9)).sumber == "SE Bupati 5/2026"
    assert entri_terakhir()[:2] == ("libur_ditambah", "admin")


def test_day_that_is_a_holiday_already_is_refused(kantor, admin):
    data = {"tanggal": "25/12/2026", "nama": "Natal", "jenis": "NASIONAL"}
    halaman = isi(kirim(admin, "/pengaturan/kalender/?bulan=2026-12", data))
    formulir = re.search(r'<form [^>]*id="tambah-libur".*?</form>', halaman, re.DOTALL)[0]
    # The summary and the sentence above the field: both in the form, where the browser lands.
    assert (halaman.count(KALIMAT), formulir.count(KALIMAT)) == (2, 2)
    assert 'action="/pengaturan/kalender/?bulan=2026-12#tambah-libur"' in formulir


def test_holiday_taken_back_is_a_working_day(kantor, admin):
    natal = HariLibur.objects.get(tanggal=dt.date(2026, 12, 25))
    halaman = kirim(admin, f"/pengaturan/kalender/libur/{natal.pk}/hapus/", follow=True)
    assert "25 Desember 2026 menjadi hari kerja lagi." in isi(halaman)
    assert entri_terakhir()[3] == {"tanggal": "2026-12-25", "nama": natal.nama}


def test_holiday_moved(kantor, admin):
    natal = HariLibur.objects.get(tanggal=dt.date(2026, 12, 25))
    data = {"tanggal": "26-12-2026", "nama": natal.nama, "jenis": natal.jenis, "sumber": natal.sumber}
    kirim(admin, f"/pengaturan/kalender/libur/{natal.pk}/", data)
    assert entri_terakhir()[3] == {"ubah": {"tanggal": ["2026-12-25", "2026-12-26"]}}


def test_holidays_of_a_year_are_loaded_without_touching_what_a_person_changed(kantor, admin):
    kirim(admin, "/pengaturan/kalender/muat/2029/")
    diubah = HariLibur.objects.filter(tanggal__year=2029).first()
    diubah.nama = "Nama kami sendiri"
    diubah.save()
    halaman = kirim(admin, "/pengaturan/kalender/muat/2029/", follow=True)
    diubah.refresh_from_db()
    assert (diubah.nama, "1 yang Anda ubah dibiarkan." in isi(halaman)) == ("Nama kami sendiri", True)
    assert entri_terakhir()[:2] == ("libur_dimuat", "admin")


def test_arithmetic_can_be_tried(kantor, admin):
    halaman = isi(admin.get("/pengaturan/kalender/", {"dari": "23-12-2026 14.00", "lama": "4 jam"}))
    assert "Batas: <b>Senin, 28 Desember 2026 09.30 WITA</b>" in halaman


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"dari": "23-12-2026 25.00", "lama": "4 jam"}, "tidak ada. Tulis antara 00.00 dan 23.59, misalnya 09.00."),
        ({"dari": "23-12-2026 14.00", "lama": "lama sekali"}, "Lama “lama sekali” tidak terbaca."),
        ({"dari": "", "lama": "4 jam"}, "Mulai belum diisi."),
    ],
)
def test_unreadable_trial_is_told_above_its_field(kantor, admin, isian, kalimat):
    assert kalimat in isi(admin.get("/pengaturan/kalender/", isian))


def test_the_admin_is_told_how_many_letters_a_change_concerns(kantor, admin):
    """Before: on the page that asks; after: in the answer, and on the calendar with who did it."""
    Perjalanan(kantor).sampai_sekda()
    Perjalanan(kantor).sampai_dinas()
    data = {"tanggal": "10-11-2026", "nama": "Cuti bersama Pilkada", "jenis": "CUTI_BERSAMA"}
    with time_machine.travel(wita(9, 14), tick=False):
        halaman = isi(kirim(admin, "/pengaturan/kalender/", data, follow=True))
        assert "10 November 2026 sekarang libur. Batas 2 surat dihitung ulang." in halaman
        assert "Sedang diperiksa." in halaman
        libur = HariLibur.objects.get(tanggal=dt.date(2026, 11, 10))
        assert "Batas 0" not in halaman

    with time_machine.travel(wita(9, 14, 1), tick=False):
        terapkan_kalender()
        halaman = isi(admin.get("/pengaturan/kalender/"))
        assert "<b>Selasa, 10 November 2026 libur: Cuti bersama Pilkada</b>" in halaman
        assert f"{kantor.admin.nama}, Sen 9 Nov 14.00. Batas 2 surat dihitung ulang." in halaman
        tanya = isi(admin.get(f"/pengaturan/kalender/libur/{libur.pk}/hapus/"))
        assert "Batas 2 surat akan dihitung ulang. Yang sudah terlambat tetap tercatat terlambat." in tanya
        jawab = isi(kirim(admin, f"/pengaturan/kalender/libur/{libur.pk}/hapus/", follow=True))
        assert "10 November 2026 menjadi hari kerja lagi. Batas 2 surat dihitung ulang." in jawab


@pytest.mark.parametrize(
    ("url", "data", "sebutan"),
    [
        ("/pengaturan/kalender/jam/baru/", "jam", "Jam kerja mulai 1 Januari 2027"),
        ("/pengaturan/kalender/muat/2029/", None, "Hari libur 2029 dimuat"),
    ],
)
def test_every_change_of_the_calendar_is_noted_for_the_open_deadlines(kantor, admin, url, data, sebutan):
    with time_machine.travel(wita(9, 14), tick=False):
        halaman = isi(kirim(admin, url, JAM_BARU if data else None, follow=True))
    assert "Tidak ada batas surat yang berubah." in halaman
    assert list(PerubahanKalender.objects.values_list("sebutan", "oleh__username")) == [(sebutan, "admin")]


def test_a_renamed_holiday_moves_no_deadline(kantor, admin):
    natal = HariLibur.objects.get(tanggal=dt.date(2026, 12, 25))
    data = {"tanggal": "25-12-2026", "nama": "Natal", "jenis": natal.jenis, "sumber": natal.sumber}
    kirim(admin, f"/pengaturan/kalender/libur/{natal.pk}/", data)
    assert PerubahanKalender.objects.count() == 0


@pytest.mark.parametrize("bulan", ["2026-13", "abc", "1500-01", "2026-12-01", "99999999999-1"])
def test_odd_month_shows_this_month(kantor, admin, bulan):
    assert admin.get("/pengaturan/kalender/", {"bulan": bulan}).status_code == 200


JAM_BARU = {
    "khusus": "",
    "berlaku_mulai": "1-1-2027",
    "berlaku_sampai": "",
    "senin_mulai": "08.00",
    "senin_selesai": "16.00",
    "senin_istirahat": "12.00–12.30",
    "jumat_mulai": "08.00",
    "jumat_selesai": "16.30",
    "jumat_istirahat": "11.30-13.00",
    "dasar": "Peraturan Bupati 9/2026",
}


def test_new_hours_end_the_old_ones_the_day_before(kantor, admin):
    with time_machine.travel(dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC), tick=False):
        kirim(admin, "/pengaturan/kalender/jam/baru/", JAM_BARU)
        baru = JamKerja.objects.filter(berlaku_mulai=dt.date(2027, 1, 1))
        lama = JamKerja.objects.filter(khusus="", berlaku_sampai=dt.date(2026, 12, 31))
        assert (sorted(j.hari for j in baru), lama.count()) == ([0, 1, 2, 3, 4], 5)
        assert entri_terakhir()[0] == "jam_kerja_ditambah"
        kirim(admin, f"/pengaturan/kalender/jam/{baru[0].pk}/hapus/")
        assert (baru.all().exists(), JamKerja.objects.filter(khusus="", berlaku_sampai=None).count()) == (False, 5)


@pytest.mark.parametrize(
    ("data", "kalimat"),
    [
        ({"senin_selesai": "07.00"}, "Jam selesai harus setelah jam mulai."),
        ({"senin_istirahat": "siang"}, "Senin–Kamis istirahat “siang” tidak terbaca."),
        ({"jumat_istirahat": "06.00-07.00"}, "Istirahat harus berada di dalam jam kerja."),
        ({"khusus": "Ramadan 1448 H"}, "Jam khusus selalu punya tanggal selesai."),
        ({"berlaku_sampai": "31-12-2026"}, "Tanggal selesai mendahului tanggal mulai."),
        ({"sabtu_mulai": "08.00"}, "Sabtu selesai belum diisi."),
        ({"berlaku_mulai": "12-4-2023"}, "Jam kerja mulai tanggal itu sudah ada."),
    ],
)
def test_impossible_hours_are_refused_in_a_sentence(kantor, admin, data, kalimat):
    banyak = JamKerja.objects.count()
    response = kirim(admin, "/pengaturan/kalender/jam/baru/", JAM_BARU | data)
    assert (kalimat in isi(response), JamKerja.objects.count()) == (True, banyak)


def test_hours_in_force_are_never_deleted(kantor, admin):
    jam = JamKerja.objects.filter(khusus="", berlaku_sampai=None).first()
    assert admin.post(f"/pengaturan/kalender/jam/{jam.pk}/hapus/").status_code == 404
