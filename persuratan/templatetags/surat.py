"""{% load surat %}: what the pages about letters show beside `tanggal`."""

from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from organisasi.templatetags.tanda import ikon
from organisasi.waktu import BULAN, HARI, jam, tanggal_pendek, waktu_pendek
from persuratan.pencarian import sorot as tandai

register = template.Library()

# A page has dozens of these rows; a loop in a template takes three times as long. The snippets are constants.
SELECTED = mark_safe(" selected")  # noqa: S308
BELUM = mark_safe(' class="belum"')  # noqa: S308
KELAS_BARIS = {
    "": "",
    "jumlah": mark_safe(' class="jumlah"'),  # noqa: S308
    "lewat": mark_safe(' class="jumlah merah-teks"'),  # noqa: S308
}


@register.filter
def sorot(teks, kueri):
    """{{ surat.hal_tampil|sorot:kueri }}: safe HTML with the words of the search marked."""
    return tandai(teks, kueri or None)


@register.filter
def opsi(pilihan, nilai):
    """{{ field.field.choices|opsi:nilai }}: the <option>s of a select; a loop in a template takes far longer."""
    return _opsi(tuple(pilihan), str(nilai))


@lru_cache(maxsize=256)
def _opsi(pilihan, nilai):
    """Every list has the same sixty, most of the time with nothing chosen."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((kunci, SELECTED if str(kunci) == nilai else "", kata) for kunci, kata in pilihan),
    )


@register.filter
@lru_cache(maxsize=1024)
def saat_tahap(saat):
    """{{ t.saat|saat_tahap }}: the moments of a stage (persuratan.perjalanan.Saat) as <li>; what is to come is dim."""
    return format_html_join(
        "",
        "<li{}><b>{}{}</b>{}</li>",
        (
            ("" if s.pada else BELUM, ikon(s.ikon), s.kata, s.teks or (waktu_pendek(s.pada) if s.pada else s.alasan))
            for s in saat
        ),
    )


@register.filter
@lru_cache(maxsize=1024)
def baris_hitungan(baris):
    """{{ h.baris|baris_hitungan }}: the rows of the arithmetic (persuratan.hitungan.Baris) as <tr>."""
    return format_html_join(
        "",
        '<tr{}><th scope="row">{}</th><td>{}</td></tr>',
        ((KELAS_BARIS[b.jenis], b.label, b.lama) for b in baris),
    )


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
