"""The whole result as a table: what stands on the screen, real types, and nothing that a spreadsheet would run."""

import csv
import datetime as dt
import io
import subprocess
import sys
import textwrap

import pytest
import time_machine
from openpyxl import load_workbook

from dokumen.models import Pekerjaan
from dokumen.pekerjaan import batalkan, kerjakan
from persuratan import ekspor
from persuratan.ekspor import KOLOM, aman, tulis_csv, tulis_xlsx
from persuratan.sapuan import sapu_terlambat
from tests.perjalanan import Perjalanan, wita
from tests.persuratan.meja import kunci, masuk, teks

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]
DINKES, DISDIK = "Dinas Kesehatan", "Dinas Pendidikan"
NAMA = [n for n, _ in KOLOM]
JAHAT = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|calc", "%0A", " =1", "＝1", "=cmd|' /C calc'!A1"]
SEKAT = ["a;=1+1", "a,=1+1", "a\t+1", 'a;"=1"', "a\n=1"]


@pytest.fixture
def layar(kantor, client):
    with time_machine.travel(wita(13, 9), tick=False):
        yield masuk(client, kantor.petugas)


def isi(jawaban):
    return b"".join(jawaban.streaming_content)


def baca_csv(mentah):
    assert mentah.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(mentah.decode("utf-8-sig"), newline=""), delimiter=";"))


def baca_xlsx(mentah):
    lembar = load_workbook(io.BytesIO(mentah)).active
    return [list(b) for b in lembar.iter_rows()]


def test_csv_dan_xlsx_memuat_seluruh_hasil_dengan_jenis_nilainya(kantor, layar):
    Perjalanan(kantor).catat(kecepatan="SEGERA")
    Perjalanan(kantor).catat(
        acara_mulai=wita(12, 9), acara_tempat="Aula", hal="Undangan rapat", tanggal_surat=None, nomor_surat=""
    ).arahkan()
    sapu_terlambat(wita(13, 9))
    surel = "Dinas Kesehatan Provinsi Contoh Raya"
    tabel = baca_csv(isi(layar.get("/surat/unduh/csv/")))
    assert tabel == [
        NAMA,
        ["2", "2026", "2026-11-09 08:00", "", "", surel, "Undangan rapat", "Permohonan", "Biasa (terbuka)", "Biasa",
         "Naik ke pimpinan", "Kepala Bagian Umum", "2026-11-09 09:20", "Ya", "2026-11-12 09:00", "Aula"],
        ["1", "2026", "2026-11-09 08:00", "400.7.13/2217/Dinkes/2026", "2026-11-06", surel,
         "Permintaan data capaian imunisasi", "Permohonan", "Biasa (terbuka)", "Segera", "Tercatat",
         "Bagian Umum", tabel[2][12], "Ya", "", ""],
    ]  # fmt: skip
    kepala, dua, satu = baca_xlsx(isi(layar.get("/surat/unduh/xlsx/")))
    assert [c.value for c in kepala] == NAMA
    assert [dua[n].value for n in (0, 1, 3, 4, 5, 6)] == [2, 2026, None, None, surel, "Undangan rapat"]
    assert [s.is_date and s.value.isoformat() for s in (dua[2], satu[4], dua[14])] == [
        "2026-11-09T08:00:00", "2026-11-06T00:00:00", "2026-11-12T09:00:00",
    ]  # fmt: skip
    assert (satu[4].number_format, satu[14].value) == ("dd-mm-yyyy", None)
    saring = baca_csv(isi(layar.get("/surat/unduh/csv/?kecepatan=SEGERA")))
    cari = baca_csv(isi(layar.get("/surat/unduh/csv/?q=rapat")))
    assert ([b[0] for b in saring[1:]], [b[0] for b in cari[1:]]) == (["1"], ["2"])


def test_rumus_tidak_pernah_menjadi_rumus(kantor, layar):
    for jahat in JAHAT[:2] + SEKAT[:2]:
        Perjalanan(kantor).catat(hal=jahat, nama_pengirim=jahat, nomor_surat=f"{jahat}/9", pindai=False)
    mentah = isi(layar.get("/surat/unduh/csv/"))
    for pemisah in ";,\t":
        sel = [
            s for b in csv.reader(io.StringIO(mentah.decode("utf-8-sig"), newline=""), delimiter=pemisah) for s in b
        ]
        assert [s for s in sel if s.strip("\"' ")[:1] in "=+@" and s[:1] != "'" and s.strip()] == []
    sel = [c for b in baca_xlsx(isi(layar.get("/surat/unduh/xlsx/"))) for c in b]
    assert [c.coordinate for c in sel if c.data_type == "f"] == []
    # The text itself is whole, and stays a text when the cell is opened and left.
    nilai = {c.value: c.quotePrefix for c in sel if isinstance(c.value, str)}
    assert {j: nilai.get(j) for j in ("=1+1", "+1")} == {"=1+1": True, "+1": True}


def test_awalan_berbahaya_didahului_petik():
    assert [aman(j)[0] for j in JAHAT] == ["'"] * len(JAHAT)
    assert [aman(j) for j in SEKAT] == ["a;'=1+1", "a,'=1+1", "a\t'+1", 'a;"\'=1"', "a\n'=1"]
    assert [aman(j) for j in ("Rapat; koordinasi", "a-b", "3 + 4", "", "a, b")] == [
        "Rapat; koordinasi", "a-b", "3 + 4", "", "a, b",
    ]  # fmt: skip


