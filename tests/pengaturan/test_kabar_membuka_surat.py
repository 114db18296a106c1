"""Every notice opens exactly its letter, also through the login, also with the second step."""

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from alur.models import Notifikasi
from persuratan.sapuan import sapu_terlambat
from tests.halaman import teks
from tests.pengaturan.test_kode import kode_kini
from tests.perjalanan import Perjalanan, wita

DINKES = "Dinas Kesehatan"


def buka_lewat_masuk(kantor, orang, tautan, kode=None):
    """Follow a link as from an e-mail: login, second step if any, and then the page it leads to."""
    klien = Client()
    jawaban = klien.get(tautan.partition("#")[0])
    assert (jawaban.status_code, jawaban.url.startswith("/masuk/?next=")) == (302, True)
    halaman = klien.get(jawaban.url)
    isi = {"nama": orang.username, "sandi": kantor.sandi, "next": halaman.context["next"]}
    jawaban = klien.post("/masuk/", isi)
    if kode:
        halaman = klien.get(jawaban.url)
        jawaban = klien.post("/masuk/kode/", {"totp": kode(), "next": halaman.context["next"]})
    assert jawaban.status_code == 302
    return klien.get(jawaban.url, follow=True)


def test_every_notice_of_a_whole_way_opens_its_letter_right_after_the_login(kantor):
    jalan = [Perjalanan(kantor).catat(hal="Hal pertama").arahkan()]
    jalan += [Perjalanan(kantor).catat(hal="Hal kedua").arahkan().telaah()]
    jalan[1].disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
    sapu_terlambat(wita(13, 16))

    surat = {j.surat.hal: j.surat for j in jalan}
    # A supervisor outside the line is told who is late; the letter is not his to open, and no link leads there.
    daftar = list(Notifikasi.objects.exclude(tautan="").select_related("penerima").order_by("pk"))
    assert len(daftar) >= 8
    for kabar in daftar:
        tulisan = teks(buka_lewat_masuk(kantor, kabar.penerima, kabar.tautan))
        disebut = {hal for hal in surat if hal in tulisan}
        assert (kabar.judul, disebut) == (kabar.judul, {h for h, s in surat.items() if s.sebutan in kabar.judul})


@pytest.fixture
def berkode(kantor):
    return TOTPDevice.objects.create(user=kantor.sekda, confirmed=True, name="uji")


def test_through_the_second_step_too(kantor, berkode):
    Perjalanan(kantor).catat(hal="Hal pertama").arahkan().telaah()
    kabar = Notifikasi.objects.get(penerima=kantor.sekda)
    halaman = buka_lewat_masuk(kantor, kantor.sekda, kabar.tautan, kode=lambda: kode_kini(berkode))
    assert (halaman.status_code, "Hal pertama" in teks(halaman)) == (200, True)
    assert halaman.request["PATH_INFO"] == kabar.tautan


@pytest.mark.parametrize("luar", ["https://jahat.test/", "//jahat.test", "/\\jahat.test", "javascript:alert(1)"])
def test_the_login_leads_nowhere_else(kantor, luar):
    isi = {"nama": "sekda", "sandi": kantor.sandi, "next": luar}
    assert Client().post("/masuk/", isi).url == "/"
