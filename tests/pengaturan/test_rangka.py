"""The frame of every page: menu by right, counts in one query, the clock, the sign of a dead worker."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from alur.denyut import catat_denyut
from alur.models import Notifikasi
from tests.halaman import kunci


def isi(response):
    return response.content.decode()


def menu(halaman):
    samping = halaman.split('aria-label="Menu utama"')[1].split("</nav>")[0]
    return re.findall(r"</svg><span>([^<]+)</span>", samping)


@pytest.mark.parametrize(
    ("nama", "ada", "tidak_ada"),
    [
        ("petugas", {"Tugas saya", "Surat masuk", "Cari"}, {"Pengaturan"}),
        ("admin", {"Tugas saya", "Pengaturan"}, {"Catat surat", "Buku ekspedisi"}),
        ("auditor", {"Buku agenda", "Buku ekspedisi", "Terlambat"}, {"Catat surat", "Pengaturan"}),
        ("dinkes", {"Tugas saya", "Surat masuk"}, {"Catat surat", "Buku ekspedisi", "Pengaturan"}),
    ],
)
def test_menu_shows_what_the_person_may_see(kantor, sebagai, nama, ada, tidak_ada):
    butir = set(menu(isi(sebagai(getattr(kantor, nama)).get("/bantuan/"))))
    assert (butir >= ada, butir & tidak_ada) == (True, set())


@pytest.mark.parametrize(
    "nama",
    ["petugas", "caraka", "kasubbag_tu", "kabag_umum", "bupati", "ajudan", "dinkes", "konseptor", "auditor", "admin"],
)
def test_menu_never_leads_to_a_closed_door(kantor, sebagai, nama):
    orang = sebagai(getattr(kantor, nama))
    samping = isi(orang.get("/bantuan/")).split('aria-label="Menu utama"')[1].split("</nav>")[0]
    tautan = {t.split("#")[0] for t in re.findall(r'<a href="([^"#][^"]*)"', samping)}
    jawaban = {t: orang.get(t, follow=True).status_code for t in tautan}
    assert jawaban == dict.fromkeys(tautan, 200)


def test_registering_is_not_marked_as_the_list_of_letters(kantor, sebagai):
    halaman = isi(sebagai(kantor.petugas).get("/surat/catat/"))
    kini = re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', halaman)
    assert kini == [("/surat/", "true"), ("/surat/catat/", "page")]  # the second stands in the phone's menu alone


def test_title_of_the_window_says_that_something_is_to_be_mended(kantor, sebagai):
    petugas = sebagai(kantor.petugas)
    halaman = petugas.get("/surat/catat/")
    salah = petugas.post("/surat/catat/", {"kunci": kunci(halaman)})
    judul = [re.search("<title>(.*?)</title>", isi(h))[1] for h in (halaman, salah)]
    assert judul == [
        "Catat surat masuk – e-Surat Setda Kabupaten Contoh",
        "Perbaiki isian: Catat surat masuk – e-Surat Setda Kabupaten Contoh",
    ]


def test_page_now_open_is_marked(kantor, sebagai):
    halaman = isi(sebagai(kantor.admin).get("/pengaturan/unit/"))
    assert re.findall(r'<li><a href="([^"]+)" aria-current="page"', halaman) == ["/pengaturan/"]


def test_server_clock_and_day_stand_on_every_page(kantor, sebagai):
    with time_machine.travel(dt.datetime(2026, 11, 12, 1, 42, tzinfo=dt.UTC), tick=False):
        halaman = isi(sebagai(kantor.petugas).get("/bantuan/"))
    assert ('<b class="n">09.42 WITA</b><br>Kamis, 12 Nov 2026' in halaman) is True


def test_name_and_post_stand_in_the_head(kantor, sebagai):
    halaman = isi(sebagai(kantor.petugas).get("/bantuan/"))
    assert f"<b>{kantor.petugas.nama}</b><br>Petugas Agenda Bagian Umum" in halaman


def test_unread_messages_are_counted(kantor, sebagai):
    sekarang = timezone.now()
    for n in range(3):
        Notifikasi.objects.create(kunci=f"uji:{n}", penerima=kantor.petugas, judul="x", dibuat_pada=sekarang)
    halaman = isi(sebagai(kantor.petugas).get("/bantuan/"))
    assert '<span class="hitung-merah">3</span><span class="tersembunyi"> kabar baru</span>' in halaman


def test_frame_asks_at_most_five_questions(kantor, sebagai):
    """Session, person, posts (or whether they changed), the vacant posts below them, counts."""
    petugas = sebagai(kantor.petugas)
    petugas.get("/bantuan/")
    with CaptureQueriesContext(connection) as kueri:
        petugas.get("/bantuan/")
    assert len(kueri) <= 5


def test_admin_is_told_that_the_worker_is_silent(kantor, sebagai):
    diam = "Pekerja latar tidak menjawab."
    with time_machine.travel(dt.datetime(2026, 11, 12, 1, tzinfo=dt.UTC), tick=False) as waktu:
        admin = sebagai(kantor.admin)
        catat_denyut("pekerja")
        hidup = diam in isi(admin.get("/bantuan/"))
        waktu.shift(dt.timedelta(minutes=3, seconds=1))
        mati = diam in isi(admin.get("/bantuan/"))
        petugas = diam in isi(sebagai(kantor.petugas).get("/bantuan/"))
    assert (hidup, mati, petugas) == (False, True, False)


def test_no_page_carries_inline_code(kantor, sebagai):
    """The CSP would block it anyway; here it names the page."""
    admin = sebagai(kantor.admin)
    pelanggar = [
        url
        for url in ("/bantuan/", "/akun/", "/pengaturan/kalender/", "/pengaturan/orang/", "/akun/kode/")
        if re.search(r"<style|style=\"|<script(?! src)|\son\w+=\"|javascript:", isi(admin.get(url)))
    ]
    assert pelanggar == []


def test_answers_carry_the_headers_of_a_guarded_site(kantor, sebagai):
    kepala = sebagai(kantor.petugas).get("/akun/").headers
    csp = dict(bagian.split(" ", 1) for bagian in kepala["Content-Security-Policy"].split("; "))
    assert {
        k: csp[k] for k in ("default-src", "script-src", "style-src", "frame-ancestors", "base-uri", "object-src")
    } == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }
    assert (kepala["X-Content-Type-Options"], kepala["Referrer-Policy"], kepala["X-Frame-Options"]) == (
        "nosniff",
        "same-origin",
        "DENY",
    )


def rute(penyelesai=None, awalan=""):
    """(address with 1 or "x" for its parts, view) of every route of the office."""
    for butir in (penyelesai or get_resolver()).url_patterns:
        jalur = awalan + str(butir.pattern)
        if isinstance(butir, URLResolver):
            yield from rute(butir, jalur)
        elif isinstance(butir, URLPattern):
            yield "/" + re.sub(r"<[^>]+>", "1", jalur), butir.callback


PUBLIK = {
    "/bantuan/",
    "/sehat/",
    "/masuk/",
    "/masuk/kode/",
    "/keluar/",
    "/sandi/lupa/",
    "/sandi/lupa/terkirim/",
    "/sandi/atur/1/1/",
}
"""Addresses of this room that open without a login; each is a decision."""


def test_only_the_pages_listed_here_open_without_a_login():
    kamar_ini = {url: view for url, view in rute() if view.__module__.startswith("pengaturan")}
    terbuka = {url for url, view in kamar_ini.items() if not getattr(view, "login_required", True)}
    assert terbuka == PUBLIK


def test_no_page_of_this_room_changes_anything_when_read(kantor, sebagai):
    """No unsafe GET: reading every page leaves the office as it was."""
    from alur.models import Jejak

    admin = sebagai(kantor.admin)
    alamat = [url for url, view in rute() if view.__module__.startswith("pengaturan")]
    admin.get("/akun/")
    sebelum = Jejak.objects.count()
    for url in alamat:
        admin.get(url)
    assert Jejak.objects.count() == sebelum


def test_pages_travel_compressed_and_files_as_they_are(kantor, sebagai):
    petugas = sebagai(kantor.petugas)
    padat = {"Accept-Encoding": "gzip"}
    halaman, sehat = petugas.get("/akun/", headers=padat), petugas.get("/sehat/", headers=padat)
    assert (halaman["Content-Encoding"], "Content-Encoding" in sehat) == ("gzip", False)


def test_banyak_kabar_tidak_dihitung_satu_satu(kantor, sebagai):
    """Who never reads notices does not pay for all of them on every page."""
    sekarang = timezone.now()
    Notifikasi.objects.bulk_create(
        Notifikasi(kunci=f"uji-{n}", penerima=kantor.dinkes, judul="x", dibuat_pada=sekarang) for n in range(150)
    )

    halaman = sebagai(kantor.dinkes).get("/akun/").content.decode()

    assert '<span class="hitung-merah">99+</span><span class="tersembunyi"> kabar baru</span>' in halaman
