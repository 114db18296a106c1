"""When something fails: a polite page, and everything typed comes back."""

import errno
import html
import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.test import Client
from django.urls import include, path

import esurat.urls
from alur.models import Jejak
from organisasi.models import Pegawai

ORANG = {"nama": "Wulan “Ayu” <i>", "username": "wulan", "kunci": "kunci-formulir", "csrfmiddlewaretoken": "kue"}
ASAL = {"HTTP_ORIGIN": "http://testserver"}


@login_not_required
def rusak(request):
    raise RuntimeError("isi surat yang rahasia")


@login_not_required
def penuh(request):
    raise OSError(errno.ENOSPC, "No space left on device")


def putus(request):
    """As a server-side cursor does when it is closed on a dead session: the error of the driver itself."""
    raise connection.Database.OperationalError("server closed the connection unexpectedly")


handler404, handler500 = esurat.urls.handler404, esurat.urls.handler500
urlpatterns = [
    path("rusak/", rusak),
    path("penuh/", penuh),
    path("putus/", putus),
    path("", include("pengaturan.urls")),
]


def basis_data_mati(execute, sql, params, many, context):
    raise OperationalError("could not connect to server: Connection refused")


def isi(response):
    return html.unescape(response.content.decode())


def kiriman_ulang(response):
    """What the button "Kirim ulang" of the page would send: {name: value}, or None without the button."""
    teks = response.content.decode()
    if ">Kirim ulang</button>" not in teks:
        return None
    isian = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', teks, re.S)
    return {
        n: html.unescape(v)
        for n, v in isian + re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', teks)
    }


@pytest.fixture
def admin(kantor):
    klien = Client(raise_request_exception=False)
    klien.force_login(kantor.admin, backend="pengaturan.backend.SandiBackend")
    return klien


def test_dead_database_is_a_polite_page(admin):
    with connection.execute_wrapper(basis_data_mati):
        response = admin.get("/akun/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Penyimpanan data sedang tidak menjawab" in isi(response)
    assert [kata for kata in ("Traceback", "OperationalError", "Connection refused") if kata in isi(response)] == []


def test_dead_database_gives_back_what_was_typed(admin):
    with connection.execute_wrapper(basis_data_mati):
        response = admin.post("/pengaturan/orang/baru/", ORANG, **ASAL)
    assert (response.status_code, kiriman_ulang(response)) == (503, ORANG)


def test_sent_again_the_letter_is_saved(kantor, admin):
    kunci = re.search(r'name="kunci" value="([^"]+)"', admin.get("/pengaturan/orang/baru/").content.decode())[1]
    with connection.execute_wrapper(basis_data_mati):
        response = admin.post("/pengaturan/orang/baru/", ORANG | {"kunci": kunci}, **ASAL)
    assert admin.post("/pengaturan/orang/baru/", kiriman_ulang(response)).status_code == 302
    assert Pegawai.objects.get(username="wulan").nama == ORANG["nama"]


@pytest.mark.parametrize("asal", [{}, {"HTTP_ORIGIN": "https://jahat.example"}])
def test_foreign_page_cannot_send_through_the_page_of_trouble(admin, asal):
    with connection.execute_wrapper(basis_data_mati):
        response = admin.post("/pengaturan/orang/baru/", ORANG, **asal)
    assert (kiriman_ulang(response), ORANG["nama"] in isi(response)) == (None, True)


def test_password_never_comes_back(admin):
    with connection.execute_wrapper(basis_data_mati):
        response = Client(raise_request_exception=False).post(
            "/masuk/", {"nama": "petugas", "sandi": "rahasia-sekali"}, **ASAL
        )
    assert (response.status_code, "rahasia-sekali" in isi(response), kiriman_ulang(response)) == (503, False, None)


@pytest.fixture
def jalan_rusak(settings):
    settings.ROOT_URLCONF = __name__


def test_full_disk_says_that_saved_letters_are_safe(admin, jalan_rusak):
    response = admin.post("/penuh/", {"hal": "Undangan", "csrfmiddlewaretoken": "kue"}, **ASAL)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Ruang simpan server penuh" in isi(response)
    assert kiriman_ulang(response) == {"hal": "Undangan", "csrfmiddlewaretoken": "kue"}


def test_an_error_of_the_driver_itself_is_the_same_polite_page(admin, jalan_rusak):
    response = admin.get("/putus/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Penyimpanan data sedang tidak menjawab" in isi(response)


def test_fault_of_ours_tells_no_detail(admin, jalan_rusak):
    response = admin.get("/rusak/")
    assert (response.status_code, "Ada kesalahan di server" in isi(response)) == (500, True)
    assert ("isi surat" in isi(response), "Retry-After" in response) == (False, False)


def test_what_is_not_there_looks_like_what_is_not_yours(kantor, sebagai):
    petugas = sebagai(kantor.petugas)
    tidak_ada, bukan_milik = petugas.get("/entah/apa/"), petugas.get("/pengaturan/orang/")
    assert (tidak_ada.status_code, tidak_ada.content) == (bukan_milik.status_code, bukan_milik.content)
    assert tidak_ada.status_code == 404


def test_pages_of_trouble_ask_nothing_of_the_database(admin):
    dipanggil = []

    def catat(execute, sql, params, many, context):
        dipanggil.append(sql)
        raise OperationalError("mati")

    with connection.execute_wrapper(catat):
        admin.get("/akun/")
    # The page itself failed on its first query; the page of trouble asked nothing more.
    assert len(dipanggil) == 1


def test_failed_requests_leave_no_entry_in_the_ledger(admin):
    banyak = Jejak.objects.count()
    with connection.execute_wrapper(basis_data_mati):
        admin.post("/pengaturan/orang/baru/", ORANG, **ASAL)
    assert Jejak.objects.count() == banyak


@pytest.mark.parametrize(
    ("alamat", "lanjut"),
    [
        ("/surat/SM-AAAA/laku/telaah/", "/surat/SM-AAAA/"),
        ("/surat/unggahan/lepas/", "/surat/"),
        ("/surat/catat/periksa/", "/surat/catat/"),
        ("/ekspedisi/kirim/", "/ekspedisi/"),
        ("/akun/sesi/ab12/akhiri/", "/akun/"),
        ("/pekerjaan/ab12/batalkan/", "/pekerjaan/ab12/"),
        ("/keluar/", "/"),
    ],
)
def test_an_address_for_buttons_alone_says_that_nothing_was_done_and_where_to_go(kantor, client, alamat, lanjut):
    client.force_login(kantor.petugas)
    jawaban = client.get(alamat)
    halaman = jawaban.content.decode()
    assert (jawaban.status_code, jawaban["Allow"]) == (405, "POST")
    assert re.findall(r"<h1>(.*?)</h1>", halaman) == ["Belum ada yang dilakukan"]
    assert re.findall(r'<a class="tombol utama" href="([^"]+)"', halaman) == [lanjut]
    assert client.get(alamat, headers={"HX-Request": "true"}).content == b""
