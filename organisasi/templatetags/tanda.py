"""Signs of every page, built in: icons, badges, and time with colour, icon and word at once."""

from functools import lru_cache

from django import template
from django.template.base import TextNode
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

IKON_NADA = {"aman": "selesai", "dekat": "jam", "lewat": "awas", "tiada": "info"}
IKON_KATA = {"Batal": "silang", "Dibatalkan": "silang"}
"""What ended, but not well: without a tone, and no tick."""


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


@register.simple_tag
@lru_cache(maxsize=512)
def waktu(nada, teks, gambar=""):
    """Time always with three signs at once, colour, icon and word: `nada` "aman", "dekat", "lewat", "tiada" or ""."""
    return format_html(
        '<span class="waktu{}">{}{}</span>',
        f" {nada}" if nada else "",
        ikon(gambar or IKON_NADA.get(nada) or IKON_KATA.get(teks, "selesai")),
        teks,
    )


@register.simple_tag
@lru_cache(maxsize=512)
def lencana(teks, warna="", gambar=""):
    """A badge; `warna` is "", "biru", "kuning", "merah", "hijau" or "rahasia"."""
    return format_html(
        '<span class="lencana{}">{}{}</span>', f" {warna}" if warna else "", ikon(gambar) if gambar else "", teks
    )
