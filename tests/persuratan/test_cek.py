"""The bearer: a receipt on paper, and the public page that tells the stage and nothing else."""

import io
import re

import pikepdf
import pypdfium2
import pytest
import time_machine

from alur.jejak import kode_pendek
from alur.models import Jejak
from persuratan.cetak import alamat_cek, render_tanda_terima_pengirim
from persuratan.views.cek import rapikan_kode
from tests.perjalanan import Perjalanan, wita
from tests.persuratan.meja import masuk, teks

pytestmark = pytest.mark.tertanam


@pytest.fixture
def perjalanan(kantor):
    return Perjalanan(kantor).catat(pengantar="Joko Pengantar", hal="Permintaan data capaian imunisasi")


def baca(pdf):
    """(page count, its words, size of the first page in millimetres)."""
    with pikepdf.open(io.BytesIO(pdf)) as dokumen:
        kotak = [float(v) for v in dokumen.pages[0].mediabox]
    lembar = pypdfium2.PdfDocument(pdf)
    kata = " ".join(" ".join(h.get_textpage().get_text_range().split()) for h in lembar)
    jumlah = len(lembar)
    lembar.close()
    return jumlah, kata, (round((kotak[2] - kotak[0]) * 25.4 / 72), round((kotak[3] - kotak[1]) * 25.4 / 72))


def test_the_receipt_is_half_a_folio_with_what_the_bearer_needs(perjalanan):
    surat = perjalanan.surat

    jumlah, kata, ukuran = baca(render_tanda_terima_pengirim(surat, dicetak_oleh="Ratna Melur"))

    assert (jumlah, ukuran) == (1, (215, 165))
    jejak = Jejak.objects.get(rantai=surat.rantai, transisi="catat")
    for bagian in (
        "TANDA TERIMA SURAT",
        "1/2026",
        "Dinas Kesehatan Provinsi Contoh Raya",
        "400.7.13/2217/Dinkes/2026, 6 November 2026",
        "Permintaan data capaian imunisasi",
        "Senin, 9 November 2026 08.00 WITA",
        "Joko Pengantar",
        surat.kode_lacak,
        kode_pendek(jejak),
        "2 halaman",
    ):
        assert bagian in kata


def test_a_hal_of_a_thousand_letters_is_not_clipped(kantor):
    hal = " ".join(f"kata{n:04}" for n in range(111))
    surat = Perjalanan(kantor).catat(hal=hal).surat

    jumlah, kata, _ = baca(render_tanda_terima_pengirim(surat))

    assert len(hal) == 998
    assert [k for k in hal.split() if k not in kata] == []
    assert jumlah <= 2


@pytest.mark.parametrize("keamanan", ["R", "SR"])
def test_the_receipt_of_a_sealed_letter_tells_its_envelope_alone(kantor, keamanan):
    surat = (
        Perjalanan(kantor)
        .catat(
            keamanan=keamanan,
            hal="Pemeriksaan khusus",
            lampiran_fisik="2 map",
            acara_mulai=wita(9, 7),
            pindai=False,
        )
        .surat
    )

    _, kata, _ = baca(render_tanda_terima_pengirim(surat))

    assert "Surat tertutup, dicatat dari sampulnya" in kata
    assert re.findall("Pemeriksaan khusus|2 map|setelah acara", kata) == []