def test_surat_rahasia_dan_unit_tetangga_seperti_di_layar(kantor, layar, client):
    Perjalanan(kantor).catat(
        keamanan="R", hal="GRATIFIKASI", acara_mulai=wita(12, 14, 35), acara_tempat="RUANGTERTUTUP", pindai=False
    )
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES, DISDIK]).kirim(DINKES, DISDIK)
    p.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    sapu_terlambat(wita(13, 9))
    loket = baca_csv(isi(layar.get("/surat/unduh/csv/")))
    rahasia = loket[2]
    assert (rahasia[6], rahasia[14], rahasia[15]) == ("Surat rahasia, hal tidak ditampilkan", "", "")
    assert "GRATIFIKASI" not in str(loket)
    assert DISDIK in loket[1][11]
    masuk(client, kantor.dinkes)
    dinkes = baca_csv(isi(client.get("/surat/unduh/csv/")))
    assert [b[0] for b in dinkes[1:]] == ["2"]
    assert (DISDIK in dinkes[1][11], dinkes[1][13]) == (False, "Tidak")  # its neighbour is late, it is not


def test_yang_panjang_disusun_di_latar_menurut_hak_saat_disusun(kantor, layar, monkeypatch, settings, tmp_path):
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": lokasi}
    monkeypatch.setattr(ekspor, "LANGSUNG", 1)
    for _ in range(2):
        Perjalanan(kantor).catat()
    assert layar.get("/surat/unduh/csv/?q=imunisasi")["Location"] == "/surat/unduh/?q=imunisasi"
    halaman = layar.get("/surat/unduh/?q=imunisasi")
    assert "Unduh lebih dari 1 surat Saringan: “imunisasi”." in teks(halaman)
    layar.post("/surat/unduh/?q=imunisasi", {"bentuk": "xlsx", "kunci": kunci(halaman)})
    pekerjaan = Pekerjaan.objects.get()
    Perjalanan(kantor).catat()  # registered while the job waits
    assert kerjakan(pekerjaan.pk) == "SELESAI"
    unduh = f"/pekerjaan/{pekerjaan.kode}/hasil/"
    assert [b[0].value for b in baca_xlsx(isi(layar.get(unduh)))] == ["Nomor agenda", 2, 1]
    kantor.petugas.penugasan.update(sampai=dt.date(2026, 11, 1))
    assert layar.get(unduh).status_code == 404


def test_tiga_daftar_sekaligus_untuk_satu_orang(kantor, layar, monkeypatch):
    monkeypatch.setattr(ekspor, "LANGSUNG", 0)
    Perjalanan(kantor).catat(hal="Data imunisasi")

    def minta():
        halaman = layar.get("/surat/unduh/")
        return teks(layar.post("/surat/unduh/", {"bentuk": "csv", "kunci": kunci(halaman)}, follow=True))

    kata = [minta() for _ in range(4)]
    assert ["Tunggu salah satunya selesai" in k for k in kata] == [False, False, False, True]
    assert Pekerjaan.objects.count() == 3
    assert batalkan(Pekerjaan.objects.earliest("pk"))
    assert "Daftar surat sedang disusun." in minta()


def test_yang_aneh_ditolak_sopan(layar):
    assert [layar.get(f"/surat/unduh/{b}/").status_code for b in ("pdf", "csv", "CSV")] == [404, 200, 404]
    halaman = layar.get("/surat/unduh/?tahun=x&dari=entah")
    assert "Tidak ada surat untuk diunduh." in teks(halaman)
    assert layar.post("/surat/unduh/", {"bentuk": "exe"}).status_code == 404


BARIS = 100_000
UKUR = """
    import datetime as dt, resource, sys, tempfile
    import django; django.setup()
    from persuratan.ekspor import tulis_csv, tulis_xlsx
    saat = dt.datetime(2026, 11, 9, 8, tzinfo=dt.UTC)
    def isi():
        for n in range({baris}):
            yield (n, 2026, saat, f"400.7/{{n}}", saat.date(), "Pemerintah Desa Suka Maju", f"Hal surat {{n}} " * 6,
                   "Undangan", "Biasa", "Segera", "Selesai", "Bagian Umum", saat, "Ya", saat, "Aula Kantor Bupati")
    with tempfile.TemporaryFile() as satu, tempfile.TemporaryFile() as dua:
        satu.writelines(tulis_csv(isi()))
        tulis_xlsx(isi(), dua)
        print(satu.tell(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.panjang
def test_seratus_ribu_baris_ditulis_dengan_ingatan_tetap():
    """Writing alone; with letters read from PostgreSQL it is measured by script/bench (`ekspor_…`)."""
    jawab = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(UKUR.format(baris=BARIS))], capture_output=True, text=True, check=True
    )
    ukuran, mib = map(int, jawab.stdout.split())
    assert ukuran > BARIS * 100
    assert mib < 200


def test_ditulis_sepotong_demi_sepotong():
    """A thousand rows come in several chunks, long before the last one is read."""
    baris = ((n, 2026, None, "x" * 200, *[""] * 12) for n in range(1000))
    potongan = list(tulis_csv(baris))
    assert len(potongan) > 3
    assert max(map(len, potongan)) < 100_000
    keluar = io.BytesIO()
    tulis_xlsx([(1, None, *[""] * 14)], keluar)
    assert [c.value for c in baca_xlsx(keluar.getvalue())[1][:2]] == [1, None]
