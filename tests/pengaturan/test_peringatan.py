"""Whoever's account is changed hears of it: in the app and by e-mail, with what to do when it was somebody else."""

import re

import pytest
import time_machine
from django.core import mail
from django.test import Client

from alur import relai
from alur.models import Notifikasi
from pengaturan import akun
from pengaturan.tasks import kirim_tautan_sandi
from tests.conftest import SANDI
from tests.pengaturan.test_kode import kode_kini
from tests.perjalanan import wita

pytestmark = pytest.mark.tertanam
BARU = "kuda hijau melompat pagar"


@pytest.fixture(autouse=True)
def saat(kantor):
    kantor.petugas.email = "petugas@contoh.go.id"
    kantor.petugas.save()
    with time_machine.travel(wita(9, 8, 30), tick=False):
        yield


def kirim(klien, url, data=None):
    kunci = re.search(r'name="kunci" value="([^"]+)"', klien.get(url).content.decode())[1]
    return klien.post(url, {"kunci": kunci} | (data or {}))


def kabar():
    return list(Notifikasi.objects.order_by("pk").values_list("penerima__username", "judul"))


def test_a_changed_password_is_told_with_what_to_do(kantor, sebagai, settings):
    settings.BANTUAN = "Admin, WA 0800"
    isi = {"sandi_lama": kantor.sandi, "sandi_baru": BARU, "sandi_ulang": BARU}
    sebagai(kantor.petugas).post("/sandi/ganti/", isi)

    satu = Notifikasi.objects.get()
    assert (satu.penerima, satu.judul, satu.tautan) == (kantor.petugas, "Kata sandi akun Anda diganti", "/akun/")
    assert satu.isi == (
        "Kata sandi akun Anda diganti (petugas) pada Senin, 9 November 2026 08.30 WITA. "
        "Bukan Anda yang melakukan atau memintanya? Segera hubungi Admin, WA 0800."
    )
    relai.kirim(satu.pk)
    assert [(m.to, m.subject, BARU in m.body) for m in mail.outbox] == [
        (["petugas@contoh.go.id"], "Kata sandi akun Anda diganti", False)
    ]


def test_a_refused_change_tells_nothing(kantor, sebagai):
    isi = {"sandi_lama": "keliru", "sandi_baru": BARU, "sandi_ulang": BARU}
    sebagai(kantor.petugas).post("/sandi/ganti/", isi)
    assert kabar() == []


def test_a_password_set_over_e_mail_is_told(kantor):
    klien = Client()
    klien.post("/sandi/lupa/", {"isian": "petugas"})
    kirim_tautan_sandi()
    alamat = re.search(r"http://\S+(/sandi/atur/\S+)", mail.outbox[-1].body)[1]
    halaman = klien.get(alamat, follow=True)
    klien.post(halaman.request["PATH_INFO"], {"sandi_baru": BARU, "sandi_ulang": BARU})
    assert kabar() == [("petugas", "Kata sandi akun Anda diatur ulang lewat e-mail")]


def test_a_password_given_by_the_admin_is_told_to_the_person_with_the_name(kantor, sebagai):
    kirim(sebagai(kantor.admin), f"/pengaturan/orang/{kantor.petugas.pk}/sandi/")
    assert kabar() == [("petugas", "Kata sandi akun Anda diatur ulang oleh admin")]
    assert f"WITA, oleh {kantor.admin.nama}. Bukan Anda" in Notifikasi.objects.get().isi


def kirim_semua():
    for pk in Notifikasi.objects.order_by("pk").values_list("pk", flat=True):
        relai.kirim(pk)
    return [(m.to, m.subject) for m in mail.outbox]


def test_a_changed_address_is_told_to_the_old_one_too(kantor, sebagai):
    isi = {"email": "baru@contoh.go.id", "whatsapp": "", "sandi": kantor.sandi}
    sebagai(kantor.petugas).post("/akun/", isi)

    judul = "Alamat e-mail akun Anda diganti"
    assert kabar() == [("petugas", judul), (None, judul)]
    assert len(set(Notifikasi.objects.values_list("isi", flat=True))) == 1
    assert kirim_semua() == [(["baru@contoh.go.id"], judul), (["petugas@contoh.go.id"], judul)]


def test_an_address_taken_away_is_still_told_there(kantor, sebagai):
    sebagai(kantor.petugas).post("/akun/", {"email": "", "whatsapp": "", "sandi": kantor.sandi})
    assert kirim_semua() == [(["petugas@contoh.go.id"], "Alamat e-mail akun Anda diganti")]


def test_an_address_changed_by_the_admin_is_told_to_both(kantor, sebagai):
    isi = {"nama": kantor.petugas.nama, "username": "petugas", "email": "baru@contoh.go.id"}
    kirim(sebagai(kantor.admin), f"/pengaturan/orang/{kantor.petugas.pk}/", isi)

    assert kirim_semua() == [
        (["baru@contoh.go.id"], "Alamat e-mail akun Anda diganti"),
        (["petugas@contoh.go.id"], "Alamat e-mail akun Anda diganti"),
    ]
    assert f"WITA, oleh {kantor.admin.nama}. Bukan Anda" in mail.outbox[-1].body


