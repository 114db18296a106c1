"""What stands inside the answers: no word of a closed letter and none of a neighbour's, on any page or paper.

Each secret is a word of its own, and the control shows that those in line do read it: there is something to leak.
"""

import html

import pytest
import time_machine
from django.test import Client

import pengaturan.urls
from disposisi.models import Disposisi
from ekspedisi.models import Pengiriman
from persuratan.services import koreksi_surat
from tests.akses.harapan import ISI
from tests.akses.jalur import alamat, semua_jalur
from tests.akses.panggung import ANONIM, BPBD, KES, PDK, SEMUA, Objek, _objek, nilai_parameter, parameter_untuk
from tests.akses.test_matriks import CETAK
from tests.halaman import baca_pdf
from tests.perjalanan import Perjalanan, wita

KINI = wita(9, 15)
RAHASIA = {
    "HALTERTUTUP": "hal",
    "TEMPATACARA": "place of the event",
    "LAMPIRANFISIK": "what lay in the envelope",
    "PERINTAHSEKDA": "note of the disposition",
    "CATATANBPBD": "note of the receiver",
    "HASILBPBD": "report",
    "ALASANKOREKSI": "reason of a correction",
}
TETANGGA = ("CATATANKES", "HASILKES", "Sari Cempaka", "Kepala Dinas Kesehatan", "PESANUNTUKKES")
"""What concerns Dinas Kesehatan alone on a letter that Dinas Pendidikan got too."""
PENCETAK = {"petugas", "auditor", "bpbd", "dinas.pendidikan", "kabag.umum"}
"""A print takes a second: one account for each kind of right."""
BUKAN_HALAMAN = {"surat_berkas", "surat_halaman", "sehat", "disposisi_terkirim"}


def surat_tertutup(kantor):
    """R, disposed to Kabag Hukum and BPBD, corrected, sent, received and reported upon."""
    p = Perjalanan(kantor).catat(
        keamanan="R", hal="HALTERTUTUP", pindai=False, lampiran_fisik="LAMPIRANFISIK", acara_mulai=wita(12, 14, 35),
        acara_tempat="TEMPATACARA",
    )  # fmt: skip
    p.arahkan().telaah()
    p.disposisi(kantor.sekda, kepada=["Kepala Bagian Hukum"], ke_unit=[BPBD], catatan="PERINTAHSEKDA").kirim(BPBD)
    p.buka(kantor.bpbd, BPBD).terima(kantor.bpbd, BPBD, catatan="CATATANBPBD")
    with time_machine.travel(wita(9, 12), tick=False):
        koreksi_surat(p.surat, {"kecepatan": "SEGERA"}, oleh=kantor.petugas, catatan="ALASANKOREKSI")
    p.segar()
    return p.selesaikan(kantor.bpbd, "HASILBPBD", pada=wita(9, 14))


def surat_bersama(kantor):
    """One letter for two agencies, and a note for the first of them alone."""
    p = Perjalanan(kantor).sampai_sekda()
    p.disposisi(kantor.sekda, ke_unit=[PDK], kepada=["Asisten Pemerintahan dan Kesejahteraan Rakyat"])
    p.disposisi(kantor.asisten1, wita(9, 10), ke_unit=[KES], catatan="PESANUNTUKKES").kirim(KES, PDK)
    p.buka(kantor.dinkes, KES).terima(kantor.dinkes, KES, catatan="CATATANKES")
    return p.selesaikan(kantor.dinkes, "HASILKES", pada=wita(9, 14))


@pytest.fixture
def toko(settings, tmp_path):
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": lokasi}


def teks(jawaban):
    if jawaban.get("Content-Type") == "application/pdf":
        return " ".join(baca_pdf(jawaban.getvalue())[1])
    if jawaban.get("Content-Type") == "text/csv":
        return b"".join(jawaban).decode()
    isi = b"" if jawaban.streaming else jawaban.content
    return html.unescape(isi.decode())


