"""Pages stay light: what the first view of each page costs, everything counted, gzip."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings

KIB = 1024
BERKAS = ("esurat.css", "esurat.js", "ikon.svg", "lambang.svg")
HALAMAN = {
    "/masuk/": 20,
    "/akun/": 20,
    "/bantuan/": 20,
    "/pengaturan/orang/": 20,
    "/pengaturan/jabatan/": 20,
    "/pengaturan/unit/": 20,
    "/pengaturan/kalender/": 20,
    "/pengaturan/standar/": 20,
}


def berat(isi):
    return len(gzip.compress(isi, 9))


def statis():
    return sum(berat((Path(settings.BASE_DIR) / "static" / nama).read_bytes()) for nama in BERKAS)


@pytest.mark.parametrize("url", HALAMAN)
def test_first_view_is_light(kantor, sebagai, client, url):
    klien = client if url == "/masuk/" else sebagai(kantor.admin)
    html = berat(klien.get(url).content)
    assert (url, html + statis() <= HALAMAN[url] * KIB, html) == (url, True, html)


def test_one_stylesheet_and_little_script():
    ukuran = {nama: berat((Path(settings.BASE_DIR) / "static" / nama).read_bytes()) for nama in BERKAS}
    assert (ukuran["esurat.css"] <= 16 * KIB, ukuran["ikon.svg"] <= 6 * KIB, ukuran["esurat.js"] <= 6 * KIB) == (
        True,
        True,
        True,
    )
