from django import forms

from alur.darurat import PALING_BANYAK
from organisasi.isian import Formulir


class SiapkanDaruratForm(Formulir):
    """How many numbers to print, and why."""

    lebar = {"jumlah": "l2", "alasan": "l4"}

    jumlah = forms.IntegerField(
        label="Jumlah nomor",
        min_value=1,
        max_value=PALING_BANYAK,
        initial=20,
        error_messages={
            "min_value": "Paling sedikit 1 nomor.",
            "max_value": f"Paling banyak {PALING_BANYAK} nomor sekali cetak.",
        },
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=200,
        error_messages={"required": "Tulis alasannya, misalnya: pemadaman bergilir bulan ini."},
    )
