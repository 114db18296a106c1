"""Saved searches, and the page of all filters with their counts: one's own, and no more than the list itself shows."""

import re
from html import unescape

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from persuratan.models import SaringanTersimpan, Surat, TandaSurat
from persuratan.models.saringan import PALING_BANYAK
from persuratan.sapuan import sapu_terlambat
from tests.perjalanan import Perjalanan, unit, wita
from tests.persuratan.meja import galat, kunci, masuk, teks

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]
DINKES, DISDIK = "Dinas Kesehatan", "Dinas Pendidikan"


@pytest.fixture
def layar(kantor, client):
    with time_machine.travel(wita(13, 9), tick=False):
        yield masuk(client, kantor.petugas)


def simpan(client, nama, saringan="kecepatan=SEGERA"):
    alamat = f"/saringan/simpan/?{saringan}"
    return client.post(alamat, {"nama": nama, "kunci": kunci(client.get(alamat))}, follow=True)


def nomor(jawaban):
    return re.findall(r"<b>(\d+)/2026</b>", jawaban.content.decode())


def test_simpan_buka_ganti_nama_hapus(kantor, layar):
    Perjalanan(kantor).catat()
    Perjalanan(kantor).catat(kecepatan="SEGERA")
    jawaban = simpan(layar, "  Yang   segera ", "kecepatan=SEGERA&sebelum=999&asing=1&status=salah")
    assert "Saringan “Yang segera” tersimpan." in teks(jawaban)
    assert nomor(jawaban) == ["2"]
    satu = SaringanTersimpan.objects.get()
    assert satu.isi == "kecepatan=SEGERA"

    ubah = f"/saringan/{satu.kode}/ubah/"
    layar.post(ubah, {"nama": "Segera", "kunci": kunci(layar.get(ubah))})
    daftar = layar.get("/saringan/")
    assert re.findall(r'class="daftar-judul" href="([^"]*)">(.*?)<', daftar.content.decode()) == [
        ("/surat/?kecepatan=SEGERA", "Segera")
    ]
    hapus = f"/saringan/{satu.kode}/hapus/"
    layar.post(hapus, {"kunci": kunci(layar.get(hapus))})
    assert SaringanTersimpan.objects.count() == 0


def test_tautan_membawa_saringan_saja_dan_setiap_orang_melihat_miliknya(kantor, layar, client):
    """The same address, opened by two people."""
    Perjalanan(kantor).catat(hal="Imunisasi di pasar")
    Perjalanan(kantor).sampai_dinas(DINKES)
    simpan(layar, "Imunisasi", "q=imunisasi&status=belum")
    tautan = unescape(re.search(r'value="(http[^"]*)" readonly', layar.get("/saringan/").content.decode())[1])
    alamat = "/" + tautan.split("/", 3)[3]
    assert alamat == "/cari/?q=imunisasi&status=belum"
    assert nomor(layar.get(alamat)) == ["2", "1"]
    masuk(client, kantor.dinkes)
    assert nomor(client.get(alamat)) == ["2"]
    masuk(client, kantor.disdik)
    assert nomor(client.get(alamat)) == []


def test_saringan_orang_lain_tidak_ada(kantor, layar, client):
    simpan(layar, "Milik petugas")
    kode = SaringanTersimpan.objects.get().kode
    masuk(client, kantor.kabag_umum)
    assert [client.get(f"/saringan/{kode}/{a}/").status_code for a in ("ubah", "hapus")] == [404, 404]
    assert "Milik petugas" not in client.get("/saringan/").content.decode()
    assert "tersimpan." in teks(simpan(client, "Milik petugas"))  # the name is once a person


def test_nama_kosong_kembar_panjang_ditolak_dengan_kalimat(kantor, layar):
    simpan(layar, "Segera")
    assert galat(simpan(layar, "")) == ["Nama saringan belum diisi."]
    assert galat(simpan(layar, "SEGERA")) == ["Anda sudah punya saringan dengan nama itu. Pilih nama lain."]
    assert galat(simpan(layar, "x" * 61)) == [
        "Nama saringan terlalu panjang: 61 huruf, paling banyak 60. Singkat isinya."
    ]
    assert SaringanTersimpan.objects.count() == 1


def test_paling_banyak_tiga_puluh(kantor, layar):
    for n in range(1, PALING_BANYAK + 1):
        SaringanTersimpan.objects.create(pemilik=kantor.petugas, nomor=n, nama=f"S{n}", dibuat_pada=timezone.now())
    assert "Anda sudah menyimpan 30 saringan." in teks(simpan(layar, "Lagi"))
    assert SaringanTersimpan.objects.count() == PALING_BANYAK
    with pytest.raises(IntegrityError), transaction.atomic():
        SaringanTersimpan.objects.create(pemilik=kantor.petugas, nomor=31, nama="Lagi", dibuat_pada=timezone.now())


