"""Typed text survives an ended login on every form of the way of a letter."""

from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from persuratan.contoh import buat_rute
from persuratan.models import Tugas
from tests.halaman import isi, kunci, teks
from tests.perjalanan import Perjalanan, wita

DINKES = "Dinas Kesehatan"


@pytest.fixture
def jalan(kantor):
    buat_rute()
    return Perjalanan(kantor)


@pytest.fixture
def kembali(kantor):
    """Open a page, lose the login, send the form, log in again: the page that comes then."""

    def kembali(orang, halaman, data, *, ke=None):
        klien = Client()
        klien.force_login(orang)
        dari = {"HTTP_REFERER": f"http://testserver{halaman}"}
        data = {"kunci": kunci(klien.get(halaman))} | data
        del klien.cookies["sesi"]
        tertahan = klien.post(ke or halaman, data, **dari)
        tujuan = parse_qs(urlsplit(tertahan.url).query)["next"][0]
        jawaban = klien.post(
            "/masuk/", {"nama": orang.username, "sandi": kantor.sandi, "next": tujuan}, follow=True, **dari
        )
        assert "Isian Anda dikembalikan." in teks(jawaban)
        return isi(jawaban)

    with time_machine.travel(wita(9, 12)):
        yield kembali


def test_susunan_rute(kantor, jalan, kembali):
    surat = jalan.catat().surat
    sekda = kantor.sekda.penugasan_berlaku[0].jabatan_id
    data = {"susun": "1", "langkah-TOTAL_FORMS": 2, "langkah-INITIAL_FORMS": 0}
    data |= {"langkah-0-urutan": 7, "langkah-0-jabatan": sekda, "langkah-0-jenis": "DISPOSISI"}
    halaman = kembali(kantor.petugas, f"{surat.get_absolute_url()}arahkan/", data)
    assert ('id="susun" open' in halaman, 'name="langkah-0-urutan" value="7"' in halaman) == (True, True)


def test_alasan_di_halaman_surat(kantor, jalan, kembali):
    surat = jalan.catat().arahkan().surat.get_absolute_url()
    halaman = kembali(
        kantor.kabag_umum, surat, {"tindakan": "kembalikan", "catatan": "Buram."}, ke=f"{surat}laku/kembalikan/"
    )
    assert ('<details class="tindakan" open>' in halaman, "Buram.</textarea>" in halaman) == (True, True)


def test_laporan_tindak_lanjut(kantor, jalan, kembali):
    jalan.sampai_dinas().buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    surat = jalan.surat.get_absolute_url()
    halaman = kembali(
        kantor.dinkes, surat, {"tindakan": "selesaikan", "catatan": "Beres."}, ke=f"{surat}laku/selesaikan/"
    )
    assert ('<details class="tindakan" open>' in halaman, "Beres.</textarea>" in halaman) == (True, True)


def test_alasan_sekda(kantor, jalan, kembali):
    surat = jalan.sampai_sekda().surat.get_absolute_url()
    halaman = kembali(kantor.sekda, f"{surat}disposisi/kembalikan/", {"catatan": "Salah alamat."})
    assert "Salah alamat.</textarea>" in halaman


def test_catatan_penerima_dan_alasan_bukan_untuk_kami(kantor, jalan, kembali):
    jalan.sampai_dinas().buka(kantor.dinkes, DINKES)
    terima = jalan.kiriman(DINKES).get_absolute_url()
    assert ">\nDiterima satpam.</textarea>" in kembali(kantor.dinkes, terima, {"catatan": "Diterima satpam."})
    halaman = kembali(kantor.dinkes, f"{terima}bukan-untuk-kami/", {"catatan": "Untuk RSUD."})
    assert "Untuk RSUD.</textarea>" in halaman


def test_centang_buku_ekspedisi(kantor, jalan, kembali):
    jalan.sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES])
    satu = Tugas.objects.get(surat=jalan.surat.pk, jenis="DISTRIBUSI")
    dua = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES]).surat
    dua = Tugas.objects.get(surat=dua.pk, jenis="DISTRIBUSI")
    grup = f"u{satu.untuk_unit_id}"
    data = {"kelompok": grup, "menurut": "unit", f"tugas-{grup}": [dua.pk]}
    halaman = kembali(kantor.petugas, "/ekspedisi/", data, ke="/ekspedisi/kirim/")
    assert [f'value="{t.pk}" checked' in halaman for t in (satu, dua)] == [False, True]


def test_periode_buku_agenda(kantor, kembali):
    halaman = kembali(kantor.petugas, "/laporan/buku-agenda/", {"dari": "3-3-2026", "sampai": "4-3-2026"})
    assert ('value="3-3-2026"' in halaman, 'value="4-3-2026"' in halaman) == (True, True)


def test_yang_tidak_ada_tempatnya_lagi_dapat_disalin(kantor, jalan, client):
    """Meanwhile somebody else did it: the form is gone, what was typed is not."""
    jalan.catat().arahkan()
    surat = jalan.surat.get_absolute_url()
    client.force_login(kantor.kabag_umum)
    client.get(surat)
    del client.cookies["sesi"]
    dari = {"HTTP_REFERER": f"http://testserver{surat}daftar/"}
    tertahan = client.post("/terlambat/", {"catatan": "Sudah panjang saya tulis."}, **dari)
    tujuan = parse_qs(urlsplit(tertahan.url).query)["next"][0].replace(f"{surat}daftar/", "/terlambat/")
    isian = {"nama": "kabag.umum", "sandi": kantor.sandi, "next": tujuan}
    halaman = isi(client.post("/masuk/", isian, follow=True))
    assert "Isian Anda tadi aman, tetapi belum terkirim." in halaman
    salin = client.get(halaman.split('<a href="/akun/draf/')[1].split('"')[0].join(["/akun/draf/", ""]))
    assert "Sudah panjang saya tulis." in teks(salin)
