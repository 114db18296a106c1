"""The shelf: bytes under their SHA-256, on any Django storage. Knows no rows.

On a disk a file becomes visible by one rename of a complete, fsynced copy; on another storage (S3) by one put.
Putting the same content twice is harmless and heals a damaged copy.
"""

import contextlib
import os
import re
import shutil
import tempfile
import time
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

HASH = re.compile(r"[0-9a-f]{64}")
POTONGAN = 1024 * 1024


def rak():
    """The shelf of this office, by the default storage of the settings."""
    if isinstance(default_storage, FileSystemStorage):
        return RakDisk(default_storage.location)
    return RakUmum(default_storage)


def cadangan_terpakai():
    """Whether the disk has less left than the reserve; False on a storage that does not say."""
    sisa = rak().sisa()
    return sisa is not None and sisa < settings.BERKAS_CADANGAN


def letak(sha256):
    """The relative address of content: "ab/cd/abcd…"."""
    if not HASH.fullmatch(sha256):
        raise ValueError("Not a SHA-256 in lower case hexadecimal")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def sinkronkan_folder(jalur):
    """A new name survives a power cut only when its folder is fsynced too."""
    fd = os.open(jalur, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


class RakDisk:
    def __init__(self, akar):
        self.akar = Path(akar)

    def jalur_pasti(self, sha256):
        return self.akar / letak(sha256)

    def masukkan(self, sumber, sha256):
        """Move the complete, fsynced file `sumber` (same file system) to its place; it is gone from where it was."""
        tujuan = self.jalur_pasti(sha256)
        self._siapkan(tujuan.parent)
        os.utime(sumber)  # a fresh date keeps the janitor away until the caller's transaction has committed
        os.replace(sumber, tujuan)
        sinkronkan_folder(tujuan.parent)

    def _siapkan(self, folder):
        for f in (folder.parent, folder):
            if not f.is_dir():
                f.mkdir(parents=True, exist_ok=True)
                sinkronkan_folder(f.parent)

    def ada(self, sha256):
        return self.jalur_pasti(sha256).is_file()

    def buka(self, sha256):
        """Open for reading, binary; FileNotFoundError when it is not there."""
        return open(self.jalur_pasti(sha256), "rb")

    @contextlib.contextmanager
    def jalur(self, sha256):
        """A path another process can read while the context lasts; FileNotFoundError when it is not there.

        A second name for the same bytes, in a folder of its own: the same content put again meanwhile is another file
        under the old name, and a child that was fenced in with the first may not read the second.
        """
        induk = self.akar / "incoming"
        induk.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="baca-", dir=induk) as folder:
            samping = Path(folder, sha256)
            os.link(self.jalur_pasti(sha256), samping)
            yield samping

    def semua(self):
        """Yields (sha256, seconds since it was put or put again) of everything on the shelf."""
        sekarang = time.time()
        for folder in self.akar.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]"):
            for entri in os.scandir(folder):
                if HASH.fullmatch(entri.name):
                    with contextlib.suppress(FileNotFoundError):
                        yield entri.name, sekarang - entri.stat().st_mtime

    def buang(self, sha256, masih_yatim, umur):
        """Remove an orphan; returns whether it is gone.

        The race: the same content is put again after the list was made. So it is first moved aside, by one rename, and
        then looked at once more: put again meanwhile, or owned meanwhile, and it goes back where it was.
        """
        tempat = self.jalur_pasti(sha256)
        samping = self.akar / "incoming" / f"buang-{sha256}-{uuid.uuid4().hex}"
        samping.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.rename(tempat, samping)
        except FileNotFoundError:
            return False
        if time.time() - samping.stat().st_mtime < umur or not masih_yatim(sha256):
            self.kembalikan(samping, sha256)
            return False
        samping.unlink()
        return True

    def kembalikan(self, samping, sha256):
        """Put back what was moved aside, unless a fresh copy has come meanwhile: that one has the younger date."""
        tempat = self.jalur_pasti(sha256)
        self._siapkan(tempat.parent)
        with contextlib.suppress(FileExistsError):
            os.link(samping, tempat)
            sinkronkan_folder(tempat.parent)
        os.unlink(samping)

    def sisa(self):
        """Bytes that are free on the disk."""
        self.akar.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.akar).free


class RakUmum:
    """Any other Django storage. One put is one visible object; without a rename the janitor looks twice instead."""

    def __init__(self, storage):
        self.storage = storage

    def masukkan(self, sumber, sha256):
        nama = letak(sha256)
        if self.storage.exists(nama):
            self.storage.delete(nama)  # put again: a fresh date, a whole copy
        with open(sumber, "rb") as isi:
            self.storage.save(nama, isi)
        os.unlink(sumber)

    def ada(self, sha256):
        return self.storage.exists(letak(sha256))

    def buka(self, sha256):
        return self.storage.open(letak(sha256), "rb")

    @contextlib.contextmanager
    def jalur(self, sha256):
        with tempfile.NamedTemporaryFile(prefix="salinan-") as salinan, self.buka(sha256) as isi:
            shutil.copyfileobj(isi, salinan, POTONGAN)
            salinan.flush()
            yield Path(salinan.name)

    def semua(self):
        for a in self._folder(""):
            for b in self._folder(a):
                for nama in self.storage.listdir(f"{a}/{b}")[1]:
                    if HASH.fullmatch(nama):
                        yield nama, self._umur(nama)

    def _folder(self, di):
        return [f for f in self.storage.listdir(di)[0] if re.fullmatch("[0-9a-f]{2}", f)]

    def _umur(self, sha256):
        return time.time() - self.storage.get_modified_time(letak(sha256)).timestamp()

    def buang(self, sha256, masih_yatim, umur):
        if self._umur(sha256) < umur or not masih_yatim(sha256):
            return False
        self.storage.delete(letak(sha256))
        return True

    def sisa(self):
        return None
