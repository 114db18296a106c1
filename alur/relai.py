"""The relay: carries a message to the person's channels. No mail is sent while a row is locked."""

import datetime
import hashlib
import logging
from email.utils import parseaddr

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from alur.models import Notifikasi

log = logging.getLogger(__name__)

SEWA = datetime.timedelta(minutes=5)
"""How long a claimed row is left alone; a relay killed in between costs one repeat after that."""
TUNDA_PALING_LAMA = datetime.timedelta(hours=6)
SAPU_SETELAH = datetime.timedelta(seconds=60)
SAPU_PALING_BANYAK = 500

_penutup = []


def daftarkan_penutup(fungsi):
    """Register `fungsi(pesan: list, penerima)`: it empties `isi` where the receiver's right to it is gone by now.

    The rooms above know what a message is about; a message may wait for hours, and a right is lost meanwhile.
    """
    if fungsi not in _penutup:
        _penutup.append(fungsi)


@shared_task(name="alur.kirim_notifikasi")
def kirim_notifikasi(pk):
    """The doorbell's task: deliver one message; at least once, and once unless the relay is killed in between."""
    kirim(pk)


def kirim(pk):
    """Deliver one message. True when this call delivered it, False when there was nothing to do or it failed."""
    pesan = _klaim(pk)
    if pesan is None:
        return False
    try:
        kirim_surel(pesan)
    except Exception as galat:  # any failure of the mail server only postpones: the row waits for its next turn
        tunda = min(datetime.timedelta(minutes=2 ** min(pesan.percobaan, 10)), TUNDA_PALING_LAMA)
        Notifikasi.objects.filter(pk=pk, terkirim_pada=None).update(
            berikutnya_pada=timezone.now() + tunda, galat=f"{type(galat).__name__}: {galat}"[:200]
        )
        log.warning("Message %s waits %s: %s", pk, tunda, type(galat).__name__)
        return False
    return Notifikasi.objects.filter(pk=pk, terkirim_pada=None).update(terkirim_pada=timezone.now(), galat="") == 1


def tertinggal():
    """Ids of messages that are due, undelivered and older than a minute, oldest first."""
    sekarang = timezone.now()
    return list(
        Notifikasi.objects.filter(
            terkirim_pada=None, berikutnya_pada__lte=sekarang, dibuat_pada__lte=sekarang - SAPU_SETELAH
        )
        .order_by("berikutnya_pada", "pk")
        .values_list("pk", flat=True)[:SAPU_PALING_BANYAK]
    )


def kirim_surel(pesan):
    """Send the e-mail of one Notifikasi; somebody without address has read access in the app and needs no more.

    The Message-ID comes from the unique key, so that a repeat is recognised as the same letter by the mail program.
    """
    tujuan = pesan.alamat or (pesan.penerima.email if pesan.penerima.is_active else "")
    if not tujuan:
        return
    for tutup in _penutup:
        tutup([pesan], pesan.penerima)
    surel = EmailMessage(
        subject=" ".join(pesan.judul.split()),  # a line break in a subject would split the header
        body=isi_surel(pesan),
        to=[tujuan],
        headers={"Message-ID": id_pesan(pesan.kunci)},
    )
    if pesan.lampiran:
        surel.attach(pesan.nama_lampiran or "lampiran.txt", pesan.lampiran, "text/plain")
    surel.send()


def isi_surel(pesan):
    """A secret message tells by e-mail only that there is one."""
    bagian = [] if pesan.rahasia else [pesan.isi]
    if pesan.tautan:
        bagian.append(f"Buka: {settings.ALAMAT.rstrip('/')}{pesan.tautan}")
    bagian.append(f"e-Surat {settings.KANTOR}")
    return "\n\n".join(b for b in bagian if b)


def id_pesan(kunci):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(kunci.encode()).hexdigest()[:32]}@{domain}>"


def _klaim(pk):
    """Lease the row in one short transaction; None when it is delivered, leased by another relay or not yet due."""
    sekarang = timezone.now()
    with transaction.atomic():
        pesan = (
            Notifikasi.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("penerima")
            .filter(pk=pk, terkirim_pada=None, berikutnya_pada__lte=sekarang)
            .first()
        )
        if pesan is None:
            return None
        Notifikasi.objects.filter(pk=pk).update(berikutnya_pada=sekarang + SEWA, percobaan=F("percobaan") + 1)
        pesan.percobaan += 1
        return pesan
