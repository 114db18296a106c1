"""Addresses and fields that nobody types: always a polite page, never an error of the server."""

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.akses.jalur import alamat, semua_jalur

ANEH = ("%00", "a%00b", "%ff", "%F0%9F%92%A9", "x" * 300, "..", "999999999999999999999999")
ANGKA = {"pk", "nomor", "tahun", "tugas", "orang"}


def semua_alamat():
    """Each address with something odd in place of each of its words."""
    kata = ("kode", "berkas", "nama", "uidb64", "token", "bentuk", "rahasia", "blok", "jenis")
    contoh = dict.fromkeys(kata, "aa") | dict.fromkeys(ANGKA, 987654)
    for nama, parameter in semua_jalur(get_resolver()):
        for p in set(parameter) - ANGKA:
            dasar = alamat(nama, parameter, contoh | {p: "PALSU"})
            yield from (dasar.replace("PALSU", aneh) for aneh in ANEH)
        if set(parameter) & ANGKA:
            yield alamat(nama, parameter, contoh).replace("987654", "9" * 24)


@pytest.mark.parametrize(
    "akun", ["admin", "petugas", *(pytest.param(a, marks=pytest.mark.panjang) for a in ("sekda", ""))]
)
def test_alamat_aneh_dijawab_sopan(kantor, akun):
    klien = Client(raise_request_exception=False)
    if akun:
        klien.force_login(getattr(kantor, akun))
    jawaban = {
        (cara, url): getattr(klien, cara)(url).status_code for url in set(semua_alamat()) for cara in ("get", "post")
    }

    assert len(jawaban) > 300
    assert {j: s for j, s in jawaban.items() if s >= 500} == {}
    assert {s for (_, url), s in jawaban.items() if "%00" in url} == {400}


@pytest.mark.parametrize(
    "jalur", ["/cari/?q=", "/surat/catat/?baru=", "/surat/saran-klasifikasi/?q=", "/surat/?pengirim="]
)
def test_nol_dalam_kueri_ditolak_sebelum_bertanya(kantor, client, jalur, django_assert_num_queries):
    client.force_login(kantor.petugas)
    with django_assert_num_queries(0):
        assert client.get(f"{jalur}a%00").status_code == 400


def test_nol_dalam_isian(kantor, client):
    """Typed by no keyboard: the field says so, and nothing is asked with it."""
    client.force_login(kantor.petugas)
    jawaban = client.post("/surat/catat/periksa/", {"klasifikasi": "400\x00"})

    assert jawaban.status_code == 200


KUNCI = (
    *("q", "sebelum", "sesudah", "setelah", "hal", "tahun", "bulan", "muat", "pegawai", "jabatan", "unit", "ubah"),
    *("sebagai", "waktu", "periode", "tampil", "dari", "sampai", "menurut", "tab", "rute", "jenis", "klasifikasi"),
    *("acara", "mulai", "lama", "tahap", "pemegang", "tangan", "ditandai", "keamanan", "pengirim"),
)
NILAI = ("²", "9" * 24, "-1", "9999-99", "0001-01-01", "\u202e", "a" * 3000)


@pytest.mark.parametrize("akun", ["admin", "petugas", pytest.param("kabag_umum", marks=pytest.mark.panjang)])
def test_kueri_aneh_dijawab_sopan(kantor, client, akun):
    client.force_login(getattr(kantor, akun))
    client.raise_request_exception = False
    jalur = [alamat(nama, (), {}) for nama, parameter in semua_jalur(get_resolver()) if not parameter]
    jawaban = {
        (url, nilai): client.get(url, dict.fromkeys(KUNCI, nilai)).status_code for url in jalur for nilai in NILAI
    }

    assert len(jawaban) > 200
    assert {j: s for j, s in jawaban.items() if s >= 500} == {}
