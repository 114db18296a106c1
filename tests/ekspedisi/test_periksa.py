"""A receipt proves itself: the paper, and the public page behind its QR."""

import datetime as dt
import random
import re

import pytest
import time_machine

from alur.jejak import kode_pendek
from alur.models import Jejak
from dokumen.cetak import render_pdf
from ekspedisi import services
from ekspedisi.buku import surat_terlihat
from ekspedisi.cetak import isi_tanda_terima
from ekspedisi.models import Pengiriman
from ekspedisi.views.periksa import rapikan
from organisasi.kode import HURUF_KODE
from tests.halaman import baca_pdf, teks
from tests.perjalanan import Perjalanan, wita

DINKES = "Dinas Kesehatan"


@pytest.fixture
def diterima(jalan, kantor):
    jalan.sampai_dinas().buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES, catatan="Lengkap.")
    return jalan.kiriman(DINKES)


def cetak(kiriman, pegawai):
    segar = Pengiriman.objects.prefetch_related(surat_terlihat(pegawai)).get(pk=kiriman.pk)
    with time_machine.travel(wita(9, 15), tick=False):
        return baca_pdf(render_pdf("cetak/tanda_terima_opd.html", isi_tanda_terima(segar)))


def test_tanda_terima_menyebut_siapa_apa_dan_kapan(kantor, diterima):
    jumlah, (lembar,) = cetak(diterima, kantor.dinkes)
    entri = Jejak.objects.get(transisi="terima")
    assert jumlah == 1
    for tertulis in (
        "TANDA TERIMA SURAT",
        f"Nomor {diterima.kode_terima}",
        "Nomor agenda : 1/2026",
        "Nomor surat : 400.7.13/2217/Dinkes/2026, 6 November 2026",
        "Hal : Permintaan data capaian imunisasi",
        "Yang diterima : 1 surat, 2 halaman, dengan lembar disposisi Asisten Pemerintahan dan Kesejahteraan Rakyat",
        f"Sidik berkas {entri.data['berkas'][0]['sha256'][:12]}",
        "Penerima : Sari Cempaka, A.Md. Petugas Tata Usaha Dinas Kesehatan",
        "Unit : Dinas Kesehatan",
        "Dikirim : Senin, 9 November 2026 10.30 WITA",
        "Diterima : Senin, 9 November 2026 11.05 WITA menurut jam server",
        "Batas : Selasa, 10 November 2026 16.00 WITA Tepat waktu",
        "Catatan : Lengkap.",
        "Menerima belum berarti surat selesai ditindaklanjuti.",
        f"Buku besar baris {entri.urut} · {kode_pendek(entri)}",
        "Diserahkan oleh Jaka Pandan",
    ):
        assert tertulis in lembar
    assert [kata for kata in ("dinyatakan", "surat.pdf") if kata in lembar] == []


def test_yang_diterima_tanpa_pindaian(kantor, jalan):
    jalan.catat(pindai=False).arahkan().telaah().disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
    jalan.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    _, (lembar,) = cetak(jalan.kiriman(DINKES), kantor.dinkes)
    assert "Yang diterima : 1 surat, tanpa pindaian, dengan lembar disposisi Sekretaris Daerah" in lembar
    assert "Sidik berkas" not in lembar


def test_waktu_yang_dinyatakan_diberi_label(kantor, jalan):
    """An acknowledgement typed in later: the server's own moment, and beside it what was claimed."""
    jalan.sampai_dinas().buka(kantor.dinkes, DINKES)
    jalan.terima(kantor.dinkes, DINKES, wita(10, 9), terjadi_pada=wita(9, 14, 20), sumber_waktu="MENYUSUL")
    _, (lembar,) = cetak(jalan.kiriman(DINKES), kantor.dinkes)
    assert "Diterima : Selasa, 10 November 2026 09.00 WITA menurut jam server" in lembar
    assert "(dinyatakan: Senin, 9 November 2026 14.20 WITA, dicatat menyusul)" in lembar


def test_tanda_terima_panjang_tidak_terpotong(kantor, jalan):
    hal = ("Permintaan data capaian imunisasi dasar lengkap menurut kecamatan dan desa " * 20)[:991] + " AKHIRHAL"
    jalan.catat(hal=hal).arahkan().telaah().disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
    jalan.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES, catatan="Catatan panjang. " * 50 + "AKHIRCATATAN")
    jumlah, lembar = cetak(jalan.kiriman(DINKES), kantor.dinkes)
    semua = " ".join(lembar)
    assert (len(hal), jumlah in {1, 2}) == (1000, True)
    assert ("AKHIRHAL" in semua, "AKHIRCATATAN" in semua, "sah tanpa tanda tangan basah" in semua) == (True,) * 3


