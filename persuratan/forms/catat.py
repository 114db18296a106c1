"""Registering a letter at the counter."""

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from organisasi.isian import WaktuField
from persuratan.forms.isian_surat import IsianSurat, TeksField
from persuratan.models import Pengirim


class CatatForm(IsianSurat):
    """A new letter. `penugasan`: the assignments that may register; with several posts the form asks which acts.

    `darurat`: the Nomor of the emergency book it is typed in from; the hour of receipt stands there: none is proposed.
    """

    lebar = {"ditujukan_kepada": "l3", "cara_terima": "l2", "lampiran_fisik": "l2", "pengantar": "l2"}

    diterima_pada = WaktuField(label="Diterima")
    pengantar = TeksField(label="Pengantar", max_length=120, required=False)
    berkas = forms.Field(label="Pindaian", required=False)
    """Only a place for errors: the files themselves are taken in by `persuratan.forms.unggahan`."""
    sebagai = forms.ChoiceField(label="Bertindak sebagai", required=False)

    def __init__(self, *args, penugasan, darurat=None, **kwargs):
        self.darurat = darurat
        super().__init__(*args, **kwargs)
        self.penugasan = {str(p.pk): p for p in penugasan}
        if len({p.jabatan_id for p in penugasan}) > 1:
            self.fields["sebagai"].choices = [(pk, p.sebutan) for pk, p in self.penugasan.items()]
            self.fields["sebagai"].required = True
        else:
            del self.fields["sebagai"]

    def get_initial_for_field(self, field, field_name):
        nilai = super().get_initial_for_field(field, field_name)
        if field_name == "diterima_pada" and not nilai and self.darurat is None:
            # Cut to the minute as it is shown, so that the default itself is never "in the future".
            return timezone.now().replace(second=0, microsecond=0)
        return nilai

    def clean_diterima_pada(self):
        diterima = self.cleaned_data["diterima_pada"]
        if diterima > timezone.now():
            raise forms.ValidationError("Waktu diterima belum terjadi menurut jam server. Periksa tanggal dan jamnya.")
        return diterima

    @cached_property
    def pengirim_dikenal(self):
        """What `Pengirim.objects.kenal` finds for the name typed so far."""
        return Pengirim.objects.kenal(self.terbaca.get("nama_pengirim") or self["nama_pengirim"].value() or "")

    @cached_property
    def pengirim_pks(self):
        """pks of every name of the sender typed so far; [] for a new one."""
        kenal = self.pengirim_dikenal
        return list(Pengirim.objects.sekelompok(kenal[1].pk).values_list("pk", flat=True)) if kenal else []

    @property
    def penugasan_dipilih(self):
        """The Penugasan acted for, of a valid form."""
        return self.penugasan[self.cleaned_data.get("sebagai") or next(iter(self.penugasan))]
