"""The upward route of one letter, as rows that can be changed without a script: number, post, what it does."""

from django import forms

from organisasi.isian import Formulir
from organisasi.pengganti import pengganti
from persuratan.forms.isian_surat import jabatan_tujuan
from persuratan.models.pilihan import JenisTugas
from persuratan.models.rute import JENIS_LANGKAH

BARIS_KOSONG = 2


class LangkahForm(Formulir):
    """One step. A row without a post is not part of the route.

    `jabatan`: {pk: Jabatan}, the choices, and `tidak_ada`: {pk: Pengganti}, read once for all rows.
    """

    urutan = forms.IntegerField(label="Urutan", required=False, min_value=1, max_value=99)
    jabatan = forms.TypedChoiceField(label="Pejabat", required=False, empty_value=None)
    jenis = forms.ChoiceField(label="Langkah", choices=JENIS_LANGKAH, initial=JenisTugas.PARAF)

    def __init__(self, *args, jabatan, tidak_ada, **kwargs):
        super().__init__(*args, **kwargs)
        isian = self.fields["jabatan"]
        nama = ((pk, f"{j.nama} ({tidak_ada[pk].kata})" if pk in tidak_ada else j.nama) for pk, j in jabatan.items())
        isian.choices = [("", "Tidak dipakai"), *nama]
        isian.coerce = lambda pk: jabatan.get(int(pk))


class LangkahFormSet(forms.BaseFormSet):
    """`langkah` of a valid one: list of (Jabatan, JenisTugas value), in the order of the numbers typed."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"jabatan": self.jabatan, "tidak_ada": self.tidak_ada}

    def __init__(self, *args, **kwargs):
        self.jabatan = {j.pk: j for j in jabatan_tujuan()}
        self.tidak_ada = self.siapa_mengganti()
        super().__init__(*args, **kwargs)

    def siapa_mengganti(self):
        return {}

    @property
    def langkah(self):
        baris = [
            (form.cleaned_data.get("urutan") or nomor, nomor, form.cleaned_data)
            for nomor, form in enumerate(self.forms, start=1)
            if form.cleaned_data.get("jabatan")
        ]
        return [(isi["jabatan"], isi["jenis"]) for _, _, isi in sorted(baris, key=lambda b: b[:2])]

    def clean(self):
        if any(self.errors):
            return
        jabatan = [j for j, _ in self.langkah]
        for j in jabatan:
            if jabatan.count(j) > 1:
                raise forms.ValidationError(f"{j.nama} ada dua kali. Kosongkan salah satu barisnya.")


class LangkahHariIniFormSet(LangkahFormSet):
    def siapa_mengganti(self):
        return pengganti(self.jabatan)


def formulir_langkah(data=None, *, langkah=(), hari_ini=False):
    """The rows for `langkah` [(Jabatan, jenis)] and a few empty ones, or bound to `data`.

    `hari_ini`: the letter goes now, so that who stands in today is named beside a post.
    """
    awal = [{"urutan": n, "jabatan": j.pk, "jenis": jenis} for n, (j, jenis) in enumerate(langkah, start=1)]
    kelas = LangkahHariIniFormSet if hari_ini else LangkahFormSet
    pabrik = forms.formset_factory(LangkahForm, formset=kelas, extra=BARIS_KOSONG, max_num=12)
    return pabrik(data, initial=awal, prefix="langkah")
