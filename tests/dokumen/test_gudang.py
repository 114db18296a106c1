"""The shelf: whole or not at all, once however often it came, and never gone while somebody owns it."""

import builtins
import errno
import hashlib
import os
import time

import pytest
import time_machine
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction

from dokumen import gudang as pergudangan
from dokumen import rak as perakan
from dokumen.galat import BerkasDitolak
from dokumen.gudang import Sementara, keadaan_gudang, simpan_isi, simpan_sementara
from dokumen.models import Berkas, HalamanGambar
from dokumen.penjaga import UMUR_YATIM, bersihkan_yatim, giliran_periksa, periksa_berkas
from dokumen.rak import RakDisk, RakUmum, letak, rak
from tests.dokumen.korpus import heic, jpeg, jpeg_gerak, jpeg_gps, pdf, png, png_bercatatan, tiff, tiff_gps
from tests.factories import PegawaiFactory

pytestmark = pytest.mark.tertanam


def unggah(isi, nama="surat.pdf"):
    return simpan_sementara(SimpleUploadedFile(nama, isi))


def baca(sementara):
    with rak().buka(sementara.sha256) as isi:
        return isi.read()


def isi_gudang(akar):
    return sorted(p.name for p in akar.rglob("*") if p.is_file())


def tuakan(akar, jam=49):
    lama = time.time() - jam * 3600
    for jalur in akar.rglob("*"):
        os.utime(jalur, (lama, lama))


def test_yang_disimpan_adalah_yang_diunggah(gudang):
    isi = pdf()

    sementara = unggah(isi)

    assert baca(sementara) == isi
    assert sementara == Sementara(
        sha256=hashlib.sha256(isi).hexdigest(), ukuran=len(isi), jenis="application/pdf", nama="surat.pdf",
        jumlah_halaman=2,
    )  # fmt: skip
    assert os.stat(gudang / letak(sementara.sha256)).st_mode & 0o777 == 0o600


def test_isi_sama_disimpan_sekali_dan_menyembuhkan_salinan_rusak(gudang):
    sementara = unggah(pdf())
    (gudang / letak(sementara.sha256)).write_bytes(b"rusak")

    lagi = unggah(pdf(), "nama lain.pdf")

    assert lagi.sha256 == sementara.sha256
    assert isi_gudang(gudang) == [sementara.sha256]
    assert baca(lagi) == pdf()


@pytest.mark.parametrize(("buat", "jejak"), [(jpeg_gps, b"Kamera Rahasia"), (heic, b"Kamera Rahasia"),
                                             (png_bercatatan, b"118.6 E"), (tiff_gps, b"Kamera Rahasia"),
                                             (jpeg_gerak, b"ftypmp42")])  # fmt: skip
def test_data_pribadi_foto_dihapus_dan_hash_unggahan_dicatat(gudang, buat, jejak):
    from PIL import Image

    asal = buat()
    assert jejak in asal or buat is heic

    sementara = unggah(asal, "foto")

    isi = baca(sementara)
    assert jejak not in isi
    assert sementara.sha256_unggahan == hashlib.sha256(asal).hexdigest()
    assert sementara.catatan[-1] == "Data lokasi dan kamera pada foto sudah dihapus."
    with Image.open(gudang / letak(sementara.sha256)) as bersih:
        assert 0x8825 not in bersih.getexif()
        assert set(bersih.getexif()) <= {0x0112} or bersih.format == "TIFF"


def test_pembersihan_jpeg_tidak_mengubah_satu_piksel_pun(gudang, tmp_path):
    from PIL import Image, ImageChops, ImageOps

    (tmp_path / "asal.jpg").write_bytes(jpeg_gps())

    sementara = unggah(jpeg_gps(), "foto.jpg")

    with Image.open(tmp_path / "asal.jpg") as asal, Image.open(gudang / letak(sementara.sha256)) as bersih:
        assert ImageChops.difference(ImageOps.exif_transpose(asal), ImageOps.exif_transpose(bersih)).getbbox() is None


def test_foto_tanpa_data_pribadi_disimpan_apa_adanya(gudang):
    for isi in (jpeg(), png(), tiff()):
        sementara = unggah(isi, "foto")
        assert (baca(sementara), sementara.sha256_unggahan) == (isi, "")


@pytest.mark.django_db
def test_tanda_sementara_hanya_untuk_pengunggahnya_selama_sehari(gudang):
    ratna, bima = PegawaiFactory(), PegawaiFactory()
    sementara = unggah(pdf())
    tanda = sementara.tanda(ratna)

    assert Sementara.dari_tanda(tanda, ratna) == sementara
    with pytest.raises(BerkasDitolak, match="lebih dari sehari"):
        Sementara.dari_tanda(tanda, bima)
    with pytest.raises(BerkasDitolak):
        Sementara.dari_tanda(tanda[:-2], ratna)
    with time_machine.travel(time.time() + 25 * 3600), pytest.raises(BerkasDitolak):
        Sementara.dari_tanda(tanda, ratna)
    (gudang / letak(sementara.sha256)).unlink()
    with pytest.raises(BerkasDitolak):
        Sementara.dari_tanda(tanda, ratna)


