"""A scan that comes after the letter was registered: it closes the obligation, and the ledger knows it (A5.1)."""

import io

import pypdfium2
import pytest
import time_machine
from PIL import Image

from alur.models import Jejak
from dokumen.models import Berkas
from dokumen.rak import rak
from persuratan.models import LampiranSurat, Tugas
from tests.dokumen.korpus import pdf
from tests.perjalanan import Perjalanan, wita
from tests.persuratan.meja import foto, galat, kirim, kunci, masuk, teks, tertanam

pytestmark = pytest.mark.tertanam


@pytest.fixture
def meja(kantor, client):
    with time_machine.travel(wita(9, 8, 30), tick=False):
        yield masuk(client, kantor.petugas)


@pytest.fixture
def surat(kantor):
    return Perjalanan(kantor).catat(pindai=False).surat


def alamat(surat):
    return f"/surat/{surat.kode}/pindaian/"


def terbuka(surat):
    return sorted(Tugas.objects.terbuka().filter(surat=surat.pk).values_list("jenis", flat=True))


def test_a_later_scan_closes_the_obligation(meja, surat):
    assert terbuka(surat) == ["ARAHKAN", "CATAT"]

    jawaban = kirim(meja, {"berkas": [foto("satu.jpg"), foto("dua.jpg", "black")]}, alamat(surat))

    assert (jawaban.status_code, jawaban.url) == (302, surat.get_absolute_url())
    assert terbuka(surat) == ["ARAHKAN"]
    assert "Pindaian Agenda 1/2026 tersimpan, 2 halaman." in teks(meja.get(jawaban.url))
    berkas = LampiranSurat.objects.get().berkas
    assert (berkas.nama_asli, berkas.jenis, berkas.jumlah_halaman) == ("pindaian.pdf", "application/pdf", 2)
    assert Jejak.objects.get(transisi="pindai").data["pindaian"] == [berkas.sha256]


def warna_halaman(berkas):
    """The colour in the middle of each page of a PDF or picture in the store."""
    with rak().buka(berkas.sha256) as isi:
        if berkas.jenis != "application/pdf":
            gambar = [Image.open(isi).convert("RGB")]
        else:
            with pypdfium2.PdfDocument(isi.read()) as dokumen:
                gambar = [h.render(scale=0.2).to_pil().convert("RGB") for h in dokumen]
        return [tuple(round(n / 255) for n in g.getpixel((g.width // 2, g.height // 2))) for g in gambar]


HITAM, PUTIH = (0, 0, 0), (1, 1, 1)


def test_photos_become_one_pdf_in_their_order_and_a_pdf_stays_what_it_is(meja, surat):
    surat_pdf = io.BytesIO(pdf(3))
    surat_pdf.name = "lampiran.pdf"
    berkas = [foto("1.jpg", "black"), foto("2.jpg"), foto("3.jpg", "red"), surat_pdf, foto("5.jpg", "blue")]

    kirim(meja, {"berkas": berkas}, alamat(surat))

    isi = [x.berkas for x in LampiranSurat.objects.order_by("pk")]
    assert [(b.nama_asli, b.jumlah_halaman) for b in isi] == [
        ("pindaian.pdf", 3),
        ("lampiran.pdf", 3),
        ("pindaian.pdf", 1),
    ]
    assert [warna_halaman(isi[0]), warna_halaman(isi[2])] == [[HITAM, PUTIH, HITAM], [HITAM]]


def test_photos_that_do_not_fit_into_one_file_stay_apart(meja, surat, settings):
    settings.BERKAS_MAKS = 1000

    kirim(meja, {"berkas": [foto("satu.jpg"), foto("dua.jpg", "black")]}, alamat(surat))

    assert [x.berkas.nama_asli for x in LampiranSurat.objects.order_by("pk")] == ["satu.jpg", "dua.jpg"]
    assert terbuka(surat) == ["ARAHKAN"]


def test_one_bad_photo_among_good_ones_merges_nothing_yet(meja, surat):
    buruk = foto("rusak.jpg")
    buruk.truncate(200)
    jawaban = kirim(meja, {"berkas": [foto("1.jpg"), buruk, foto("3.jpg", "black")]}, alamat(surat))

    assert [g[:10] for g in galat(jawaban)] == ["rusak.jpg:"]
    assert (LampiranSurat.objects.count(), Berkas.objects.count()) == (0, 0)
    aman = tertanam(jawaban, "berkas_aman")
    assert meja.post(alamat(surat), {"berkas_aman": aman, "kunci": kunci(jawaban)}).status_code == 302
    assert warna_halaman(LampiranSurat.objects.get().berkas) == [PUTIH, HITAM]


def test_a_further_scan_is_no_obligation_but_stands_in_the_ledger(meja, kantor, surat):
    kirim(meja, {"berkas": foto("satu.jpg")}, alamat(surat))
    kirim(meja, {"berkas": foto("dua.jpg", "black")}, alamat(surat))

    kedua = LampiranSurat.objects.order_by("pk").last().berkas
    entri = Jejak.objects.get(transisi="tambah_pindaian")
    assert (entri.oleh, entri.data) == (kantor.petugas, {"pindaian": [kedua.sha256]})
    assert Jejak.objects.filter(transisi="pindai").count() == 1


def test_a_double_send_attaches_once(meja, surat):
    isi = {"kunci": kunci(meja.get(alamat(surat)))}

    assert [meja.post(alamat(surat), isi | {"berkas": foto()}).status_code for _ in range(2)] == [302, 302]
    assert LampiranSurat.objects.count() == 1


def test_nothing_chosen_or_a_bad_file_is_told_and_the_good_one_stays(meja, surat):
    assert galat(kirim(meja, {}, alamat(surat))) == ["Belum ada berkas. Pilih PDF atau foto surat ini."]

    buruk = foto("rusak.pdf")
    buruk.seek(0)
    buruk.truncate()
    buruk.write(b"bukan apa-apa " * 9)
    buruk.seek(0)
    jawaban = kirim(meja, {"berkas": [foto("baik.jpg"), buruk]}, alamat(surat))
    assert jawaban.status_code == 422
    assert [g[:10] for g in galat(jawaban)] == ["rusak.pdf:"]
    (tanda,) = tertanam(jawaban, "berkas_aman")
    assert LampiranSurat.objects.count() == 0

    assert meja.post(alamat(surat), {"berkas_aman": tanda, "kunci": kunci(jawaban)}).status_code == 302
    assert LampiranSurat.objects.get().berkas.nama_asli == "pindaian.pdf"


def test_who_has_no_desk_and_what_is_sealed(meja, kantor, client, surat):
    rahasia = Perjalanan(kantor).catat(keamanan="R", pindai=False).surat
    jawaban = meja.post(alamat(rahasia), {"berkas": foto()}, follow=True)
    assert "Surat rahasia dicatat dari sampulnya. Pindaiannya tidak diunggah di loket." in teks(jawaban)

    for orang in (kantor.sekda, kantor.kabag_umum, kantor.caraka, kantor.dinkes):
        masuk(client, orang)
        assert [client.get(alamat(surat)).status_code, client.post(alamat(surat)).status_code] == [404, 404]
    assert LampiranSurat.objects.count() == 0
