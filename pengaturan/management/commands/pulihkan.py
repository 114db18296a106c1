import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, transaction
from django.utils import timezone

from alur.jejak import catat_sistem
from alur.pemeriksaan import periksa
from dokumen.proses import ruang_kerja
from dokumen.rak import POTONGAN, rak
from pengaturan.cadangan import basis_data, salinan
from pengaturan.cadangan.arsip import FOLDER_BERKAS, ArsipRusak, Pembaca
from pengaturan.management.commands.cadangkan import buat, ringkasan
from pengaturan.management.commands.siapkan import sebagai_pemilik

DIPULIHKAN = "dipulihkan"


class Command(BaseCommand):
    help = (
        "Memulihkan basis data dan berkas dari hasil `cadangkan`. Kantor harus ditutup dahulu. "
        "Basis data yang sudah berisi tidak ditimpa, kecuali dengan --timpa."
    )

    def add_arguments(self, parser):
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--timpa", action="store_true", help="Ganti isi yang ada; isinya dicadangkan dahulu.")

    def handle(self, *, berkas, timpa, **pilihan):
        try:
            with Pembaca(berkas) as arsip, kantor_tutup(), sebagai_pemilik() as peran:
                self.pulihkan(arsip, timpa, peran)
        except (basis_data.TidakBisa, ArsipRusak) as galat:
            raise CommandError(str(galat)) from galat

    def pulihkan(self, arsip, timpa, peran_aplikasi):
        self.stdout.write("• Memeriksa cadangan …")
        arsip.periksa()
        if asing := sorted(set(arsip.manifest["migrasi"]) - basis_data.dikenal()):
            raise CommandError(f"Cadangan ini dari e-Surat yang lebih baru ({asing[0]}). Perbarui e-Surat dahulu.")
        jenis = arsip.manifest["jenis"]
        basis_data.pastikan_dapat_dipulihkan(jenis)
        if berisi():
            if not timpa:
                raise CommandError(
                    "Basis data ini sudah berisi; tidak ada yang diubah. Untuk menggantinya, ulangi dengan --timpa."
                )
            self.amankan()
        self.stdout.write("• Mengembalikan berkas …")
        for sha256 in arsip.sha256_berkas():
            kembalikan_berkas(arsip, sha256)
        self.stdout.write("• Mengembalikan basis data …")
        with (
            tempfile.TemporaryDirectory(prefix="pulih-", dir=settings.VAR) as folder,
            arsip.buka(basis_data.ISI_ARSIP[jenis]) as sumber,
        ):
            basis_data.pulihkan(jenis, sumber, Path(folder))
        self.cocokkan(arsip)
        call_command("migrate", interactive=False, verbosity=0)
        if peran_aplikasi:
            call_command("beri_hak", peran_aplikasi, stdout=self.stdout)
        with transaction.atomic():  # going back in time is itself an act, and the ledger says so
            catat_sistem(DIPULIHKAN, data={"cadangan": arsip.manifest["dibuat_pada"]})
        self.stdout.write(ringkasan(arsip.manifest))
        self.stdout.write("Kantor pulih dan cocok dengan cadangannya. Buka lagi dengan: script/server")

    def amankan(self):
        folder = settings.VAR / "cadangan"
        folder.mkdir(mode=0o700, exist_ok=True)
        jalur = folder / f"sebelum-dipulihkan-{timezone.localtime():%Y%m%d-%H%M%S}.tar"
        try:
            buat(jalur)
            self.stdout.write(f"• Isi sekarang dicadangkan ke {jalur}")
        except (basis_data.TidakBisa, Error, sqlite3.Error) as galat:  # a broken office is the very reason to restore
            self.stderr.write(f"Isi sekarang tidak dapat dicadangkan: {galat}")

    def cocokkan(self, arsip):
        """Rows, files and ledger against the manifest; today's tables may be more than the archive had."""
        ada = salinan.jumlah_baris() if set(arsip.manifest["migrasi"]) == basis_data.dikenal() else None
        if ada is not None and ada != arsip.manifest["baris"]:
            beda = sorted(t for t in ada if ada[t] != arsip.manifest["baris"].get(t))
            raise CommandError(f"Jumlah baris tidak cocok dengan cadangan pada tabel {', '.join(beda)}.")
        hilang = {h for h in basis_data.dirujuk() if not rak().ada(h)} - set(arsip.manifest["berkas_hilang"])
        if hilang:
            raise CommandError(f"{len(hilang)} berkas yang dirujuk tidak ada. Yang pertama: {min(hilang)}.")
        laporan = periksa()
        if not laporan.utuh:
            raise CommandError(f"Jejak tidak utuh: {laporan.putus}")


def berisi():
    """True when somebody's office is here, also one whose database can no longer be read."""
    try:
        return not basis_data.kosong()
    except Error:
        return True


@contextlib.contextmanager
def kantor_tutup():
    """script/server holds this lock while the office is open."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / ".server.lock").open("w") as kunci:
        try:
            fcntl.flock(kunci, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError("Kantor masih buka. Tutup dahulu dengan Ctrl-C; belum ada yang diubah.") from None
        yield


def kembalikan_berkas(arsip, sha256):
    """Onto the shelf, unless the same content already lies there unharmed."""
    if rak().ada(sha256):
        with rak().buka(sha256) as ada:
            if hashlib.file_digest(ada, "sha256").hexdigest() == sha256:
                return
    with ruang_kerja() as folder, arsip.buka(FOLDER_BERKAS + sha256) as sumber:
        jalur = folder / sha256
        with jalur.open("wb") as keluar:
            shutil.copyfileobj(sumber, keluar, POTONGAN)
            keluar.flush()
            os.fsync(keluar.fileno())
        rak().masukkan(jalur, sha256)
