"""The second step: a code works once, a lost phone is no lock-out, and some posts have no choice."""

import re
import threading
import time

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from organisasi.models import Pegawai
from pengaturan import akun
from tests.factories import PenugasanFactory

SAAT = 1_800_000_000


def kode_kini(perangkat, geser=0):
    totp = TOTP(perangkat.bin_key, drift=geser)
    totp.time = time.time()
    return f"{totp.token():06d}"


def isi(response):
    return response.content.decode()


def masuk_dari(kantor, nama):
    klien = Client()
    assert klien.post("/masuk/", {"nama": nama, "sandi": kantor.sandi}).status_code == 302
    return klien


def buka(klien, kantor):
    """Give the password again; returns the page with the key."""
    return isi(klien.post("/akun/kode/", {"sandi": kantor.sandi}, follow=True))


def pasang(klien, kantor):
    """Enrol through the page; returns the backup codes as shown."""
    buka(klien, kantor)
    kunci = klien.session[akun.KUNCI_BARU]
    halaman = isi(klien.post("/akun/kode/", {"totp": kode_kini(TOTPDevice(key=kunci))}))
    return re.findall(r'<li class="kode">([^<]+)</li>', halaman)


def langkah_satu(kantor, nama="petugas"):
    klien = Client()
    assert klien.post("/masuk/", {"nama": nama, "sandi": kantor.sandi}).url.startswith("/masuk/kode/")
    return klien


@pytest.fixture
def berkode(kantor):
    """The clerk with a phone: (device, backup codes)."""
    with time_machine.travel(SAAT, tick=False) as waktu:
        cadangan = pasang(masuk_dari(kantor, "petugas"), kantor)
        waktu.move_to(SAAT + 60)
        yield TOTPDevice.objects.get(user=kantor.petugas), cadangan


def test_opening_the_page_stores_nothing(kantor, sebagai):
    petugas = sebagai(kantor.petugas)
    halaman = [buka(petugas, kantor), isi(petugas.get("/akun/kode/"))]
    rahasia = [re.search(r'<span class="kode">([^<]+)</span>', h)[1] for h in halaman]
    assert (rahasia[0] == rahasia[1], TOTPDevice.objects.count()) == (True, 0)


def test_a_login_left_open_cannot_be_bound_to_a_strangers_phone(kantor):
    petugas = masuk_dari(kantor, "petugas")
    for url, data in [("/akun/kode/", {"sandi": "keliru"}), ("/akun/kode/", {"totp": "123456"}), ("/akun/kode/", {})]:
        halaman = petugas.post(url, data)
        assert (halaman.status_code, [t.name for t in halaman.templates][:1]) == (200, ["komponen/konfirmasi.html"])
    assert (akun.KUNCI_BARU in petugas.session, TOTPDevice.objects.count()) == (False, 0)


def test_password_given_again_opens_the_page_for_ten_minutes(kantor):
    with time_machine.travel(SAAT, tick=False) as waktu:
        petugas = masuk_dari(kantor, "petugas")
        buka(petugas, kantor)
        waktu.move_to(SAAT + 600)
        dalam = '<span class="kode">' in isi(petugas.get("/akun/kode/"))
        waktu.move_to(SAAT + 601)
        lewat = '<span class="kode">' in isi(petugas.get("/akun/kode/"))
        kode = kode_kini(TOTPDevice(key=petugas.session[akun.KUNCI_BARU]))
        petugas.post("/akun/kode/", {"totp": kode})
    assert (dalam, lewat, TOTPDevice.objects.count()) == (True, False, 0)


def test_password_given_for_one_phone_does_not_serve_the_next(kantor):
    petugas = masuk_dari(kantor, "petugas")
    pasang(petugas, kantor)
    petugas.post("/akun/kode/lepas/", {"sandi": kantor.sandi})
    assert "Kata sandi Anda" in isi(petugas.get("/akun/kode/"))


def test_wrong_first_code_installs_nothing(kantor, sebagai):
    petugas = sebagai(kantor.petugas)
    buka(petugas, kantor)
    assert "Kode ini tidak cocok." in isi(petugas.post("/akun/kode/", {"totp": "000000"}))
    assert TOTPDevice.objects.count() == 0


def test_password_alone_enters_nowhere_any_more(kantor, berkode):
    klien = langkah_satu(kantor)
    assert [klien.get(url).status_code for url in ("/akun/", "/surat/")] == [302, 302]


def test_right_code_enters(kantor, berkode, jejak_sistem):
    klien = langkah_satu(kantor)
    assert klien.post("/masuk/kode/", {"totp": kode_kini(berkode[0]), "next": "/akun/"}).url == "/akun/"
    assert klien.get("/akun/").status_code == 200
    assert jejak_sistem()[-1] == ("masuk", "petugas")


