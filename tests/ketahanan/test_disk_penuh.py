"""A full disk eats no letter: what cannot be kept is refused before a number is taken, the rest goes on (R16)."""

import contextlib
import hashlib
import json
import sqlite3
import sys

import pytest
from django.db import connection

from alur.models import Nomor
from dokumen.models import Berkas
from persuratan.models import LampiranSurat, SuratMasuk
from tests.ketahanan.disk_kecil import DiskKecil, boleh_pasang
from tests.ketahanan.langkah import Kantoran, ketikan, pindaian
from tests.ketahanan.pekerjaan import siapkan_kiriman
from tests.ketahanan.pemeriksa import periksa
from tests.ketahanan.peramban_mini import cari_formulir

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not boleh_pasang(), reason="needs the right to mount a small disk"),
]
MB = 1024 * 1024
PENUH = "Ruang simpan server penuh. Berkas ini tidak disimpan;"
GANGGUAN = "Penyimpanan server sedang terganggu. Berkas ini tidak disimpan;"

TANYA = "import json, sqlite3, sys; print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))"
TUAKAN_SESI = """
import datetime, os
os.environ["DJANGO_SETTINGS_MODULE"] = "esurat.settings"
import django; django.setup()
from pengaturan.models import SesiPerangkat
from pengaturan.sesi import KUNCI, SessionStore
for baris in SesiPerangkat.objects.all():
    isi = baris.get_decoded()
    saat = datetime.datetime.fromisoformat(isi[KUNCI]["terakhir"]) - datetime.timedelta(minutes=10)
    isi[KUNCI]["terakhir"] = saat.isoformat()
    baris.session_data = SessionStore().encode(isi)
    baris.save()
"""
"""Every login was last used ten minutes ago, so that the next page wants to note that it is used again."""


