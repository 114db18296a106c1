"""Tags of the frame, built in: no template has to load them."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from pengaturan import draf

register = template.Library()

IKON_NADA = {"aman": "selesai", "dekat": "jam", "lewat": "awas"}


@register.simple_tag
@lru_cache(maxsize=512)
def ikon(nama, kelas=""):
    """The icon `nama` of static/ikon.svg, silent for screen readers; the word beside it says what it means.

    Its size stands here too: while the stylesheet is late or lost on a bad line, an icon fills no screen.
    """
    return format_html(
        '<svg class="ikon{}" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {kelas}" if kelas else "",
        static("ikon.svg"),
        nama,
    )


@register.simple_tag
def waktu(nada, teks, gambar=""):
    """Time always with three signs at once, colour, icon and word: `nada` is "aman", "dekat", "lewat" or ""."""
    return format_html(
        '<span class="waktu{}">{}{}</span>',
        f" {nada}" if nada else "",
        ikon(gambar or IKON_NADA.get(nada, "selesai")),
        teks,
    )


@register.simple_tag
@lru_cache(maxsize=512)
def lencana(teks, warna="", gambar=""):
    """A badge; `warna` is "", "biru", "kuning", "merah", "hijau" or "rahasia"."""
    return format_html(
        '<span class="lencana{}">{}{}</span>', f" {warna}" if warna else "", ikon(gambar) if gambar else "", teks
    )


@register.simple_tag
def alamat(nama, *args, **kwargs):
    """Like `url`, but "" while no room has that page yet: {% alamat "cek" as url_cek %}."""
    try:
        return reverse(nama, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def isian_terketik(context):
    """[(words, value)] of what was typed into the POST that this page answers, secrets left out."""
    return draf.tertulis(draf.isian_terketik(context["request"]))