@pytest.mark.django_db
def test_baris_berkas_memuat_semua_yang_diketahui(gudang, petugas):
    sementara = unggah(jpeg_gps(), "foto.jpg")

    with transaction.atomic():
        berkas = sementara.buat_berkas(petugas)

    nilai = Berkas.objects.values(
        "sha256", "sha256_unggahan", "ukuran", "jenis", "nama_asli", "asal", "aktif", "jumlah_halaman",
        "diunggah_oleh", "status_halaman",
    ).get(kode=berkas.kode)  # fmt: skip
    assert nilai == {
        "sha256": sementara.sha256,
        "sha256_unggahan": hashlib.sha256(jpeg_gps()).hexdigest(),
        "ukuran": sementara.ukuran,
        "jenis": "image/jpeg",
        "nama_asli": "foto.jpg",
        "asal": "UNGGAHAN",
        "aktif": False,
        "jumlah_halaman": 1,
        "diunggah_oleh": petugas.pk,
        "status_halaman": "MENUNGGU",
    }
    assert len(berkas.kode) == 24


# --- faults -------------------------------------------------------------------------------------------------------


class Gagal:
    """Makes the n-th call of the listed functions of `os` fail with `nomor`; counts them when n is None."""

    FUNGSI = ("fsync", "replace", "utime", "mkdir", "open", "chmod")

    def __init__(self, monkeypatch, ke=None, nomor=errno.ENOSPC):
        self.ke, self.nomor, self.hitungan = ke, nomor, 0
        for nama in self.FUNGSI:
            monkeypatch.setattr(os, nama, self.bungkus(getattr(os, nama)))
        monkeypatch.setattr(builtins, "open", self.bungkus(builtins.open))

    def bungkus(self, asli):
        def palsu(*args, **kwargs):
            self.hitungan += 1
            if self.hitungan == self.ke:
                raise OSError(self.nomor, os.strerror(self.nomor))
            return asli(*args, **kwargs)

        return palsu


def simpan_langsung(isi):
    """The store's own steps without the child program, whose faults are its own."""
    with pergudangan.disk_dijaga(), pergudangan.ruang_kerja() as folder:
        sha256, ukuran = pergudangan.tulis([isi], folder / "unggahan")
        rak().masukkan(folder / "unggahan", sha256)
    return sha256


@pytest.mark.parametrize(("nomor", "alasan"), [(errno.ENOSPC, "penuh"), (errno.EDQUOT, "penuh"),
                                                (errno.EROFS, "gangguan"), (errno.EIO, "gangguan")])  # fmt: skip
def test_setiap_langkah_yang_gagal_tidak_meninggalkan_setengah_berkas(gudang, monkeypatch, nomor, alasan):
    with monkeypatch.context() as tambalan:
        hitung = Gagal(tambalan)
        simpan_langsung(b"pertama")
    assert hitung.hitungan >= 8

    alasan_ditolak = []
    for ke in range(1, hitung.hitungan + 1):
        ditolak = None
        with monkeypatch.context() as tambalan:
            Gagal(tambalan, ke, nomor)
            try:
                simpan_langsung(f"isi {ke}".encode())
            except BerkasDitolak as galat:
                ditolak = galat.alasan
        for jalur in gudang.rglob("*"):  # whole under its own hash, or not there
            assert jalur.is_dir() or hashlib.sha256(jalur.read_bytes()).hexdigest() == jalur.name
        if ditolak:  # without a refusal the fault hit the sweeping up after success; the janitor does that
            assert list((gudang / "incoming").iterdir()) == []
            alasan_ditolak.append(ditolak)
    assert alasan_ditolak == [alasan] * len(alasan_ditolak)
    assert len(alasan_ditolak) >= 6


def test_cadangan_disk_dijaga_sebelum_apa_pun_ditulis(gudang, settings):
    settings.BERKAS_CADANGAN = 1 << 60

    with pytest.raises(BerkasDitolak) as galat:
        unggah(pdf())

    assert galat.value.pesan == (
        "Ruang simpan server penuh. Berkas ini tidak disimpan; isian lain tetap aman. "
        "Beri tahu admin, lalu unggah lagi."
    )
    assert isi_gudang(gudang) == []
    assert keadaan_gudang() == "penuh"


def test_batas_ukuran_dari_pengaturan(gudang, settings):
    settings.BERKAS_MAKS = 2_000_000

    with pytest.raises(BerkasDitolak, match="lebih besar dari 2 MB"):
        unggah(b"\xff\xd8\xff" + b"\x00" * 2_000_001)

    assert isi_gudang(gudang) == []


def test_keadaan_gudang_baik_dan_tidak_menyisakan_apa_pun(gudang):
    assert (keadaan_gudang(), isi_gudang(gudang), list((gudang / "incoming").iterdir())) == ("baik", [], [])


