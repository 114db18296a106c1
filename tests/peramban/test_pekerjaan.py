"""The page of a long job: it moves by itself with a script, and says the same without one."""

import pytest

from dokumen import pekerjaan as kerja
from dokumen.pekerjaan import Hasil, daftarkan_pekerjaan, mulai_pekerjaan
from tests.peramban.bantu import UKURAN, periksa_aksesibilitas, periksa_lebar, potret


@pytest.fixture
def tugas(kantor, settings, tmp_path, monkeypatch):
    settings.BERKAS_DIR = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    monkeypatch.setattr(kerja, "_daftar", {})
    daftarkan_pekerjaan("uji.buku", lambda tugas: None, judul="Menyusun PDF buku agenda surat masuk")
    keterangan = "1 Januari–12 November 2026 · kertas F4 mendatar"
    hidup = mulai_pekerjaan("uji.buku", {}, kantor.petugas, keterangan=keterangan)
    tugas = kerja.ambil(hidup.pk)
    tugas.maju(3150, 5000, "Menyusun halaman")
    gagal = mulai_pekerjaan("uji.buku", {}, kantor.petugas, judul="Tanda terima SE-2026-0411")
    kerja.ambil(gagal.pk).gagal("Berhenti di baris 12 dari 20: satu berkas pindaian rusak. 11 baris lain aman.")
    return tugas


@pytest.mark.parametrize("hp", UKURAN)
def test_kemajuan_bergerak_sendiri_sampai_siap(tugas, peramban, masuk, hp):
    halaman = peramban(hp=hp)
    masuk(halaman, "petugas")
    halaman.goto(f"/pekerjaan/{tugas.pekerjaan.kode}/")
    halaman.get_by_text("3.150 dari 5.000 baris").wait_for()
    periksa_lebar(halaman)
    periksa_aksesibilitas(halaman)
    potret(halaman, f"pekerjaan_{'hp' if hp else 'layar'}")

    tugas.maju(4000, 5000)
    halaman.get_by_text("4.000 dari 5.000 baris").wait_for()
    tugas.rampung(Hasil(isi=b"%PDF-1.7", nama="agenda.pdf", jumlah_halaman=200))

    halaman.get_by_text("Siap diunduh.", exact=True).first.wait_for()
    periksa_aksesibilitas(halaman)
    with halaman.expect_download() as unduhan:
        halaman.get_by_role("link", name="Unduh", exact=True).click()
    assert unduhan.value.suggested_filename == "agenda.pdf"


def test_tanpa_skrip_dibatalkan_dan_dicoba_lagi(tugas, peramban, masuk):
    halaman = peramban(javascript=False)
    masuk(halaman, "petugas")
    halaman.goto("/pekerjaan/")
    periksa_lebar(halaman)
    halaman.get_by_role("link", name="Menyusun PDF buku agenda").click()

    halaman.get_by_role("button", name="Batalkan pekerjaan").click()
    halaman.get_by_text("Dibatalkan atas permintaan Anda.").wait_for()
    halaman.get_by_role("button", name="Coba lagi", exact=True).click()

    halaman.get_by_text("Menunggu giliran").first.wait_for()
