import datetime as dt

from django import forms
from django.core.exceptions import ValidationError

from organisasi.isian import Formulir, TanggalField

PALING_PANJANG = dt.timedelta(days=366)


class BukuAgendaForm(Formulir):
    """The period and paper of an agenda book."""

    dari = TanggalField(label="Diterima dari tanggal")
    sampai = TanggalField(label="Sampai tanggal")
    kertas = forms.ChoiceField(choices=[("F4", "F4, 215 × 330 mm"), ("A4", "A4, 210 × 297 mm")], initial="F4")
    lebar = {"dari": "l2", "sampai": "l2", "kertas": "l2"}

    def clean(self):
        isi = super().clean()
        dari, sampai = isi.get("dari"), isi.get("sampai")
        if dari and sampai:
            if sampai < dari:
                raise ValidationError({"sampai": "Tanggal akhir mendahului tanggal awal. Tukar kedua tanggalnya."})
            if sampai - dari >= PALING_PANJANG:
                raise ValidationError({"sampai": "Paling panjang satu tahun sekali cetak. Bagi menjadi dua masa."})
        return isi