def test_gudang_yang_tidak_dapat_ditulis_buruk(gudang):
    gudang.parent.mkdir(exist_ok=True)
    gudang.write_text("bukan folder")

    assert keadaan_gudang() == "buruk"


# --- the janitor --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_petugas_kebersihan_hanya_membuang_yang_yatim_dan_tua(gudang, petugas):
    milik = unggah(pdf(1))
    milik.buat_berkas(petugas)
    halaman = simpan_isi(b"gambar", nama="1.webp", jenis="image/webp")
    HalamanGambar.objects.create(
        berkas=Berkas.objects.get(), nomor=1, sha256=halaman.sha256, ukuran=6, lebar=1, tinggi=1
    )
    yatim = unggah(pdf(2))
    (gudang / "incoming" / "setengah").write_bytes(b"x")
    (gudang / "incoming" / "kerja-mati").mkdir()
    tuakan(gudang)
    baru = unggah(pdf(3))

    assert bersihkan_yatim() == 1

    assert isi_gudang(gudang) == sorted([milik.sha256, halaman.sha256, baru.sha256])
    assert yatim.sha256 not in isi_gudang(gudang)
    assert list((gudang / "incoming").iterdir()) == []


@pytest.mark.django_db
def test_isi_yang_datang_lagi_saat_dibersihkan_tetap_ada(gudang):
    """The race: the janitor has listed the old orphan; the same content comes again before it is removed."""
    yatim = unggah(pdf())
    tuakan(gudang)

    def datang_lagi(sha256):
        unggah(pdf())
        return True

    assert RakDisk(gudang).buang(yatim.sha256, datang_lagi, UMUR_YATIM) is True  # the moved-aside copy only
    assert baca(yatim) == pdf()


@pytest.mark.django_db
def test_isi_yang_disentuh_atau_dimiliki_sebelum_dibuang_dikembalikan(gudang):
    yatim = unggah(pdf())

    assert RakDisk(gudang).buang(yatim.sha256, lambda s: True, UMUR_YATIM) is False  # young again
    tuakan(gudang)
    assert RakDisk(gudang).buang(yatim.sha256, lambda s: False, UMUR_YATIM) is False  # owned meanwhile

    assert isi_gudang(gudang) == [yatim.sha256]


@pytest.mark.django_db
def test_yang_tersisih_oleh_petugas_yang_mati_dikembalikan(gudang, petugas):
    milik = unggah(pdf())
    milik.buat_berkas(petugas)
    os.rename(gudang / letak(milik.sha256), gudang / "incoming" / f"buang-{milik.sha256}-abc")
    tuakan(gudang)

    bersihkan_yatim()

    assert baca(milik) == pdf()


@pytest.mark.django_db
def test_pemeriksaan_menemukan_yang_berubah_dan_yang_hilang(gudang, petugas, capsys):
    utuh, berubah, hilang = (unggah(pdf(n)).buat_berkas(petugas) for n in (1, 2, 3))
    (gudang / letak(berubah.sha256)).write_bytes(b"lain")
    (gudang / letak(hilang.sha256)).unlink()

    with pytest.raises(CommandError, match="2 dari 3 berkas hilang atau berubah"):
        call_command("periksa_berkas", "--semua")

    assert list(Berkas.objects.filter(rusak_pada=None)) == [utuh]
    (gudang / letak(berubah.sha256)).write_bytes(pdf(2))
    assert periksa_berkas([berubah]) == []
    assert Berkas.objects.get(pk=berubah.pk).rusak_pada is None


@pytest.mark.django_db
def test_semua_berkas_terbaca_ulang_dalam_tiga_puluh_hari(gudang, petugas):
    for n in range(1, 4):
        for _ in range(15):
            simpan_isi(b"%d" % n, nama="a.pdf").buat_berkas(petugas)

    for _ in range(30):
        assert len(giliran_periksa()) == 2
        periksa_berkas(giliran_periksa())

    assert not Berkas.objects.filter(diperiksa_pada=None).exists()


@pytest.mark.django_db
def test_gudang_pada_penyimpanan_lain(gudang, monkeypatch, petugas):
    tempat = RakUmum(InMemoryStorage())
    for modul in (pergudangan, perakan):
        monkeypatch.setattr(modul, "rak", lambda: tempat)
    isi = png_bercatatan()

    sementara = simpan_sementara(SimpleUploadedFile("foto.png", isi))
    lagi = simpan_sementara(SimpleUploadedFile("foto.png", isi))

    assert sementara.sha256 == lagi.sha256
    assert [s for s, _umur in tempat.semua()] == [sementara.sha256]
    with tempat.jalur(sementara.sha256) as jalur:
        salinan = jalur.read_bytes()
    with tempat.buka(sementara.sha256) as berkas:
        assert berkas.read() == salinan
    assert tempat.buang(sementara.sha256, lambda s: True, UMUR_YATIM) is False
    assert tempat.buang(sementara.sha256, lambda s: True, 0) is True
    assert not tempat.ada(sementara.sha256)
