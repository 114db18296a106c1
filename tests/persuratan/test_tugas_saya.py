"""Home: the most urgent first, one verb a row, counters that are links."""

import datetime as dt
import re

import pytest
import time_machine

from organisasi.models import Penugasan
from persuratan.views import tugas as halaman_tugas
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

ASISTEN_1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
DINKES = "Dinas Kesehatan"
KINI = wita(10, 9, 42)


@pytest.fixture
def buka(client):
    def buka(pegawai, url="/", pada=KINI):
        client.force_login(pegawai)
        with time_machine.travel(pada, tick=False):
            jawaban = client.get(url)
        assert jawaban.status_code == 200
        return jawaban.content.decode()

    return buka


def baris(isi):
    """(time, agenda, button) of each row, in the order of the page."""
    pola = r'class="waktu[^"]*">.*?</svg>(.*?)</span><small>(.*?)</small>.*?<a class="tombol" href="[^"]*">(.*?)<span'
    return re.findall(pola, isi, re.DOTALL)


def penghitung(isi):
    return {k: int(n) for n, k in re.findall(r"<b[^>]*>(\d+)</b><span>(.*?)</span>", isi)}


@pytest.fixture
def meja(kantor):
    """The clerk's desk on Tuesday morning: late, nearly late, and with time to spare."""
    Perjalanan(kantor).catat(wita(10, 8), hal="Lewat", diterima_pada=wita(10, 7, 50))
    Perjalanan(kantor).catat(wita(10, 9, 20), hal="Hampir", kecepatan="SEGERA")
    Perjalanan(kantor).catat(wita(10, 9, 30), hal="Cukup", acara_mulai=wita(13, 9))
    Perjalanan(kantor).catat(wita(9, 8, 10), hal="Sudah").arahkan(wita(10, 8, 10))


def test_urut_dari_yang_paling_mendesak_dengan_satu_kata_kerja(kantor, meja, buka):
    isi = buka(kantor.petugas)
    assert baris(isi) == [
        ("Lewat 42 mnt", "Agenda 1/2026", "Arahkan"),
        ("Sisa 3 mnt", "Agenda 2/2026", "Arahkan"),
        ("Sisa 48 mnt", "Agenda 3/2026", "Arahkan"),
    ]
    assert "3 tugas menunggu Anda, urut dari yang paling mendesak." in isi
    assert "<title>(3) Tugas saya" in isi


def test_penghitung_menyaring(kantor, meja, buka):
    isi = buka(kantor.petugas)
    assert penghitung(isi) == {"lewat batas": 1, "hampir habis": 1, "cukup waktu": 1, "selesai hari ini": 4}
    assert [[b[1] for b in baris(buka(kantor.petugas, f"/?waktu={w}"))] for w in ("lewat", "dekat", "aman")] == [
        ["Agenda 1/2026"],
        ["Agenda 2/2026"],
        ["Agenda 3/2026"],
    ]
    assert [b[1] for b in baris(buka(kantor.petugas, "/?undangan=1"))] == ["Agenda 3/2026"]


def test_selesai_hari_ini_hanya_yang_saya_kerjakan_hari_ini(kantor, meja, buka):
    """The latest on top; agenda 4 was registered yesterday and only routed today."""
    isi = buka(kantor.petugas, "/?waktu=selesai")
    assert re.findall(r"<b>(\d)/2026</b>", isi) == ["3", "2", "4", "1"]
    assert penghitung(buka(kantor.petugas2))["selesai hari ini"] == 0


def test_halaman_berikut_melanjutkan_tanpa_celah(kantor, buka, monkeypatch):
    monkeypatch.setattr(halaman_tugas, "UKURAN", 2)
    for menit in range(5):
        Perjalanan(kantor).catat(wita(10, 8, menit), diterima_pada=wita(10, 8))
    urut, url = [], "/"
    while url:
        isi = buka(kantor.petugas, url)
        urut.append([b[1] for b in baris(isi)])
        lanjut = re.search(r'href="([^"]+)" rel="next"', isi)
        url = lanjut[1].replace("&amp;", "&") if lanjut else ""
    assert urut == [["Agenda 1/2026", "Agenda 2/2026"], ["Agenda 3/2026", "Agenda 4/2026"], ["Agenda 5/2026"]]


