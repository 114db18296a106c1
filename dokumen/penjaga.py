"""The night watch of the store: removes what belongs to nobody, and reads everything again within thirty days."""

import contextlib
import datetime
import hashlib
import logging
import math
import os
import re
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from dokumen.models import BagianPekerjaan, Berkas, HalamanGambar, Potongan
from dokumen.rak import rak

logger = logging.getLogger(__name__)

UMUR_YATIM = 48 * 60 * 60
"""Seconds. Twice as long as bytes without a row may still be claimed (dokumen.gudang.UMUR_SEMENTARA)."""
PUTARAN = datetime.timedelta(days=30)
KELOMPOK = 400
TERSISIH = re.compile(r"buang-([0-9a-f]{64})-")


def dimiliki(sha256):
    """Those of the hashes that some row refers to."""
    ada = set()
    for model in (Berkas, HalamanGambar, BagianPekerjaan, Potongan):
        ada.update(model.objects.filter(sha256__in=sha256).values_list("sha256", flat=True))
    return ada


def bersihkan_yatim(umur=UMUR_YATIM):
    """Remove bytes that no row refers to and that nobody put for `umur` seconds. Returns how many went.

    A referenced file is never touched; content put again while this runs is kept (see RakDisk.buang).
    """
    tempat, terbuang, kelompok = rak(), 0, []
    bersihkan_masuk(tempat, umur)

    def sapu():
        milik = dimiliki(kelompok)
        return sum(tempat.buang(h, lambda sha: not dimiliki([sha]), umur) for h in kelompok if h not in milik)

    for sha256, usia in tempat.semua():
        if usia >= umur:
            kelompok.append(sha256)
        if len(kelompok) == KELOMPOK:
            terbuang += sapu()
            kelompok = []
    return terbuang + sapu()


def bersihkan_masuk(tempat, umur):
    """Half uploads and work folders of processes that died."""
    masuk = Path(settings.BERKAS_DIR) / "incoming"
    if not masuk.is_dir():
        return
    for entri in list(os.scandir(masuk)):
        with contextlib.suppress(FileNotFoundError):
            tersisih = TERSISIH.match(entri.name)
            if tersisih:  # a janitor died between moving aside and deciding; decide again, and rather keep
                tempat.kembalikan(Path(entri.path), tersisih[1])
            elif time.time() - entri.stat(follow_symlinks=False).st_mtime >= umur:
                if entri.is_dir(follow_symlinks=False):
                    shutil.rmtree(entri.path, ignore_errors=True)
                else:
                    os.unlink(entri.path)


def isi_cocok(berkas):
    """Whether the bytes on the shelf still are what the row says."""
    try:
        with rak().buka(berkas.sha256) as isi:
            return hashlib.file_digest(isi, "sha256").hexdigest() == berkas.sha256
    except OSError:
        return False


def periksa_berkas(daftar):
    """Re-hash each Berkas of the iterable, note the result in its row, return those that are gone or changed."""
    rusak = []
    for berkas in daftar:
        sekarang, cocok = timezone.now(), isi_cocok(berkas)
        pada = None if cocok else berkas.rusak_pada or sekarang
        Berkas.objects.filter(pk=berkas.pk).update(diperiksa_pada=sekarang, rusak_pada=pada)
        if not cocok:
            rusak.append(berkas)
            logger.error("Berkas %s (%s) is gone or changed", berkas.pk, berkas.sha256)
    return rusak


def giliran_periksa():
    """Today's share: the longest unread first, so many that a month reads everything."""
    banyak = math.ceil(Berkas.objects.count() / PUTARAN.days)
    return Berkas.objects.order_by(F("diperiksa_pada").asc(nulls_first=True), "pk")[:banyak]
