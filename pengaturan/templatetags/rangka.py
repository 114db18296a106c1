"""Tags of the frame, built in: no template has to load them."""

from functools import lru_cache

from django import template
from django.template.base import TextNode
from django.templatetags.static import static
from django.utils.html import format_html

from organisasi.alamat import tautan
from pengaturan import draf

register = template.Library()

IKON_NADA = {"aman": "selesai", "dekat": "jam", "lewat": "awas"}


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


@register.tag("ikon")
def _ikon(parser, token):
    """{% ikon "kirim" %}: a page has sixty of these, so that one of words only is drawn when its template is read."""
    bagian = [parser.compile_filter(b) for b in token.split_contents()[1:]]
    if all(isinstance(b.var, str) and not b.filters for b in bagian):
        return TextNode(ikon(*(str(b.var) for b in bagian)))
    return IkonNode(bagian)


class IkonNode(template.Node):
    def __init__(self, bagian):
        self.bagian = bagian

    def render(self, context):
        return ikon(*(b.resolve(context) for b in self.bagian))


@register.filter
def ringkas(teks, paling_banyak):
    """{{ surat.hal_tampil|ringkas:90 }}: cut with "…"; Django's own walks letter by letter."""
    teks = str(teks)
    return teks if len(teks) <= paling_banyak else f"{teks[: paling_banyak - 1].rstrip()}…"


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


# Like `url`, but "" while no room has that page: {% alamat "cek" as url_cek %}.
register.simple_tag(tautan, name="alamat")


@register.simple_tag(takes_context=True)
def isian_terketik(context):
    """[(words, value)] of what was typed into the POST that this page answers, secrets left out."""
    return draf.tertulis(draf.isian_terketik(context["request"]))
