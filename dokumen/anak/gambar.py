"""Photographs and scans: whole, of bearable size, and freed of what tells where and with what they were taken.

JPEG and PNG are cleaned by leaving out their segments, so that not one pixel changes; only HEIC is converted.
"""

import os
import struct
import warnings

from PIL import Image, UnidentifiedImageError

from dokumen.anak.penolakan import Tolak
from dokumen.anak.sidik import TANDA_RANGKAP, berekor_zip, memuat

warnings.simplefilter("ignore")  # Pillow warns about odd metadata; the answer of this process is the only output
Image.MAX_IMAGE_PIXELS = None  # the limit is ours, checked before anything is decoded

ORIENTASI, EXIF, GPS = 0x0112, 0x8769, 0x8825
PNG_DISIMPAN = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"sBIT",
    b"bKGD",
    b"pHYs",
}
SEGMEN_TANPA_ISI = {0x01, *range(0xD0, 0xD8)}


def buka(jalur, maks_piksel):
    try:
        gambar = Image.open(jalur)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error):
        raise Tolak("rusak") from None
    periksa_piksel(gambar, maks_piksel)
    return gambar


def periksa_piksel(gambar, maks_piksel):
    lebar, tinggi = gambar.size
    if lebar < 1 or tinggi < 1:
        raise Tolak("rusak")
    if lebar * tinggi > maks_piksel:
        raise Tolak("terlalu_banyak_piksel", piksel=lebar * tinggi, maks=maks_piksel)
    if max(lebar, tinggi) > 30 * min(lebar, tinggi):
        raise Tolak("ukuran_halaman")


def muat(gambar):
    try:
        gambar.load()
    except (OSError, ValueError, SyntaxError, IndexError, struct.error) as galat:
        raise Tolak("terpotong" if "truncated" in str(galat) else "rusak") from None


def simpan_bila_berubah(masuk, keluar, isi, nama):
    """Write the cleaned bytes beside the original when they differ; returns the path or None."""
    if len(isi) == os.path.getsize(masuk):
        return None
    jalur = os.path.join(keluar, nama)
    with open(jalur, "wb") as berkas:
        berkas.write(isi)
    return jalur


