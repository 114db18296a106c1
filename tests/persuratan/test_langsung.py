"""A whole number in any written form, a code, or a scanned address leads straight to the letter."""

import datetime as dt

import pytest

from ekspedisi.models import Pengiriman
from persuratan.models import SuratMasuk
from persuratan.pencarian import baca, cari
from tests.perjalanan import Perjalanan

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]
DINKES = "Dinas Kesehatan"


@pytest.fixture
def surat(kantor):
    """Agenda 1, sent to Dinas Kesehatan and received; agenda 2 with a short number; agenda 3 is secret."""
    p = Perjalanan(kantor).catat(nomor_surat="005/12/Kec-SKM/2026").arahkan().telaah()
    p.disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
    p.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    kedua = Perjalanan(kantor).catat(nomor_surat="5/12/2026", hal="Laporan", tanggal_surat=dt.date(2026, 11, 2))
    ketiga = Perjalanan(kantor).catat(nomor_surat="R-017/KN", hal="Penyelidikan gratifikasi", keamanan="R")
    return {1: p.surat, 2: kedua.surat, 3: ketiga.surat}


def tujuan(client, pegawai, teks):
    """The agenda number of the letter a search leads to; None when it answers with a list."""
    client.force_login(pegawai)
    jawaban = client.get("/cari/", {"q": teks})
    if jawaban.status_code == 200:
        return None
    return SuratMasuk.objects.get(kode=jawaban["Location"].split("/")[2]).nomor_agenda


NOMOR = {
    "1/2026": 1,
    "agenda 1/2026": 1,
    "AG 1": 1,
    "ag-1": 1,
    "AG. 01/2026": 1,
    "No. Agenda: 2/2026": 2,
    "agenda no 2": 2,
    "2 - 2026": 2,
    "005/12/Kec-SKM/2026": 1,
    "5/12/kec-skm/2026": 1,
    "005 / 12 / KEC – SKM / 2026": 1,
    "Nomor: 005.12.Kec.SKM.2026": 1,
    "no surat 0005/012/Kec-SKM/2026": 1,
    "5/12/2026": 2,
    "005/12/2026": 2,
    "005 - 12 - 2026": 2,
    "r 17 kn": None,
    "R-17/KN": 3,
    "R - 017 / KN": 3,
    "17": None,
    "005/12": None,
    "99/2026": None,
    "AG 99": None,
    "laporan": None,
    "2026": None,
}


def test_nomor_utuh_dalam_bentuk_apa_pun(kantor, client, surat):
    assert {teks: tujuan(client, kantor.petugas, teks) for teks in NOMOR} == NOMOR


ALAMAT = (
    "/surat/{s.kode}/", "/surat/{s.kode}/jejak/", "/cek/{s.kode_lacak}/", "/periksa/{p.kode_terima}/",
    "/terima/{p.kode}/",
)  # fmt: skip
BENTUK = ("{}", "{} ", "https://e-surat.contoh.go.id{}", "http://lama.contoh.go.id:8000{}?x=1")


def test_alamat_hasil_pindai(kantor, client, surat):
    isi = {"s": surat[1], "p": Pengiriman.objects.get()}
    pindaian = [b.format(a.format(**isi)) for a in ALAMAT for b in BENTUK]
    assert [tujuan(client, kantor.petugas, p) for p in pindaian] == [1] * 20


def test_kode_yang_diketik(kantor, client, surat):
    lacak, terima = surat[1].kode_lacak, Pengiriman.objects.get().kode_terima
    diketik = [lacak, lacak.lower(), lacak.replace("-", " "), terima, terima.lower(), terima.replace("-", " ")]
    assert [tujuan(client, kantor.petugas, k) for k in [*diketik, surat[1].kode]] == [1] * 7


def test_nomor_dan_kode_surat_orang_lain_tidak_menuju_ke_mana_pun(kantor, client, surat):
    """Dinas Pendidikan holds none of these letters; each of them leads Dinas Kesehatan or the counter somewhere."""
    lacak, terima = surat[1].kode_lacak, Pengiriman.objects.get().kode_terima
    tanya = ["1/2026", "AG 1", "005/12/Kec-SKM/2026", lacak, terima, f"https://x/surat/{surat[1].kode}/"]
    assert [tujuan(client, kantor.disdik, t) for t in tanya] == [None] * 6
    assert [tujuan(client, kantor.dinkes, t) for t in tanya] == [1] * 6
    assert [tujuan(client, kantor.dinkes, t) for t in ("2/2026", "R-17/KN", surat[3].kode_lacak)] == [None] * 3


def test_dua_surat_bernomor_sama_ditampilkan_sebagai_daftar(kantor, client, surat):
    Perjalanan(kantor).catat(nomor_surat="5/12/2026", hal="Salinan")
    assert tujuan(client, kantor.petugas, "005/12/2026") is None
    hasil = cari(SuratMasuk.objects.visible_to(kantor.petugas), "005 - 12 - 2026")
    assert sorted(hasil.values_list("nomor_agenda", flat=True)) == [1, 2, 4]


def test_dengan_saringan_tetap_daftar(kantor, client, surat):
    client.force_login(kantor.petugas)
    assert client.get("/cari/", {"q": "1/2026", "status": "SELESAI"}).status_code == 200


RUSAK = ("//", "/", "http://", "http://[", "a/" * 99, "/surat//", "https://x/cari/?q=1", "😀/1", "TT-")


def test_alamat_yang_rusak_hanyalah_kata():
    assert [baca(teks).kode for teks in RUSAK] == [""] * len(RUSAK)


def test_sepotong_nomor(kantor, surat):
    def nomor(teks):
        hasil = cari(SuratMasuk.objects.visible_to(kantor.petugas), teks)
        return sorted(hasil.values_list("nomor_agenda", flat=True))

    tanya = {"005/12": [1, 2], "5/12": [1, 2], "12/kec": [1], "12/Kec-SKM": [1], "kec-skm/2026": [1]}
    assert {t: nomor(t) for t in tanya} == tanya