def test_same_code_enters_once(kantor, berkode):
    kode, satu, dua = kode_kini(berkode[0]), langkah_satu(kantor), langkah_satu(kantor)
    assert satu.post("/masuk/kode/", {"totp": kode}).status_code == 302
    assert "sudah dipakai" in isi(dua.post("/masuk/kode/", {"totp": kode}))


def test_code_of_the_enrolment_is_used_up(kantor):
    with time_machine.travel(SAAT, tick=False):
        pasang(masuk_dari(kantor, "petugas"), kantor)
        kode = kode_kini(TOTPDevice.objects.get())
        assert "sudah dipakai" in isi(langkah_satu(kantor).post("/masuk/kode/", {"totp": kode}))


def test_guesses_of_the_code_are_limited(kantor, berkode):
    klien = langkah_satu(kantor)
    assert [klien.post("/masuk/kode/", {"totp": "000000"}).status_code for _ in range(6)] == [200] * 5 + [429]
    assert langkah_satu(kantor).post("/masuk/kode/", {"totp": kode_kini(berkode[0])}).status_code == 429


def test_backup_code_enters_once_in_any_writing(kantor, berkode, jejak_sistem):
    kode = berkode[1][0]
    assert langkah_satu(kantor).post("/masuk/kode/", {"totp": kode.upper().replace("-", " ")}).status_code == 302
    assert "sudah dipakai" in isi(langkah_satu(kantor).post("/masuk/kode/", {"totp": kode}))
    assert (len(berkode[1]), StaticToken.objects.count()) == (10, 9)
    assert jejak_sistem()[-2:] == [("kode_cadangan_dipakai", "petugas"), ("masuk", "petugas")]


def test_backup_codes_are_not_stored_as_they_are(berkode):
    polos = {k.replace("-", "") for k in berkode[1]}
    assert polos & set(StaticToken.objects.values_list("token", flat=True)) == set()


def test_time_between_the_steps_is_ten_minutes(kantor, berkode):
    klien = langkah_satu(kantor)
    with time_machine.travel(SAAT + 60 + 601, tick=False):
        assert klien.post("/masuk/kode/", {"totp": kode_kini(berkode[0])}).url.startswith("/masuk/?")
        assert klien.get("/akun/").status_code == 302


@pytest.mark.parametrize("nasib", ["sandi diganti", "akun ditutup", "akun contoh di produksi"])
def test_half_a_login_ends_with_the_password_or_the_account(kantor, berkode, settings, nasib):
    klien = langkah_satu(kantor)
    orang = Pegawai.objects.get(pk=kantor.petugas.pk)
    if nasib == "sandi diganti":
        orang.set_password("kuda hijau melompat pagar")
    orang.is_active = nasib != "akun ditutup"
    orang.save()
    settings.PRODUKSI = nasib == "akun contoh di produksi"

    jawaban = klien.post("/masuk/kode/", {"totp": kode_kini(berkode[0]), "next": "/akun/"})
    assert (jawaban.status_code, jawaban.url) == (302, "/masuk/?next=%2Fakun%2F")
    settings.PRODUKSI = False
    orang.is_active = True
    orang.save()
    assert klien.get("/akun/").status_code == 302


def test_code_page_without_a_password_leads_to_the_login(client, db):
    assert client.get("/masuk/kode/?next=/akun/").url == "/masuk/?next=%2Fakun%2F"


def test_stopping_needs_the_password(kantor, berkode):
    klien = langkah_satu(kantor)
    klien.post("/masuk/kode/", {"totp": kode_kini(berkode[0])})
    klien.post("/akun/kode/lepas/", {"sandi": "keliru"})
    assert TOTPDevice.objects.count() == 1
    klien.post("/akun/kode/lepas/", {"sandi": kantor.sandi})
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (0, 0)


def test_a_login_stands_for_no_code_that_was_taken_away(kantor, berkode, settings):
    """Later a post may demand the second step: then this login asks for it, and no other one is left."""
    klien, lain = langkah_satu(kantor), langkah_satu(kantor)
    klien.post("/masuk/kode/", {"totp": kode_kini(berkode[0])})
    lain.post("/masuk/kode/", {"totp": berkode[1][0]})
    klien.post("/akun/kode/lepas/", {"sandi": kantor.sandi})
    assert (klien.get("/akun/").status_code, lain.get("/akun/").status_code) == (200, 302)
    PenugasanFactory(pegawai=kantor.petugas, jabatan__pendisposisi=True)
    Pegawai.objects.filter(pk=kantor.petugas.pk).update(akun_contoh=False)
    settings.PRODUKSI = True
    assert klien.get("/akun/").url == "/akun/kode/"


