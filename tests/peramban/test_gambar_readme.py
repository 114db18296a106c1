"""The pictures of README, taken from the demo office at a fixed moment.

To be looked at and committed: ESURAT_GAMBAR=docs/gambar script/test tests/peramban/test_gambar_readme.py
Without it they are only proven to come out.
"""

import io
import os
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from PIL import Image

from dokumen.halaman import buat_halaman
from ekspedisi.models import Pengiriman
from persuratan.models import SuratMasuk, Tugas
from tests.peramban.bantu import periksa_lebar
from tests.perjalanan import wita

TERBERAT = 120 * 1024
LAYAR, HP = (1366, 768), (360, 740)


@pytest.fixture
def folder(tmp_path):
    gambar = Path(os.environ.get("ESURAT_GAMBAR") or tmp_path)
    gambar.mkdir(parents=True, exist_ok=True)
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


def test_gambar_untuk_readme(kantor_contoh, peramban, masuk, folder):
    dua_unit = satu_surat(["TERIMA", "TERIMA"], status="TERDISPOSISI")
    undangan = satu_surat(["DISPOSISI"], status="NAIK", acara_mulai__isnull=False)
    kiriman = Pengiriman.objects.filter(unit__nama="Dinas Kesehatan", status="DIKIRIM").latest("pk")
    rencana = {
        "tugas_saya": ("petugas", False, "/"),
        "surat": ("petugas", False, dua_unit.get_absolute_url()),
        "buku_ekspedisi": ("petugas", False, "/ekspedisi/"),
        "terlambat": ("kabag.umum", False, "/terlambat/"),
        "disposisi_hp": ("sekda", True, f"/surat/{undangan.kode}/disposisi/"),
        "terima_hp": ("dinas.kesehatan", True, kiriman.get_absolute_url()),
    }
    layar = {}
    for nama, (orang, hp, alamat) in rencana.items():
        if orang not in layar:
            layar[orang] = masuk(peramban(hp=hp), orang)
        ukuran = HP if hp else LAYAR
        assert (nama, *ambil(layar[orang], alamat, folder / f"{nama}.png")) == (nama, *ukuran, True)
