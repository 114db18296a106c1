import fcntl
import io
import json
import shutil
import tarfile

import pytest
from django.db import transaction

from alur.jejak import catat_sistem
from tests.cadangan.conftest import tambah_jejak

PERIKSA = "Jejak utuh: {} catatan dalam 1 rantai, 1 segel.\n"


def ubah(arsip, tujuan, nama, perubahan):
    """A copy of the archive in which one member went through `perubahan`."""
    with tarfile.open(arsip) as lama, tarfile.open(tujuan, "w") as baru:
        for anggota in lama.getmembers():
            isi = lama.extractfile(anggota).read()
            if anggota.name.startswith(nama):
                isi = perubahan(isi)
                anggota.size = len(isi)
            baru.addfile(anggota, io.BytesIO(isi))
    return tujuan


def test_an_empty_machine_becomes_the_office(kantor, arsip, kosong):
    isi = kantor.isi()
    shutil.rmtree(kantor.var)
    keluar = kosong.berhasil("pulihkan", arsip)
    assert keluar.endswith("Kantor pulih dan cocok dengan cadangannya. Buka lagi dengan: script/server\n")
    # One more row than before: the restoring is itself an act of the ledger.
    assert kosong.isi() == tambah_jejak(isi)
    assert kosong.berhasil("periksa_jejak") == PERIKSA.format(13)
    kosong.berhasil("migrate", "--check")


def test_a_filled_office_is_replaced_only_on_request_and_kept_aside(kantor, arsip, tmp_path):
    with kantor.buka(), transaction.atomic():
        catat_sistem("sesudah")
    isi = kantor.isi()
    hasil = kantor.manage("pulihkan", arsip)
    assert hasil.returncode == 1
    assert "tidak ada yang diubah" in hasil.stderr
    assert kantor.isi() == isi

    kantor.berhasil("pulihkan", "--timpa", arsip)
    (aman,) = (kantor.var / "cadangan").iterdir()
    kantor.berhasil("pulihkan", "--timpa", aman)
    assert kantor.isi() == tambah_jejak(isi)


@pytest.mark.parametrize(
    ("nama", "kalimat"), [("basis_data", "Cadangan rusak: isi basis_data"), ("berkas/", "Cadangan rusak: isi berkas/")]
)
def test_a_flipped_byte_is_found_before_anything_changes(arsip, kosong, tmp_path, nama, kalimat):
    rusak = ubah(arsip, tmp_path / "rusak.tar", nama, lambda isi: isi[:-9] + bytes([isi[-9] ^ 1]) + isi[-8:])
    hasil = kosong.manage("pulihkan", rusak)
    assert hasil.returncode == 1
    assert kalimat in hasil.stderr
    assert not (kosong.var / "esurat.sqlite3").exists()
    assert not (kosong.var / "berkas").exists()


@pytest.mark.parametrize("sisa", [0, 100, 20_000])
def test_a_cut_archive_is_refused(arsip, kosong, tmp_path, sisa):
    terpotong = tmp_path / "terpotong.tar"
    terpotong.write_bytes(arsip.read_bytes()[:sisa])
    hasil = kosong.manage("pulihkan", terpotong)
    assert hasil.stderr == f"CommandError: {terpotong} bukan cadangan e-Surat, atau terpotong.\n"


def test_an_archive_of_a_newer_programme_is_refused(arsip, kosong, tmp_path):
    def tambah(isi):
        manifest = json.loads(isi)
        manifest["migrasi"].append("persuratan.9999_dari_masa_depan")
        return json.dumps(manifest).encode()

    hasil = kosong.manage("pulihkan", ubah(arsip, tmp_path / "baru.tar", "manifest", tambah))
    assert "Cadangan ini dari e-Surat yang lebih baru (persuratan.9999_dari_masa_depan)" in hasil.stderr


def test_an_open_office_is_not_restored_under_its_feet(kantor, arsip):
    with (kantor.var / ".server.lock").open("w") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)
        hasil = kantor.manage("pulihkan", "--timpa", arsip)
    assert hasil.stderr == "CommandError: Kantor masih buka. Tutup dahulu dengan Ctrl-C; belum ada yang diubah.\n"


def test_a_broken_database_file_is_kept_aside_and_replaced(kantor, arsip):
    basis = kantor.var / "esurat.sqlite3"
    for akhiran in ("-wal", "-shm"):
        basis.with_name(basis.name + akhiran).unlink(missing_ok=True)
    basis.write_bytes(b"bukan basis data" * 1000)
    kantor.berhasil("pulihkan", "--timpa", arsip)
    (rusak,) = kantor.var.glob("esurat.sqlite3.rusak-*")
    assert rusak.read_bytes() == b"bukan basis data" * 1000


def test_a_damaged_file_on_the_shelf_is_healed(kantor, arsip):
    berkas = next(p for p in (kantor.var / "berkas").rglob("*") if len(p.name) == 64)
    asli = berkas.read_bytes()
    berkas.write_bytes(b"rusak")
    kantor.manage("pulihkan", "--timpa", arsip)
    assert berkas.read_bytes() == asli
