"""Photographed pages become one PDF, in the order given: upright, grey, and small enough for a bad line.

A grey page of text is read as well as a coloured one and weighs a third (U11). Pages are drawn anew, so nothing of
what a camera writes beside its pixels comes along.
"""

import io
import os
import zlib

import pikepdf

from dokumen.anak import gambar as foto
from dokumen.anak.halaman import kecilkan

PIKSEL_PANJANG, PIKSEL_PENDEK = 2806, 1984  # A4 at 240 dpi: letters of 9 points are still read
UKURAN_HALAMAN = 400 * 1024
MUTU = (72, 60, 48, 38)
A4_PENDEK, A4_PANJANG = 595.276, 841.89
JPEG = {"BitsPerComponent": 8, "Filter": pikepdf.Name.DCTDecode}


def jalankan(*, masuk, keluar, maks_piksel):
    """masuk: [paths of judged JPEG, PNG or TIFF files]. Yields {"ok": True, "jalur": path, "halaman": n}."""
    hasil = pikepdf.new()
    for jalur in masuk:
        citra = foto.buka(jalur, maks_piksel)
        for nomor in range(getattr(citra, "n_frames", 1)):
            citra.seek(nomor)
            foto.periksa_piksel(citra, maks_piksel)
            tambah_halaman(hasil, *jadi_halaman(jalur, citra))
    jalur = os.path.join(keluar, "gabungan.pdf")
    halaman = len(hasil.pages)
    hasil.save(jalur, deterministic_id=True)
    yield {"ok": True, "jalur": jalur, "halaman": halaman}


def jadi_halaman(jalur, citra):
    """(bytes, width, height, entries of the image's dictionary) of one page.

    A black-and-white page of a scanner keeps every dot; a grey JPEG of bearable size that stands upright goes in
    untouched, bit for bit.
    """
    arah = citra.getexif().get(foto.ORIENTASI, 1)
    tegak = arah == 1
    muat = max(citra.size) <= PIKSEL_PANJANG and min(citra.size) <= PIKSEL_PENDEK
    if citra.mode == "1" and tegak:
        foto.muat(citra)
        isi = zlib.compress(citra.tobytes(), 9)
        if len(isi) <= UKURAN_HALAMAN:
            return isi, *citra.size, {"BitsPerComponent": 1, "Filter": pikepdf.Name.FlateDecode}
    if citra.format == "JPEG" and citra.mode == "L" and tegak and muat and os.path.getsize(jalur) <= UKURAN_HALAMAN:
        with open(jalur, "rb") as berkas:
            return berkas.read(), *citra.size, JPEG
    berdiri = (citra.height >= citra.width) != (arah >= 5)  # 5 to 8 lie on their side
    kecil = kecilkan(citra, *(PIKSEL_PENDEK, PIKSEL_PANJANG)[:: 1 if berdiri else -1])
    isi, ukuran = padatkan(kecil.convert("L"))
    return isi, *ukuran, JPEG


def padatkan(citra):
    """(JPEG bytes within the limit, size). Quality goes down first, then the width; a page always gets its image."""
    while True:
        for mutu in MUTU:
            wadah = io.BytesIO()
            citra.save(wadah, "JPEG", quality=mutu, optimize=True)
            if wadah.tell() <= UKURAN_HALAMAN:
                return wadah.getvalue(), citra.size
        citra = citra.resize((max(1, citra.width * 4 // 5), max(1, citra.height * 4 // 5)))


def tambah_halaman(pdf, isi, lebar, tinggi, kamus):
    lebar_pt = A4_PENDEK if tinggi >= lebar else A4_PANJANG
    tinggi_pt = lebar_pt * tinggi / lebar
    gambar = pdf.make_stream(
        isi,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=lebar,
        Height=tinggi,
        ColorSpace=pikepdf.Name.DeviceGray,
        **kamus,
    )
    pdf.add_blank_page(page_size=(lebar_pt, tinggi_pt))
    halaman = pdf.pages[-1]
    halaman.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(G=gambar))
    halaman.Contents = pdf.make_stream(f"q {lebar_pt:.3f} 0 0 {tinggi_pt:.3f} 0 0 cm /G Do Q".encode())
