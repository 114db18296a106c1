import os
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from dokumen.rak import POTONGAN, rak
from pengaturan.cadangan import basis_data
from pengaturan.cadangan.arsip import FOLDER_BERKAS, ArsipRusak, Pembaca, Penulis


class Command(BaseCommand):
    help = (
        "Mencadangkan basis data dan semua berkas ke satu BERKAS .tar, sementara kantor tetap bekerja. "
        "Hasilnya dibaca ulang dan dicocokkan sebelum perintah ini selesai."
    )

    def add_arguments(self, parser):
        parser.add_argument("berkas", type=Path, help="Nama berkas .tar, atau folder: namanya dibuat dari waktu.")

    def handle(self, *, berkas, **pilihan):
        mulai = time.monotonic()
        jalur = berkas / f"esurat-{timezone.localtime():%Y%m%d-%H%M%S}.tar" if berkas.is_dir() else berkas
        if jalur.exists():
            raise CommandError(f"{jalur} sudah ada dan tidak ditimpa. Pilih nama lain.")
        if not jalur.parent.is_dir():
            raise CommandError(f"Folder {jalur.parent} belum ada. Buat dahulu, atau pilih folder lain.")
        if basis_data.kosong():
            raise CommandError("Basis data ini masih kosong; belum ada yang dicadangkan.")
        try:
            manifest, hilang = buat(jalur)
            with Pembaca(jalur) as arsip:
                arsip.periksa()
        except (basis_data.TidakBisa, ArsipRusak) as galat:
            raise CommandError(str(galat)) from galat
        except OSError as galat:
            raise CommandError(
                f"Cadangan tidak dapat ditulis ({galat.strerror}). Data kantor tidak berubah."
            ) from galat
        self.stdout.write(ringkasan(manifest))
        self.stdout.write(f"Tersimpan dan terbaca ulang: {jalur} ({time.monotonic() - mulai:.1f} dtk)")
        if hilang:
            raise CommandError(
                f"{len(hilang)} berkas surat sudah hilang dari penyimpanan sebelum dicadangkan. "
                f"Yang pertama: {min(hilang)}. Selebihnya tercadang; cari berkas itu di cadangan lama."
            )


def buat(jalur):
    """Write the archive; returns (manifest, SHA-256 of files that a row names but the store has lost)."""
    with tempfile.TemporaryDirectory(prefix=".cadangan-", dir=jalur.parent) as folder, Penulis(jalur) as penulis:
        potret = basis_data.ambil(Path(folder))
        penulis.tambah_berkas(potret.jalur.name, potret.jalur)
        hilang = set(potret.dirujuk)
        for sha256 in sorted({*potret.dirujuk, *(h for h, _ in rak().semua())}):
            if tambah_dari_rak(penulis, sha256):
                hilang.discard(sha256)
        manifest = {
            "dibuat_pada": timezone.now().isoformat(),
            "kantor": settings.KANTOR,
            "mesin": connection.vendor,
            "jenis": potret.jenis,
            "migrasi": potret.migrasi,
            "baris": potret.baris,
            "berkas_hilang": sorted(hilang),
        }
        penulis.tutup(manifest)
    return manifest | {"isi": penulis.isi}, hilang


def tambah_dari_rak(penulis, sha256):
    """One file of the store; False when it is not there (an orphan that the janitor took, or a loss)."""
    try:
        # Opened in place: a backup must be possible while the disk of the store is full.
        with rak().buka(sha256) as isi:
            ukuran = isi.seek(0, os.SEEK_END)
            isi.seek(0)
            if penulis.tambah(FOLDER_BERKAS + sha256, isi, ukuran) != sha256:
                raise basis_data.TidakBisa(f"Isi berkas {sha256} di penyimpanan berubah, jadi cadangan dihentikan.")
    except FileNotFoundError:
        return False
    return True


def ringkasan(manifest):
    """What the archive holds, in a sentence."""
    berkas = [v["ukuran"] for nama, v in manifest["isi"].items() if nama.startswith(FOLDER_BERKAS)]
    baris = manifest["baris"]
    mega = f"{sum(berkas) / POTONGAN:.1f}".replace(".", ",")
    return (
        f"{sum(baris.values())} baris dalam {len(baris)} tabel, {len(berkas)} berkas ({mega} MiB); "
        f"jejak utuh: {baris['alur_jejak']} catatan."
    )