@pytest.mark.parametrize(
    "setelah",
    [
        "x",
        "_",
        "_x",
        "2026-99-99_1",
        "2026-11-10T09:00:00_1",
        "lusa_1",
        "_99999999999999999999",
        "0001-01-01T00:00:00%2B14:00_5",
        "9999-12-31T23:59:59-12:00_5",
    ],
)
def test_kunci_halaman_yang_rusak_membuka_halaman_pertama(kantor, meja, buka, setelah):
    assert len(baris(buka(kantor.petugas, f"/?setelah={setelah}"))) == 3


def test_tombol_menuju_halaman_tindakannya(kantor, buka):
    p = Perjalanan(kantor).catat(pindai=False).arahkan().telaah()
    p.disposisi(kantor.sekda, ke_unit=[DINKES])
    kode = p.surat.kode

    def tombol(orang):
        return re.findall(r'<a class="tombol" href="([^"]*)">([A-Z].*?)<span', buka(orang))

    unit = p.surat.tugas.get(jenis="DISTRIBUSI").untuk_unit_id
    assert tombol(kantor.petugas) == [
        (f"/surat/{kode}/pindaian/", "Pindai"),
        (f"/ekspedisi/?unit={unit}", "Kirim"),
    ]
    p.kirim(DINKES)
    assert tombol(kantor.dinkes) == [(p.kiriman(DINKES).get_absolute_url(), "Terima")]
    p.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    assert tombol(kantor.dinkes) == [(f"/surat/{kode}/#tindakan", "Laporkan")]
    lain = Perjalanan(kantor).catat()
    assert (f"/surat/{lain.surat.kode}/arahkan/", "Arahkan") in tombol(kantor.petugas)
    lain.arahkan()
    assert tombol(kantor.kabag_umum) == [(f"/surat/{lain.surat.kode}/#tindakan", "Telaah")]
    lain.telaah()
    disposisi = [(f"/surat/{lain.surat.kode}/disposisi/", "Disposisi")]
    assert (tombol(kantor.sekda), tombol(kantor.ajudan)) == (disposisi, disposisi)


def test_jabatan_kosong_ditandai_dan_hanya_dapat_dilihat(kantor, buka):
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, kepada=[ASISTEN_1])
    Penugasan.objects.filter(jabatan__nama=ASISTEN_1).update(sampai=dt.date(2026, 11, 9))
    for orang in (kantor.sekda, kantor.kabag_umum):
        isi = buka(orang)
        assert [b[1:] for b in baris(isi)] == [("Agenda 1/2026", "Lihat")]
        assert "Jabatan kosong" in isi
        assert f"untuk {ASISTEN_1}" in isi
        assert f'href="{p.surat.get_absolute_url()}"' in isi


def test_diterima_setelah_acara_ditandai(kantor, buka):
    Perjalanan(kantor).catat(acara_mulai=wita(9, 7, 30))
    assert "Diterima setelah acara" in buka(kantor.petugas)


def test_acara_terdekat_hanya_yang_isinya_terbuka(kantor, buka):
    Perjalanan(kantor).catat(hal="Rapat terbuka", acara_mulai=wita(12, 9))
    Perjalanan(kantor).catat(hal="Rapat tertutup", acara_mulai=wita(11, 9), keamanan="R")
    Perjalanan(kantor).catat(hal="Rapat jauh", acara_mulai=wita(27, 9))
    Perjalanan(kantor).catat(hal="Rapat lampau", acara_mulai=wita(10, 9))
    acara = buka(kantor.petugas).partition('id="acara"')[2].partition("</section>")[0]
    assert re.findall(r'class="daftar-judul"[^>]*>(.*?)</a>', acara) == ["Rapat terbuka"]


def test_angka_di_menu_sama_dengan_daftarnya(kantor, meja, buka):
    isi = buka(kantor.petugas, "/surat/")
    assert re.search(r'<span class="hitung-merah">(\d+)<span class="tersembunyi"> menunggu', isi)[1] == "3"
    assert 'class="hitung-merah">' not in buka(kantor.caraka, "/surat/").partition("</nav>")[0].partition("<nav")[2]
