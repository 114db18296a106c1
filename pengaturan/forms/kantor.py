import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisasi.isian import FormulirModel, TanggalField
from organisasi.models import Jabatan, NamaLama, Peran, UnitKerja

SEHARI = datetime.timedelta(days=1)


class NamaBaruForm(FormulirModel):
    """Base of what bears a name on papers: a new name from a day on leaves the old one on the old papers."""

    sejak = TanggalField(
        label="Nama baru berlaku sejak",
        required=False,
        help_text="Isi bila namanya berganti: kertas dari sebelum tanggal ini tetap memakai nama lama. "
        "Kosongkan bila hanya salah ketik.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["nama", "singkatan", "sejak"])
        self.semula = (self.instance.nama, self.instance.singkatan)
        if self.instance.pk is None:
            del self.fields["sejak"]

    def clean_sejak(self):
        sejak = self.cleaned_data["sejak"]
        if sejak is None:
            return None
        if sejak > timezone.localdate():
            raise ValidationError("Tanggal ini belum tiba. Ganti namanya pada harinya, atau sesudahnya.")
        if NamaLama.objects.filter(**{self.pemilik: self.instance}, sampai__gte=sejak - SEHARI).exists():
            raise ValidationError(
                "Namanya sudah pernah berganti pada tanggal itu atau sesudahnya. Pilih yang lebih baru."
            )
        return sejak

    def simpan_nama_lama(self, objek):
        """Keep the old name, in the transaction that saves the new one."""
        if self.cleaned_data.get("sejak") and (objek.nama, objek.singkatan) != self.semula:
            nama, singkatan = self.semula
            sampai = self.cleaned_data["sejak"] - SEHARI
            NamaLama.objects.create(**{self.pemilik: objek}, nama=nama, singkatan=singkatan, sampai=sampai)


class JabatanForm(NamaBaruForm):
    """A post: its unit, its superior, and what it may do."""

    pemilik = "jabatan"
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


class UnitForm(NamaBaruForm):
    """An office unit and its place in the tree."""

    pemilik = "unit"
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
