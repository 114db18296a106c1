from django import forms

from organisasi.isian import Formulir


class AlasanForm(Formulir):
    """An act that must say why."""

    catatan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis alasannya, supaya penerima tahu apa yang harus diperbaiki."},
    )


def alasan_form(label, kosong):
    """A form class that asks for one reason; `kosong` is the sentence when it is missing."""
    catatan = forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": kosong}
    )
    return type("AlasanSatuForm", (Formulir,), {"catatan": catatan})


class HasilForm(Formulir):
    """The report that ends a follow-up."""

    catatan = forms.CharField(
        label="Apa yang sudah dikerjakan",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang sudah dikerjakan, walau singkat."},
    )
