"""Telling people. A row is the message; Redis and Celery are only the doorbell."""

import logging
import time

from django.db import transaction
from django.utils import timezone

from alur.models import Notifikasi
from alur.relai import kirim_notifikasi

log = logging.getLogger(__name__)

JEDA_PEMUTUS = 30
"""Seconds without ringing after the broker failed: a dead Redis costs one request at most one short wait."""
ANGGARAN = 1.0
"""Seconds one request may spend ringing; what is left is rung by the sweep."""
_diam_sampai = 0.0


def beri_tahu(penerima, *, kunci_awal, judul, isi, tautan, rahasia=False):
    """Write one message to each Pegawai in `penerima`, once per `kunci_awal`, and ring after the commit.

    `tautan` is a path such as "/surat/12/". The caller masks `judul` and `isi` of R/SR letters and sets `rahasia`.
    """
    sekarang = timezone.now()
    kunci = {f"{kunci_awal}:{p.pk}": p for p in penerima}
    _tulis(
        [
            Notifikasi(
                kunci=k,
                penerima=p,
                judul=judul[:200],
                isi=isi,
                tautan=tautan,
                rahasia=rahasia,
                dibuat_pada=sekarang,
                berikutnya_pada=sekarang,
            )
            for k, p in kunci.items()
        ]
    )


def kirim_ke_alamat(alamat, *, kunci_awal, judul, isi, lampiran="", nama_lampiran=""):
    """Write one message to each outside e-mail address in `alamat` (the witnesses of the daily seal)."""
    sekarang = timezone.now()
    _tulis(
        [
            Notifikasi(
                kunci=f"{kunci_awal}:{a}",
                alamat=a,
                judul=judul[:200],
                isi=isi,
                lampiran=lampiran,
                nama_lampiran=nama_lampiran,
                dibuat_pada=sekarang,
                berikutnya_pada=sekarang,
            )
            for a in alamat
        ]
    )


def _tulis(baris):
    if not baris:
        return
    Notifikasi.objects.bulk_create(baris, ignore_conflicts=True)
    kunci = [b.kunci for b in baris]
    pks = list(
        Notifikasi.objects.filter(kunci__in=kunci, terkirim_pada=None).order_by("pk").values_list("pk", flat=True)
    )
    transaction.on_commit(lambda: bunyikan(pks))


def bunyikan(pks, anggaran=ANGGARAN):
    """Ring the worker for these rows; never raises and never holds the request: the sweep finds what was not rung."""
    global _diam_sampai
    mulai = time.monotonic()
    for pk in pks:
        if time.monotonic() < _diam_sampai or time.monotonic() - mulai > anggaran:
            return
        try:
            kirim_notifikasi.delay(pk)
        except Exception as galat:  # kombu, redis, socket and file errors alike
            _diam_sampai = time.monotonic() + JEDA_PEMUTUS
            log.warning("Doorbell is silent for %s s: %s", JEDA_PEMUTUS, type(galat).__name__)
            return
