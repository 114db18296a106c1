"""Page images: what people look at instead of a PDF viewer. At most 1000 px and 120 KiB: a phone can bear it."""

import io
import os

import pypdfium2
from PIL import Image

from dokumen.anak import gambar as foto
from dokumen.anak.penolakan import Tolak

LEBAR, TINGGI_MAKS, UKURAN_MAKS = 1000, 4000, 120 * 1024
MUTU = (70, 55, 42, 30, 20)


def jalankan(*, masuk, jenis, keluar, mulai, sampai, maks_piksel):
    """Draw pages `mulai`..`sampai` (1-based, inclusive). Yields per page, as soon as it is written:

    {"nomor": n, "lebar": px, "tinggi": px, "jalur": path of a WebP file}.
    """
    halaman = halaman_pdf if jenis == "application/pdf" else halaman_gambar
    for nomor, citra in halaman(masuk, mulai, sampai, maks_piksel):
        isi, ukuran = padatkan(citra)
        jalur = os.path.join(keluar, f"{nomor}.webp")
        with open(jalur, "wb") as berkas:
            berkas.write(isi)
        yield {"nomor": nomor, "lebar": ukuran[0], "tinggi": ukuran[1], "jalur": jalur}
    yield {"ok": True}


def halaman_pdf(masuk, mulai, sampai, maks_piksel):
    try:
        dokumen = pypdfium2.PdfDocument(masuk)
        dokumen.init_forms()  # without it stamps and filled fields stay invisible; there is no script engine in here
        for nomor in range(mulai, sampai + 1):
            halaman = dokumen[nomor - 1]
            lebar, tinggi = halaman.get_size()
            skala = min(LEBAR / lebar, TINGGI_MAKS / tinggi)
            yield nomor, halaman.render(scale=skala).to_pil().convert("RGB")
            halaman.close()
    except (pypdfium2.PdfiumError, ZeroDivisionError, IndexError):
        raise Tolak("rusak") from None


def halaman_gambar(masuk, mulai, sampai, maks_piksel):
    citra = foto.buka(masuk, maks_piksel)
    for nomor in range(mulai, sampai + 1):
        citra.seek(nomor - 1)
        foto.periksa_piksel(citra, maks_piksel)
        yield nomor, kecilkan(citra)


def kecilkan(citra, lebar=LEBAR, tinggi=TINGGI_MAKS):
    """Shrink before anything else: a page of 80 megapixels must not be copied at full size."""
    arah = citra.getexif().get(foto.ORIENTASI, 1)
    if arah >= 5:
        lebar, tinggi = tinggi, lebar
    if citra.format == "JPEG":
        citra.draft("RGB", (lebar * 2, tinggi * 2) if citra.width > lebar * 2 else citra.size)
    foto.muat(citra)
    hasil = citra
    kali = min(citra.width // lebar, citra.height // 16)
    if citra.mode in {"1", "P"}:
        hasil = citra.convert("L" if citra.mode == "1" else "RGBA")
    if kali >= 2:
        hasil = hasil.reduce(kali)
    hasil = latar_putih(hasil)
    skala = min(1, lebar / hasil.width, tinggi / hasil.height)
    if skala < 1:
        hasil = hasil.resize(
            (max(1, round(hasil.width * skala)), max(1, round(hasil.height * skala))), Image.Resampling.LANCZOS
        )
    putar = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return hasil.transpose(putar[arah]) if arah in putar else hasil


def latar_putih(citra):
    if citra.mode in {"RGBA", "LA", "PA"} or "transparency" in citra.info:
        citra = citra.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", citra.size, "white"), citra).convert("RGB")
    if citra.mode.startswith("I;16") or citra.mode in {"I", "F"}:
        # Sixteen-bit grey: the plain conversion clips everything above 255 to white.
        return citra.convert("I").point(lambda nilai: nilai / 256).convert("L").convert("RGB")
    return citra.convert("RGB")


def padatkan(citra):
    """(WebP bytes within the limit, size). Quality goes down first, then the width; a page always gets an image."""
    while True:
        for mutu in MUTU:
            wadah = io.BytesIO()
            citra.save(wadah, "WEBP", quality=mutu, method=3)
            if wadah.tell() <= UKURAN_MAKS:
                return wadah.getvalue(), citra.size
        citra = citra.resize((max(1, citra.width * 3 // 4), max(1, citra.height * 3 // 4)), Image.Resampling.LANCZOS)
