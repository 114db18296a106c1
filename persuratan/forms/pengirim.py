"""Which sender another one is merged into, by its name: typed, picked from the list, or proposed."""

from django.core.exceptions import ValidationError

from organisasi.isian import Formulir
from persuratan.forms.isian_surat import TeksField
from persuratan.models import Pengirim


class GabungForm(Formulir):
    """Cleans to the sender as it is known today: whoever types an old name means the one of today."""

    ke = TeksField(label="Gabungkan ke", max_length=200)

    def clean_ke(self):
        dikenal = Pengirim.objects.kenal(self.cleaned_data["ke"])
        if dikenal is None:
            raise ValidationError("Belum ada pengirim dengan nama ini. Pilih dari daftar, atau periksa ejaannya.")
        return dikenal[1]
