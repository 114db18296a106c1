"""A letter is found by what its scan says, by those to whom its content is open, and by nobody else."""

import io

import pytest

from dokumen.gudang import simpan_sementara
from dokumen.models import TeksBerkas
from dokumen.teks import baca_berikutnya
from persuratan.models import IndeksSurat, KataIndeks, SuratMasuk
from persuratan.pencarian import cari
from persuratan.pencarian.indeks import PANJANG_PINDAIAN, susun_ulang
from persuratan.services import lampirkan, tambah_pindaian
from persuratan.transitions import KOREKSI
from tests.dokumen.naskah import ber_ocr, jpeg_naskah, pdf_naskah
from tests.perjalanan import Perjalanan
from tests.persuratan.meja import kirim, masuk, teks

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

ISI = [
    "Bersama ini disampaikan rencana pembangunan jembatan gantung",
    "di Kecamatan Contoh Utara tahun anggaran 2027.",
]


def pindai(kantor, surat, isi):
    """Attach a PDF that says this, and read it as the worker does."""
    sementara = simpan_sementara(io.BytesIO(pdf_naskah(isi)), nama="pindaian.pdf")
    tambah_pindaian(surat, [sementara.buat_berkas(kantor.petugas)], oleh=kantor.petugas)
    while baca_berikutnya():
        pass


def temukan(pegawai, kata):
    """Agenda numbers found."""
    hasil = cari(SuratMasuk.objects.visible_to(pegawai), kata)
    return list(hasil.order_by("pk").values_list("nomor_agenda", flat=True))


def kosakata():
    return set(KataIndeks.objects.values_list("kata", flat=True))


@ber_ocr
def test_a_photographed_letter_is_found_by_a_word_on_its_paper(meja, kantor, client):
    surat = Perjalanan(kantor).catat(pindai=False).surat
    foto = io.BytesIO(jpeg_naskah(ISI))
    foto.name = "foto.jpg"
    kirim(meja, {"berkas": foto}, f"/surat/{surat.kode}/pindaian/")
    assert temukan(kantor.petugas, "jembatan gantung") == []

    assert (baca_berikutnya() is not None, TeksBerkas.objects.get().status) == (True, "SIAP")

    assert temukan(kantor.petugas, "jembatan gantung") == [1]
    assert surat.nama_pengirim in teks(masuk(client, kantor.petugas).get("/cari/?q=jembatan+gantung"))
    assert temukan(kantor.dinkes, "jembatan gantung") == []


def test_every_letter_with_the_same_paper_is_found_also_one_that_comes_later(kantor):
    pindai(kantor, Perjalanan(kantor).catat(pindai=False).surat, ISI)
    pindai(kantor, Perjalanan(kantor).catat(pindai=False).surat, ISI)

    assert (temukan(kantor.petugas, "jembatan"), TeksBerkas.objects.count()) == ([1, 2], 1)


def test_words_of_the_scan_of_a_letter_made_secret_find_it_only_in_its_line(kantor):
    perjalanan = Perjalanan(kantor).catat(pindai=False, hal="Rencana kerja")
    pindai(kantor, perjalanan.surat, ISI)
    perjalanan.arahkan()
    assert [temukan(p, "jembatan") for p in (kantor.petugas, kantor.kabag_umum)] == [[1], [1]]

    KOREKSI.run(perjalanan.surat, oleh=kantor.petugas, catatan="Keamanan keliru", keamanan="R")

    assert [temukan(p, "jembatan") for p in (kantor.petugas, kantor.kabag_umum)] == [[], [1]]
    assert temukan(kantor.petugas, "jembatan gantung kecamatan") == []
    assert temukan(kantor.petugas, "jembata*") == []


def test_scanned_words_are_no_suggestions(kantor):
    pindai(kantor, Perjalanan(kantor).catat(pindai=False, hal="Rencana kerja").surat, ISI)

    assert ("rencana" in kosakata(), {"jembatan", "gantung"} & kosakata()) == (True, set())
    assert temukan(kantor.petugas, "jembatn") == []


def test_a_correction_and_a_rebuilt_index_keep_what_was_read(kantor):
    surat = Perjalanan(kantor).catat(pindai=False).surat
    pindai(kantor, surat, ISI)
    KOREKSI.run(surat, oleh=kantor.petugas, catatan="Salah ketik", hal="Pembangunan daerah")
    sebelum = list(IndeksSurat.objects.values())
    assert sebelum[0]["pindaian"].startswith(" bersama ini disampaikan rencana ")

    susun_ulang()

    assert list(IndeksSurat.objects.values()) == sebelum
    assert temukan(kantor.petugas, "jembatan") == [1]


def test_a_thick_bundle_fits_into_the_index(kantor):
    surat = Perjalanan(kantor).catat(pindai=False).surat
    pindai(kantor, surat, ["kata"])
    panjang = " ".join(f"halaman{n} lembar{n * 7919}" for n in range(40_000))
    TeksBerkas.objects.update(teks=panjang, status="MENUNGGU", halaman=1)

    assert baca_berikutnya().sha256 == TeksBerkas.objects.get(status="SIAP").sha256

    assert len(IndeksSurat.objects.get().pindaian) <= PANJANG_PINDAIAN + 1
    assert temukan(kantor.petugas, "halaman17 lembar134623") == [1]


def test_attaching_asks_a_fixed_number_of_questions(kantor, django_assert_num_queries):
    """However many scans: one row each in one statement, and one bell."""
    surat = Perjalanan(kantor).catat(pindai=False).surat
    for banyak in (1, 3):
        berkas = [
            simpan_sementara(io.BytesIO(pdf_naskah([f"{banyak} {n}"])), nama="a.pdf").buat_berkas(kantor.petugas)
            for n in range(banyak)
        ]
        with django_assert_num_queries(3):
            lampirkan(surat, berkas, oleh=kantor.petugas)
