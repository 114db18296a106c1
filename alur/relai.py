"""The relay: carries messages over the person's channels. Nothing is sent while a row is locked."""

import datetime
import hashlib
import logging
from email.utils import parseaddr

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from alur import pesan, saluran
from alur.models import JenisKabar, Notifikasi, PengirimanKabar, Saluran, SaluranKabar
from alur.penyaluran import salurkan

log = logging.getLogger(__name__)

SEWA = datetime.timedelta(minutes=5)
"""How long a claimed row is left alone at least; a relay killed in between costs one repeat after that."""
TUNDA_PALING_LAMA = datetime.timedelta(hours=6)
BATAS_WAKTU = {"soft_time_limit": 30, "time_limit": 45}
"""Seconds for one task of the relay, far below SEWA. The limits of a socket count from word to word only: whoever
answers in drips would hold a worker for ever. The first limit ends up as a failed delivery; the second kills."""
SAPU_SETELAH = datetime.timedelta(seconds=60)
SAPU_PALING_BANYAK = 500

_penutup = []


def daftarkan_penutup(fungsi):
    """Register `fungsi(pesan: list, penerima)`: it empties `isi` where the receiver's right to it is gone by now.

    The rooms above know what a message is about; a message may wait for hours, and a right is lost meanwhile.
    """
    if fungsi not in _penutup:
        _penutup.append(fungsi)


@shared_task(name="alur.kirim_notifikasi", **BATAS_WAKTU)
def kirim_notifikasi(pk):
    """The doorbell's task: write the messages of one notice, and deliver those that are due."""
    kirim(pk)


@shared_task(name="alur.kirim_kabar", **BATAS_WAKTU)
def kirim_kabar(pk):
    """The sweep's task: deliver one message; at least once, and once unless the relay is killed in between."""
    antarkan(pk)


@shared_task(name="alur.kirim_kode", **BATAS_WAKTU)
def kirim_kode(pk):
    """Send the code that proves a channel, once per request for it."""
    kirimkan_kode(pk)


def kirim(pk):
    """Carry one notice on its way; returns how many messages this call delivered."""
    salurkan([pk])
    siap = PengirimanKabar.objects.filter(butir__notifikasi=pk, ringkasan=False, **_menunggu())
    return sum(antarkan(p) for p in siap.order_by("pk").values_list("pk", flat=True))


def antarkan(pk):
    """Deliver one message. True when this call delivered it, False when there was nothing to do or it failed."""
    kiriman = _klaim(pk)
    if kiriman is None:
        return False
    try:
        isi, tujuan = _isi(kiriman), _tujuan(kiriman)
        if not isi or not tujuan:
            PengirimanKabar.objects.filter(pk=pk, **_belum()).update(batal_pada=timezone.now(), galat="")
            return False
        if kiriman.saluran == Saluran.EMAIL:
            kirim_surel(kiriman, isi, tujuan)
        else:
            saluran.kirim(kiriman.saluran, tujuan, _susun(kiriman, isi))
    except Exception as galat:  # any failure outside only postpones: the row waits for its next turn
        tunda = _tunda(kiriman.percobaan)
        PengirimanKabar.objects.filter(pk=pk, **_belum()).update(
            berikutnya_pada=timezone.now() + tunda, galat=f"{type(galat).__name__}: {galat}"[:200]
        )
        log.warning("Message %s waits %s: %s", pk, tunda, type(galat).__name__)
        return False
    return PengirimanKabar.objects.filter(pk=pk, **_belum()).update(terkirim_pada=timezone.now(), galat="") == 1


def tertinggal():
    """Ids of messages that are due, oldest first; a single one is left to its doorbell for the first minute."""
    sekarang = timezone.now()
    lama = sekarang - SAPU_SETELAH
    tak_didengar = Q(percobaan__gt=0) | Q(dibuat_pada__lte=lama) | Q(berikutnya_pada__lte=lama)
    siap = PengirimanKabar.objects.filter(Q(ringkasan=True) | tak_didengar, **_menunggu(sekarang))
    return list(siap.order_by("berikutnya_pada", "pk").values_list("pk", flat=True)[:SAPU_PALING_BANYAK])


def belum_disalurkan():
    """Ids of notices that nobody has looked at for a minute: their doorbell was not heard."""
    lama = timezone.now() - SAPU_SETELAH
    baris = Notifikasi.objects.filter(disalurkan_pada=None, dibuat_pada__lte=lama).order_by("dibuat_pada", "pk")
    return list(baris.values_list("pk", flat=True)[: 10 * SAPU_PALING_BANYAK])


