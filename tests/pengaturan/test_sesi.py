"""Logins end when they must: by leaving, from afar, by rest, by age, by a change of rights."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection
from django.test import Client

from organisasi.models import Penugasan
from pengaturan import sesi
from pengaturan.models import SesiPerangkat
from pengaturan.tasks import bersihkan

pytestmark = pytest.mark.tertanam
PAGI = dt.datetime(2026, 11, 12, 0, 0, tzinfo=dt.UTC)


def masuk_dari(kantor, nama="petugas", **lain):
    klien = Client()
    klien.post("/masuk/", {"nama": nama, "sandi": kantor.sandi} | lain)
    return klien


def terbuka(klien):
    return klien.get("/akun/").status_code == 200


def test_leaving_is_a_post_and_ends_the_login(kantor, jejak_sistem):
    petugas = masuk_dari(kantor)
    assert petugas.get("/keluar/").status_code == 405
    assert terbuka(petugas)
    assert petugas.post("/keluar/").url == "/masuk/"
    assert not terbuka(petugas)
    assert SesiPerangkat.objects.filter(pegawai=kantor.petugas).count() == 0
    assert jejak_sistem() == [("masuk", "petugas"), ("keluar", "petugas")]


def test_private_pages_are_not_kept_by_the_browser(kantor):
    assert masuk_dari(kantor).get("/akun/")["Cache-Control"] == "no-store, private"


def test_leaving_all_devices_at_once(kantor, jejak_sistem):
    meja, hp, orang_lain = masuk_dari(kantor), masuk_dari(kantor, ingat="on"), masuk_dari(kantor, "caraka")
    meja.post("/akun/keluar-semua/")
    assert [terbuka(k) for k in (meja, hp, orang_lain)] == [False, False, True]
    assert jejak_sistem()[-1] == ("sesi_diakhiri", "petugas")


def test_ending_one_login_from_the_list(kantor):
    meja, hp = masuk_dari(kantor), masuk_dari(kantor)
    nomor = re.findall(r"/akun/sesi/([0-9a-f]+)/akhiri/", meja.get("/akun/").content.decode())
    assert len(nomor) == 1
    assert meja.post(f"/akun/sesi/{nomor[0]}/akhiri/").url == "/akun/"
    assert [terbuka(meja), terbuka(hp)] == [True, False]


def test_nobody_ends_a_strangers_login(kantor):
    caraka, petugas, petugas_hp = masuk_dari(kantor, "caraka"), masuk_dari(kantor), masuk_dari(kantor)
    nomor = re.search(r"/akun/sesi/([0-9a-f]+)/akhiri/", petugas.get("/akun/").content.decode())[1]
    assert caraka.post(f"/akun/sesi/{nomor}/akhiri/").status_code == 404
    assert terbuka(petugas_hp)


def test_list_shows_no_key_that_opens_anything(kantor):
    petugas = masuk_dari(kantor)
    halaman = petugas.get("/akun/").content.decode()
    assert [k for k in SesiPerangkat.objects.values_list("session_key", flat=True) if k in halaman] == []


def test_deactivated_person_is_out_on_the_next_request(kantor):
    petugas = masuk_dari(kantor)
    kantor.petugas.is_active = False
    kantor.petugas.save()
    assert not terbuka(petugas)


def test_post_taken_away_is_gone_on_the_next_request(kantor):
    admin = masuk_dari(kantor, "admin")
    assert admin.get("/pengaturan/orang/").status_code == 200
    Penugasan.objects.filter(pegawai=kantor.admin).update(sampai=dt.date(2020, 12, 31))
    assert admin.get("/pengaturan/orang/").status_code == 404


def test_login_ends_after_four_hours_at_rest(kantor):
    with time_machine.travel(PAGI, tick=False) as waktu:
        petugas = masuk_dari(kantor)
        waktu.shift(dt.timedelta(hours=3, minutes=59))
        assert terbuka(petugas)
        waktu.shift(dt.timedelta(hours=4, seconds=1))
        assert not terbuka(petugas)


def test_busy_login_ends_after_twelve_hours(kantor):
    with time_machine.travel(PAGI, tick=False) as waktu:
        petugas = masuk_dari(kantor)
        for _ in range(11):
            waktu.shift(dt.timedelta(hours=1))
            assert terbuka(petugas)
        waktu.shift(dt.timedelta(hours=1, seconds=1))
        assert not terbuka(petugas)


def test_remembered_login_lasts_thirty_days_whether_used_or_not(kantor):
    with time_machine.travel(PAGI, tick=False) as waktu:
        rajin, jarang = masuk_dari(kantor, ingat="on"), masuk_dari(kantor, "caraka", ingat="on")
        for _ in range(29):
            waktu.shift(dt.timedelta(days=1))
            assert terbuka(rajin)
        assert terbuka(jarang)
        waktu.shift(dt.timedelta(days=1, seconds=1))
        assert [terbuka(rajin), terbuka(jarang)] == [False, False]


def test_last_use_is_written_once_in_five_minutes(kantor):
    with time_machine.travel(PAGI, tick=False) as waktu:
        petugas = masuk_dari(kantor)
        waktu.shift(dt.timedelta(minutes=4))
        petugas.get("/akun/")
        assert SesiPerangkat.objects.get().terakhir_pada == PAGI
        waktu.shift(dt.timedelta(minutes=2))
        petugas.get("/akun/")
        assert SesiPerangkat.objects.get().terakhir_pada == PAGI + dt.timedelta(minutes=6)


def tidak_dapat_menulis(execute, sql, params, many, context):
    """A disk on which nothing can be written any more."""
    if sql.startswith(("UPDATE", "INSERT", "DELETE")):
        raise OperationalError("database or disk is full")
    return execute(sql, params, many, context)


def test_on_a_full_disk_the_last_use_stays_unwritten_and_reading_goes_on(kantor):
    with time_machine.travel(PAGI, tick=False) as waktu:
        petugas = masuk_dari(kantor)
        waktu.shift(dt.timedelta(minutes=6))
        with connection.execute_wrapper(tidak_dapat_menulis):
            assert [petugas.get("/akun/").status_code for _ in range(2)] == [200, 200]
        assert SesiPerangkat.objects.get().terakhir_pada == PAGI
        petugas.get("/akun/")
        assert SesiPerangkat.objects.get().terakhir_pada == PAGI + dt.timedelta(minutes=6)


def test_a_login_that_cannot_be_written_is_not_called_ended(kantor):
    masuk_dari(kantor)
    toko = sesi.SessionStore(SesiPerangkat.objects.get().session_key)
    toko["lain"] = 1
    with connection.execute_wrapper(tidak_dapat_menulis), pytest.raises(OperationalError):
        toko.save()
    SesiPerangkat.objects.all().delete()
    with pytest.raises(UpdateError):
        toko.save()


def test_ended_logins_are_forgotten_at_night(kantor):
    with time_machine.travel(PAGI, tick=False) as waktu:
        masuk_dari(kantor)
        masuk_dari(kantor, "caraka", ingat="on")
        waktu.shift(dt.timedelta(days=2))
        bersihkan()
        assert [s.pegawai.username for s in SesiPerangkat.objects.all()] == ["caraka"]


@pytest.mark.parametrize(
    ("ua", "nama"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
            "Chrome di HP Android",
        ),
        ("Mozilla/5.0 (Windows NT 6.1; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge di Windows"),
        ("<script>", "Peramban di perangkat lain"),
        (None, "Peramban di perangkat lain"),
    ],
)
def test_device_is_named_so_that_its_owner_knows_it(ua, nama):
    assert sesi.nama_perangkat(ua) == nama


def test_own_address_is_kept_clean_and_in_the_ledger(kantor, jejak_sistem):
    petugas = masuk_dari(kantor)
    isi = {"email": "ratna@contoh.invalid", "whatsapp": "0812-0000-1200", "sandi": kantor.sandi}
    petugas.post("/akun/", isi)
    kantor.petugas.refresh_from_db()
    assert (kantor.petugas.email, kantor.petugas.whatsapp) == ("ratna@contoh.invalid", "6281200001200")
    assert jejak_sistem()[1:] == [("orang_diubah", "petugas"), ("email_diganti", "petugas")]


def test_own_number_alone_needs_no_password(kantor, jejak_sistem):
    petugas = masuk_dari(kantor)
    petugas.post("/akun/", {"email": kantor.petugas.email, "whatsapp": "0812-0000-1200"})
    kantor.petugas.refresh_from_db()
    assert kantor.petugas.whatsapp == "6281200001200"
    assert jejak_sistem()[1:] == [("orang_diubah", "petugas")]


@pytest.mark.parametrize(
    ("sandi", "kalimat"),
    [
        ("", "Tulis kata sandi Anda untuk mengganti e-mail. Belum ada yang berubah."),
        ("keliru", "Kata sandi tidak cocok. Belum ada yang berubah."),
    ],
)
@pytest.mark.parametrize("email", ["pencuri@contoh.invalid", ""])
def test_address_stays_without_the_password_and_what_was_typed_too(kantor, jejak_sistem, sandi, kalimat, email):
    lama = kantor.petugas.email
    halaman = masuk_dari(kantor).post("/akun/", {"email": email, "whatsapp": "0812", "sandi": sandi})
    kantor.petugas.refresh_from_db()
    assert (kantor.petugas.email, kantor.petugas.whatsapp) == (lama, "")
    assert (halaman.context["form"].errors["sandi"], halaman.context["form"]["email"].value()) == ([kalimat], email)
    assert jejak_sistem() == [("masuk", "petugas")]


def test_password_cannot_be_guessed_through_the_address(kantor):
    petugas = masuk_dari(kantor)
    for n in range(5):
        petugas.post("/akun/", {"email": "x@contoh.invalid", "sandi": f"tebakan {n}"})
    petugas.post("/akun/", {"email": "x@contoh.invalid", "sandi": kantor.sandi})
    lama = kantor.petugas.email
    kantor.petugas.refresh_from_db()
    assert kantor.petugas.email == lama


def test_unreadable_number_is_refused_with_an_example(kantor):
    halaman = masuk_dari(kantor).post("/akun/", {"email": "", "whatsapp": "12"}).content.decode()
    assert "Nomor WhatsApp 12 tidak terbaca. Tulis seperti 081200001200." in halaman
