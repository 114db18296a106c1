"""Passwords: one's own at first login, changed, asked for by e-mail, given by the admin."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from organisasi.models import Pegawai
from pengaturan import akun
from pengaturan.forms.akun import SandiBaruForm
from pengaturan.forms.orang import OrangForm
from pengaturan.models import PermintaanSandi, SandiSementara, SesiPerangkat
from pengaturan.tasks import bersihkan, kirim_tautan_sandi

BARU = "kuda hijau melompat pagar"


def isi(response):
    return response.content.decode()


def tautan_terakhir():
    return re.search(r"http://\S+(/sandi/atur/\S+)", mail.outbox[-1].body)[1]


# First login


def test_first_login_leads_everywhere_to_the_new_password(kantor, sebagai):
    kantor.petugas.wajib_ganti_sandi = True
    kantor.petugas.save()
    petugas = sebagai(kantor.petugas)
    jawaban = [petugas.get(url) for url in ("/akun/", "/surat/", "/")]
    assert [(r.status_code, r.url) for r in jawaban] == [(302, "/sandi/ganti/")] * 3
    assert petugas.get("/sandi/ganti/").status_code == 200


def masuk_pertama(kantor):
    kantor.petugas.wajib_ganti_sandi = True
    kantor.petugas.save()
    klien = Client()
    klien.post("/masuk/", {"nama": "petugas", "sandi": kantor.sandi})
    return klien


def test_first_login_from_a_notice_still_ends_at_its_letter(kantor):
    petugas = masuk_pertama(kantor)
    petugas.get("/kabar/?sebelum=3")
    petugas.post("/surat/catat/", {})
    response = petugas.post("/sandi/ganti/", {"sandi_baru": BARU, "sandi_ulang": BARU})
    assert (response.status_code, response.url) == (302, "/kabar/?sebelum=3")
    assert "tujuan_semula" not in petugas.session


def test_first_password_needs_no_old_one_and_opens_the_office(kantor, jejak_sistem):
    petugas = masuk_pertama(kantor)
    response = petugas.post("/sandi/ganti/", {"sandi_baru": BARU, "sandi_ulang": BARU})
    kantor.petugas.refresh_from_db()
    assert (response.status_code, kantor.petugas.wajib_ganti_sandi) == (302, False)
    assert petugas.get("/akun/").status_code == 200
    assert jejak_sistem() == [("masuk", "petugas"), ("sandi_diganti", "petugas")]


def test_first_login_left_open_asks_for_the_one_time_password(kantor, jejak_sistem):
    with time_machine.travel(dt.datetime(2026, 11, 12, 1, tzinfo=dt.UTC), tick=False) as waktu:
        petugas = masuk_pertama(kantor)
        waktu.shift(dt.timedelta(minutes=10, seconds=1))
        halaman = petugas.post("/sandi/ganti/", {"sandi_baru": BARU, "sandi_ulang": BARU})
        belum = jejak_sistem()
        isian = {"sandi_lama": kantor.sandi, "sandi_baru": BARU, "sandi_ulang": BARU}
        assert petugas.post("/sandi/ganti/", isian).status_code == 302
    assert (halaman.context["form"].errors, belum) == (
        {"sandi_lama": ["Kata sandi sekarang belum diisi."]},
        [("masuk", "petugas")],
    )


def test_one_time_password_does_not_become_ones_own(kantor, jejak_sistem):
    halaman = masuk_pertama(kantor).post("/sandi/ganti/", {"sandi_baru": kantor.sandi, "sandi_ulang": kantor.sandi})
    assert halaman.context["form"].errors == {
        "sandi_baru": ["Kata sandi baru sama dengan yang sekarang. Pilih yang lain."]
    }
    assert jejak_sistem() == [("masuk", "petugas")]


# Changing it


def test_new_password_field_tells_nobody_the_present_one(kantor, sebagai):
    """A guess in the new password's place is answered alike, right or wrong: only the first field is counted."""
    petugas, galat = sebagai(kantor.petugas), []
    for tebakan in (kantor.sandi, "tebakan yang salah sekali"):
        isi = {"sandi_lama": "keliru", "sandi_baru": tebakan, "sandi_ulang": tebakan}
        galat.append(petugas.post("/sandi/ganti/", isi).context["form"].errors)
    assert galat == [{"sandi_lama": ["Kata sandi sekarang tidak cocok. Kata sandi belum diganti."]}] * 2


def test_change_needs_the_present_password(kantor, sebagai):
    petugas = sebagai(kantor.petugas)
    response = petugas.post("/sandi/ganti/", {"sandi_lama": "keliru", "sandi_baru": BARU, "sandi_ulang": BARU})
    assert "Kata sandi sekarang tidak cocok. Kata sandi belum diganti." in isi(response)
    assert authenticate(None, username="petugas", password=kantor.sandi) == kantor.petugas