def pilahan(jawaban):
    """{heading: {value: (count, address)}} of the page of all filters."""
    html, hasil = jawaban.content.decode(), {}
    for bagian in re.findall(r'<section class="kartu rata" aria-labelledby="p-.*?</section>', html, re.DOTALL):
        judul = re.search(r"<h2[^>]*>(.*?)</h2>", bagian)[1]
        butir = re.findall(r'<a href="([^"]*)"><span>(.*?)</span><b class="n">(\d+)</b>', bagian)
        hasil[judul] = {unescape(k): (int(n), unescape(u)) for u, k, n in butir}
    return hasil


@pytest.fixture
def lima(kantor):
    Perjalanan(kantor).catat(pindai=False)
    Perjalanan(kantor).catat(kecepatan="SEGERA").arahkan()
    Perjalanan(kantor).catat(keamanan="R", hal="GRATIFIKASI", pindai=False).arahkan()
    Perjalanan(kantor).sampai_sekda().arsipkan(kantor.sekda)
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES, DISDIK]).kirim(DINKES, DISDIK)
    p.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    sapu_terlambat(wita(13, 9))


def test_tiap_angka_adalah_banyaknya_surat_di_balik_tautannya(kantor, layar, lima, client):
    for pegawai in (kantor.petugas, kantor.kabag_umum, kantor.dinkes, kantor.disdik):
        masuk(client, pegawai)
        for awal in ("", "?status=belum", "?q=imunisasi"):
            bagian = pilahan(client.get(f"/surat/saring/{awal}"))
            assert bagian
            salah = {
                (pegawai.username, awal, judul, kata): (n, len(nomor(client.get(url))))
                for judul, isi in bagian.items()
                for kata, (n, url) in isi.items()
                if n != len(nomor(client.get(url)))
            }
            assert salah == {}


def test_pilahan_tidak_membocorkan_surat_lain_dan_tetangga(kantor, layar, lima, client):
    semua = pilahan(layar.get("/surat/saring/"))
    assert {k: n for k, (n, _) in semua["Keamanan"].items()} == {"Biasa (terbuka)": 4, "Rahasia": 1}
    assert {k: n for k, (n, _) in semua["Tahap"].items()} == {
        "Pencatatan dan pindai": 1, "Arahkan": 1, "Telaah": 2, "Penerimaan": 1, "Tindak lanjut": 1,
    }  # fmt: skip
    assert {DINKES, DISDIK, "Bagian Umum"} <= set(semua["Di tangan unit"])
    masuk(client, kantor.dinkes)
    milik = pilahan(client.get("/surat/saring/"))
    cacah = {j: {k: n for k, (n, _) in milik[j].items()} for j in ("Di tangan unit", "Tahap")}
    assert cacah == {"Di tangan unit": {DINKES: 1}, "Tahap": {"Tindak lanjut": 1}}
    assert "Keterlambatan" not in milik  # its neighbour is late
    # A word of a closed letter counts nothing for one outside its line.
    masuk(client, kantor.petugas)
    assert pilahan(client.get("/surat/saring/?q=gratifikasi")) == {}
    masuk(client, kantor.kabag_umum)
    assert pilahan(client.get("/surat/saring/?q=gratifikasi"))["Keamanan"]["Rahasia"][0] == 1


def test_saringan_tahap_pemegang_dan_tanda(kantor, layar, lima):
    jabatan = kantor.kabag_umum.penugasan.get().jabatan_id
    assert nomor(layar.get("/surat/?tahap=TELAAH")) == ["3", "2"]
    assert nomor(layar.get(f"/surat/?pemegang={jabatan}")) == ["3", "2"]
    assert nomor(layar.get(f"/surat/?tahap=TERIMA&tangan={unit(DISDIK).pk}")) == ["5"]
    TandaSurat.objects.create(pegawai=kantor.petugas, surat=Surat.objects.earliest("pk"), pada=wita(13, 9))
    halaman = layar.get("/surat/?ditandai=on")
    assert nomor(halaman) == ["1"]
    # A filter without a field beside the list stays in force when the others change.
    saring = halaman.content.decode().partition('id="saring"')[2]
    assert re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', saring) == [("ditandai", "on")]


def test_kueri_tetap_walau_suratnya_bertambah(kantor, layar):
    def jumlah(url):
        with CaptureQueriesContext(connection) as kueri:
            b"".join(layar.get(url))
        return len(kueri)

    alamat = ("/surat/saring/", "/surat/pilih/", "/surat/unduh/csv/", "/saringan/")
    Perjalanan(kantor).catat()
    for url in alamat:
        layar.get(url)
    satu = [jumlah(url) for url in alamat]
    for n in range(2):
        Perjalanan(kantor).sampai_sekda()
        SaringanTersimpan.objects.create(pemilik=kantor.petugas, nomor=n + 1, nama=f"S{n}", dibuat_pada=timezone.now())
    assert [jumlah(url) for url in alamat] == satu


def test_saringan_yang_terlalu_panjang_ditolak_dengan_kalimat(kantor, layar):
    """Each of these is twelve letters in an address: more than the row holds, which only PostgreSQL minds."""
    jawaban = simpan(layar, "Panjang", "pengirim=" + "😀" * 180)

    assert ("Saringan ini terlalu panjang untuk disimpan." in teks(jawaban), SaringanTersimpan.objects.count()) == (
        True,
        0,
    )
