"""The name of a saved search."""

from django import forms
from django.db.models.functions import Lower

from organisasi.isian import FormulirModel
from persuratan.models import SaringanTersimpan


class NamaSaringanForm(FormulirModel):
    """`pemilik` keeps it: one name once a person, whatever its capitals."""

    class Meta:
        model = SaringanTersimpan
        fields = ("nama",)
        labels = {"nama": "Nama saringan"}
        help_texts = {"nama": "Misalnya: Undangan belum didisposisi."}

    def __init__(self, *args, pemilik, **kwargs):
        super().__init__(*args, **kwargs)
        self.pemilik = pemilik

    def clean_nama(self):
        nama = " ".join(self.cleaned_data["nama"].split())
        lain = SaringanTersimpan.objects.filter(pemilik=self.pemilik).exclude(pk=self.instance.pk)
        if lain.annotate(kecil=Lower("nama")).filter(kecil=nama.lower()).exists():
            raise forms.ValidationError("Anda sudah punya saringan dengan nama itu. Pilih nama lain.")
        return nama
