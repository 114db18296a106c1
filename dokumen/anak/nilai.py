"""Judge a file by its content: which of the seven accepted kinds it is, whole, and nothing else beside.

The name is never looked at. Every accepted kind is taken apart by its own parser: a magic number alone opens nothing.
"""

from dokumen.anak import gambar, paket, pdf
from dokumen.anak.penolakan import Tolak
from dokumen.anak.sidik import awal_berkas, nama_jenis_lain

HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def jalankan(*, masuk, keluar, maks_halaman, maks_piksel):
    """masuk: path of the upload; keluar: own folder. Yields one answer:

    {"ok": True, "jenis": mime, "halaman": pages, "aktif": [kinds of active content], "bersih": path | None}, where
    `bersih` is a copy without private data (place, camera) that is stored instead of the upload.
    """
    awal = awal_berkas(masuk)
    batas = {"maks_halaman": maks_halaman, "maks_piksel": maks_piksel}
    if awal.startswith(b"\xff\xd8\xff"):
        hasil = gambar.nilai_jpeg(masuk, keluar, **batas)
    elif awal.startswith(b"\x89PNG\r\n\x1a\n"):
        hasil = gambar.nilai_png(masuk, keluar, **batas)
    elif awal[:4] in {b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"}:
        hasil = gambar.nilai_tiff(masuk, keluar, **batas)
    elif awal[4:8] == b"ftyp" and awal[8:12] in HEIC:
        hasil = gambar.nilai_heic(masuk, keluar, **batas)
    elif awal.startswith(b"PK\x03\x04"):
        hasil = paket.nilai(masuk)
    elif b"%PDF-" in awal:
        hasil = pdf.nilai(masuk, awal, **batas)
    else:
        raise Tolak("jenis_lain", apa=nama_jenis_lain(masuk, awal))
    yield {"ok": True, "halaman": 1, "aktif": [], "bersih": None} | hasil
