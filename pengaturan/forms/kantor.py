from django import forms
from django.core.exceptions import ValidationError

from organisasi.isian import FormulirModel
from organisasi.models import Jabatan, Peran, UnitKerja


class JabatanForm(FormulirModel):
    """A post: its unit, its superior, and what it may do."""

    lebar = {"nama": "l4", "singkatan": "l2", "unit": "l3", "atasan": "l3", "urutan": "l2", "kepala_unit": "l4"}
    peran = forms.MultipleChoiceField(
        label="Boleh apa", choices=Peran.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Jabatan
        fields = ["nama", "singkatan", "unit", "atasan", "urutan", "kepala_unit", "peran", "aktif"]
        labels = {
            "nama": "Nama jabatan",
            "singkatan": "Sebutan pendek",
            "unit": "Unit kerja",
            "atasan": "Atasan langsung",
            "urutan": "Urutan dalam daftar",
            "kepala_unit": "Kepala unit ini",
            "aktif": "Jabatan masih ada",
        }
        help_texts = {"aktif": "Lepas centangnya bila jabatan dihapus dari susunan organisasi."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = UnitKerja.objects.filter(aktif=True).order_by("urutan", "nama")
        self.fields["atasan"].queryset = Jabatan.objects.filter(aktif=True).order_by("urutan", "nama")
        self.fields["nama"].error_messages["unique"] = "Nama jabatan ini sudah ada. Beri nama yang membedakan."

    def clean_atasan(self):
        atasan = self.cleaned_data["atasan"]
        _tolak_lingkaran(self.instance, atasan, "atasan", "Jabatan ini sendiri ada di atas {}. Pilih atasan lain.")
        return atasan


class UnitForm(FormulirModel):
    """An office unit and its place in the tree."""

    lebar = {
        "nama": "l4",
        "singkatan": "l2",
        "kode": "l2",
        "jenis": "l2",
        "urutan": "l2",
        "induk": "l3",
        "pengganti": "l3",
    }

    class Meta:
        model = UnitKerja
        fields = ["nama", "singkatan", "kode", "jenis", "urutan", "induk", "pengganti", "dalam_setda", "aktif"]
        labels = {
            "nama": "Nama unit",
            "singkatan": "Sebutan pendek",
            "kode": "Kode pada nomor surat",
            "jenis": "Jenis unit",
            "urutan": "Urutan dalam daftar",
            "induk": "Bagian dari",
            "pengganti": "Digantikan oleh",
            "dalam_setda": "Termasuk Sekretariat Daerah",
            "aktif": "Unit masih ada",
        }
        help_texts = {
            "dalam_setda": "Di dalam Setda surat berpindah dengan disposisi, di luar dengan buku ekspedisi.",
            "pengganti": "Diisi bila unit ini dilebur atau berganti nama.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unit = UnitKerja.objects.filter(aktif=True).order_by("urutan", "nama")
        self.fields["induk"].queryset = unit
        self.fields["pengganti"].queryset = unit.exclude(pk=self.instance.pk)
        self.fields["nama"].error_messages["unique"] = "Nama unit ini sudah ada. Beri nama yang membedakan."

    def clean_induk(self):
        induk = self.cleaned_data["induk"]
        _tolak_lingkaran(self.instance, induk, "induk", "Unit ini sendiri membawahi {}. Pilih induk lain.")
        return induk

    def clean(self):
        isi = super().clean()
        if isi.get("aktif") is False and self.instance.pk and self.instance.jabatan.filter(aktif=True).exists():
            self.add_error("aktif", "Unit ini masih punya jabatan. Pindahkan atau tutup jabatannya dulu.")
        return isi


def _tolak_lingkaran(baris, calon, kolom, kalimat):
    """Refuse a superior who stands, over however many steps, below this very row."""
    terlihat = set()
    atas = calon
    while baris.pk and atas is not None and atas.pk not in terlihat:
        if atas.pk == baris.pk:
            raise ValidationError(kalimat.format(calon))
        terlihat.add(atas.pk)
        atas = getattr(atas, kolom)
