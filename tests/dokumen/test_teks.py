"""What a scan says: read page by page, once, in turns, and without an error where nothing can read."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from dokumen.gudang import gabung_gambar
from dokumen.models import TeksBerkas
from dokumen.rak import rak
from dokumen.teks import DIAM, ambil, baca_berikutnya, minta, pindah, sapu_teks
from tests.dokumen.korpus import png
from tests.dokumen.naskah import ber_ocr, jpeg_naskah, pdf_naskah
from tests.dokumen.test_gudang import unggah

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

KALIMAT = (
    "Sehubungan dengan percepatan penurunan stunting,",
    "kami mengundang Saudara pada rapat koordinasi",
    "di Aula Kantor Bupati, Senin 16 November 2026.",
)


def simpan(petugas, *isi):
    """The Berkas of these contents, their texts asked for one after the other."""
    berkas = [unggah(satu, "surat").buat_berkas(petugas) for satu in isi]
    for satu in berkas:
        minta([satu])
    return berkas


def baca_semua():
    """Read until nothing is left; (status, pages, by what) of each, as asked for."""
    while baca_berikutnya():
        pass
    return [(t.status, t.halaman, t.mesin.split()[0] if t.mesin else "") for t in TeksBerkas.objects.order_by("pk")]


def kata(teks):
    return teks.casefold().split()


@ber_ocr
def test_foto_surat_terbaca_halaman_demi_halaman(gudang, petugas):
    foto = [unggah(jpeg_naskah(KALIMAT), "1.jpg"), unggah(jpeg_naskah(["Lampiran daftar hadir"]), "2.jpg")]
    minta([gabung_gambar(foto).buat_berkas(petugas)])

    assert baca_semua() == [("SIAP", 2, "tesseract")]

    _, satu, dua = TeksBerkas.objects.get().teks.split("\f")
    assert kata(satu) == kata(" ".join(KALIMAT))
    assert kata(dua) == ["lampiran", "daftar", "hadir"]


@ber_ocr
def test_halaman_yang_terbalik_tetap_terbaca(gudang, petugas):
    simpan(petugas, jpeg_naskah(KALIMAT * 4, putar=180))

    baca_semua()

    assert kata(TeksBerkas.objects.get().teks)[:4] == ["sehubungan", "dengan", "percepatan", "penurunan"]


@ber_ocr
def test_gambar_tanpa_tulisan_tidak_memberi_kata(gudang, petugas):
    simpan(petugas, png())

    assert baca_semua() == [("SIAP", 1, "tesseract")]
    assert kata(TeksBerkas.objects.get().teks) == []


@pytest.fixture
def tanpa_mesin(settings):
    """A machine without the language data: what the child then says is what it says without the library."""
    settings.BAHASA_PINDAIAN = "tak-terpasang"


def test_lapisan_teks_pdf_dipakai_tanpa_mesin(gudang, petugas, tanpa_mesin):
    simpan(petugas, pdf_naskah(KALIMAT))

    assert baca_semua() == [("SIAP", 1, "lapisan")]
    assert kata(TeksBerkas.objects.get().teks) == kata(" ".join(KALIMAT))


@ber_ocr
def test_tanpa_mesin_bukan_galat_dan_disusul_sesudah_dipasang(gudang, petugas, tanpa_mesin, settings):
    simpan(petugas, jpeg_naskah(KALIMAT[:1]), jpeg_naskah(KALIMAT[1:2]))
    assert baca_semua() == [("TANPA_MESIN", 0, "")] * 2
    sapu_teks()
    assert baca_semua() == [("TANPA_MESIN", 0, "")] * 2

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2), tick=True):
        sapu_teks()  # one of them asks, and nothing more: the machine still has none
        assert TeksBerkas.objects.filter(status="MENUNGGU").count() == 1
        assert baca_semua() == [("TANPA_MESIN", 0, "")] * 2
    settings.BAHASA_PINDAIAN = "ind"
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=4), tick=True):
        sapu_teks()
        assert baca_semua() == [("SIAP", 1, "tesseract")] * 2


def test_isi_yang_sama_dibaca_sekali(gudang, petugas, tanpa_mesin):
    simpan(petugas, pdf_naskah(KALIMAT))
    baca_semua()
    simpan(petugas, pdf_naskah(KALIMAT), pdf_naskah(KALIMAT))
    rak().jalur_pasti(TeksBerkas.objects.get().sha256).unlink()  # a second look at the bytes would fail

    assert baca_semua() == [("SIAP", 1, "lapisan")]
    assert len(kata(TeksBerkas.objects.get().teks)) == len(kata(" ".join(KALIMAT)))


def test_yang_terbaru_didahulukan_dan_hanya_satu_yang_dibaca(gudang, petugas):
    simpan(petugas, pdf_naskah(["satu"]), pdf_naskah(["dua"]))

    kini = ambil()

    assert (kini.pk, ambil()) == (TeksBerkas.objects.latest("pk").pk, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        TeksBerkas.objects.update(status="DIKERJAKAN")


def test_pekerja_yang_mati_digantikan_dan_yang_lama_berhenti(gudang, petugas, tanpa_mesin):
    simpan(petugas, pdf_naskah(KALIMAT))
    lama = ambil()
    sapu_teks()
    assert ambil() is None
    with time_machine.travel(timezone.now() + DIAM * 1.1, tick=True):
        sapu_teks()
        baru = ambil()
        assert (pindah(lama, status="GAGAL"), pindah(baru, status="MENUNGGU")) == (False, True)
        assert baca_semua() == [("SIAP", 1, "lapisan")]


def test_isi_yang_hilang_dicoba_beberapa_kali_lalu_ditinggalkan(gudang, petugas):
    simpan(petugas, pdf_naskah(KALIMAT))
    rak().jalur_pasti(TeksBerkas.objects.get().sha256).unlink()

    for _ in range(5):
        assert TeksBerkas.objects.get().status == "MENUNGGU"
        baca_berikutnya()

    assert (TeksBerkas.objects.get().status, baca_berikutnya()) == ("GAGAL", None)
    minta([petugas.berkas_diunggah.get()])  # attached again: tried again
    assert TeksBerkas.objects.get().status == "MENUNGGU"