def test_guessing_the_present_password_is_limited(kantor, sebagai):
    petugas = sebagai(kantor.petugas)
    for _ in range(5):
        petugas.post("/sandi/ganti/", {"sandi_lama": "keliru", "sandi_baru": BARU, "sandi_ulang": BARU})
    response = petugas.post("/sandi/ganti/", {"sandi_lama": kantor.sandi, "sandi_baru": BARU, "sandi_ulang": BARU})
    assert "Terlalu banyak percobaan." in isi(response)


def test_change_ends_every_other_login(kantor, masuk, client):
    masuk("petugas", kantor.sandi)
    lain = Client()
    lain.post("/masuk/", {"nama": "petugas", "sandi": kantor.sandi})
    client.post("/sandi/ganti/", {"sandi_lama": kantor.sandi, "sandi_baru": BARU, "sandi_ulang": BARU})
    assert (client.get("/akun/").status_code, lain.get("/akun/").status_code) == (200, 302)
    assert SesiPerangkat.objects.filter(pegawai=kantor.petugas).count() == 1


@pytest.mark.parametrize(
    ("sandi", "kalimat"),
    [
        ("pendek", "Kata sandi terlalu pendek. Tulis paling sedikit 10 huruf atau angka."),
        ("1234567890", "Kata sandi ini terlalu sering dipakai orang. Pilih yang lain."),
        ("ratnamelur1", "Kata sandi ini mirip nama, NIP, atau alamat Anda. Pilih yang lain."),
        ("Kabupaten2026!", "Kata sandi ini mudah ditebak orang kantor. Pilih yang lain."),
        ("bismillah 2026", "Kata sandi ini mudah ditebak orang kantor. Pilih yang lain."),
    ],
)
def test_weak_password_is_refused_in_a_sentence(kantor, sandi, kalimat):
    with pytest.raises(ValidationError) as tolak:
        validate_password(sandi, Pegawai(username="petugas", nama="Ratna Melur"))
    assert tolak.value.messages == [kalimat]


@pytest.mark.parametrize("sandi", [BARU, "p@ssword-panjang-sekali-64" * 4, "sepuluhhrf"])
def test_long_and_spaced_passwords_are_taken(kantor, sandi):
    assert validate_password(sandi, kantor.petugas) is None


# While somebody else changes the same account


def test_data_saved_by_the_admin_does_not_bring_the_old_password_back(kantor):
    isi = {"nama": "Ratna Mawar", "username": "petugas", "email": kantor.petugas.email}
    form = OrangForm(isi, instance=Pegawai.objects.get(username="petugas"))
    assert form.is_valid()
    kantor.petugas.set_password(BARU)
    kantor.petugas.save()
    form.save()
    segar = Pegawai.objects.get(username="petugas")
    assert (segar.nama, segar.check_password(BARU)) == ("Ratna Mawar", True)
    assert segar.history.first().nama == "Ratna Mawar"


def test_new_password_does_not_open_an_account_closed_meanwhile(kantor):
    orang = Pegawai.objects.get(username="petugas")
    form = SandiBaruForm(orang, {"sandi_baru": BARU, "sandi_ulang": BARU})
    assert form.is_valid()
    Pegawai.objects.filter(username="petugas").update(is_active=False, email="")
    akun.atur_sandi_dari_email(orang, form)
    segar = Pegawai.objects.get(username="petugas")
    assert (segar.is_active, segar.email, segar.check_password(BARU)) == (False, "", True)


# By e-mail


def minta(isian, klien=None):
    return (klien or Client()).post("/sandi/lupa/", {"isian": isian})


@pytest.mark.parametrize("isian", ["petugas", "PETUGAS@contoh.invalid"])
def test_link_comes_by_e_mail_and_works_once(kantor, isian, jejak_sistem):
    minta(isian)
    kirim_tautan_sandi()
    assert [p.to for p in mail.outbox] == [[kantor.petugas.email]]
    orang = Client()
    halaman = orang.get(tautan_terakhir(), follow=True)
    assert "Buat kata sandi baru" in isi(halaman)
    tujuan = halaman.redirect_chain[-1][0]
    assert orang.post(tujuan, {"sandi_baru": BARU, "sandi_ulang": BARU}).url == "/masuk/"
    assert authenticate(None, username="petugas", password=BARU) == kantor.petugas
    assert "Tautan ini tidak berlaku lagi" in isi(Client().get(tautan_terakhir(), follow=True))
    assert jejak_sistem() == [("sandi_diatur_email", "petugas")]


def test_link_lasts_an_hour(kantor):
    with time_machine.travel(dt.datetime(2026, 11, 12, 1, tzinfo=dt.UTC), tick=False) as waktu:
        minta("petugas")
        kirim_tautan_sandi()
        waktu.shift(dt.timedelta(minutes=61))
        assert "Tautan ini tidak berlaku lagi" in isi(Client().get(tautan_terakhir(), follow=True))