def test_new_backup_codes_end_the_old_ones(kantor, berkode):
    klien = langkah_satu(kantor)
    klien.post("/masuk/kode/", {"totp": kode_kini(berkode[0])})
    halaman = isi(klien.post("/akun/kode/cadangan/", {"sandi": kantor.sandi}))
    baru = re.findall(r'<li class="kode">([^<]+)</li>', halaman)
    assert (len(baru), set(baru) & set(berkode[1])) == (10, set())
    assert langkah_satu(kantor).post("/masuk/kode/", {"totp": berkode[1][0]}).status_code == 200


def test_admin_takes_away_the_code_of_a_lost_phone(kantor, berkode, sebagai, jejak_sistem):
    admin = sebagai(kantor.admin)
    halaman = isi(admin.get(f"/pengaturan/orang/{kantor.petugas.pk}/kode/"))
    kunci = re.search(r'name="kunci" value="([^"]+)"', halaman)[1]
    admin.post(f"/pengaturan/orang/{kantor.petugas.pk}/kode/", {"kunci": kunci})
    assert Client().post("/masuk/", {"nama": "petugas", "sandi": kantor.sandi}).url == "/"
    assert jejak_sistem()[-2:] == [("kode_dilepas", "admin"), ("masuk", "petugas")]


@pytest.mark.parametrize(
    ("nama", "wajib"),
    [
        ("sekda", True),
        ("bupati", True),
        ("asisten1", True),
        ("kabag_umum", True),
        ("kabag_hukum", True),
        ("admin", True),
        ("petugas", False),
        ("caraka", False),
        ("dinkes", False),
        ("auditor", False),
    ],
)
def test_in_produksi_some_posts_must_install_the_code(kantor, settings, nama, wajib):
    orang = getattr(kantor, nama)
    orang.akun_contoh = False
    orang.save()
    settings.PRODUKSI = True
    klien = Client()
    klien.force_login(orang, backend="pengaturan.backend.SandiBackend")
    ke = [klien.get(url) for url in ("/surat/", "/akun/")]
    assert [(r.status_code, r.get("Location")) for r in ke] == [(302, "/akun/kode/") if wajib else (200, None)] * 2


def test_after_installing_one_goes_on_to_where_one_was_going(kantor, settings):
    kantor.sekda.akun_contoh = False
    kantor.sekda.save()
    settings.PRODUKSI = True
    klien = masuk_dari(kantor, "sekda")
    klien.get("/kabar/?sebelum=3")
    klien.get("/akun/kode/")
    kunci = klien.session[akun.KUNCI_BARU]
    halaman = isi(klien.post("/akun/kode/", {"totp": kode_kini(TOTPDevice(key=kunci))}))

    assert re.findall(r'<a class="tombol utama" href="([^"]+)">Sudah saya simpan', halaman) == ["/kabar/?sebelum=3"]


def test_after_installing_the_office_opens(kantor, settings):
    kantor.sekda.akun_contoh = False
    kantor.sekda.save()
    settings.PRODUKSI = True
    klien = masuk_dari(kantor, "sekda")
    pasang(klien, kantor)
    assert klien.get("/akun/").status_code == 200
    assert klien.get("/akun/kode/lepas/").url == "/akun/"


def test_demanded_enrolment_asks_for_the_password_when_the_login_is_older(kantor, settings):
    kantor.sekda.akun_contoh = False
    kantor.sekda.save()
    settings.PRODUKSI = True
    with time_machine.travel(SAAT, tick=False) as waktu:
        klien = masuk_dari(kantor, "sekda")
        segera = '<span class="kode">' in isi(klien.get("/akun/kode/"))
        waktu.move_to(SAAT + 601)
        nanti = '<span class="kode">' in isi(klien.get("/akun/kode/"))
        sesudah = '<span class="kode">' in buka(klien, kantor)
    assert (segera, nanti, sesudah) == (True, False, True)


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_same_code_twenty_times_at_once_enters_once(kantor):
    perangkat = TOTPDevice.objects.create(user=kantor.petugas, name="HP")
    klien = [langkah_satu(kantor) for _ in range(20)]
    kode, gerbang, hasil = kode_kini(perangkat), threading.Barrier(20), []

    def kirim(k):
        try:
            gerbang.wait()
            hasil.append(k.post("/masuk/kode/", {"totp": kode}).status_code)
        finally:
            connections.close_all()

    utas = [threading.Thread(target=kirim, args=[k]) for k in klien]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert hasil.count(302) == 1
