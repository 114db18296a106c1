"""The widgets written in Python against Django's own templates, and what nobody must be able to slip into a page."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from organisasi.gambar_isian import GAMBAR
from organisasi.isian import Perender

JAHAT = "\"><script>alert(1)</script>&amp; 'x'"
PILIHAN = [("", "Semua"), (1, "Satu"), ("Kelompok <b>", [("a", JAHAT), (JAHAT, "b")])]
ATRIBUT = {"class": "lebar", "required": True, "disabled": False, "data-x": JAHAT, "maxlength": 20}


@pytest.mark.parametrize("nilai", [None, "", 0, 7, "biasa", JAHAT, mark_safe("<b>aman</b>"), lazystr("malas <i>")])
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(ATRIBUT),
        forms.NumberInput(ATRIBUT),
        forms.EmailInput(),
        forms.PasswordInput(),
        forms.PasswordInput(render_value=True),
        forms.HiddenInput(),
        forms.CheckboxInput(ATRIBUT),
        forms.FileInput(ATRIBUT),
        forms.DateInput(),
        forms.TimeInput(),
        forms.Textarea(ATRIBUT),
        forms.Select(ATRIBUT, choices=PILIHAN),
        forms.SelectMultiple(choices=PILIHAN),
    ],
    ids=lambda w: type(w).__name__,
)
def test_sama_dengan_templat_django(widget, nilai):
    nama = 'nama "x"'
    cepat = widget.render(nama, nilai, {"id": "id_x"}, renderer=Perender())
    asli = widget.render(nama, nilai, {"id": "id_x"}, renderer=TemplatesSetting())
    assert _rapat(cepat) == _rapat(asli)


def _rapat(html):
    """Without the line ends between tags, which Django's templates leave and nobody sees."""
    return re.sub(r">\s+<", "><", html)


def test_tidak_ada_templat_yang_terlewati():
    """A template of ours with one of these names would be passed by in silence."""
    folder = [Path(d) for d in settings.TEMPLATES[0]["DIRS"]] + list(Path(settings.BASE_DIR).glob("*/templates"))
    assert [str(d / nama) for d in folder for nama in GAMBAR if (d / nama).exists()] == []
