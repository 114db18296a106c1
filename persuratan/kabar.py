"""Notices about letters: which are urgent, and what one may still tell when the right to the letter has gone."""

import datetime as dt

from django.utils import timezone

from organisasi.kalender import Kalender
from persuratan.models import Surat
from persuratan.models.pilihan import Kecepatan
from persuratan.models.surat import AWALAN_RANTAI

HARI_MENDESAK = 3


def batas_dekat(saat):
    """Events before this moment begin within three working days of the office day of `saat`."""
    kalender, hari = Kalender.muat(), timezone.localdate(saat)
    for _ in range(HARI_MENDESAK + 1):
        hari = kalender.hari_kerja_berikut(hari)
    return timezone.make_aware(dt.datetime.combine(hari, dt.time.min))


def mendesak(surat, pada):
    """Whether notices about this letter go out at once, also at night: amat segera, or its event is close.

    Close is within three working days. What has begun already is late, not urgent.
    """
    if surat.kecepatan == Kecepatan.AMAT_SEGERA:
        return True
    acara = surat.acara
    return acara is not None and pada < acara < batas_dekat(pada)


def tutup_tanpa_hak(pesan, penerima):
    """Empty `isi` (in memory) of the messages about letters whose content is closed to `penerima` now; one query."""
    kode = {p.pk: p.kunci.split(":")[1] for p in pesan if p.isi and p.kunci.startswith(AWALAN_RANTAI)}
    if not kode:
        return
    terbuka = set(
        Surat.objects.visible_to(penerima)
        .filter(kode__in=set(kode.values()), isi_terbuka=True)
        .values_list("kode", flat=True)
    )
    for p in pesan:
        if p.pk in kode and kode[p.pk] not in terbuka:
            p.isi = ""
