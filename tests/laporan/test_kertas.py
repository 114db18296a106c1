"""Every paper at its worst: a hal of 1,000 letters without a space, long names, many addressees: nothing cut."""

import datetime as dt

import pytest
import time_machine

from disposisi.cetak import isi_lembar
from dokumen.cetak import render_pdf
from ekspedisi.cetak import isi_tanda_terima
from laporan.agenda import PANJANG
from laporan.cetak import render_buku_agenda, susun_riwayat
from persuratan.cetak import render_tanda_terima_pengirim
from persuratan.models import SuratMasuk
from tests.factories import UnitKerjaFactory
from tests.halaman import baca_pdf, di_luar_kertas
from tests.perjalanan import Perjalanan, wita

KES = "Dinas Kesehatan"
RAPAT = "W" * 991 + "_AKHIRHAL"
BERSPASI = ("Permintaan data capaian imunisasi dasar menurut kecamatan " * 20)[:991] + " AKHIRHAL"


@pytest.fixture(params=[RAPAT, BERSPASI], ids=["rapat", "berspasi"])
def jalan(request, kantor):
    for orang in (kantor.petugas, kantor.sekda, kantor.dinkes):
        orang.gelar_depan, orang.gelar_belakang = "Prof. Dr. Ir. Hj.", "S.H., S.Sos., M.Si., M.A.P., Ph.D."
        orang.nama += " Kusumaningrum Wijayaningtyas Sastrowardoyo Mangunkusumo"
        orang.save()
    p = Perjalanan(kantor).catat(hal=request.param, nama_pengirim="P" * 200, nomor_surat="9" * 120)
    p.arahkan().telaah().disposisi(kantor.sekda, ke_unit=[KES], catatan="C" * 500).kirim(KES)
    p.buka(kantor.dinkes, KES).terima(kantor.dinkes, KES, catatan="T" * 500)
    return p.selesaikan(kantor.dinkes, catatan="H" * 500)


def lembaran(kantor, p):
    """{name: PDF bytes} of all five papers."""
    orang = kantor.petugas
    surat = SuratMasuk.objects.visible_to(orang).select_related("jenis").get(pk=p.surat.pk)
    kiriman = p.kiriman(KES)
    kiriman.surat = SuratMasuk.objects.visible_to(orang).get(pk=p.surat.pk).surat_ptr
    kiriman.surat.isi_terbuka = True
    cetak = {"dicetak_oleh": orang.nama}
    return {
        "lembar disposisi": render_pdf("cetak/lembar_disposisi.html", isi_lembar(surat, untuk=orang) | cetak),
        "tanda terima pengirim": render_tanda_terima_pengirim(surat, **cetak),
        "tanda terima OPD": render_pdf("cetak/tanda_terima_opd.html", isi_tanda_terima(kiriman) | cetak),
        "riwayat": render_pdf("cetak/riwayat_perjalanan.html", susun_riwayat(surat, orang) | cetak),
        "buku agenda": render_buku_agenda(dt.date(2026, 11, 1), dt.date(2026, 11, 30), pegawai=orang, kertas="A4"),
    }


def test_tidak_ada_yang_terpotong(kantor, jalan):
    with time_machine.travel(wita(13, 15), tick=False):
        pdf = lembaran(kantor, jalan)

    assert {nama: di_luar_kertas(isi)[:3] for nama, isi in pdf.items()} == dict.fromkeys(pdf, [])
    assert [nama for nama, isi in pdf.items() if "AKHIRHAL" not in "".join(baca_pdf(isi)[1]).replace(" ", "")] == []


def test_kepala_tabel_berulang_juga_pada_baris_yang_melewati_halaman(kantor):
    """Fifty addressees fill more than a page: the row goes on, and the head stands above it again."""
    unit = [
        UnitKerjaFactory(nama=f"Badan Pengelola Urusan Pemberdayaan Nomor {n} {'X' * 60}", jenis="DINAS")
        for n in range(50)
    ]
    Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[u.nama for u in unit])
    with time_machine.travel(wita(13, 15), tick=False):
        _, halaman = baca_pdf(render_buku_agenda(dt.date(2026, 11, 1), dt.date(2026, 11, 30), pegawai=kantor.petugas))

    assert sum(len(u.nama) for u in unit) > PANJANG
    assert "Badan Pengelola Urusan Pemberdayaan Nomor 0 " in halaman[0]
    assert [n for n, h in enumerate(halaman, 1) if "Diteruskan kepada" not in h and "Jumlah: 1 surat" not in h] == []
