"""Nothing typed is lost when a login has ended."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pengaturan import draf
from pengaturan.models import DrafTertahan
from pengaturan.tasks import bersihkan

pytestmark = pytest.mark.tertanam
ORANG = {"nama": "Wulan <b>Sari</b> “Ayu”", "username": "wulan", "email": "wulan@contoh.invalid"}
DARI = {"HTTP_REFERER": "http://testserver/pengaturan/orang/baru/"}


def isi(response):
    return response.content.decode()


def masuk(klien, kantor, nama="admin", ke="/"):
    return klien.post("/masuk/", {"nama": nama, "sandi": kantor.sandi, "next": ke})


def putus(klien):
    """The login ends while the form is open."""
    from pengaturan.models import SesiPerangkat

    SesiPerangkat.objects.all().delete()


@pytest.fixture
def tertahan(kantor):
    """The admin typed a new person, the login had ended: (client, address to return to)."""
    klien = Client()
    masuk(klien, kantor)
    putus(klien)
    response = klien.post("/pengaturan/orang/baru/", ORANG, **DARI)
    assert response.status_code == 302
    return klien, parse_qs(urlsplit(response.url).query)["next"][0]


def test_login_page_says_that_the_typed_text_is_safe(tertahan):
    klien, ke = tertahan
    assert "Isian Anda aman." in isi(klien.get("/masuk/", {"next": ke}))


def test_after_the_login_the_form_is_filled_as_it_was(kantor, tertahan):
    klien, ke = tertahan
    masuk(klien, kantor, ke=ke)
    halaman = isi(klien.get(ke))
    assert 'value="Wulan &lt;b&gt;Sari&lt;/b&gt; “Ayu”"' in halaman
    assert ('value="wulan@contoh.invalid"' in halaman, "Isian Anda dikembalikan." in halaman) == (True, True)
    assert "galat-isian" not in halaman


def test_draft_goes_when_the_form_was_accepted(kantor, tertahan):
    klien, ke = tertahan
    masuk(klien, kantor, ke=ke)
    kunci = re.search(r'name="kunci" value="([^"]+)"', isi(klien.get(ke)))[1]
    assert klien.post(ke, ORANG | {"kunci": kunci}).status_code == 302
    assert DrafTertahan.objects.count() == 0


def test_draft_stays_while_the_form_has_errors(kantor, tertahan):
    klien, ke = tertahan
    masuk(klien, kantor, ke=ke)
    kunci = re.search(r'name="kunci" value="([^"]+)"', isi(klien.get(ke)))[1]
    assert klien.post(ke, ORANG | {"username": "petugas", "kunci": kunci}).status_code == 200
    assert DrafTertahan.objects.count() == 1


def test_next_person_at_the_same_computer_gets_nothing(kantor, tertahan):
    klien, ke = tertahan
    masuk(klien, kantor, nama="petugas")
    kode = parse_qs(urlsplit(ke).query)["draf"][0]
    assert klien.get(f"/akun/draf/{kode}/").status_code == 404
    assert "wulan" not in isi(klien.get("/akun/", {"draf": kode}))


def test_another_browser_gets_nothing(kantor, tertahan):
    _, ke = tertahan
    lain = Client()
    masuk(lain, kantor)
    assert "Wulan" not in isi(lain.get(ke))


def test_copy_page_shows_what_was_typed(kantor, tertahan):
    klien, ke = tertahan
    masuk(klien, kantor)
    kode = parse_qs(urlsplit(ke).query)["draf"][0]
    assert "Wulan &lt;b&gt;Sari" in isi(klien.get(f"/akun/draf/{kode}/"))


def test_draft_lasts_a_day(kantor):
    with time_machine.travel(dt.datetime(2026, 11, 12, 1, tzinfo=dt.UTC), tick=False) as waktu:
        klien = Client()
        klien.post("/pengaturan/orang/baru/", ORANG, **DARI)
        waktu.shift(dt.timedelta(hours=24))
        masuk(klien, kantor)
        assert "Wulan" not in isi(klien.get("/pengaturan/orang/baru/", {"draf": DrafTertahan.objects.get().kode}))
        bersihkan()
        assert DrafTertahan.objects.count() == 0


def test_secrets_are_never_kept(kantor, client):
    rahasia = {"sandi": "rahasia-1", "sandi_baru": "rahasia-2", "password": "rahasia-3", "totp": "123456"}
    kunci = {"csrfmiddlewaretoken": "x", "kunci": "y"}
    client.post("/akun/", rahasia | kunci | {"email": "a@contoh.invalid"})
    assert DrafTertahan.objects.get().isi == [["email", "a@contoh.invalid"]]


def test_files_are_named_but_not_kept(kantor, client):
    berkas = SimpleUploadedFile("pindaian.pdf", b"%PDF-1.7")
    client.post("/akun/", {"email": "a@contoh.invalid", "berkas": berkas})
    assert DrafTertahan.objects.get().nama_berkas == ["pindaian.pdf"]


def test_too_much_text_leads_to_the_login_without_a_draft(kantor, client):
    response = client.post("/akun/", {"email": "x" * 200_001})
    assert (response.url, DrafTertahan.objects.count()) == ("/masuk/?next=/akun/", 0)


def test_one_browser_keeps_ten_drafts(kantor, client):
    for n in range(12):
        client.post("/akun/", {"email": f"{n}@contoh.invalid"})
    surel = sorted(int(d.isi[0][1].split("@")[0]) for d in DrafTertahan.objects.all())
    assert surel == list(range(2, 12))


def test_reading_needs_no_draft(kantor, client):
    assert client.get("/akun/?a=1").url == "/masuk/?next=/akun/%3Fa%3D1"
    assert DrafTertahan.objects.count() == 0


@pytest.mark.parametrize(
    ("dari", "halaman"),
    [
        ("https://jahat.example/x", "/akun/"),
        ("http://testserver.jahat.example/x", "/akun/"),
        ("", "/akun/"),
        ("http://testserver//jahat.example/x", "/jahat.example/x"),
        ("http://testserver/\\jahat.example/x", "/jahat.example/x"),
    ],
)
def test_foreign_page_never_becomes_the_way_back(kantor, client, dari, halaman):
    client.post("/akun/", {"email": "a@contoh.invalid"}, HTTP_REFERER=dari)
    assert DrafTertahan.objects.get().halaman == halaman


@pytest.mark.parametrize(
    ("cara", "bentuk", "status"),
    [
        ("GET", "", 204),
        ("POST", "application/x-www-form-urlencoded", 204),
        ("POST", "multipart/form-data; boundary=x", 401),
    ],
)
def test_a_request_in_the_background_leaves_the_page_and_its_text_alone(kantor, client, cara, bentuk, status):
    response = client.generic(cara, "/akun/", b"isi", content_type=bentuk, headers={"hx-request": "true"}, **DARI)
    tertinggal = {k for k in response.headers if k.lower().startswith("hx-")}
    assert (response.status_code, response.content, tertinggal) == (status, b"", set())
    assert DrafTertahan.objects.count() == 0


# A form that is older than the login


def penjaga_csrf(**lain):
    return Client(enforce_csrf_checks=True, **lain)


def test_form_older_than_the_login_keeps_its_text(kantor):
    klien = penjaga_csrf()
    klien.force_login(kantor.admin, backend="pengaturan.backend.SandiBackend")
    asal = {"HTTP_ORIGIN": "http://testserver"} | DARI
    response = klien.post("/pengaturan/orang/baru/", ORANG, **asal)
    draf = DrafTertahan.objects.get()
    assert (response.status_code, "Isian Anda aman" in isi(response)) == (403, True)
    assert f"/pengaturan/orang/baru/?draf={draf.kode}" in isi(response)
    assert "Wulan" in isi(klien.get(f"/pengaturan/orang/baru/?draf={draf.kode}"))


@pytest.mark.parametrize("asal", [{"HTTP_ORIGIN": "https://jahat.example"}, {}, {"HTTP_ORIGIN": "null"}])
def test_foreign_page_leaves_nothing_behind(kantor, asal):
    klien = penjaga_csrf()
    klien.force_login(kantor.admin, backend="pengaturan.backend.SandiBackend")
    response = klien.post("/pengaturan/orang/baru/", ORANG, **asal)
    assert (response.status_code, "Kiriman tadi tidak diproses" in isi(response)) == (403, True)
    assert DrafTertahan.objects.count() == 0


def test_form_whose_key_is_too_old_shows_its_text_to_copy(kantor, sebagai):
    response = sebagai(kantor.admin).post("/pengaturan/orang/baru/", ORANG | {"kunci": "usang"})
    assert (response.status_code, "Wulan &lt;b&gt;Sari" in isi(response)) == (400, True)


def test_a_stranger_cannot_fill_the_disk(kantor):
    """Browsers where nobody ever logged in: little at a time and little an hour, through either door."""
    for enforce in (False, True):
        Client(enforce_csrf_checks=enforce).post("/pengaturan/orang/baru/", {"nama": "x" * 30_000}, **DARI)
    besar = DrafTertahan.objects.count()
    for _ in range(40):
        Client().post("/pengaturan/orang/baru/", {"nama": "x"}, **DARI)

    assert (besar, DrafTertahan.objects.count()) == (0, 30)


def test_codes_of_choices_are_sent_again_but_not_shown():
    isian = [("kepada", "u3"), ("langkah-0-jabatan", "7"), ("hal", "Undangan"), ("nomor_surat", "17"), ("batas", " ")]
    assert draf.tertulis(isian) == [("Hal", "Undangan"), ("Nomor surat", "17")]
