"""Tags of the frame, built in: no template has to load them."""

from django import template

from organisasi.alamat import tautan
from pengaturan import draf

register = template.Library()


@register.filter
def ringkas(teks, paling_banyak):
    """{{ surat.hal_tampil|ringkas:90 }}: cut with "…"; Django's own walks letter by letter."""
    teks = str(teks)
    return teks if len(teks) <= paling_banyak else f"{teks[: paling_banyak - 1].rstrip()}…"


# Like `url`, but "" while no room has that page: {% alamat "cek" as url_cek %}.
register.simple_tag(tautan, name="alamat")


@register.simple_tag(takes_context=True)
def isian_terketik(context):
    """[(words, value)] of what was typed into the POST that this page answers, secrets left out."""
    return draf.tertulis(draf.isian_terketik(context["request"]))