def unggah(kerja, nomor):
    """Try to register letter `nomor` with a scan of half a megabyte; the answer."""
    form = kerja.formulir("petugas", "/surat/catat/", "nama_pengirim", "hal")
    berkas = [("berkas", "pindaian.pdf", pindaian(nomor, besar=MB // 2))]
    return kerja["petugas"].kirim(form.kirim("/surat/catat/", ketikan(nomor), berkas))


@pytest.mark.pg
def test_a_scan_that_cannot_be_kept_takes_no_number_and_all_else_goes_on(penghuni, buka_kantor, alamat, tmp_path):
    (tmp_path / "kosong").mkdir()
    kantor = buka_kantor(DATABASE_URL=alamat, CELERY_BROKER_URL="filesystem://", ESURAT_BERKAS_CADANGAN=str(MB))
    disk = DiskKecil(kantor, kantor.berkas, tmp_path / "kosong", "5m", inode=200)
    kiriman = dict(siapkan_kiriman(penghuni, 16))["dinas.kesehatan"]
    kantor.web().tunggu_web()
    kerja = Kantoran(kantor, penghuni.sandi)
    kode, nomor = kerja.catat(1)
    assert nomor == "2/2026"  # the delivery prepared above has the first
    asli, utuh = Berkas.objects.get(), disk.isi()
    keadaan = {}

    for nama, rusak in {
        "cadangan": disk.tinggal(MB - 100_000),
        "sedikit": disk.tinggal(100_000),
        "nol": disk.tinggal(0),
        "inode": disk.tanpa_inode(),
        "hanya baca": disk.hanya_baca(),
    }.items():
        with rusak:
            jawab = unggah(kerja, 2)
            kalimat = next((k for k in (PENUH, GANGGUAN) if k in jawab.teks), jawab.teks)
            isian = cari_formulir(jawab.html, "nama_pengirim", "hal").isian
            keadaan[nama] = (jawab.status, kalimat, isian["hal"])
            # Reading goes on: the letter, its scan, lists and search.
            petugas = kerja["petugas"]
            lihat = [petugas.buka(a).status for a in ("/", "/surat/", f"/surat/{kode}/", "/cari/?q=data")]
            assert (nama, lihat) == (nama, [200] * 4)
            isi = petugas.buka(f"/surat/{kode}/berkas/{asli.kode}/").isi
            assert (nama, hashlib.sha256(isi).hexdigest()) == (nama, asli.sha256)
        assert (nama, disk.isi()) == (nama, utuh)

    assert keadaan == {
        **dict.fromkeys(("cadangan", "sedikit", "nol", "inode"), (422, PENUH, "Permintaan data nomor 2")),
        "hanya baca": (422, GANGGUAN, "Permintaan data nomor 2"),
    }
    assert (Nomor.objects.count(), SuratMasuk.objects.count(), Berkas.objects.count()) == (2, 2, 1)

    with disk.tinggal(0):
        kode, nomor = kerja.catat(3, pindai=False)
        assert nomor == "3/2026"
        kerja.arahkan(kode)
        kerja.telaah(kode)
        kerja.disposisi(kode)
        kerja.terima(kiriman[0])
    assert unggah(kerja, 2).status == 302
    assert (SuratMasuk.objects.latest("pk").nomor_lengkap, LampiranSurat.objects.count()) == ("4/2026", 2)
    assert periksa([], disk.jalur) == []


@pytest.mark.tertanam
def test_the_embedded_office_on_a_full_disk_reads_on_and_keeps_what_was_typed(penghuni, buka_kantor, tmp_path):
    """Database and files on one disk: the reserve saves the database first, then the page is polite."""
    if connection.vendor != "sqlite":
        pytest.skip("the embedded store")
    kantor = buka_kantor(CELERY_BROKER_URL="filesystem://", ESURAT_BERKAS_CADANGAN=str(8 * MB))
    asal = tmp_path / "asal"
    asal.mkdir()
    with contextlib.closing(sqlite3.connect(asal / "esurat.sqlite3")) as salinan:
        connection.ensure_connection()
        connection.connection.backup(salinan)
    kantor.lingkungan["DATABASE_URL"] = f"sqlite:///{kantor.var}/esurat.sqlite3"
    disk = DiskKecil(kantor, kantor.var, asal, "40m")
    kantor.web().tunggu_web()
    kerja = Kantoran(kantor, penghuni.sandi)
    kode, _ = kerja.catat(1)
    petugas = kerja["petugas"]

    def tanya(sql):
        return json.loads(disk.di_dalam(sys.executable, "-c", TANYA, f"{kantor.var}/esurat.sqlite3", sql))

    surat = "SELECT nomor_agenda FROM persuratan_suratmasuk ORDER BY nomor_agenda"
    with disk.tinggal(4 * MB):
        jawab = unggah(kerja, 2)
        assert (jawab.status, PENUH in jawab.teks, tanya(surat)) == (422, True, [[1]])
        assert kerja.catat(2, pindai=False)[1] == "2/2026"
    form = kerja.formulir("petugas", "/surat/catat/", "nama_pengirim", "hal")
    disk.di_dalam(sys.executable, "-c", TUAKAN_SESI)
    with disk.tinggal(0):
        lihat = {a: petugas.buka(a).status for a in ("/", "/surat/", f"/surat/{kode}/", "/surat/catat/")}
        jawab = petugas.kirim(form.kirim("/surat/catat/", ketikan(3)))
    assert set(lihat.values()) == {200}
    assert (jawab.status, jawab.kepala.get("retry-after"), "Traceback" in jawab.html) == (503, "30", False)
    assert "Ruang simpan server penuh" in jawab.teks
    assert tanya(surat) == [[1], [2]]

    ulang = petugas.kirim(cari_formulir(jawab.html, "kunci", "hal").kirim("/surat/catat/"))
    assert (ulang.status, tanya(surat)) == (302, [[1], [2], [3]])
    assert tanya("PRAGMA integrity_check") == [["ok"]]
