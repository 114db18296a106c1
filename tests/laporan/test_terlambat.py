"""The delay report: each number leads to exactly the rows it counts, and counts nothing one may not know of."""

import re
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laporan.terlambat import Periode, paling_lama
from organisasi.kalender import Kalender
from persuratan.models import Tugas
from persuratan.sapuan import sapu_terlambat
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

DINKES, DISDIK = "Dinas Kesehatan", "Dinas Pendidikan"
KINI = wita(13, 9)


@pytest.fixture
def kasus(kantor):
    """Late: the scan of one letter, Sekda once (closed) and once (open), Dinas Pendidikan; one invitation too late."""
    Perjalanan(kantor).catat(pindai=False).arahkan().telaah()
    p = Perjalanan(kantor).sampai_sekda()
    p.disposisi(kantor.sekda, wita(11, 9), ke_unit=[DINKES, DISDIK]).kirim(DINKES, DISDIK, pada=wita(11, 9, 30))
    p.buka(kantor.dinkes, DINKES, pada=wita(11, 10)).terima(kantor.dinkes, DINKES, pada=wita(11, 10))
    undangan = Perjalanan(kantor).catat(wita(12, 8), diterima_pada=wita(12, 7, 50), acara_mulai=wita(9, 7))
    undangan.arahkan(wita(12, 8, 5))
    sapu_terlambat(KINI)


@pytest.fixture
def buka(client):
    def buka(pegawai, url="/terlambat/"):
        client.force_login(pegawai)
        with time_machine.travel(KINI, tick=False):
            jawaban = client.get(url)
        assert jawaban.status_code == 200
        return jawaban.content.decode()

    return buka


def tahap(isi):
    return {n: int(j) for n, j in re.findall(r"<span>([^<]*)</span><svg.*?</svg><a[^>]*><b>(\d+)</b>", isi)}


def pemegang(isi):
    angka = r"<td data-k=\"{}\"[^>]*>(?:<a[^>]*>)?(\d+)"
    pola = r"<th scope=\"row\">([^<]*)</th>" + angka.format("Terlambat") + "</a></td>" + angka.format("Masih terbuka")
    return {n: (int(j), int(b)) for n, j, b in re.findall(pola, isi)}


def test_tertahan_sekarang(kantor, kasus, buka):
    isi = buka(kantor.kabag_umum)
    assert tahap(isi) == {"Pencatatan dan pindai": 1, "Telaah": 1, "Disposisi": 1, "Penerimaan": 1}
    assert pemegang(isi) == {
        "Bagian Umum": (1, 1),
        "Kepala Bagian Umum": (1, 1),
        "Sekretaris Daerah": (1, 1),
        DISDIK: (1, 1),
    }


def test_terlambat_dalam_periode_termasuk_yang_sudah_selesai(kantor, kasus, buka):
    isi = buka(kantor.kabag_umum, "/terlambat/?periode=2026-11")
    assert tahap(isi) == {"Pencatatan dan pindai": 1, "Telaah": 1, "Disposisi": 2, "Penerimaan": 1}
    assert pemegang(isi)["Sekretaris Daerah"] == (2, 1)
    assert re.findall(r"<b[^>]*>([^<]*)</b><span>([^<]*)</span>", isi)[:4] == [
        ("5", "tahap terlambat"),
        ("4", "masih terbuka"),
        ("3 hari kerja", "paling lama"),
        ("1", "undangan tiba lewat"),
    ]
    kosong = buka(kantor.kabag_umum, "/terlambat/?periode=2026-10")
    assert "Tidak ada yang terlambat." in kosong


def test_paling_lama_dihitung_dengan_ukuran_yang_sama_pada_daftarnya(kantor, kasus, buka):
    isi = buka(kantor.kabag_umum, "/terlambat/?periode=2026-11")
    terlama = re.findall(r'<th scope="row">([^<]*)</th>.*?data-k="Paling lama" class="n utuh">([^<]*)<', isi)
    assert terlama == [
        ("Sekretaris Daerah", "2 hari kerja"),
        ("Bagian Umum", "3 hari kerja"),
        ("Dinas Pendidikan", "1 jam 30 menit"),
        ("Kepala Bagian Umum", "7 jam 25 menit"),
    ]
    daftar = buka(kantor.kabag_umum, "/terlambat/daftar/?periode=2026-11")
    baris = re.findall(r'data-k="Pemegang">([^<]*)<.*?data-k="Lewat">.*?Lewat ([^<]*)<', daftar)
    assert [pasangan for pasangan in terlama if pasangan not in baris] == []
    assert ["dalam hari dan jam kerja" in halaman for halaman in (isi, daftar)] == [True, True]


def test_akhir_pekan_tidak_memenangkan_yang_paling_lama(kalender_awal):
    """Over the weekend more hours pass, within the week more are worked."""
    pekan, akhir_pekan = (wita(9, 8), wita(10, 15)), (wita(13, 16), wita(16, 8))
    kalender = Kalender.muat()
    assert paling_lama([akhir_pekan, pekan], kalender) == pekan
    assert [(r[1] - r[0]).total_seconds() / 3600 for r in (pekan, akhir_pekan)] == [31, 64]
    assert [kalender.lama_kerja(*r).total_seconds() / 3600 for r in (pekan, akhir_pekan)] == [13.5, 1]


