"""Marking what was found, in text that is safe to show."""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from persuratan.models.acuan import normal

KATA = re.compile(r"\w+")


def sorot(teks, kueri):
    """`teks` as safe HTML with the words of `kueri` inside <mark>. The caller masks secrets before, never after."""
    dicari = [k for k in kueri.kata if len(k) > 1] if kueri else []
    if not dicari or not teks:
        return conditional_escape(teks)
    hasil, akhir = [], 0
    for m in KATA.finditer(teks):
        if any(normal(m[0]).startswith(k) for k in dicari):
            hasil += [conditional_escape(teks[akhir : m.start()]), format_html("<mark>{}</mark>", m[0])]
            akhir = m.end()
    return mark_safe("".join([*hasil, conditional_escape(teks[akhir:])]))  # noqa: S308 - every part is escaped above
