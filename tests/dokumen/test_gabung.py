"""Photographed pages become one PDF: in order, upright, grey, light, and without a word of where they were taken."""

import hashlib
import io
import zlib

import pikepdf
import pytest
from PIL import Image, ImageOps

from dokumen.galat import BerkasDitolak
from dokumen.gudang import gabung_gambar
from dokumen.rak import letak
from tests.dokumen.korpus import exif_gps, foto, jpeg, jpeg_gps, pdf, png, simpan, tiff
from tests.dokumen.test_gudang import baca, unggah


def test_beberapa_foto_menjadi_satu_pdf(gudang):
    daftar = [unggah(jpeg(), "1"), unggah(jpeg_gps(), "2"), unggah(png(), "3"), unggah(tiff(), "4")]
    daftar.append(unggah(simpan(Image.new("RGB", (5000, 3000), "white"), "JPEG"), "5"))

    hasil = gabung_gambar(daftar, nama="surat masuk")

    with pikepdf.open(gudang / letak(hasil.sha256)) as dokumen:
        ukuran = [[round(float(v)) for v in h.mediabox[2:]] for h in dokumen.pages]
    assert (hasil.nama, hasil.jenis, hasil.jumlah_halaman) == ("surat masuk.pdf", "application/pdf", 7)
    assert ukuran == [[595, 794], [842, 631], [595, 794], [595, 794], [595, 794], [595, 794], [842, 505]]


def gambar_halaman(gudang, hasil):
    """(the raw image stream, its dictionary entries) of each page of a joined PDF."""
    with pikepdf.open(gudang / letak(hasil.sha256)) as dokumen:
        isi = [h.get_images()["/G"] for h in dokumen.pages]
        return [
            (g.read_raw_bytes(), (g.Width, g.Height, str(g.ColorSpace), g.BitsPerComponent, str(g.Filter)))
            for g in isi
        ]


def test_foto_ponsel_menjadi_halaman_tegak_kelabu_dan_ringan(gudang):
    """Twelve megapixels of noise, on its side, with a place: the heaviest picture a phone can send."""
    derau = Image.effect_noise((4032, 3024), 24)
    citra = Image.merge("RGB", (derau, derau.transpose(Image.Transpose.ROTATE_180), derau))
    citra.paste("black", (0, 0, 400, 3024))  # what is left here, is at the top of the page that stands upright
    isi = simpan(citra, "JPEG", quality=90, exif=exif_gps())

    hasil = gabung_gambar([unggah(isi, "IMG_1.jpg")])

    ((halaman, sifat),) = gambar_halaman(gudang, hasil)
    lebar, tinggi, *_ = sifat
    assert sifat[2:] == ("/DeviceGray", 8, "/DCTDecode")
    assert (len(isi) > 4_000_000, len(halaman) <= 400 * 1024, lebar < tinggi) == (True, True, True)
    assert lebar >= 1200  # 145 dpi of pure noise; a page of text keeps 240
    isi_pdf = baca(hasil)
    assert [k in isi_pdf for k in (b"Exif", b"Kamera Rahasia", b"GPS")] == [False] * 3
    with Image.open(io.BytesIO(halaman)) as gambar:
        atas = gambar.crop((0, 0, lebar, tinggi // 20)).resize((1, 1)).getpixel((0, 0))
        bawah = gambar.crop((0, tinggi * 19 // 20, lebar, tinggi)).resize((1, 1)).getpixel((0, 0))
    assert (atas < 40, bawah > 90) == (True, True)
    assert ImageOps.exif_transpose(Image.open(io.BytesIO(isi))).size == (3024, 4032)
    assert hasil.sha256_unggahan == hashlib.sha256(isi).hexdigest()


def test_halaman_yang_sudah_kelabu_dan_hitam_putih_pemindai_tidak_diubah(gudang):
    kelabu = simpan(foto().convert("L"), "JPEG", quality=80)
    hitam_putih = foto(1654, 2339).convert("1")

    hasil = gabung_gambar([unggah(kelabu, "a"), unggah(simpan(hitam_putih, "TIFF", compression="group4"), "b")])

    (satu, sifat), (dua, sifat_dua) = gambar_halaman(gudang, hasil)
    assert (satu, sifat) == (kelabu, (600, 800, "/DeviceGray", 8, "/DCTDecode"))
    assert sifat_dua == (1654, 2339, "/DeviceGray", 1, "/FlateDecode")
    assert Image.frombytes("1", (1654, 2339), zlib.decompress(dua)).tobytes() == hitam_putih.tobytes()


def test_hanya_gambar_yang_digabung(gudang):
    with pytest.raises(BerkasDitolak, match="Hanya foto atau hasil pindai"):
        gabung_gambar([unggah(pdf())])
