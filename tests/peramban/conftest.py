"""A real Chromium against the live server. Journeys of every room use these fixtures.

    @pytest.mark.peramban
    def test_…(kantor, peramban, masuk):
        halaman = peramban()              # or peramban(hp=True), peramban(javascript=False)
        masuk(halaman, "petugas")
        halaman.goto("/surat/")
        periksa_aksesibilitas(halaman)    # from tests.peramban.bantu

Every page is watched: a script error, a report of the Content-Security-Policy, a failed request or a foreign host
fails the test at its end. Pictures (`bantu.potret`) go to $ESURAT_GAMBAR when it is set.
"""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

pytest.register_assert_rewrite("tests.peramban.bantu")

CHROMIUM = os.environ.get("ESURAT_CHROMIUM", "/usr/bin/chromium")
LAYAR = {"width": 1366, "height": 768}
HP = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items):
    for butir in items:
        if butir.path.is_relative_to(Path(__file__).parent):
            butir.add_marker(pytest.mark.peramban)


@pytest.fixture(scope="session")
def chromium():
    # Playwright's loop makes Django believe that it runs inside async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        peramban = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield peramban
        peramban.close()


@pytest.fixture
def peramban(chromium, live_server):
    """A maker of fresh browsers: peramban(hp=False, javascript=True, bahasa="id-ID", **context options) -> Page."""
    konteks, keluhan = [], []

    def buka(*, hp=False, javascript=True, **lain):
        satu = chromium.new_context(
            base_url=live_server.url,
            viewport=HP if hp else LAYAR,
            device_scale_factor=1,
            is_mobile=hp,
            has_touch=hp,
            java_script_enabled=javascript,
            locale="id-ID",
            timezone_id="Asia/Makassar",
            **lain,
        )
        satu.set_default_timeout(15_000)
        konteks.append(satu)
        halaman = satu.new_page()
        _awasi(halaman, live_server.url, keluhan)
        return halaman

    yield buka
    for satu in konteks:
        satu.close()
    assert keluhan == []


def _awasi(halaman, alamat, keluhan):
    def konsol(pesan):
        # The browser also reports an answer of 404 or 503 that the test itself asked for.
        if pesan.type == "error" and not re.search(r"the server responded with a status of", pesan.text):
            keluhan.append(f"konsol: {pesan.text}")

    def permintaan(request):
        if not request.url.startswith((alamat, "data:", "blob:")):
            keluhan.append(f"asal luar: {request.url}")

    halaman.on("console", konsol)
    halaman.on("pageerror", lambda galat: keluhan.append(f"skrip: {galat}"))
    halaman.on("request", permintaan)


@pytest.fixture
def masuk(kantor, live_server):
    """Log in: masuk(halaman, "petugas"); the home page stands. Two pages less than through the form."""

    def masuk(halaman, nama):
        klien = Client()
        klien.force_login(getattr(kantor, nama.replace(".", "_")), backend="pengaturan.backend.SandiBackend")
        kuki = klien.cookies[settings.SESSION_COOKIE_NAME]
        halaman.context.add_cookies([{"name": kuki.key, "value": kuki.value, "url": live_server.url}])
        halaman.goto("/")
        return halaman

    return masuk


@pytest.fixture
def masuk_lewat_formulir(kantor):
    """Log in as people do, through the page; waits until the home page stands."""

    def masuk(halaman, nama, sandi=None):
        halaman.goto("/masuk/")
        halaman.get_by_label("NIP atau nama pengguna").fill(nama)
        halaman.get_by_label("Kata sandi", exact=True).fill(sandi or kantor.sandi)
        halaman.get_by_role("button", name="Masuk", exact=True).click()
        halaman.wait_for_url(lambda url: "/masuk/" not in url)
        return halaman

    return masuk


# The live server writes from another thread, so that these tests flush instead of rolling back; the calendar that the
# migrations sowed comes back with the fixture `kantor`.
@pytest.fixture
def kantor(transactional_db, kantor):
    return kantor
