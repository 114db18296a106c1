from django import forms

from organisasi.isian import Formulir


class TerimaForm(Formulir):
    """What the receiver may add."""

    catatan = forms.CharField(
        label="Catatan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
