"""After a change of the calendar: the open deadlines it moves, found at once and moved letter by letter.

The truth is a row of `organisasi.PerubahanKalender`; whoever comes, and however often, finds what is still to be done.
"""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from alur.bel import bunyikan
from alur.jejak import ke_milidetik
from alur.kewenangan import TransitionDenied
from organisasi.kalender import Kalender
from organisasi.models import PerubahanKalender
from persuratan import tenggat
from persuratan.models import Surat, SuratMasuk, Tugas
from persuratan.models.pilihan import DITETAPKAN
from persuratan.rujukan import Rujukan
from persuratan.transitions import HITUNG_ULANG

TUNGGU = datetime.timedelta(minutes=2)
"""A change is closed only by a look that began so long after it: an act under way while the calendar was changed may
have opened its Tugas with the old one, and commit after the first look. Longer than any act lasts."""


def surat_terdampak(sejak, kalender=None):
    """Ids of the letters that have an open deadline elsewhere under `kalender` (default: the one in force): a set.

    Two queries, no lock. `sejak`: the moment of the change; deadlines that had passed by then stay.
    """
    kalender = kalender or Kalender.muat()
    standar = Rujukan.kini().standar
    terbuka = Tugas.objects.terbuka().filter(terlambat_pada=None, tenggat_pada__gt=sejak)
    tugas = terbuka.exclude(tenggat_dari=DITETAPKAN).values_list(
        "surat_id", "tenggat_pada", "jenis", "standar_id", "dibuka_pada", "surat__suratmasuk__acara_mulai"
    )
    hasil = {
        surat
        for surat, kini, jenis, norma, dibuka, acara in tugas.iterator()
        if tenggat.pindah(kini, jenis, standar.get(norma), dibuka, acara, sejak=sejak, kalender=kalender)
    }
    jalan = Surat.objects.filter(didistribusikan_pada=None, terlambat_pada=None, tenggat_pada__gt=sejak).values_list(
        "pk", "tenggat_pada", "standar_id", "suratmasuk__diterima_pada", "suratmasuk__acara_mulai"
    )
    return hasil | {
        surat
        for surat, kini, norma, diterima, acara in jalan.iterator()
        if tenggat.pindah_keseluruhan(kini, standar.get(norma), diterima, acara, sejak=sejak, kalender=kalender)
    }


def kalender_diubah(sebutan, *, oleh):
    """Note a change of the calendar in its own transaction, and ring; returns how many letters it concerns.

    `sebutan`: what was changed, as the ledger of each letter will say it; `oleh`: Pegawai.
    """
    baris = PerubahanKalender.objects.create(sebutan=sebutan, oleh=oleh, pada=ke_milidetik(timezone.now()))
    transaction.on_commit(lambda: bunyikan("persuratan.hitung_ulang_tenggat"))
    return len(surat_terdampak(baris.pada))


def terapkan_kalender():
    """Move the open deadlines of every letter that a change of the calendar touches; returns how many letters.

    Safe under two workers, after a kill and after an outage: each letter is looked at again under its lock, and one
    whose deadlines stand right already gets no entry.
    """
    mulai = timezone.now()
    perubahan = list(PerubahanKalender.objects.menunggu())
    if not perubahan:
        return 0
    jumlah = sum(_hitung_ulang(pk) for pk in sorted(surat_terdampak(perubahan[0].pada)))
    for satu in perubahan:
        baris = PerubahanKalender.objects.filter(pk=satu.pk, diterapkan_pada=None)
        if jumlah:
            baris.update(jumlah_surat=F("jumlah_surat") + jumlah)
        if satu.pada <= mulai - TUNGGU:
            baris.update(diterapkan_pada=timezone.now())
    return jumlah


def _hitung_ulang(surat_id):
    try:
        HITUNG_ULANG.run(SuratMasuk.objects.get(pk=surat_id), oleh=None, tempat="sistem")
    except TransitionDenied:  # another worker was first, or the letter has moved on
        return False
    return True