def test_the_receipt_is_printed_at_the_counter_alone(perjalanan, kantor, client):
    alamat = f"/surat/{perjalanan.surat.kode}/tanda-terima/"

    boleh = {}
    for nama in ("petugas", "petugas2", "kasubbag", "kabag_umum", "caraka", "auditor", "sekda", "dinkes", "admin"):
        masuk(client, getattr(kantor, nama))
        boleh[nama] = client.get(alamat).status_code

    assert boleh == {
        "petugas": 200,
        "petugas2": 200,
        "kasubbag": 200,
        "kabag_umum": 200,
        "caraka": 200,
        "auditor": 404,
        "sekda": 404,
        "dinkes": 404,
        "admin": 404,
    }
    masuk(client, kantor.petugas)
    jawaban = client.get(alamat)
    assert (jawaban["Content-Type"], jawaban["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert jawaban["Content-Disposition"] == 'inline; filename="Tanda terima agenda 1 2026.pdf"'


# The public page ------------------------------------------------------------------------------------


def tahap(client, surat):
    jawaban = client.get(f"/cek/{surat.kode_lacak}/")
    html = jawaban.content.decode()
    return jawaban.status_code, re.search(r"<h1>(.*?)</h1>", html)[1]


def test_the_stages_in_public_words(kantor, client):
    p = Perjalanan(kantor).catat()
    dilihat = [tahap(client, p.surat)]
    p.arahkan()
    dilihat.append(tahap(client, p.surat))
    p.telaah().disposisi(kantor.sekda, ke_unit=["Dinas Kesehatan"])
    dilihat.append(tahap(client, p.surat))
    p.kirim("Dinas Kesehatan").buka(kantor.dinkes, "Dinas Kesehatan").terima(kantor.dinkes, "Dinas Kesehatan")
    p.selesaikan(kantor.dinkes)
    dilihat.append(tahap(client, p.surat))

    assert dilihat == [
        (200, "Diterima dan dicatat"),
        (200, "Sedang diperiksa pimpinan"),
        (200, "Sudah diteruskan ke unit pengolah"),
        (200, "Selesai ditindaklanjuti"),
    ]


def test_the_page_tells_the_stage_and_nothing_else(kantor, client):
    """An ordinary letter and a sealed one look the same but for their codes."""
    with time_machine.travel(wita(9, 9), tick=False):
        biasa = Perjalanan(kantor).catat(pengantar="Joko Pengantar").surat
        rahasia = (
            Perjalanan(kantor).catat(keamanan="SR", nomor_surat="R-1", nama_pengirim="Kejaksaan", pindai=False).surat
        )
    with time_machine.travel(wita(9, 10), tick=False):
        halaman = [teks(client.get(f"/cek/{s.kode_lacak}/")).replace(s.kode_lacak, "KODE") for s in (biasa, rahasia)]

    assert halaman[0] == halaman[1]
    assert halaman[0] == (
        "Tahap surat Anda – e-Surat Setda Kabupaten Contoh Pemerintah Kabupaten Contoh Sekretariat Daerah "
        "Bantuan (jendela baru) "
        "Diterima dan dicatat Kode KODE Tahap surat 1 Diterima dan dicatat 2 Sedang diperiksa pimpinan "
        "3 Sudah diteruskan ke unit pengolah 4 Selesai ditindaklanjuti Lacak kode lain Lacak "
        "Sepuluh huruf dan angka. Huruf I, L, O, U dan angka 0, 1 tidak dipakai. "
        "Yang tampil hanya tahapnya, bukan isi surat. Jam server 10.00 WITA, Senin, 9 Nov 2026. "
        "Halaman ini milik Pemerintah Kabupaten Contoh."
    )


def test_an_unknown_code_gets_a_calm_page(perjalanan, client):
    for kode in ("AAAAA-AAAAA", "entah", "1/2026", perjalanan.surat.kode):
        jawaban = client.get("/cek/", {"kode": kode}, follow=True)
        assert jawaban.status_code == 404
        assert "Kode tidak ditemukan" in teks(jawaban)
    assert "Tanyakan kepada Bagian Umum pada jam kerja." in teks(jawaban)


def test_a_code_is_read_as_it_is_typed(perjalanan, client):
    kode = perjalanan.surat.kode_lacak

    for ketik in (kode, kode.lower(), kode.replace("-", ""), f" {kode[:5]} {kode[6:]} "):
        jawaban = client.get("/cek/", {"kode": ketik}, follow=True)
        assert (jawaban.status_code, jawaban.redirect_chain) == (200, [(f"/cek/{kode}/", 302)])
    assert client.get(f"/cek/{kode.lower()}/").status_code == 200
    assert [rapikan_kode(k) for k in ("", "O0I1L", "7kq4m 2xr8t", "7KQ4M2XR8", "7KQ4M2XR8TT", "ÄKQ4M2XR8T")] == [
        "",
        "",
        "7KQ4M-2XR8T",
        "",
        "",
        "",
    ]


def test_the_form_stands_alone(client, db):
    jawaban = client.get("/cek/")
    assert (jawaban.status_code, "Lacak surat yang Anda kirim" in teks(jawaban)) == (200, True)
    assert client.post("/cek/").status_code == 405


def test_guessing_is_slowed_down_for_one_network(perjalanan, client, settings):
    kali, selama = settings.BATAS_PUBLIK["cek"]
    settings.BATAS_PUBLIK = settings.BATAS_PUBLIK | {"cek": (5, selama)}

    status = [client.get(f"/cek/AAAAA-AAAA{h}/").status_code for h in "ABCDEFG"]

    assert kali == 120
    assert status == [404] * 5 + [429] * 2
    assert client.get(f"/cek/{perjalanan.surat.kode_lacak}/").status_code == 429
    lain = client.get(f"/cek/{perjalanan.surat.kode_lacak}/", REMOTE_ADDR="10.9.8.7")
    assert lain.status_code == 200


def test_the_code_on_paper_leads_here(perjalanan, client, settings):
    settings.ALAMAT = "https://surat.contoh.go.id/"
    alamat = alamat_cek(perjalanan.surat)
    assert alamat == f"https://surat.contoh.go.id/cek/{perjalanan.surat.kode_lacak}/"
    assert client.get(alamat.removeprefix("https://surat.contoh.go.id")).status_code == 200
