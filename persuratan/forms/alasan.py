from django import forms


class AlasanForm(forms.Form):
    """An act that must say why."""

    catatan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis alasannya, supaya penerima tahu apa yang harus diperbaiki."},
    )


class HasilForm(forms.Form):
    """The report that ends a follow-up."""

    catatan = forms.CharField(
        label="Apa yang sudah dikerjakan",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang sudah dikerjakan, walau singkat."},
    )
