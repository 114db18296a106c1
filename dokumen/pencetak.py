"""Children that print: one child, one sheet, and one more that waits with everything loaded.

Loading WeasyPrint and its fonts takes many times as long as a sheet. So whoever has printed starts the next child at
once; behind the same fence it waits for the sheet it will print. It knows no letter until then, and ends by itself
after half an hour, or with the process that started it.
"""

import contextlib
import json
import os
import subprocess
import tempfile
import threading

from dokumen.proses import BATAS_BAKU, akhiri_anak, mulai_anak, tunggu_anak

CPU_MUAT = 10
"""Processor seconds for loading, beside those of the sheet."""
UMUR_SIAGA = 30 * 60
_kunci = threading.Lock()
_siaga = []


class Pencetak:
    """A child for one sheet. `cara`: what it must know before: cpu, memori, gaya, awalan, folder."""

    def __init__(self, cara):
        self.cara, self.induk = cara, os.getpid()
        # Files without a name: limited like everything the child writes, and gone with it, however it ends.
        self.keluar, self.keluh, self.hasil = (tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115
        batas = BATAS_BAKU | {"cpu": cara["cpu"] + CPU_MUAT, "memori": cara["memori"], "baca": cara["folder"]}
        self.anak = mulai_anak(
            "cetak",
            {
                "batas": batas,
                "keluar": self.hasil.fileno(),
                "umur": UMUR_SIAGA,
                **{k: cara[k] for k in ("gaya", "awalan", "folder")},
            },
            keluar=self.keluar,
            keluh=self.keluh,
            masuk=subprocess.PIPE,
            pegang=[self.hasil.fileno()],
        )

    def menunggu(self):
        return self.induk == os.getpid() and self.anak.poll() is None

    def cetak(self, html, detik):
        """(Jawaban, PDF bytes or b"")."""
        isi = json.dumps({"html": html, "cpu": self.cara["cpu"]}).encode()
        jawaban = tunggu_anak(self.anak, self.keluar, self.keluh, detik=detik, isi=isi)
        self.hasil.seek(0)
        return jawaban, self.hasil.read() if jawaban.akhir.get("ok") else b""

    def tutup(self):
        if self.induk == os.getpid():
            akhiri_anak(self.anak)
        for berkas in (self.keluar, self.keluh, self.hasil):
            berkas.close()


def cetak(html, *, detik, siaga, **cara):
    """Print in the child that waits, else in a new one, for at most `detik` seconds of the clock.

    `siaga`: whether another child of this kind shall wait afterwards.
    """
    pencetak = ambil(cara) if siaga else Pencetak(cara)
    try:
        return pencetak.cetak(html, detik)
    finally:
        pencetak.tutup()
        if siaga:
            siagakan(cara)


def ambil(cara):
    with _kunci:
        pencetak = _siaga.pop() if _siaga else None
    if pencetak is None:
        return Pencetak(cara)
    if pencetak.cara == cara and pencetak.menunggu():
        return pencetak
    pencetak.tutup()
    return Pencetak(cara)


def siagakan(cara):
    """Best effort: a machine that is too full for a waiting child still prints."""
    with contextlib.suppress(OSError), _kunci:
        if not _siaga:
            _siaga.append(Pencetak(cara))
