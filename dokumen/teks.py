"""The text of scans: asked for when a file is attached, read by a worker in the limited child, found by a sweep.

One content is read at a time in the whole office (`teks_satu_dibaca_sekaligus`): it takes a core for seconds a page,
and the pages people wait for come first. The status moves only here, by compare-and-set. Where the machine has no
Tesseract, files wait without an error until it has (`TANPA_MESIN`).

What becomes of the text is the business of the rooms above: they register a listener.
"""

import datetime
import logging
import time

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from alur.bel import bunyikan
from dokumen.gudang import BERHALAMAN
from dokumen.models import TeksBerkas
from dokumen.penilai import MAKS_PIKSEL
from dokumen.proses import MIB, bilangan, jalankan_anak, ruang_kerja
from dokumen.rak import rak

logger = logging.getLogger(__name__)

Status = TeksBerkas.Status
SEKALI = 4
"""Pages per child."""
GILIRAN = 60
"""Seconds of one turn; then the next file is looked at, so that a thick bundle keeps no letter waiting."""
CPU_HALAMAN, DETIK_HALAMAN, MEMORI = 40, 90, 768 * MIB
MENGALAH = 15
MAKS_PERCOBAAN = 5
DIAM = datetime.timedelta(minutes=10)
"""Longer than one child may take: a worker silent for so long is dead."""
COBA_MESIN = datetime.timedelta(hours=1)
PEMISAH = "\f"

_pendengar = []


def daftarkan_pendengar(fungsi):
    """Register `fungsi(sha256)`, called in the transaction in which all pages are read. It locks what it writes first:
    the row of the text comes last, as when a file is attached."""
    if fungsi not in _pendengar:
        _pendengar.append(fungsi)


def minta(daftar):
    """Ask for the text of these Berkas, inside the caller's transaction; what was read before is handed on again."""
    baris = {
        b.sha256: TeksBerkas(sha256=b.sha256, jenis=b.jenis, jumlah_halaman=b.jumlah_halaman)
        for b in sorted(daftar, key=lambda b: b.sha256)
        if b.jenis in BERHALAMAN and b.jumlah_halaman
    }
    if not baris:
        return
    TeksBerkas.objects.bulk_create(baris.values(), ignore_conflicts=True)
    # Also one that is being read just now: its end would not know of this letter yet.
    TeksBerkas.objects.filter(sha256__in=baris).exclude(status=Status.MENUNGGU).update(
        status=Status.MENUNGGU, percobaan=0
    )
    transaction.on_commit(lambda: bunyikan("dokumen.baca_teks"))


def baca_berikutnya():
    """Read one waiting file for one turn and ring for the next; returns its TeksBerkas, None when there is nothing."""
    teks = ambil()
    if teks is None:
        return None
    try:
        baca(teks)
    except OSError as galat:  # the disk, not the file: try again later
        logger.error("Reading %s stopped: %s", teks.sha256, galat)
        lepas(teks)
    if TeksBerkas.objects.filter(status=Status.MENUNGGU, percobaan=0).exists():
        bunyikan("dokumen.baca_teks")
    return teks


def ambil():
    """Take the waiting file with the fewest pages read, the newest first; None while another is being read."""
    pk = TeksBerkas.objects.filter(status=Status.MENUNGGU).order_by("halaman", "-pk").values_list("pk").first()
    if pk is None:
        return None
    try:
        with transaction.atomic():
            diambil = TeksBerkas.objects.filter(pk__in=pk, status=Status.MENUNGGU).update(
                status=Status.DIKERJAKAN,
                giliran=F("giliran") + 1,
                percobaan=F("percobaan") + 1,
                denyut_pada=timezone.now(),
            )
    except IntegrityError:  # somebody else reads already; his end rings again
        return None
    return TeksBerkas.objects.defer("teks").get(pk__in=pk) if diambil else None


def pindah(baris, **kolom):
    """Write columns as long as the turn is ours. False when it has passed on."""
    return bool(
        TeksBerkas.objects.filter(pk=baris.pk, status=Status.DIKERJAKAN, giliran=baris.giliran).update(
            denyut_pada=timezone.now(), **kolom
        )
    )


def lepas(teks):
    """Give a file back that the machine failed to read now; given up after some turns without a page."""
    pindah(teks, status=Status.GAGAL if teks.percobaan >= MAKS_PERCOBAAN else Status.MENUNGGU)


