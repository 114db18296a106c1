"""Start the limited child program and read its answers. The parent only ever reads JSON lines of bounded length."""

import contextlib
import json
import logging
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

MIB = 1024 * 1024
MAKS_JAWABAN = 4 * MIB
SEBAB = {-signal.SIGXCPU: "waktu", -signal.SIGKILL: "henti"}
BATAS_BAKU = {"cpu": 15, "memori": 512 * MIB, "ukuran": 128 * MIB}


@dataclass
class Jawaban:
    """What a child said, and why it ended.

    `sebab`: "" by itself; "waktu" its processor time was used up, "mati" it fell: both tell of the file. "henti" it
    was stopped from outside, by our clock or somebody's kill: that tells of a busy or short machine, and of no file.
    """

    baris: list = field(default_factory=list)
    pagar: dict = field(default_factory=dict)
    sebab: str = ""

    @property
    def akhir(self):
        """The last line, {"ok": bool, ...}; empty when the child did not live to say it."""
        return next((b for b in reversed(self.baris) if "ok" in b), {})


@contextlib.contextmanager
def ruang_kerja():
    """A private folder beside the incoming files (same disk, so that a rename suffices), gone afterwards."""
    induk = Path(settings.BERKAS_DIR) / "incoming"
    induk.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="kerja-", dir=induk))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def jalankan_anak(perintah, permintaan, *, folder, baca=(), detik=20, batas=None):
    """Run one order of `dokumen.anak` and return its `Jawaban`; never raises for what the child did.

    folder: private folder the child may write; baca: files and folders it may read; detik: wall clock; batas: changes
    to BATAS_BAKU (cpu seconds; memori and ukuran bytes).
    """
    pagar = BATAS_BAKU | (batas or {}) | {"baca": [os.fspath(b) for b in baca], "tulis": [os.fspath(folder)]}
    keluaran, keluhan = folder / "jawaban.jsonl", folder / "keluhan.txt"
    with open(keluaran, "w+b") as keluar, open(keluhan, "w+b") as keluh:
        anak = mulai_anak(perintah, permintaan | {"batas": pagar}, keluar=keluar, keluh=keluh, folder=folder)
        return tunggu_anak(anak, keluar, keluh, detik=detik)


def mulai_anak(perintah, permintaan, *, keluar, keluh, folder="/", masuk=subprocess.DEVNULL, pegang=()):
    """Start the child; its streams are open files, `pegang` file descriptors it inherits."""
    return subprocess.Popen(  # noqa: S603 -- arguments only, no shell
        [sys.executable, "-s", "-P", "-B", "-m", "dokumen.anak", perintah, json.dumps(permintaan)],
        stdin=masuk,
        stdout=keluar,
        stderr=keluh,
        cwd=folder,
        env={
            "PYTHONPATH": str(settings.BASE_DIR),
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "MALLOC_ARENA_MAX": "1",
        },
        start_new_session=True,  # so that the whole group can be ended
        pass_fds=pegang,
    )


def tunggu_anak(anak, keluar, keluh, *, detik, isi=None):
    """Give the child its input, if any, wait `detik` seconds at most and return its Jawaban; it has ended then."""
    sebab = ""
    try:
        anak.communicate(isi, timeout=detik)
    except subprocess.TimeoutExpired:
        sebab = "henti"
    finally:
        akhiri_anak(anak)
    if not sebab and anak.returncode != 0:
        sebab = SEBAB.get(anak.returncode, "mati")
        logger.warning("Child %s ended with %s: %s", anak.args[-2], anak.returncode, ekor(keluh))
    return baca_jawaban(keluar, sebab)


def berkas_anak(folder, nama):
    """The Path of what an ended child says it wrote into `folder`; None for anything but a plain file of that folder.

    A file that breaks the parser speaks through it: a path it names must not take the office's own files to the shelf.
    """
    try:
        jalur = folder / Path(nama).name
        keadaan = jalur.lstat()
    except (TypeError, ValueError, OSError):
        return None
    return jalur if stat.S_ISREG(keadaan.st_mode) and keadaan.st_nlink == 1 else None


def bilangan(nilai, kurang, lebih):
    """Whether a child's figure is a whole number from `kurang` to `lebih`."""
    return type(nilai) is int and kurang <= nilai <= lebih


def akhiri_anak(anak):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(anak.pid, signal.SIGKILL)
    if anak.stdin:
        with contextlib.suppress(BrokenPipeError):
            anak.stdin.close()
    anak.wait()


def baca_jawaban(berkas, sebab):
    berkas.seek(0)
    mentah = berkas.read(MAKS_JAWABAN)
    jawaban = Jawaban(sebab=sebab)
    for baris in mentah.split(b"\n")[:-1]:  # a line without its end was cut off with its writer
        try:
            isi = json.loads(baris)
        except ValueError:
            continue
        if "pagar" in isi:
            jawaban.pagar = isi["pagar"]
        else:
            jawaban.baris.append(isi)
    return jawaban


def ekor(berkas, panjang=600):
    """The last words of the child for the log: file names of ours and types, the parsed content is not in them."""
    berkas.seek(max(0, berkas.seek(0, os.SEEK_END) - panjang))
    return berkas.read(panjang).decode("utf-8", "replace").replace("\n", " | ")
