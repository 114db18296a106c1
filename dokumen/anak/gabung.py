"""Several photographed pages become one PDF, in the order given."""

import io
import os

import pikepdf

from dokumen.anak import gambar as foto
from dokumen.anak.halaman import kecilkan

PIKSEL_PANJANG, PIKSEL_PENDEK = 3508, 2480  # A4 at 300 dpi: what a scanner would have made
A4_PENDEK, A4_PANJANG = 595.276, 841.89


def jalankan(*, masuk, keluar, maks_piksel):
    """masuk: [paths of judged JPEG, PNG or TIFF files]. Yields {"ok": True, "jalur": path, "halaman": n}."""
    hasil = pikepdf.new()
    for jalur in masuk:
        citra = foto.buka(jalur, maks_piksel)
        for nomor in range(getattr(citra, "n_frames", 1)):
            citra.seek(nomor)
            foto.periksa_piksel(citra, maks_piksel)
            tambah_halaman(hasil, *jadi_jpeg(jalur, citra))
    jalur = os.path.join(keluar, "gabungan.pdf")
    halaman = len(hasil.pages)
    hasil.save(jalur, deterministic_id=True)
    yield {"ok": True, "jalur": jalur, "halaman": halaman}


def jadi_jpeg(jalur, citra):
    """(JPEG bytes, width, height). A JPEG of bearable size that stands upright goes in untouched, bit for bit."""
    panjang, pendek = max(citra.size), min(citra.size)
    if (
        citra.format == "JPEG"
        and citra.mode in {"L", "RGB"}
        and citra.getexif().get(foto.ORIENTASI, 1) == 1
        and panjang <= PIKSEL_PANJANG
        and pendek <= PIKSEL_PENDEK
    ):
        with open(jalur, "rb") as berkas:
            return berkas.read(), *citra.size, citra.mode
    kecil = (
        kecilkan(citra, PIKSEL_PENDEK, PIKSEL_PANJANG)
        if citra.height >= citra.width
        else kecilkan(citra, PIKSEL_PANJANG, PIKSEL_PENDEK)
    )
    wadah = io.BytesIO()
    kecil.save(wadah, "JPEG", quality=82)
    return wadah.getvalue(), *kecil.size, kecil.mode


def tambah_halaman(pdf, isi, lebar, tinggi, mode):
    lebar_pt = A4_PENDEK if tinggi >= lebar else A4_PANJANG
    tinggi_pt = lebar_pt * tinggi / lebar
    gambar = pdf.make_stream(
        isi,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=lebar,
        Height=tinggi,
        ColorSpace=pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    pdf.add_blank_page(page_size=(lebar_pt, tinggi_pt))
    halaman = pdf.pages[-1]
    halaman.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(G=gambar))
    halaman.Contents = pdf.make_stream(f"q {lebar_pt:.3f} 0 0 {tinggi_pt:.3f} 0 0 cm /G Do Q".encode())