@pytest.mark.parametrize("url", ["/terlambat/", "/terlambat/?periode=2026-11", "/terlambat/?periode=2026"])
def test_tiap_angka_membuka_baris_sebanyak_itu(kantor, kasus, buka, url):
    isi = buka(kantor.kabag_umum, url)
    tautan = re.findall(r'<a href="(/terlambat/daftar/[^"]*)">(?:<svg.*?</svg>)?(?:<b[^>]*>)?(\d+)', isi)
    assert len(tautan) >= 12
    for alamat, angka in tautan:
        rinci = buka(kantor.kabag_umum, unescape(alamat))
        baris = rinci.count('<th scope="row" class="sel-hal"><a href="/surat/')
        assert (alamat, baris) == (alamat, int(angka))


def test_hanya_surat_yang_boleh_diketahui(kantor, kasus, buka):
    assert pemegang(buka(kantor.disdik)) == {DISDIK: (1, 1)}
    assert "Tidak ada yang terlambat." in buka(kantor.dinkes)
    assert "Tidak ada yang terlambat." in buka(kantor.admin)
    assert tahap(buka(kantor.auditor)) == tahap(buka(kantor.kabag_umum))
    unit = Tugas.objects.get(jenis="TERIMA", selesai_pada=None).unit_id
    assert "Tidak ada yang terlambat di sini." in buka(kantor.dinkes, f"/terlambat/daftar/?tampil=kini&unit={unit}")


def test_hal_surat_rahasia_tersamar(kantor, buka):
    Perjalanan(kantor).catat(keamanan="R", hal="Penyelidikan gratifikasi").arahkan()
    sapu_terlambat(KINI)
    isi = buka(kantor.petugas, "/terlambat/daftar/?tampil=kini")
    assert ("gratifikasi" in isi, "Surat rahasia, hal tidak ditampilkan" in isi) == (False, True)
    assert "Penyelidikan gratifikasi" in buka(kantor.kabag_umum, "/terlambat/daftar/?tampil=kini")


def test_halaman_berikut(kantor, buka, monkeypatch):
    monkeypatch.setattr("laporan.views.terlambat.UKURAN", 2)
    for menit in range(5):
        Perjalanan(kantor).catat(wita(9, 8, menit), pindai=False, diterima_pada=wita(9, 8)).arahkan(wita(9, 8, menit))
    Tugas.objects.exclude(jenis="CATAT").update(selesai_pada=wita(9, 8, 30))
    sapu_terlambat(KINI)
    urut, url = [], "/terlambat/daftar/?tampil=kini"
    while url:
        isi = buka(kantor.petugas, url)
        urut.append(re.findall(r"Agenda (\d)/2026", isi))
        lanjut = re.search(r'href="([^"]+)" rel="next"', isi)
        url = unescape(lanjut[1]) if lanjut else ""
    assert urut == [["5", "4"], ["3", "2"], ["1"]]


@pytest.mark.parametrize(
    "q", ["periode=x", "periode=2026-13", "periode=0000", "setelah=x_1", "unit=x&jabatan=-1&tahap=y", "setelah=_"]
)
def test_alamat_yang_rusak_tidak_merusak(kantor, kasus, buka, q):
    buka(kantor.kabag_umum, f"/terlambat/?{q}")
    buka(kantor.kabag_umum, f"/terlambat/daftar/?{q}")


def test_periode():
    desember = Periode.baca("2026-12")
    assert (desember.nama, desember.mulai, desember.sampai.year) == ("Desember 2026", wita(1, 0, bulan=12), 2027)
    assert Periode.baca("2026").nama == "Tahun 2026"


def test_jumlah_kueri_tetap(kantor, buka, client):
    def harga(url):
        buka(kantor.kabag_umum, url)
        with time_machine.travel(KINI, tick=False), CaptureQueriesContext(connection) as kueri:
            client.get(url)
        return len(kueri)

    halaman = ("/terlambat/", "/terlambat/daftar/?tampil=kini")
    banyak = []
    for _ in range(2):
        Perjalanan(kantor).catat(pindai=False).arahkan()
        Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES, DISDIK])
        sapu_terlambat(KINI)
        banyak.append([harga(url) for url in halaman])
    assert banyak[0] == banyak[1]
    assert max(banyak[0]) <= 7


@pytest.mark.parametrize("saat", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
def test_kunci_halaman_di_ujung_waktu_bukan_galat(kantor, client, saat):
    client.force_login(kantor.petugas)

    assert client.get(f"/terlambat/daftar/?periode=2026&setelah={saat}_1").status_code == 200


def test_acara_surat_rahasia_tidak_terbaca_di_laporan(kantor, buka):
    """Sekda is late since Monday 16.00, because the event was on Tuesday; another letter came after its event."""
    isi = {"keamanan": "R", "pindai": False}
    Perjalanan(kantor).catat(acara_mulai=wita(10, 9), **isi).arahkan().telaah()
    Perjalanan(kantor).catat(acara_mulai=wita(9, 7), **isi).arahkan().telaah()
    sapu_terlambat(KINI)
    daftar, undangan = "/terlambat/daftar/?periode=2026-11", "/terlambat/daftar/?periode=2026-11&undangan=1"

    def terbaca(pegawai):
        halaman = buka(pegawai, daftar)
        batas = re.findall(r'data-k="Batas"[^>]*>([^<]*)<', halaman)
        lewat = re.findall(r'data-k="Lewat">(.*?)</td>', halaman, re.S)
        return (
            batas,
            [re.sub("<[^>]*>", "", x).strip() for x in lewat],
            buka(pegawai, undangan).count('data-k="Acara"'),
        )

    batas, lewat = ["Sel 10 Nov 2026 16.00", "Sen 9 Nov 2026 16.00"], ["Lewat 2 hari kerja", "Lewat 3 hari kerja"]
    assert terbaca(kantor.kabag_umum) == (batas, lewat, 1)
    assert terbaca(kantor.auditor) == ([batas[0], "tidak ditampilkan"], [lewat[0], "Terlambat"], 0)