def baca(teks):
    """Read pages until the file or the turn is over."""
    sampai = time.monotonic() + GILIRAN
    while teks.halaman < teks.jumlah_halaman:
        if time.monotonic() > sampai:
            return pindah(teks, status=Status.MENUNGGU)
        hasil, alasan = baca_sekali(teks)
        if hasil:
            teks.halaman, teks.percobaan, teks.mesin = teks.halaman + len(hasil), 0, hasil[-1]["mesin"]
            isi = Concat("teks", Value(PEMISAH.join(["", *(h["teks"] for h in hasil)])))
            if not pindah(teks, teks=isi, mesin=teks.mesin, halaman=teks.halaman, percobaan=0):
                return False
        if alasan == "tanpa_mesin":
            return pindah(teks, status=Status.TANPA_MESIN, percobaan=0)
        if not hasil:
            return lepas(teks)
    return selesaikan(teks)


def selesaikan(teks):
    """All is read: the listeners are told and the status moves, both or neither."""
    with transaction.atomic():
        for fungsi in _pendengar:
            fungsi(teks.sha256)
        if not pindah(teks, status=Status.SIAP, percobaan=0):
            transaction.set_rollback(True)
            return False
    if teks.mesin.startswith("tesseract"):
        TeksBerkas.objects.filter(status=Status.TANPA_MESIN).update(status=Status.MENUNGGU)
    return True


def baca_sekali(teks):
    """([answers of the next pages, in order], reason): "" or "tanpa_mesin"; no answers when the machine failed.

    A page on which the child dies is tried once more alone; dying again, it is a page without text.
    """
    mulai = teks.halaman + 1
    for banyak in (SEKALI, 1):
        sampai = min(teks.jumlah_halaman, mulai + banyak - 1)
        jawaban = jalankan(teks, mulai, sampai)
        hasil = berurutan(jawaban.baris, mulai, sampai)
        if hasil or jawaban.akhir.get("alasan") == "tanpa_mesin":
            return hasil, jawaban.akhir.get("alasan", "")
        if not jawaban.pagar or jawaban.sebab == "henti" or jawaban.akhir.get("alasan") == "penuh":
            return [], ""
    return [{"teks": "", "mesin": "tidak terbaca"}], ""


def jalankan(teks, mulai, sampai):
    banyak = sampai - mulai + 1
    with ruang_kerja() as folder, rak().jalur(teks.sha256) as jalur:
        return jalankan_anak(
            "teks",
            {
                "masuk": str(jalur),
                "jenis": teks.jenis,
                "mulai": mulai,
                "sampai": sampai,
                "maks_piksel": MAKS_PIKSEL,
                "bahasa": settings.BAHASA_PINDAIAN,
                "mengalah": MENGALAH,
            },
            folder=folder,
            baca=[jalur],
            detik=DETIK_HALAMAN * banyak,
            batas={"cpu": CPU_HALAMAN * banyak, "memori": MEMORI},
        )


def berurutan(baris, mulai, sampai):
    """The child's lines for pages from `mulai` on, as far as they are whole and in order."""
    hasil = []
    for satu in baris:
        if satu.get("nomor") != mulai + len(hasil) or not bilangan(satu["nomor"], mulai, sampai):
            continue
        if isinstance(satu.get("teks"), str) and isinstance(satu.get("mesin"), str):
            hasil.append({"teks": satu["teks"].replace(PEMISAH, " "), "mesin": satu["mesin"][:60]})
    return hasil


def sapu_teks():
    """Each minute: a dead worker's file goes back, one file asks whether Tesseract is there now, the bell is rung."""
    sekarang = timezone.now()
    mati = TeksBerkas.objects.filter(status=Status.DIKERJAKAN, denyut_pada__lt=sekarang - DIAM)
    mati.filter(percobaan__gte=MAKS_PERCOBAAN).update(status=Status.GAGAL)
    mati.update(status=Status.MENUNGGU)
    tanya = TeksBerkas.objects.filter(status=Status.TANPA_MESIN, denyut_pada__lt=sekarang - COBA_MESIN)
    if not TeksBerkas.objects.filter(status=Status.TANPA_MESIN, denyut_pada__gte=sekarang - COBA_MESIN).exists():
        tanya.filter(pk__in=tanya.order_by("denyut_pada").values("pk")[:1]).update(status=Status.MENUNGGU)
    if TeksBerkas.objects.filter(status=Status.MENUNGGU).exists():
        bunyikan("dokumen.baca_teks")
