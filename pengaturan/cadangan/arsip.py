"""One tar file: the database, every file under its SHA-256, and at the end `manifest.json` with all digests.

The manifest comes last, so an archive that was cut off has none and is refused as a whole.
"""

import contextlib
import gzip
import hashlib
import io
import json
import os
import tarfile
import time

MANIFEST = "manifest.json"
FOLDER_BERKAS = "berkas/"
FORMAT = 1
POTONGAN = 1024 * 1024


class ArsipRusak(Exception):
    """The archive cannot be trusted; the message is an Indonesian sentence."""


class _Pencatat(io.RawIOBase):
    """A reader that hashes and counts what passes."""

    def __init__(self, sumber):
        self.sumber, self.sidik, self.ukuran = sumber, hashlib.sha256(), 0

    def readable(self):
        return True

    def read(self, n=-1):
        isi = self.sumber.read(n)
        self.sidik.update(isi)
        self.ukuran += len(isi)
        return isi


class Penulis:
    """Writes the archive beside its name and renames it at the end: what bears the name is whole."""

    def __init__(self, jalur):
        self.jalur, self.sementara = jalur, jalur.with_name(jalur.name + ".sebagian")
        self.isi = {}

    def __enter__(self):
        fd = os.open(self.sementara, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # letters: for nobody else's eyes
        self.keluaran = os.fdopen(fd, "wb")
        self.tar = tarfile.open(fileobj=self.keluaran, mode="w", format=tarfile.PAX_FORMAT)
        return self

    def tambah(self, nama, sumber, ukuran):
        """Copy `ukuran` bytes of the open file `sumber`; returns their SHA-256."""
        info = tarfile.TarInfo(nama)
        info.size, info.mtime, info.mode = ukuran, int(time.time()), 0o600
        pencatat = _Pencatat(sumber)
        self.tar.addfile(info, pencatat)
        self.isi[nama] = {"sha256": pencatat.sidik.hexdigest(), "ukuran": pencatat.ukuran}
        return self.isi[nama]["sha256"]

    def tambah_berkas(self, nama, jalur):
        with jalur.open("rb") as sumber:
            return self.tambah(nama, sumber, jalur.stat().st_size)

    def tutup(self, keterangan):
        """Write the manifest, sync, rename."""
        manifest = json.dumps(keterangan | {"format": FORMAT, "isi": self.isi}, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mtime, info.mode = len(manifest), int(time.time()), 0o600
        self.tar.addfile(info, io.BytesIO(manifest))
        self.tar.close()
        self.keluaran.flush()
        os.fsync(self.keluaran.fileno())
        self.keluaran.close()
        os.replace(self.sementara, self.jalur)
        fd = os.open(self.jalur.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def __exit__(self, *galat):
        self.keluaran.close()
        with contextlib.suppress(FileNotFoundError):
            self.sementara.unlink()


class Pembaca:
    """An archive opened for reading. Raises ArsipRusak when it is not one, or was cut off."""

    def __init__(self, jalur):
        with contextlib.ExitStack() as tutup:
            try:
                self.tar = tutup.enter_context(tarfile.open(jalur, "r:"))
                self.anggota = {a.name: a for a in self.tar.getmembers()}
                self.manifest = json.loads(self.tar.extractfile(self.anggota[MANIFEST]).read())
            except FileNotFoundError:
                raise ArsipRusak(f"Berkas cadangan {jalur} tidak ada.") from None
            except (OSError, tarfile.TarError, KeyError, ValueError):
                raise ArsipRusak(f"{jalur} bukan cadangan e-Surat, atau terpotong.") from None
            tutup.pop_all()
        if self.manifest.get("format") != FORMAT:
            raise ArsipRusak("Cadangan ini dibuat oleh e-Surat versi lain yang belum dikenal di sini.")

    def __enter__(self):
        return self

    def __exit__(self, *galat):
        self.tar.close()

    def buka(self, nama):
        return self.tar.extractfile(self.anggota[nama])

    def periksa(self):
        """Read everything again and compare each digest."""
        isi = self.manifest["isi"]
        if hilang := sorted(set(isi) - set(self.anggota)):
            raise ArsipRusak(f"Cadangan rusak: {len(hilang)} bagian hilang, yang pertama {hilang[0]}.")
        for nama, harapan in isi.items():
            try:
                with self.buka(nama) as sumber:
                    sidik = hashlib.file_digest(sumber, "sha256").hexdigest()
            except (OSError, tarfile.TarError):
                sidik = ""
            if sidik != harapan["sha256"]:
                raise ArsipRusak(f"Cadangan rusak: isi {nama} berubah.")

    def sha256_berkas(self):
        return [nama.removeprefix(FOLDER_BERKAS) for nama in self.manifest["isi"] if nama.startswith(FOLDER_BERKAS)]


def mampatkan(sumber, tujuan):
    """gzip `sumber` (path) to `tujuan`; quick rather than small, as backups run while the office works."""
    with sumber.open("rb") as masuk, gzip.open(tujuan, "wb", compresslevel=3) as keluar:
        while isi := masuk.read(POTONGAN):
            keluar.write(isi)


def kembangkan(sumber, tujuan):
    """The other way round; `sumber` is an open binary file."""
    with gzip.open(sumber, "rb") as masuk, tujuan.open("wb") as keluar:
        while isi := masuk.read(POTONGAN):
            keluar.write(isi)
