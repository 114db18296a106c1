"""Notices about letters: which are urgent, and what one may still tell when the right to the letter has gone."""

import datetime

from django.utils import timezone

from organisasi.kalender import Kalender
from persuratan.models import Surat
from persuratan.models.pilihan import Kecepatan
from persuratan.models.surat import AWALAN_RANTAI

HARI_MENDESAK = 3
PALING_JAUH = datetime.timedelta(days=60)
"""Beyond it nobody counts working days: no office closes for so long."""


def mendesak(surat, pada):
    """Whether notices about this letter go out at once, also at night: amat segera, or its event is close.

    Close is within three working days. What has begun already is late, not urgent.
    """
    if surat.kecepatan == Kecepatan.AMAT_SEGERA:
        return True
    acara = surat.acara
    if acara is None or not pada < acara < pada + PALING_JAUH:
        return False
    hari = Kalender.muat().jumlah_hari_kerja(timezone.localdate(pada), timezone.localdate(acara))
    return hari <= HARI_MENDESAK


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