def kode_tertinggal():
    """Ids of channels whose code has not been sent, though it is still good."""
    baris = SaluranKabar.objects.filter(
        kode_dikirim_pada=None, terverifikasi_pada=None, kode_sampai__gt=timezone.now(), galat=""
    )
    return list(baris.order_by("pk").values_list("pk", flat=True)[:SAPU_PALING_BANYAK])


def kirimkan_kode(pk):
    """Send the code of one channel; compare-and-set first, so that two workers send one. True when it was sent."""
    baris = SaluranKabar.objects.filter(
        pk=pk, kode_dikirim_pada=None, terverifikasi_pada=None, kode_sampai__gt=timezone.now()
    )
    satu = baris.first()
    if satu is None or not baris.update(kode_dikirim_pada=timezone.now(), galat=""):
        return False
    try:
        kunci = _sidik(f"kode:{satu.pk}:{satu.garam}")
        saluran.kirim(satu.jenis, saluran.alamat(satu), pesan.kode_saluran(saluran.kode(satu), kunci))
    except saluran.GalatSaluran as galat:
        SaluranKabar.objects.filter(pk=pk, garam=satu.garam).update(kode_dikirim_pada=None, galat=str(galat))
        log.warning("Code of channel %s not sent: %s", pk, type(galat).__name__)
        return False
    return True


def kirim_surel(kiriman, isi, tujuan):
    """Send one message by e-mail.

    The Message-ID comes from the unique key, so that a repeat is recognised as the same letter by the mail program.
    """
    teks = _susun(kiriman, isi)
    surel = EmailMessage(
        subject=teks.judul, body=teks.isi, to=[tujuan], headers={"Message-ID": id_pesan(kiriman.kunci)}
    )
    if not kiriman.ringkasan and isi[0].lampiran:
        surel.attach(isi[0].nama_lampiran or "lampiran.txt", isi[0].lampiran, "text/plain")
    surel.send()


def id_pesan(kunci):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{_sidik(kunci)}@{domain}>"


def _sidik(kunci):
    return hashlib.sha256(kunci.encode()).hexdigest()[:32]


def _susun(kiriman, isi):
    kunci = _sidik(kiriman.kunci)
    return pesan.ringkasan(isi, kunci) if kiriman.ringkasan else pesan.satu(isi[0], kunci)


def _isi(kiriman):
    """The notices this message tells of: what is done, or read meanwhile, needs no more words."""
    kabar = Notifikasi.objects.filter(butir__pengiriman=kiriman).select_related("penerima").order_by("pk")
    perlu = [k for k in kabar if k.jenis == JenisKabar.AKUN or not k.ditangani_pada]
    if kiriman.ringkasan:
        perlu = [k for k in perlu if not k.dibaca_pada]
    for tutup in _penutup:
        tutup(perlu, kiriman.penerima)
    return perlu


def _tujuan(kiriman):
    """Where it goes today: an address may have changed, a channel been taken away since it was written."""
    if kiriman.penerima_id is None:
        return Notifikasi.objects.filter(butir__pengiriman=kiriman).values_list("alamat", flat=True).first()
    if not kiriman.penerima.is_active:
        return ""
    if kiriman.saluran == Saluran.EMAIL:
        return kiriman.penerima.email
    if kiriman.saluran not in saluran.tersedia():
        return ""
    satu = SaluranKabar.objects.filter(
        pegawai=kiriman.penerima_id, jenis=kiriman.saluran, terverifikasi_pada__isnull=False
    ).first()
    return saluran.alamat(satu) if satu else ""


def _belum():
    return {"terkirim_pada": None, "batal_pada": None}


def _menunggu(sekarang=None):
    return _belum() | {"berikutnya_pada__lte": sekarang or timezone.now()}


def _tunda(percobaan):
    """The wait after that many attempts."""
    return min(datetime.timedelta(minutes=2 ** min(percobaan, 10)), TUNDA_PALING_LAMA)


def _klaim(pk):
    """Lease the row in one short transaction; None when it is over, leased by another relay or not yet due.

    The lease grows with the attempts: a relay that is killed each time never comes to postpone by itself.
    """
    sekarang = timezone.now()
    with transaction.atomic():
        kiriman = (
            PengirimanKabar.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("penerima")
            .filter(pk=pk, **_menunggu(sekarang))
            .first()
        )
        if kiriman is None:
            return None
        kiriman.percobaan += 1
        sewa = max(SEWA, _tunda(kiriman.percobaan))
        PengirimanKabar.objects.filter(pk=pk).update(berikutnya_pada=sekarang + sewa, percobaan=F("percobaan") + 1)
        return kiriman
