"""Pages stay light: what the first view of each page costs, everything counted, gzip."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

KIB = 1024
BERKAS = ("esurat.css", "meja.css", "bantuan.js", "esurat.js", "ikon.svg", "lambang.svg")
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


def test_little_style_and_little_script():
    batas = {"esurat.css": 8, "meja.css": 8, "ikon.svg": 6, "esurat.js": 6}
    terlalu_berat = [
        nama
        for nama, kib in batas.items()
        if berat((Path(settings.BASE_DIR) / "static" / nama).read_bytes()) > kib * KIB
    ]
    assert terlalu_berat == []


# Narrow pages load esurat.css alone ----------------------------------------------------------------------

AWAL = re.compile(r'{%\s*(?:include|extends)\s+"([^"]+)"')
KELAS = re.compile(r'class="([^"]*)"')
NAMA = re.compile(r"(?<![\w-])[a-z][\w-]*")


def templat():
    akar = Path(settings.BASE_DIR) / "templates"
    return {str(p.relative_to(akar)): p.read_text() for p in akar.rglob("*.html")}


def halaman_sempit(semua):
    """The narrow pages and all that they include."""
    antre = [n for n, isi in semua.items() if {"dasar_sempit.html", "galat/polos.html"} & set(AWAL.findall(isi))]
    sempit = set()
    while antre:
        if (nama := antre.pop()) in semua and nama not in sempit:
            sempit.add(nama)
            antre += AWAL.findall(semua[nama])
    return sempit


def test_no_rule_of_the_desk_is_meant_for_a_narrow_page():
    """Each selector of meja.css needs a class that no narrow page writes."""
    semua = templat()
    dipakai = {k for n in halaman_sempit(semua) for ruas in KELAS.findall(semua[n]) for k in NAMA.findall(ruas)}
    gaya = re.sub(r"/\*.*?\*/", "", (Path(settings.BASE_DIR) / "static/meja.css").read_text(), flags=re.DOTALL)
    kepala = [k.strip() for k in re.findall(r"([^{};]+){", gaya) if not k.strip().startswith("@")]
    bersama = [k for k in kepala if set(re.findall(r"\.([a-z][\w-]*)", k)) <= dipakai]

    assert (len(dipakai) > 60, len(kepala) > 200, bersama) == (True, True, [])