def buka_semua(kantor, akun, nilai, tanya=None, kecuali=frozenset()):
    """{address: text} of every page that this account gets with GET, and of what its notices say."""
    klien, hasil = Client(raise_request_exception=False), {}
    orang = getattr(kantor, akun.replace(".", "_")) if akun != ANONIM else None
    if orang:
        klien.force_login(orang)
        hasil["notices"] = " ".join(f"{n.judul} {n.isi}" for n in orang.notifikasi.all())
    for nama, parameter in semua_jalur():
        if nama in BUKAN_HALAMAN or nama in kecuali or nama in CETAK and akun not in PENCETAK:
            continue
        url = alamat(nama, parameter, parameter_untuk(nama, nilai))
        for kueri in (tanya or {}).get(nama, [""]):
            jawaban = klien.get(url + kueri)
            if jawaban.status_code == 200:
                hasil[nama + kueri] = teks(jawaban)
    return hasil


KUERI = {
    "cari": [f"?q={k}" for k in ("HALTERTUTUP", "TEMPATACARA", "haltertutu", "400.7.13", "12-11-2026")],
    "surat_saring": ["", "?q=HALTERTUTUP", "?q=TEMPATACARA", "?keamanan=R"],
    "surat_pilih": ["", "?q=HALTERTUTUP", "?keamanan=R"],
    "surat_unduh": ["", "?q=HALTERTUTUP"],
    "surat_unduh_berkas": ["", "?q=HALTERTUTUP", "?q=haltertutu", "?keamanan=R"],
    "ekspedisi_buku": ["", "?kelompok=surat", *(f"?tampil={t}" for t in ("dikirim", "dibuka", "diterima"))],
    "buku_agenda": ["?dari=2026-11-01&sampai=2026-11-30"],
    "tugas_saya": ["", "?waktu=selesai", "?undangan=1"],
    "surat_saran_pengirim": ["?q=dinkes"],
}


def bocor(halaman, kata):
    """{(page, word)}; a search repeats what was typed, so there the word itself tells nothing."""
    return sorted({(h, k) for h, isi in halaman.items() for k in kata if k in isi and k not in h})


WAKIL = (
    *("petugas", "caraka", "kasubbag.tu", "auditor", "admin", "ajudan", "sekda", "bupati", "asisten1", "kabag.umum"),
    *("kabag.hukum", "bpbd", "dinas.kesehatan", ANONIM),
)
"""One account for each kind of right."""
TANPA_SURAT = {pola.name for pola in pengaturan.urls.urlpatterns}
"""Screens of the admin, of one's own account and of help: no room of letters."""


@pytest.mark.lama
@pytest.mark.parametrize(
    ("semua", "kecuali"),
    [
        pytest.param(WAKIL, TANPA_SURAT, id="wakil"),
        pytest.param(SEMUA, frozenset(), id="semua", marks=pytest.mark.panjang),
    ],
)
def test_kata_surat_tertutup_hanya_pada_jalurnya(kantor, toko, semua, kecuali):
    surat = surat_tertutup(kantor).surat
    with time_machine.travel(KINI, tick=False):
        objek = _objek(kantor, "rahasia", surat)
        nilai = nilai_parameter(kantor, objek)
        halaman = {a: buka_semua(kantor, a, nilai, KUERI, kecuali) for a in semua}

    terbaca = {k for a in ISI["rahasia"] for _, k in bocor(halaman[a], RAHASIA)}
    assert sorted(set(RAHASIA) - terbaca) == []
    assert [(a, *b) for a in semua if a not in ISI["rahasia"] for b in bocor(halaman[a], RAHASIA)] == []


def test_urusan_unit_tetangga_tidak_terbaca(kantor, toko):
    surat = surat_bersama(kantor).surat
    with time_machine.travel(KINI, tick=False):
        objek = Objek(
            surat=surat,
            pengiriman=Pengiriman.objects.get(surat=surat.pk, unit__nama=PDK),
            disposisi=Disposisi.objects.filter(surat=surat.pk).earliest("pk"),
            berkas=surat.lampiran.get().berkas,
        )
        nilai = nilai_parameter(kantor, objek)
        halaman = {a: buka_semua(kantor, a, nilai) for a in ("dinas.pendidikan", "kabag.umum")}

    assert sorted(set(TETANGGA) - {k for _, k in bocor(halaman["kabag.umum"], TETANGGA)}) == []
    assert bocor(halaman["dinas.pendidikan"], TETANGGA) == []