def test_other_data_changed_by_the_admin_tells_nothing(kantor, sebagai):
    isi = {"nama": "Ratna Mawar", "username": "petugas", "email": "petugas@contoh.go.id"}
    kirim(sebagai(kantor.admin), f"/pengaturan/orang/{kantor.petugas.pk}/", isi)
    assert kabar() == []


def test_a_code_set_up_and_taken_away_is_told(kantor, sebagai):
    petugas = sebagai(kantor.petugas)
    petugas.post("/akun/kode/", {"sandi": kantor.sandi}, follow=True)
    kunci = akun.TOTPDevice(key=petugas.session[akun.KUNCI_BARU])
    petugas.post("/akun/kode/", {"totp": kode_kini(kunci)})
    petugas.post("/akun/kode/lepas/", {"sandi": kantor.sandi})
    assert kabar() == [
        ("petugas", "Kode dari HP dipasang pada akun Anda"),
        ("petugas", "Kode dari HP dilepas dari akun Anda"),
    ]


def alamat_kalender(klien):
    return re.search(r"/kalender/[\w-]{43}\.ics", klien.post("/akun/kalender/", {"sandi": SANDI}).content.decode())[0]


def test_a_calendar_address_is_told_to_its_owner(kantor, sebagai):
    petugas = sebagai(kantor.petugas)
    alamat = [alamat_kalender(petugas) for _ in range(2)]
    petugas.post("/akun/kalender/", {"cabut": "1"})
    assert kabar() == [
        ("petugas", "Alamat kalender dibuat pada akun Anda"),
        ("petugas", "Alamat kalender akun Anda diganti"),
        ("petugas", "Alamat kalender akun Anda dicabut"),
    ]
    satu = Notifikasi.objects.order_by("pk").first()
    assert (satu.jenis, satu.mendesak, satu.tautan) == ("AKUN", True, "/akun/kalender/")
    assert [a for a in alamat if a[10:-4] in str(Notifikasi.objects.values_list())] == []


def test_no_calendar_address_without_the_password_and_guesses_are_counted(kantor, sebagai, jejak_sistem):
    """A login left open must not leave an address behind that reads on for ever; to take one back is always safe."""
    petugas = sebagai(kantor.petugas)
    alamat = alamat_kalender(petugas)
    isi = [{}, {"sandi": ""}, *({"sandi": f"tebakan {n}"} for n in range(5)), {"sandi": SANDI}]
    halaman = [petugas.post("/akun/kalender/", satu) for satu in isi]
    keliru = "Kata sandi tidak cocok. Belum ada yang berubah."
    assert [h.context["form"].errors["sandi"][0] for h in halaman] == [
        *["Kata sandi Anda belum diisi."] * 2,
        *[keliru] * 5,
        "Terlalu banyak percobaan. Coba lagi 15 menit lagi.",
    ]
    assert [h.status_code for h in halaman] == [200] * 8
    assert ["kalender/" in h.context["alamat"] for h in halaman] == [False] * 8
    assert (Client().get(alamat).status_code, [j[0] for j in jejak_sistem()]) == (200, ["kalender_dibuat"])
    petugas.post("/akun/kalender/", {"cabut": "1"})
    assert Client().get(alamat).status_code == 404


def test_a_password_reset_takes_the_calendar_address_back(kantor, sebagai, jejak_sistem):
    alamat = alamat_kalender(sebagai(kantor.petugas))
    milik_lain = alamat_kalender(sebagai(kantor.sekda))
    kirim(sebagai(kantor.admin), f"/pengaturan/orang/{kantor.petugas.pk}/sandi/")
    assert [Client().get(a).status_code for a in (alamat, milik_lain)] == [404, 200]
    assert [j for j in jejak_sistem() if j[0] == "kalender_dicabut"] == [("kalender_dicabut", "admin")]
    assert kabar()[-2:] == [
        ("petugas", "Alamat kalender akun Anda dicabut"),
        ("petugas", "Kata sandi akun Anda diatur ulang oleh admin"),
    ]


def test_a_password_set_over_e_mail_takes_the_calendar_address_back(kantor, sebagai):
    alamat = alamat_kalender(sebagai(kantor.petugas))
    klien = Client()
    klien.post("/sandi/lupa/", {"isian": "petugas"})
    kirim_tautan_sandi()
    tautan = re.search(r"http://\S+(/sandi/atur/\S+)", mail.outbox[-1].body)[1]
    halaman = klien.get(tautan, follow=True)
    klien.post(halaman.request["PATH_INFO"], {"sandi_baru": BARU, "sandi_ulang": BARU})
    assert (klien.get(alamat).status_code, len(kabar())) == (404, 3)