def test_rahasia_di_luar_jalur_tidak_tercetak(kantor):
    jalan = Perjalanan(kantor).catat(keamanan="R", hal="Mutasi pejabat bulan depan", pindai=False).arahkan().telaah()
    jalan.disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
    jalan.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    kiriman = jalan.kiriman(DINKES)
    assert "Mutasi" not in cetak(kiriman, kantor.petugas)[1][0]
    assert "Mutasi pejabat bulan depan" in cetak(kiriman, kantor.dinkes)[1][0]


def test_kertas_untuk_kedua_pihak(client, kantor, diterima, jalan):
    jalur = f"/terima/{diterima.kode}/tanda-terima.pdf"
    client.force_login(kantor.dinkes)
    jawaban = client.get(jalur)
    assert (jawaban.status_code, jawaban["Content-Type"], jawaban.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert f"Tanda terima {diterima.kode_terima}.pdf" in jawaban["Content-Disposition"]
    belum = Perjalanan(kantor).sampai_dinas().kiriman(DINKES)
    client.force_login(kantor.petugas)
    assert client.get(f"/terima/{belum.kode}/tanda-terima.pdf")["Location"] == f"/terima/{belum.kode}/"


# The public page -----------------------------------------------------------------------------------


@pytest.mark.tertanam
def test_halaman_periksa_tanpa_masuk(client, diterima):
    halaman = client.get(f"/periksa/{diterima.kode_terima}/")
    entri = Jejak.objects.get(transisi="terima")
    kata = teks(halaman)
    for tertulis in (
        "Tanda terima ini tercatat",
        "Nomor surat 400.7.13/2217/Dinkes/2026 Tanggal surat Jumat, 6 November 2026 Nomor agenda 1/2026",
        "Unit penerima Dinas Kesehatan",
        "Diterima server Senin, 9 November 2026 11.05 WITA",
        f"Buku besar Baris {entri.urut} · {kode_pendek(entri)}",
    ):
        assert tertulis in kata
    for rahasia in ("imunisasi", "Contoh Raya", "Sari Cempaka", "Lengkap.", "Jaka"):
        assert rahasia not in halaman.content.decode()
    assert halaman["Cache-Control"].startswith("max-age=0")


@pytest.mark.tertanam
def test_halaman_periksa_surat_rahasia_tanpa_nomornya(client, kantor):
    """Who finds the paper, or guesses, learns from the public page that it is real and nothing of the sender."""
    jalan = Perjalanan(kantor).catat(keamanan="R", nomor_surat="R-77/Kejari/2026", pindai=False).arahkan().telaah()
    jalan.disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
    jalan.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)

    kata = teks(client.get(f"/periksa/{jalan.kiriman(DINKES).kode_terima}/"))

    assert "Surat Rahasia, nomor dan tanggalnya tidak ditampilkan Nomor agenda 1/2026" in kata
    assert [k in kata for k in ("R-77", "Kejari", "6 November 2026")] == [False] * 3


@pytest.mark.tertanam
def test_kode_diketik_ulang_dengan_caranya_sendiri(client, diterima):
    polos = diterima.kode_terima.replace("-", "")
    for diketik in (diterima.kode_terima.lower(), polos, polos[2:], f" {polos[2:6]} {polos[6:]} "):
        jawaban = client.get("/periksa/", {"kode": diketik})
        assert (jawaban.status_code, jawaban["Location"]) == (302, f"/periksa/{diterima.kode_terima}/")
    assert "Ketik kode pada tanda terima" in teks(client.get("/periksa/"))


@pytest.mark.tertanam
def test_kode_yang_belum_diterima_atau_tidak_ada(client, kantor, jalan):
    belum = jalan.sampai_dinas().kiriman(DINKES)
    services.buka(belum, oleh=kantor.dinkes)
    for kode in (belum.kode_terima, "TT-2222-2222", "apa saja", "-", "TT-8F3K-20QW"):
        jawaban = client.get(f"/periksa/{kode}/")
        assert (kode, jawaban.status_code) == (kode, 404)
        assert "Kode tidak ditemukan" in teks(jawaban)


@pytest.mark.tertanam
def test_menebak_kode_dibatasi(client, diterima, settings):
    settings.BATAS_PUBLIK = {"verifikasi": (3, dt.timedelta(hours=1))}
    jawaban = [client.get(f"/periksa/TT-2222-222{n}/").status_code for n in range(2, 6)]
    assert jawaban == [404, 404, 404, 429]
    assert client.get(f"/periksa/{diterima.kode_terima}/").status_code == 429


def test_kode_acak_tidak_pernah_dikenal(diterima):
    """Random codes never become ours, and every code of ours survives being typed."""
    acak = random.Random(7)
    for _ in range(2000):
        kode = "".join(acak.choice(HURUF_KODE) for _ in range(8))
        assert rapikan(f"tt {kode[:4]} {kode[4:]}".lower()) == f"TT-{kode[:4]}-{kode[4:]}"
        teks_acak = "".join(acak.choice("0OIL1U-!@ aZ") for _ in range(8))
        assert rapikan(teks_acak) == "" or re.fullmatch(r"TT-\w{4}-\w{4}", rapikan(teks_acak))
