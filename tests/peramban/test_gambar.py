"""The pictures of README and of the guides, taken from the demo office at a fixed moment.

To be looked at and committed: ESURAT_GAMBAR=. script/test --panjang tests/peramban/test_gambar.py
Without it they are only proven to come out.
"""

import io
import os
import re
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from PIL import Image

from dokumen.halaman import buat_halaman
from ekspedisi.models import Pengiriman
from pengaturan.bantuan.panduan import FOLDER
from persuratan.models import SuratMasuk, Tugas
from tests.peramban.bantu import periksa_lebar
from tests.perjalanan import wita

TERBERAT = 120 * 1024
LAYAR, HP = (1366, 768), (360, 740)


@pytest.fixture
def folder(tmp_path):
    gambar = Path(os.environ.get("ESURAT_GAMBAR") or tmp_path)
    for bagian in ("docs/gambar", "static/panduan"):
        (gambar / bagian).mkdir(parents=True, exist_ok=True)
    return gambar


@pytest.fixture
def kantor_contoh(kantor):
    """The demo office as it stands on Thursday 12 November 2026 at 09.42: a working morning."""
    with time_machine.travel(wita(12, 9, 42), tick=False):
        call_command("muat_contoh", sandi=kantor.sandi, verbosity=0)
        yield kantor


def satu_surat(jenis, **syarat):
    """The oldest open letter whose open obligations are exactly of these kinds; its scan is drawn, as by a worker."""
    for surat in SuratMasuk.objects.filter(**syarat).order_by("pk"):
        terbuka = Tugas.objects.terbuka().filter(surat=surat.pk).order_by("jenis")
        if list(terbuka.values_list("jenis", flat=True)) == jenis:
            for lampiran in surat.lampiran.all():
                buat_halaman(lampiran.berkas_id)
            return surat
    raise AssertionError(f"The demo office has no letter that waits for {jenis}.")


def ambil(halaman, alamat, berkas):
    """Open a page, take what the screen shows, in 256 colours: (width, height, light enough)."""
    halaman.goto(alamat, wait_until="networkidle")
    periksa_lebar(halaman)
    # A deferred picture below the screen is none of ours; one on the screen is waited for.
    halaman.evaluate(
        """Promise.all([...document.images]
            .filter(x => x.getBoundingClientRect().top < innerHeight && x.offsetParent)
            .map(x => x.decode()))"""
    )
    gambar = Image.open(io.BytesIO(halaman.screenshot())).convert("RGB")
    # The commonest colours stay exactly as they are: a quantizer of its own choice would tint the paper.
    sering = sorted(gambar.getcolors(gambar.width * gambar.height), reverse=True)[:256]
    palet = Image.new("P", (1, 1))
    palet.putpalette([nilai for _, warna in sering for nilai in warna])
    gambar.quantize(palette=palet, dither=Image.Dither.NONE).save(berkas, optimize=True)
    return *gambar.size, berkas.stat().st_size < TERBERAT


RENCANA = {
    "docs/gambar/tugas_saya": ("petugas", False, "/"),
    "docs/gambar/surat": ("petugas", False, "SURAT"),
    "docs/gambar/buku_ekspedisi": ("petugas", False, "/ekspedisi/"),
    "docs/gambar/terlambat": ("kabag.umum", False, "/terlambat/"),
    "docs/gambar/disposisi_hp": ("sekda", True, "DISPOSISI"),
    "docs/gambar/terima_hp": ("dinas.kesehatan", True, "TERIMA"),
    "static/panduan/petugas_tugas": ("petugas", False, "/"),
    "static/panduan/petugas_catat": ("petugas", False, "/surat/catat/"),
    "static/panduan/petugas_ekspedisi": ("petugas", False, "/ekspedisi/"),
    "static/panduan/pimpinan_tugas": ("sekda", True, "/"),
    "static/panduan/pimpinan_disposisi": ("sekda", True, "DISPOSISI"),
    "static/panduan/dinas_tugas": ("dinas.kesehatan", True, "/"),
    "static/panduan/dinas_terima": ("dinas.kesehatan", True, "TERIMA"),
    "static/panduan/kabag_terlambat": ("kabag.umum", False, "/terlambat/"),
    "static/panduan/admin_orang": ("admin", False, "/pengaturan/orang/"),
    "static/panduan/admin_kalender": ("admin", False, "/pengaturan/kalender/"),
}
"""{picture: (person, phone?, address or which letter)}."""


@pytest.mark.panjang
@pytest.mark.lama
def test_gambar_untuk_readme_dan_panduan(kantor_contoh, peramban, masuk, folder):
    dua_unit = satu_surat(["TERIMA", "TERIMA"], status="TERDISPOSISI")
    undangan = satu_surat(["DISPOSISI"], status="NAIK", acara_mulai__isnull=False)
    kiriman = Pengiriman.objects.filter(unit__nama="Dinas Kesehatan", status="DIKIRIM").latest("pk")
    tempat = {
        "SURAT": dua_unit.get_absolute_url(),
        "DISPOSISI": f"/surat/{undangan.kode}/disposisi/",
        "TERIMA": kiriman.get_absolute_url(),
    }
    layar = {}
    for nama, (orang, hp, alamat) in RENCANA.items():
        if (orang, hp) not in layar:
            layar[orang, hp] = masuk(peramban(hp=hp), orang)
        ukuran = HP if hp else LAYAR
        assert (nama, *ambil(layar[orang, hp], tempat.get(alamat, alamat), folder / f"{nama}.png")) == (
            nama,
            *ukuran,
            True,
        )


def test_panduan_menyebut_tepat_gambar_yang_dibuat():
    disebut = {g for b in FOLDER.glob("*.md") for g in re.findall(r"(static/panduan/[a-z_]+)\.png\)", b.read_text())}
    assert disebut == {nama for nama in RENCANA if nama.startswith("static/")}
