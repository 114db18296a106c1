"""Which letter came when: N letters spread evenly over the office's working time, the last one just before now."""

import dataclasses
import datetime as dt
import itertools
import random

from django.utils import timezone

from alur.jejak import ke_milidetik
from organisasi.kalender import Kalender

PER_TAHUN = 10_000
"""Letters a year in a busy office; the calendar knows the years from 2021 on, so more letters come more densely."""
AWAL = dt.date(2021, 1, 4)
SIAP_TERIMA = 40
"""The newest letters have just been sent to the Dinas that is measured, and wait to be acknowledged."""
BARU = 10
"""So many before them lie at the counter, registered and not yet on their way."""


@dataclasses.dataclass(frozen=True)
class Butir:
    """One letter to come: `urut` counts from 0 in order of receipt; `nomor` is its agenda number in `tahun`."""

    urut: int
    tahun: int
    nomor: int
    diterima_pada: dt.datetime
    siap_terima: bool
    baru: bool


class Rencana:
    """The same letters for the same N, so that they can be seeded in parts.

    The newest come first: `bagian(1000)` are the last thousand before now, `bagian(10_000, 1000)` the nine thousand
    before those. A growing office looks back on more, and its work of today stays much the same.
    """

    def __init__(self, jumlah, sekarang=None):
        self.jumlah = jumlah
        self.sekarang = ke_milidetik(sekarang or timezone.now())
        self.kalender = Kalender.muat()
        self.saat = list(itertools.islice(self._saat(), jumlah))
        self.mulai_tahun = {}
        for urut, saat in enumerate(self.saat):
            self.mulai_tahun.setdefault(timezone.localdate(saat).year, urut)

    def _saat(self):
        lama = max(self.jumlah / PER_TAHUN, 0.1) * 365.25
        mulai = max(self.sekarang - dt.timedelta(days=lama), dt.datetime.combine(AWAL, dt.time(7), self.kalender.zona))
        jarak = self.kalender.lama_kerja(mulai, self.sekarang) / (self.jumlah + 1)
        acak = random.Random(self.jumlah)  # noqa: S311 - made-up letters, the same every time
        pojok = self.kalender.tambah_jam_kerja(mulai, jarak)
        while True:
            # A little disorder, never enough to change the order.
            yield ke_milidetik(pojok + jarak * acak.random() * 0.5)
            pojok = self.kalender.tambah_jam_kerja(pojok, jarak)

    def bagian(self, jumlah, sudah=0):
        """The letters number `sudah` … `jumlah`, counted backwards from now, in order of receipt."""
        siap = min(SIAP_TERIMA, self.jumlah // 5)
        for urut in range(self.jumlah - jumlah, self.jumlah - sudah):
            saat = self.saat[urut]
            tahun = timezone.localdate(saat).year
            yield Butir(
                urut=urut,
                tahun=tahun,
                nomor=urut - self.mulai_tahun[tahun] + 1,
                diterima_pada=saat,
                siap_terima=self.jumlah - urut <= siap,
                baru=siap < self.jumlah - urut <= siap + BARU,
            )

    def nomor_terakhir(self):
        """{year: last agenda number} of the whole plan."""
        mulai = sorted(self.mulai_tahun.items())
        akhir = [m for _, m in mulai[1:]] + [self.jumlah]
        return {tahun: b - a for (tahun, a), b in zip(mulai, akhir, strict=True)}
