"""What the preview of an act on many letters asks."""

from django import forms

from organisasi.isian import Formulir
from organisasi.models import Peran
from persuratan.models import RuteNaik


class ArahkanMassalForm(Formulir):
    """One route for all; as which post only where a person holds several that route letters.

    `cleaned_data` are JSON values.
    """

    rute = forms.TypedChoiceField(label="Rute", coerce=int)
    sebagai = forms.TypedChoiceField(label="Bertindak sebagai", coerce=int)

    def __init__(self, data=None, *, pegawai):
        super().__init__(data)
        rute = RuteNaik.objects.filter(aktif=True).order_by("-baku", "urutan", "pk")
        self.fields["rute"].choices = [("", "Pilih rute"), *((r.pk, r.nama) for r in rute)]
        penugasan = pegawai.penugasan_dengan(Peran.AGENDARIS)
        if len({p.jabatan_id for p in penugasan}) > 1:
            self.fields["sebagai"].choices = [("", "Pilih jabatan"), *((p.pk, p.sebutan) for p in penugasan)]
        else:
            del self.fields["sebagai"]
