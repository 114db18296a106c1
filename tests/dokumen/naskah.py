"""Pages of Indonesian text, made here: a photograph as a phone takes it, a PDF with its own text layer."""

import ctypes
import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

HURUF = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"


def terpasang():
    if not list(Path("/usr/share/tesseract-ocr").glob("*/tessdata/ind.traineddata")):
        return False
    try:
        ctypes.CDLL("libtesseract.so.5")
    except OSError:
        return False
    return True


ber_ocr = pytest.mark.skipif(not terpasang(), reason="needs tesseract-ocr and tesseract-ocr-ind (script/setup)")


def citra_naskah(baris, lebar=1654, tinggi=2339, putar=0):
    """A grey page of A4 at 200 dpi with these lines, in 12 points."""
    citra = Image.new("L", (lebar, tinggi), 235)
    gambar, huruf = ImageDraw.Draw(citra), ImageFont.truetype(HURUF, 34 * lebar // 1654)
    for n, satu in enumerate(baris):
        gambar.text((lebar // 8, tinggi // 10 + n * tinggi // 42), satu, font=huruf, fill=25)
    return citra.rotate(putar, expand=True) if putar else citra


def jpeg_naskah(baris, **pilihan):
    wadah = io.BytesIO()
    citra_naskah(baris, **pilihan).convert("RGB").save(wadah, "JPEG", quality=85)
    return wadah.getvalue()


def pdf_naskah(baris):
    """A PDF as a word processor writes it."""
    dokumen, wadah = pikepdf.new(), io.BytesIO()
    halaman = dokumen.add_blank_page(page_size=(595, 842))
    huruf = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    halaman.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=huruf))
    isi = "".join(f"BT /F 12 Tf 60 {760 - 18 * n} Td ({satu}) Tj ET\n" for n, satu in enumerate(baris))
    halaman.Contents = dokumen.make_stream(isi.encode())
    dokumen.save(wadah, deterministic_id=True)
    return wadah.getvalue()
