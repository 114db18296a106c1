"""What the preview of an act on many letters asks."""

from django import forms
from django.db.models import Prefetch

from organisasi.isian import Formulir
from organisasi.models import Peran
from organisasi.pengganti import pengganti, sebut_pengganti
from persuratan.models import LangkahRute, RuteNaik


class ArahkanMassalForm(Formulir):
    """One route for all; as which post only where a person holds several that route letters.

    `cleaned_data` are JSON values; `tidak_di_tempat` warns as the page of one letter does: [(route, [sentence])].
    """

    rute = forms.TypedChoiceField(label="Rute", coerce=int)
    sebagai = forms.TypedChoiceField(label="Bertindak sebagai", coerce=int)

    def __init__(self, data=None, *, pegawai):
        super().__init__(data)
        langkah = LangkahRute.objects.select_related("jabatan").order_by("urutan")
        terbuka = RuteNaik.objects.filter(aktif=True).order_by("-baku", "urutan", "pk")
        rute = list(terbuka.prefetch_related(Prefetch("langkah", langkah)))
        self.tidak_di_tempat = _tidak_di_tempat(rute)
        self.fields["rute"].choices = [("", "Pilih rute"), *((r.pk, r.nama) for r in rute)]
        penugasan = pegawai.penugasan_dengan(Peran.AGENDARIS)
        if len({p.jabatan_id for p in penugasan}) > 1:
            self.fields["sebagai"].choices = [("", "Pilih jabatan"), *((p.pk, p.sebutan) for p in penugasan)]
        else:
            del self.fields["sebagai"]


def _tidak_di_tempat(rute):
    """The routes on which an official is away today; the same queries for one route and for ten."""
    jabatan = {r: [x.jabatan for x in r.langkah.all()] for r in rute}
    siapa = pengganti(j.pk for daftar in jabatan.values() for j in daftar)
    return [(r, kalimat) for r, daftar in jabatan.items() if (kalimat := sebut_pengganti(daftar, siapa))]