def nilai_jpeg(masuk, keluar, *, maks_halaman, maks_piksel):
    gambar = buka(masuk, maks_piksel)
    if gambar.format not in {"JPEG", "MPO"}:
        raise Tolak("rusak")
    orientasi = gambar.getexif().get(ORIENTASI, 1)
    with open(masuk, "rb") as berkas:
        isi = berkas.read()
    bersih, buangan = bersihkan_jpeg(isi, orientasi)
    if any(TANDA_RANGKAP.search(b) for b in buangan) or berekor_zip(masuk):
        raise Tolak("campuran")
    gambar.draft("RGB", (max(1, gambar.width // 8), max(1, gambar.height // 8)))  # every byte is read, few are kept
    muat(gambar)
    return {"jenis": "image/jpeg", "bersih": simpan_bila_berubah(masuk, keluar, bersih, "bersih.jpg")}


def bersihkan_jpeg(isi, orientasi):
    """Returns (the picture with only what draws it, [everything that was left out]). Refuses a cut file."""
    hasil, buangan, di = [b"\xff\xd8"], [], 2
    if orientasi in range(2, 9):  # the only thing kept of EXIF: which way is up
        exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01" + struct.pack(
            ">HHI", orientasi, 0, 0
        )
        hasil.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    while True:
        if di + 2 > len(isi):
            raise Tolak("terpotong")
        if isi[di] != 0xFF:
            raise Tolak("rusak")
        tanda = isi[di + 1]
        if tanda == 0xFF:  # fill byte
            di += 1
        elif tanda == 0xD9:
            break
        elif tanda in SEGMEN_TANPA_ISI:
            hasil.append(isi[di : di + 2])
            di += 2
        else:
            akhir = di + 2 + int.from_bytes(isi[di + 2 : di + 4], "big")
            segmen = isi[di:akhir]
            if tanda == 0xDA:
                akhir = akhir_pindaian(isi, akhir)
                hasil.append(isi[di:akhir])
            elif disimpan(tanda, segmen):
                hasil.append(segmen)
            else:
                buangan.append(segmen)
            di = akhir
    hasil.append(b"\xff\xd9")
    buangan.append(isi[di + 2 :])
    return b"".join(hasil), buangan


def disimpan(tanda, segmen):
    """JFIF, colour profile, Adobe's colour mark, and all that is no application data or comment."""
    if tanda == 0xE0:
        return segmen[4:9] == b"JFIF\x00"
    if tanda == 0xE2:
        return segmen[4:16] == b"ICC_PROFILE\x00"
    return tanda == 0xEE or not (0xE0 <= tanda <= 0xEF or tanda == 0xFE)


def akhir_pindaian(isi, di):
    """The end of entropy-coded data: the next marker that is neither a stuffed zero nor a restart."""
    while True:
        di = isi.find(b"\xff", di)
        if di < 0 or di + 1 >= len(isi):
            raise Tolak("terpotong")
        if isi[di + 1] not in {0x00, *range(0xD0, 0xD8)}:
            return di
        di += 2


def nilai_png(masuk, keluar, *, maks_halaman, maks_piksel):
    gambar = buka(masuk, maks_piksel)
    if gambar.format != "PNG":
        raise Tolak("rusak")
    with open(masuk, "rb") as berkas:
        isi = berkas.read()
    hasil, buangan, di = [isi[:8]], [], 8
    while True:
        if di + 12 > len(isi):
            raise Tolak("terpotong")
        akhir = di + 12 + int.from_bytes(isi[di : di + 4], "big")
        jenis, potong = isi[di + 4 : di + 8], isi[di:akhir]
        (hasil if jenis in PNG_DISIMPAN else buangan).append(potong)
        di = akhir
        if jenis == b"IEND":
            break
    buangan.append(isi[di:])
    if any(TANDA_RANGKAP.search(b) for b in buangan) or berekor_zip(masuk):
        raise Tolak("campuran")
    muat(gambar)
    return {"jenis": "image/png", "bersih": simpan_bila_berubah(masuk, keluar, b"".join(hasil), "bersih.png")}


def nilai_tiff(masuk, keluar, *, maks_halaman, maks_piksel):
    gambar = buka(masuk, maks_piksel)
    if gambar.format != "TIFF":
        raise Tolak("rusak")
    if memuat(masuk, TANDA_RANGKAP) or berekor_zip(masuk):
        raise Tolak("campuran")
    halaman, pribadi = 0, False
    try:
        while True:
            gambar.seek(halaman)
            periksa_piksel(gambar, maks_piksel)
            pribadi = pribadi or bool({GPS, EXIF} & set(gambar.tag_v2))
            if halaman == 0:
                muat(gambar)
            halaman += 1
            if halaman > maks_halaman:
                raise Tolak("terlalu_banyak_halaman", halaman=halaman, maks=maks_halaman)
    except EOFError:
        pass
    except (OSError, ValueError, SyntaxError, struct.error, KeyError, TypeError):
        raise Tolak("rusak") from None
    bersih = bersihkan_tiff(gambar, halaman, keluar) if pribadi else None
    return {"jenis": "image/tiff", "halaman": halaman, "bersih": bersih}


def bersihkan_tiff(gambar, halaman, keluar):
    """Save every frame again, lossless, without the private directories. Rare: scanners do not know their place."""
    jalur = os.path.join(keluar, "bersih.tif")

    def bingkai(nomor):
        gambar.seek(nomor)
        muat(gambar)
        salinan = gambar.copy()
        salinan.info = {"dpi": gambar.info["dpi"]} if "dpi" in gambar.info else {}
        return salinan

    pertama = bingkai(0)
    pertama.save(
        jalur,
        "TIFF",
        save_all=True,
        append_images=(bingkai(n) for n in range(1, halaman)),
        compression="tiff_lzw",
        exif=b"",
    )
    return jalur


def nilai_heic(masuk, keluar, *, maks_halaman, maks_piksel):
    import pillow_heif  # noqa: PLC0415 -- 60 ms that only a telephone's picture should pay

    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    gambar = buka(masuk, maks_piksel)
    muat(gambar)
    jalur = os.path.join(keluar, "bersih.jpg")
    gambar.convert("RGB").save(jalur, "JPEG", quality=90, icc_profile=gambar.info.get("icc_profile"), exif=b"")
    return {"jenis": "image/jpeg", "bersih": jalur}
