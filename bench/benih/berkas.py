"""A few scans that all seeded letters share, and fresh ones of about a megabyte to register."""

import io
import random

from PIL import Image, ImageDraw

from dokumen import gudang
from dokumen.halaman import buat_halaman

HALAMAN = (1, 1, 2, 3)
"""Pages of each shared scan."""


def berkas_bersama(pegawai):
    """Store the shared scans with their page images, as an upload would have; returns primary keys of Berkas."""
    pks = []
    for nomor, halaman in enumerate(HALAMAN):
        isi = pdf([_halaman(nomor, h) for h in range(halaman)])
        berkas = gudang.simpan_sementara(io.BytesIO(isi), nama=f"surat-{nomor + 1}.pdf").buat_berkas(pegawai)
        buat_halaman(berkas.pk)
        pks.append(berkas.pk)
    return pks


def pindaian(nomor):
    """A PDF of one scanned page, 1,000,000 bytes ± 15 %, different for each `nomor`."""
    acak = random.Random(nomor)  # noqa: S311 - noise
    lebar, tinggi = 1240, 1754  # A4 at 150 dpi
    gambar = _halaman(nomor, 0).resize((lebar, tinggi)).convert("L")
    # Grain of the paper, so that JPEG does not make a scan vanish.
    bintik = Image.frombytes("L", (lebar, tinggi), acak.randbytes(lebar * tinggi))
    return pdf([Image.blend(gambar, bintik, 0.30)], quality=80)


def pdf(gambar, **pilihan):
    isi = io.BytesIO()
    gambar[0].save(isi, "PDF", save_all=True, append_images=gambar[1:], resolution=150, **pilihan)
    return isi.getvalue()


def _halaman(nomor, ke):
    gambar = Image.new("RGB", (620, 877), "white")
    pena = ImageDraw.Draw(gambar)
    pena.text((60, 50), f"SURAT CONTOH {nomor + 1} / {ke + 1}", fill="black")
    for baris in range(30):
        pena.line((60, 110 + baris * 22, 560 - baris * 37 % 120, 110 + baris * 22), fill="gray", width=3)
    return gambar
