"""What a page says: its own text layer where it has one, else read from its picture by Tesseract.

Tesseract is called as a library, because the fence lets no other program start. It is no part of the Python
environment: where it or its language data is missing, the answer says so, and that is no error.
"""

import ctypes
import os

import pypdfium2
from PIL import Image

from dokumen.anak import gambar as foto
from dokumen.anak.halaman import kecilkan
from dokumen.anak.penolakan import Tolak

PUSTAKA = ("libtesseract.so.5", "libtesseract.so.4")
DPI, PIKSEL = 200, 8_000_000
LAPISAN_CUKUP = 100
"""Letters from which a text layer is the page's own; a scanning program stamps its name on pictures."""
PANJANG = 20_000
"""Characters of one page; a page full of small print has seven thousand."""
YAKIN, RAGU = 60, 30
"""Mean confidence per cent: below the first the page may lie on its side, below the second it is no text."""
OTOMATIS, OTOMATIS_ARAH = 3, 1  # page segmentation: find blocks; find the way up first


def jalankan(*, masuk, jenis, mulai, sampai, maks_piksel, bahasa):
    """Read pages `mulai`..`sampai` (1-based, inclusive); bahasa: "ind", "ind+eng".

    Yields {"nomor": n, "teks": str, "mesin": str} for each.
    """
    pembaca = Pembaca(bahasa)
    halaman = halaman_pdf if jenis == "application/pdf" else halaman_gambar
    for nomor, lapisan, gambar in halaman(masuk, mulai, sampai, maks_piksel):
        teks, mesin = (lapisan, "lapisan teks") if lapisan is not None else (pembaca.baca(gambar()), pembaca.nama)
        yield {"nomor": nomor, "teks": teks[:PANJANG].replace("\x00", ""), "mesin": mesin}
    yield {"ok": True}


def halaman_pdf(masuk, mulai, sampai, maks_piksel):
    """(number, text layer or None, what draws the page)."""
    try:
        dokumen = pypdfium2.PdfDocument(masuk)
        for nomor in range(mulai, sampai + 1):
            halaman = dokumen[nomor - 1]
            lapisan = halaman.get_textpage().get_text_bounded().strip()
            cukup = sum(map(str.isalnum, lapisan)) >= LAPISAN_CUKUP or not bergambar(halaman)
            yield nomor, lapisan if cukup else None, lambda h=halaman: lukis(h)
            halaman.close()
    except (pypdfium2.PdfiumError, ZeroDivisionError, IndexError):
        raise Tolak("rusak") from None


def bergambar(halaman):
    return any(halaman.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def lukis(halaman):
    lebar, tinggi = halaman.get_size()
    skala = min(DPI / 72, (PIKSEL / (lebar * tinggi)) ** 0.5)
    return halaman.render(scale=skala, grayscale=True).to_pil().convert("L")


def halaman_gambar(masuk, mulai, sampai, maks_piksel):
    citra = foto.buka(masuk, maks_piksel)
    for nomor in range(mulai, sampai + 1):
        citra.seek(nomor - 1)
        foto.periksa_piksel(citra, maks_piksel)
        yield nomor, None, lambda: kecilkan(citra, 2339, 2339).convert("L")


class Pembaca:
    """Tesseract's C interface, loaded with the first page that needs it."""

    nama = ""
    alat = None

    def __init__(self, bahasa):
        self.bahasa = bahasa

    def buka(self):
        os.environ["OMP_THREAD_LIMIT"] = "1"
        for pustaka in PUSTAKA:
            try:
                lib = ctypes.CDLL(pustaka)
            except OSError:
                continue
            break
        else:
            raise Tolak("tanpa_mesin")
        penunjuk, teks, bilangan = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
        for nama, hasil, *isi in (
            ("TessVersion", teks),
            ("TessBaseAPICreate", penunjuk),
            ("TessBaseAPIInit3", bilangan, penunjuk, teks, teks),
            ("TessBaseAPISetPageSegMode", None, penunjuk, bilangan),
            ("TessBaseAPISetImage", None, penunjuk, teks, bilangan, bilangan, bilangan, bilangan),
            ("TessBaseAPISetSourceResolution", None, penunjuk, bilangan),
            ("TessBaseAPIGetUTF8Text", penunjuk, penunjuk),
            ("TessBaseAPIMeanTextConf", bilangan, penunjuk),
            ("TessDeleteText", None, penunjuk),
        ):
            fungsi = getattr(lib, nama)
            fungsi.restype, fungsi.argtypes = hasil, isi
        alat = lib.TessBaseAPICreate()
        if lib.TessBaseAPIInit3(alat, None, self.bahasa.encode()) != 0:
            raise Tolak("tanpa_mesin")
        self.lib, self.alat = lib, alat
        self.nama = f"tesseract {lib.TessVersion().decode('ascii', 'replace')[:20]} {self.bahasa}"

    def baca(self, citra):
        """The text of a grey picture; "" where there is none that can be trusted."""
        if self.alat is None:
            self.buka()
        teks, yakin = self.sekali(citra, OTOMATIS)
        if yakin < YAKIN:
            teks, yakin = max((teks, yakin), self.sekali(citra, OTOMATIS_ARAH), key=lambda hasil: hasil[1])
        return teks if yakin >= RAGU else ""

    def sekali(self, citra: Image.Image, cara):
        """(text, mean confidence)."""
        self.lib.TessBaseAPISetPageSegMode(self.alat, cara)
        self.lib.TessBaseAPISetImage(self.alat, citra.tobytes(), *citra.size, 1, citra.width)
        self.lib.TessBaseAPISetSourceResolution(self.alat, DPI)
        penunjuk = self.lib.TessBaseAPIGetUTF8Text(self.alat)
        if not penunjuk:
            return "", 0
        teks = ctypes.string_at(penunjuk).decode("utf-8", "replace").strip()
        self.lib.TessDeleteText(penunjuk)
        return teks, self.lib.TessBaseAPIMeanTextConf(self.alat) if teks else 0
