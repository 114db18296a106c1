"""{% load surat %}: what the pages about letters show beside `tanggal`."""

from django import template
from django.utils import timezone

from organisasi.waktu import BULAN, HARI, jam, tanggal_pendek
from persuratan.pencarian import sorot as tandai

register = template.Library()


@register.filter
def sorot(teks, kueri):
    """{{ surat.hal_tampil|sorot:kueri }}: safe HTML with the words of the search marked."""
    return tandai(teks, kueri or None)


@register.filter
def hari_pendek(saat):
    """ "Jum", on the leaf of the calendar."""
    return HARI[timezone.localtime(saat).weekday()][:3]


@register.filter
def hari_ke(saat):
    return timezone.localtime(saat).day


@register.filter
def bulan_pendek(saat):
    """ "Nov"."""
    return BULAN[timezone.localtime(saat).month - 1][:3]


@register.filter
def kapan(saat):
    """ "09.40" for today, "Sel 10 Nov" for another day."""
    return jam(saat) if timezone.localdate(saat) == timezone.localdate() else tanggal_pendek(saat)
