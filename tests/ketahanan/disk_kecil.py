"""A disk of a few megabytes that belongs to one office: it can be filled, and is gone with the office.

The disk is mounted in a mount namespace of the office's own process, so that nothing is left behind even when the
test is killed. Where the machine does not allow that, the tests say so and are skipped.
"""

import contextlib
import functools
import os
import shutil
import subprocess
from pathlib import Path

from tests.ketahanan.kantor_nyata import AKAR

PASANG = 'mount -t tmpfs -o size="$1",nr_inodes="$2",mode=700 tmpfs "$3" && cp -r "$4/." "$3" && shift 4 && exec "$@"'
BLOK = 64 * 1024


def _ruang_nama():
    return ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]


@functools.cache
def boleh_pasang():
    """Whether this machine lets us mount a small disk for one process."""
    if not shutil.which("unshare"):
        return False
    coba = [*_ruang_nama(), "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"]
    return subprocess.run(coba, capture_output=True).returncode == 0


class DiskKecil:
    """The disk of `kantor` at its `folder`, `besar` such as "3m". `asal`: a folder whose content it begins with.

    Wraps the next process that is started; that process alone sees it.
    """

    def __init__(self, kantor, folder, asal, besar, inode=2000):
        self.kantor, self.folder = kantor, folder
        kantor.bungkus = [*_ruang_nama(), "sh", "-c", PASANG, "sh", besar, str(inode), str(folder), str(asal)]

    @property
    def jalur(self):
        """The folder as its own process sees it."""
        return Path(f"/proc/{self.kantor.proses['web'].pid}/root{self.folder}")

    def isi(self, jalur="."):
        """Relative paths of all files below `jalur`."""
        awal = self.jalur / jalur
        return sorted(str(p.relative_to(awal)) for p in awal.rglob("*") if p.is_file())

    @property
    def sisa(self):
        s = os.statvfs(self.jalur)
        return s.f_bavail * s.f_frsize

    @contextlib.contextmanager
    def tinggal(self, bita):
        """Inside the block about `bita` bytes are left."""
        ganjal = self.jalur / "ganjal"
        try:
            with ganjal.open("wb", buffering=0) as keluar, contextlib.suppress(OSError):
                while (lebih := self.sisa - bita) > 0:
                    keluar.write(b"\0" * min(BLOK, lebih))
            yield
        finally:
            ganjal.unlink()

    @contextlib.contextmanager
    def tanpa_inode(self):
        """Inside the block there is room, but no new file can be made."""
        ganjal = []
        try:
            with contextlib.suppress(OSError):
                for n in range(100_000):
                    (self.jalur / f"ganjal-{n}").touch(exist_ok=False)
                    ganjal.append(self.jalur / f"ganjal-{n}")
            yield
        finally:
            for p in ganjal:
                p.unlink()

    @contextlib.contextmanager
    def hanya_baca(self):
        """Inside the block the disk is mounted read-only, as after a fault of its hardware."""
        self._pasang_ulang("ro")
        try:
            yield
        finally:
            self._pasang_ulang("rw")

    def _pasang_ulang(self, cara):
        self.di_dalam("mount", "-o", f"remount,{cara}", self.folder)

    def di_dalam(self, *perintah):
        """Run a command where this disk can be seen, in the environment of the office; its output."""
        ruang = ["-m"] if os.geteuid() == 0 else ["-U", "--preserve-credentials", "-m"]
        masuk = ["nsenter", "-t", str(self.kantor.proses["web"].pid), *ruang, *map(str, perintah)]
        env = self.kantor.lingkungan | {"PYTHONPATH": str(AKAR)}  # nsenter leaves the work folder
        hasil = subprocess.run(masuk, env=env, check=True, capture_output=True)
        return hasil.stdout.decode()
