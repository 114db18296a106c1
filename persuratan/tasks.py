from celery import shared_task

from alur.denyut import catat_denyut
from persuratan import pindai_hp
from persuratan.acara_dekat import sapu_acara_dekat
from persuratan.hitung_ulang import terapkan_kalender
from persuratan.pengirim_mirip import bandingkan_pengirim
from persuratan.sapuan import sapu_terlambat


@shared_task(name="persuratan.sapu_terlambat")
def sapu():
    """Beat rings each minute; running twice at once changes nothing. A changed calendar comes before lateness."""
    terapkan_kalender()
    sapu_terlambat()
    sapu_acara_dekat()
    catat_denyut("sapuan")


@shared_task(name="persuratan.hitung_ulang_tenggat")
def hitung_ulang_tenggat():
    """Rung by a change of the calendar; the sweep comes by each minute in any case."""
    terapkan_kalender()


@shared_task(name="persuratan.bandingkan_pengirim")
def bandingkan():
    """A few names each minute; two workers at once find the same and write it once."""
    bandingkan_pengirim()


@shared_task(name="persuratan.bersihkan_tautan")
def bersihkan_tautan():
    """Each night: links to a phone of the day before."""
    pindai_hp.bersihkan()