def test_new_password_by_e_mail_ends_every_login(kantor, masuk, client):
    masuk("petugas", kantor.sandi)
    minta("petugas")
    kirim_tautan_sandi()
    orang = Client()
    tujuan = orang.get(tautan_terakhir(), follow=True).redirect_chain[-1][0]
    orang.post(tujuan, {"sandi_baru": BARU, "sandi_ulang": BARU})
    assert client.get("/akun/").status_code == 302


@pytest.mark.parametrize("isian", ["petugas", "tidak.ada", "tidak.ada@contoh.invalid", "caraka"])
def test_page_tells_nobody_who_has_an_account(kantor, isian, django_assert_num_queries):
    Pegawai.objects.filter(username="caraka").update(is_active=False)
    dengan, tanpa = minta(isian), minta("siapa.saja@contoh.invalid")
    assert (dengan.status_code, dengan.url, dengan.content) == (tanpa.status_code, tanpa.url, tanpa.content)


def test_people_who_cannot_log_in_get_no_link(kantor):
    Pegawai.objects.filter(username="caraka").update(is_active=False)
    Pegawai.objects.filter(username="petugas").update(email="")
    for isian in ("caraka", "petugas", "tidak.ada", "@"):
        minta(isian)
    kirim_tautan_sandi()
    assert mail.outbox == []


def test_repeated_task_sends_one_letter(kantor):
    minta("petugas")
    kirim_tautan_sandi()
    kirim_tautan_sandi()
    assert len(mail.outbox) == 1


def test_dead_mail_server_only_postpones(kantor, settings):
    minta("petugas")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    kirim_tautan_sandi()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    kirim_tautan_sandi()
    assert len(mail.outbox) == 1


def test_requests_for_one_account_are_limited(kantor):
    assert [minta("petugas").status_code for _ in range(4)] == [302, 302, 302, 429]
    assert minta("caraka").status_code == 302


def test_other_writing_of_a_nip_opens_no_counter_of_its_own(kantor):
    nip = kantor.petugas.nip
    tulisan = [nip, f"{nip[:8]} {nip[8:]}", f" {nip[:4]}  {nip[4:]} ", " ".join(nip)]
    assert [minta(t).status_code for t in tulisan] == [302, 302, 302, 429]


def test_old_requests_are_forgotten(kantor):
    with time_machine.travel(dt.datetime(2026, 11, 12, 1, tzinfo=dt.UTC), tick=False) as waktu:
        minta("petugas")
        waktu.shift(dt.timedelta(days=8))
        bersihkan()
        assert PermintaanSandi.objects.count() == 0


# By the admin


def beri(admin, pegawai):
    """The admin gives a one-time password; returns the page that shows it."""
    halaman = isi(admin.get(f"/pengaturan/orang/{pegawai.pk}/sandi/"))
    kunci = re.search(r'name="kunci" value="([^"]+)"', halaman)[1]
    return admin.post(f"/pengaturan/orang/{pegawai.pk}/sandi/", {"kunci": kunci}, follow=True)


def rahasia(response):
    return re.search(r'<b class="kode angka-besar">([^<]+)</b>', isi(response))[1]


def test_one_time_password_is_shown_once_and_must_be_changed(kantor, sebagai, jejak_sistem):
    admin = sebagai(kantor.admin)
    halaman = beri(admin, kantor.petugas)
    sandi = rahasia(halaman)
    lagi = isi(admin.get(f"/pengaturan/orang/{kantor.petugas.pk}/sandi/tampil/"))
    assert (sandi in lagi, "sudah pernah ditampilkan" in lagi) == (False, True)
    petugas = Client()
    assert petugas.post("/masuk/", {"nama": "petugas", "sandi": sandi}).status_code == 302
    assert petugas.get("/akun/").url == "/sandi/ganti/"
    assert jejak_sistem() == [("sandi_diatur_admin", "admin"), ("masuk", "petugas")]


def test_one_time_password_ends_after_three_days(kantor, sebagai):
    with time_machine.travel(dt.datetime(2026, 11, 12, 1, tzinfo=dt.UTC), tick=False) as waktu:
        sandi = rahasia(beri(sebagai(kantor.admin), kantor.petugas))
        waktu.shift(dt.timedelta(days=3, seconds=1))
        jawaban = Client().post("/masuk/", {"nama": "petugas", "sandi": sandi})
        assert "sudah habis masa berlakunya" in isi(jawaban)


def test_one_time_password_ends_every_login_and_the_old_password(kantor, sebagai, masuk):
    petugas = Client()
    petugas.post("/masuk/", {"nama": "petugas", "sandi": kantor.sandi})
    beri(sebagai(kantor.admin), kantor.petugas)
    assert petugas.get("/akun/").status_code == 302
    assert authenticate(None, username="petugas", password=kantor.sandi) is None


def test_one_time_password_stands_nowhere_in_the_database(kantor, sebagai):
    from io import StringIO

    from django.core.management import call_command

    sandi = rahasia(beri(sebagai(kantor.admin), kantor.petugas))
    salinan = StringIO()
    call_command("dumpdata", stdout=salinan)
    assert (sandi in salinan.getvalue(), SandiSementara.objects.count()) == (False, 1)
