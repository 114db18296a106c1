"""`kill -9` at random moments, spread over the work: so many shots, whatever the speed of the machine."""

import random
import threading
import time

from django.db import connections

GILIRAN = (
    # (share of the shots, part, one of its children instead of itself)
    (0.60, "web", True),
    (0.10, "web", False),
    (0.20, "worker", True),
    (0.10, "worker", False),
)
PASCA = 0.03
"""Seconds at most between the act that makes a shot due and the shot: somewhere inside the next acts."""


class Penembak(threading.Thread):
    """Shoots `banyak` times while `catatan` grows to `target` acts; `putus` times it also cuts one database session.

    `self.tembakan` lists what was hit. Only children of `kantor` are shot, by number.
    """

    def __init__(self, kantor, catatan, acak, *, banyak, target, putus=0):
        super().__init__(name="penembak", daemon=True)
        self.kantor, self.catatan, self.acak = kantor, catatan, random.Random(acak)
        dek = [(nama, anak) for bagian, nama, anak in GILIRAN for _ in range(round(bagian * banyak))]
        dek = (dek + [("web", True)] * banyak)[:banyak] + [("postgres", False)] * putus
        self.acak.shuffle(dek)
        saat = sorted(self.acak.randrange(target // 50, target - target // 50) for _ in dek)
        self.rencana = list(zip(saat, dek, strict=True))
        self.tembakan = []

    def run(self):
        try:
            for saat, (nama, anak) in self.rencana:
                while self.catatan.jumlah() < saat:
                    if self.catatan.henti.wait(0.01):
                        return
                time.sleep(self.acak.uniform(0, PASCA))
                if self._satu(nama, anak):
                    self.tembakan.append(f"{nama}{' anak' if anak else ''}")
        except Exception as galat:
            self.catatan.keluh(f"penembak: {type(galat).__name__}: {galat}")
            self.catatan.henti.set()
        finally:
            connections.close_all()

    def _satu(self, nama, anak):
        """One shot; waits for its target to stand up (or to open a session) again when it has only just been shot."""
        habis = time.monotonic() + 60
        while time.monotonic() < habis and not self.catatan.henti.is_set():
            if nama == "postgres":
                kena = self._putus_sambungan()
            else:
                kena = self.kantor.tembak(nama, anaknya=anak, acak=self.acak) is not None
            if kena:
                return True
            time.sleep(0.02)
        raise AssertionError(f"{nama} tidak bangun lagi: {self.kantor.ekor(nama)}")

    def _putus_sambungan(self):
        """Cut one of the office's own database sessions, by preference one at work."""
        with connections["default"].cursor() as kursor:
            kursor.execute(
                "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity "
                "WHERE application_name = 'uji-ketahanan' AND datname = current_database() "
                "ORDER BY state = 'idle', random() LIMIT 1) s"
            )
            return kursor.fetchone() is not None
