"""Norms are data: a new one follows the old from a day on, and nothing decided before changes."""

import datetime as dt
import re

import pytest
import time_machine

from alur.models import Jejak
from pengaturan.forms.standar import baca_norma, tulis_norma
from persuratan.benih import benih_standar
from persuratan.models import StandarPelayanan

SEKARANG = dt.datetime(2026, 11, 12, 1, 42, tzinfo=dt.UTC)


@pytest.fixture
def admin(kantor, sebagai):
    benih_standar(StandarPelayanan)
    with time_machine.travel(SEKARANG, tick=False):
        yield sebagai(kantor.admin)


def kirim(admin, url="/pengaturan/standar/", **ubah):
    halaman = admin.get(url).content.decode()
    isian = dict(re.findall(r'<input type="(?:text|hidden)" name="(\w+)" value="([^"]*)"', halaman))
    return admin.post(url, isian | {"berlaku_mulai": "1-12-2026", "dasar": "Kep. Sekda 41/2026"} | ubah)


def norma(tanggal, jenis="TELAAH", kecepatan="BIASA"):
    s = StandarPelayanan.objects.berlaku(tanggal).get(jenis=jenis, kecepatan=kecepatan)
    return tulis_norma(s.jumlah, s.satuan)


def test_new_norm_follows_the_old(admin):
    assert kirim(admin, telaah_biasa="45 menit").url == "/pengaturan/standar/"
    assert [norma(dt.date(2026, 11, 30)), norma(dt.date(2026, 12, 1))] == ["1 jam", "45 menit"]
    entri = Jejak.objects.filter(transisi="standar_diubah").get()
    assert entri.data == {
        "berlaku_mulai": "2026-12-01",
        "dasar": "Kep. Sekda 41/2026",
        "ubah": [["TELAAH", "BIASA", "1 jam", "45 menit"]],
    }


def test_other_norms_keep_their_row(admin):
    banyak = StandarPelayanan.objects.count()
    kirim(admin, telaah_biasa="45 menit")
    assert StandarPelayanan.objects.count() == banyak + 1


def test_planned_norm_is_corrected_in_place(admin):
    kirim(admin, telaah_biasa="45 menit")
    kirim(admin, "/pengaturan/standar/?pada=2026-12-01", telaah_biasa="30 menit")
    assert [norma(dt.date(2026, 11, 30)), norma(dt.date(2026, 12, 1))] == ["1 jam", "30 menit"]
    assert StandarPelayanan.objects.filter(berlaku_mulai=dt.date(2026, 12, 1)).count() == 1


def test_norm_slipped_in_before_a_planned_one_ends_where_that_begins(admin):
    kirim(admin, telaah_biasa="45 menit", berlaku_mulai="1-2-2027")
    kirim(admin, telaah_biasa="2 jam", berlaku_mulai="1-1-2027")
    hari = (dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2027, 1, 31), dt.date(2027, 2, 1))
    assert [norma(h) for h in hari] == ["1 jam", "2 jam", "2 jam", "45 menit"]


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"telaah_biasa": "sebentar"}, "Telaah, biasa “sebentar” tidak terbaca."),
        ({"telaah_biasa": ""}, "Telaah, biasa belum diisi."),
        ({"telaah_biasa": "0 jam"}, "Telaah, biasa “0 jam” nol atau terlalu panjang."),
        ({"telaah_biasa": "45 menit", "berlaku_mulai": "12-11-2026"}, "Standar baru berlaku paling cepat besok"),
        ({"telaah_biasa": "45 menit", "dasar": ""}, "Dasar, nomor keputusan belum diisi."),
        ({}, "Belum ada standar yang Anda ubah."),
    ],
)
def test_impossible_norm_is_refused_in_a_sentence(admin, ubah, kalimat):
    banyak = StandarPelayanan.objects.count()
    response = kirim(admin, **ubah)
    assert (response.status_code, kalimat in response.content.decode()) == (200, True)
    assert StandarPelayanan.objects.count() == banyak


@pytest.mark.parametrize(
    ("teks", "norma"),
    [
        ("45 menit", (45, "MENIT_KERJA")),
        ("1 jam 30 menit", (90, "MENIT_KERJA")),
        ("4 jam kerja", (4, "JAM_KERJA")),
        ("1 Hari Kerja", (1, "HARI_KERJA")),
        ("2 × 24 jam", (48, "JAM_BERJALAN")),
        ("36 jam berjalan", (36, "JAM_BERJALAN")),
    ],
)
def test_norms_in_many_writings_are_read_and_written_back(teks, norma):
    dibaca = baca_norma(teks, "Telaah")
    assert dibaca == norma
    assert baca_norma(tulis_norma(*dibaca), "Telaah") == norma
