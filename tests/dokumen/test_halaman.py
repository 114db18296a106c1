"""Page images: small, complete, made once, and found again when a worker dies."""

import datetime
import io
import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from dokumen import halaman
from dokumen.gudang import simpan_isi, simpan_sementara
from dokumen.halaman import buat_halaman, sapu_berkas
from dokumen.models import Berkas, HalamanGambar
from dokumen.rak import letak, rak
from esurat.celery import app
from tests.dokumen.korpus import docx, jpeg_gps, pdf, pdf_bom, pdf_pindaian, simpan, tiff

pytestmark = pytest.mark.django_db


def unggah(isi, petugas, nama="surat.pdf"):
    return simpan_sementara(SimpleUploadedFile(nama, isi)).buat_berkas(petugas)


def gambar(halaman):
    with rak().buka(halaman.sha256) as isi:
        return Image.open(io.BytesIO(isi.read()))


def status(berkas):
    return Berkas.objects.values_list("status_halaman", flat=True).get(pk=berkas.pk)


def anak_dari(pid):
    return [int(p) for utas in Path(f"/proc/{pid}/task").glob("*/children") for p in utas.read_text().split()]


def perintah(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode()


def keriuhan(lebar, tinggi):
    """The worst to compress: noise, as a photographed carpet."""
    acak = random.Random(5)
    return Image.frombytes("RGB", (lebar, tinggi), acak.randbytes(lebar * tinggi * 3))


def test_setiap_halaman_pdf_digambar_selebar_seribu(gudang, petugas):
    berkas = unggah(pdf(23), petugas)

    assert buat_halaman(berkas.pk) == "SIAP"

    baris = list(berkas.halaman.order_by("nomor").values_list("nomor", "lebar", "tinggi"))
    assert baris == [(n, 1000, 1416) for n in range(1, 24)]
    assert gambar(berkas.halaman.first()).format == "WEBP"
    assert berkas.halaman.order_by("-ukuran").first().ukuran <= 120 * 1024


def test_halaman_berisi_tulisan_bukan_kertas_kosong(gudang, petugas):
    berkas = unggah(pdf_pindaian(), petugas)

    buat_halaman(berkas.pk)

    terang = gambar(berkas.halaman.get()).convert("L").histogram()
    assert sum(terang[:80]) > 10_000  # black lines are there


@pytest.mark.parametrize(
    ("buat", "ukuran"),
    [
        (lambda: simpan(keriuhan(1800, 2600), "JPEG", quality=90), None),
        (jpeg_gps, [(800, 600)]),  # lies on its side in the file, upright in the image
        (lambda: tiff(2), [(600, 800)] * 2),
        (lambda: simpan(Image.new("I;16", (300, 400), 30_000), "PNG"), [(300, 400)]),
        (lambda: simpan(Image.new("RGBA", (300, 400), (0, 0, 0, 0)), "PNG"), [(300, 400)]),
        (lambda: simpan(Image.new("1", (3000, 4000), 1), "TIFF", compression="group4"), [(1000, 1334)]),
    ],
    ids=["keriuhan", "miring", "tiff", "enam-belas-bit", "tembus-pandang", "faks"],
)
def test_gambar_apa_pun_menjadi_halaman_ringan(gudang, petugas, buat, ukuran):
    berkas = unggah(buat(), petugas, "foto")

    assert buat_halaman(berkas.pk) == "SIAP"

    baris = list(berkas.halaman.order_by("nomor"))
    assert ukuran is None or [(h.lebar, h.tinggi) for h in baris] == ukuran
    assert all(h.ukuran <= 120 * 1024 and h.lebar <= 1000 for h in baris)


def test_latar_tembus_pandang_menjadi_putih(gudang, petugas):
    berkas = unggah(simpan(Image.new("RGBA", (300, 400), (0, 0, 0, 0)), "PNG"), petugas)

    buat_halaman(berkas.pk)

    assert gambar(berkas.halaman.get()).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_docx_tidak_digambar(gudang, petugas):
    berkas = unggah(docx(), petugas, "konsep.docx")

    assert (status(berkas), buat_halaman(berkas.pk)) == ("TANPA_GAMBAR", None)


def test_digambar_sekali_walau_diminta_berkali_kali(gudang, petugas):
    berkas = unggah(pdf(3), petugas)

    hasil = [buat_halaman(berkas.pk) for _ in range(3)]

    assert hasil == ["SIAP", None, None]
    assert HalamanGambar.objects.count() == 3


def test_isi_kembar_memakai_gambar_yang_sudah_ada(gudang, petugas):
    pertama, kedua = unggah(pdf(3), petugas), unggah(pdf(3), petugas)
    buat_halaman(pertama.pk)
    (gudang / letak(kedua.sha256)).unlink()  # nothing to draw from: so nothing was drawn

    assert buat_halaman(kedua.pk) == "SIAP"

    isi = ("nomor", "sha256", "ukuran", "lebar", "tinggi")
    assert list(kedua.halaman.order_by("nomor").values_list(*isi)) == list(
        pertama.halaman.order_by("nomor").values_list(*isi)
    )


def test_diteruskan_dari_halaman_yang_belum_ada(gudang, petugas):
    berkas = unggah(pdf(5), petugas)
    for n in (1, 2, 4):
        HalamanGambar.objects.create(berkas=berkas, nomor=n, sha256="a" * 64, ukuran=1, lebar=1, tinggi=1)

    assert buat_halaman(berkas.pk) == "SIAP"

    assert list(berkas.halaman.filter(sha256="a" * 64).order_by("nomor").values_list("nomor", flat=True)) == [1, 2, 4]
    assert berkas.halaman.count() == 5


def test_halaman_yang_menjatuhkan_pembuat_gambar_dicatat_tanpa_gambar(gudang, petugas, monkeypatch):
    """A page that no judge foresaw: the child dies on it, twice, and the others are drawn all the same."""
    berkas = unggah(pdf(4), petugas)
    asli = halaman.jalankan_anak

    def jatuh(perintah, permintaan, **lain):
        # Stands for a parser bug: the real child, told to stop before the third page, and reported dead there.
        if permintaan["mulai"] <= 3 <= permintaan["sampai"]:
            if permintaan["mulai"] == 3:
                jawaban = asli(perintah, permintaan | {"mulai": 99, "sampai": 99}, **lain)
            else:
                jawaban = asli(perintah, permintaan | {"sampai": 2}, **lain)
            jawaban.baris = [b for b in jawaban.baris if "ok" not in b]
            jawaban.sebab = "mati"
            return jawaban
        return asli(perintah, permintaan, **lain)

    monkeypatch.setattr(halaman, "jalankan_anak", jatuh)

    assert buat_halaman(berkas.pk) == "SIAP"

    assert list(berkas.halaman.order_by("nomor").values_list("nomor", "lebar")) == [
        (1, 1000),
        (2, 1000),
        (3, 0),
        (4, 1000),
    ]


def test_berkas_yang_tidak_dapat_digambar_berakhir_gagal(gudang, petugas):
    berkas = unggah(pdf(1), petugas)
    (gudang / letak(berkas.sha256)).write_bytes(pdf_bom()[:5000])

    assert buat_halaman(berkas.pk) == "GAGAL"


def test_isi_yang_hilang_dicoba_lagi_lalu_menyerah(gudang, petugas):
    berkas = unggah(pdf(1), petugas)
    (gudang / letak(berkas.sha256)).unlink()

    assert [buat_halaman(berkas.pk) for _ in range(6)] == ["MENUNGGU"] * 4 + ["GAGAL", None]


def test_berkas_yang_menyerah_karena_mesin_dicoba_lagi_di_malam_hari(gudang, petugas):
    def gagal(isi, rusak):
        berkas = unggah(isi, petugas)
        rusak(gudang / letak(berkas.sha256))
        while buat_halaman(berkas.pk) != "GAGAL":
            pass
        return berkas

    def hilangkan(jalur):
        jalur.rename(jalur.with_suffix(".pinjam"))

    mesin = gagal(pdf(1), hilangkan)
    isinya = gagal(pdf(2), lambda jalur: jalur.write_bytes(pdf_bom()[:5000]))
    assert halaman.coba_lagi_yang_terhenti() == 0  # it has only just ended

    Berkas.objects.update(denyut_pada=timezone.now() - datetime.timedelta(minutes=6))
    tempat = gudang / letak(mesin.sha256)
    tempat.with_suffix(".pinjam").rename(tempat)
    assert halaman.coba_lagi_yang_terhenti() == 1

    assert (buat_halaman(mesin.pk), buat_halaman(isinya.pk)) == ("SIAP", None)


def test_isi_yang_sama_datang_lagi_selagi_digambar(gudang, petugas):
    """A line broke and the same form was sent again: the bytes on the shelf are another file now, of the same name."""
    berkas = unggah(pdf(1), petugas)
    henti = threading.Event()

    def kirim_ulang():
        while not henti.is_set():
            simpan_isi(pdf(1), nama="surat.pdf")

    ulang = threading.Thread(target=kirim_ulang)
    ulang.start()
    try:
        assert buat_halaman(berkas.pk) == "SIAP"
    finally:
        henti.set()
        ulang.join()

    assert berkas.halaman.get().lebar == 1000
    assert list((gudang / "incoming").iterdir()) == []


def test_anak_yang_dibunuh_tidak_menjadi_vonis_atas_berkasnya(gudang, petugas):
    """`kill -9` of the child alone, behind its fence, as a machine short of memory does it."""
    berkas = unggah(simpan(keriuhan(1800, 2600), "JPEG", quality=90), petugas, "foto")
    terbunuh = []

    def bunuh():
        sampai = time.monotonic() + 30
        while not terbunuh and time.monotonic() < sampai:
            if any(j.stat().st_size for j in gudang.glob("incoming/kerja-*/jawaban.jsonl")):
                terbunuh.extend(p for p in anak_dari(os.getpid()) if str(gudang) in perintah(p))
                for pid in terbunuh:
                    os.kill(pid, signal.SIGKILL)

    pembunuh = threading.Thread(target=bunuh)
    pembunuh.start()
    akhir = buat_halaman(berkas.pk)
    pembunuh.join()

    assert (akhir, len(terbunuh), berkas.halaman.count()) == ("MENUNGGU", 1, 0)
    assert buat_halaman(berkas.pk) == "SIAP"


def test_sapuan_membunyikan_yang_menunggu_paling_sering_semenit_sekali(gudang, petugas, lonceng):
    berkas = unggah(pdf(1), petugas)
    assert sapu_berkas() == 0  # just asked for

    Berkas.objects.filter(pk=berkas.pk).update(diunggah_pada=timezone.now() - datetime.timedelta(minutes=2))

    assert [sapu_berkas(), sapu_berkas()] == [1, 0]
    assert lonceng() == [("dokumen.buat_halaman", berkas.pk)]


def test_setelah_tersimpan_bel_berbunyi_dan_bel_mati_tidak_menahan(
    gudang, petugas, lonceng, django_capture_on_commit_callbacks, monkeypatch
):
    with django_capture_on_commit_callbacks(execute=True):
        berkas = unggah(pdf(1), petugas)
        assert lonceng() == []  # not before the commit
    assert lonceng() == [("dokumen.buat_halaman", berkas.pk)]

    for nama in ("broker_url", "broker_write_url"):
        monkeypatch.setitem(app.conf, nama, "filesystem://")
    monkeypatch.setitem(app.conf, "broker_transport_options", {"data_folder_out": "/proc/tidak-ada"})
    app._after_fork()
    with django_capture_on_commit_callbacks(execute=True):
        berkas = unggah(pdf(2), petugas)

    assert status(berkas) == "MENUNGGU"


def test_sapuan_mengambil_kembali_dari_pekerja_yang_mati(gudang, petugas):
    berkas = unggah(pdf(1), petugas)
    tertinggal = halaman.ambil(berkas.pk)
    assert halaman.ambil(berkas.pk) is None
    lama = timezone.now() - datetime.timedelta(minutes=6)
    Berkas.objects.filter(pk=berkas.pk).update(denyut_pada=lama)

    assert sapu_berkas() == 1  # given back and rung in the same sweep, however young the upload

    assert buat_halaman(berkas.pk) == "SIAP"
    assert halaman.pindah(tertinggal, "GAGAL") is False  # the dead one wakes up: its turn is gone
    assert status(berkas) == "SIAP"
