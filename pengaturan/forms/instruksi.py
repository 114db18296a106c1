from django.core.exceptions import ValidationError

from disposisi.models import Instruksi
from organisasi.isian import FormulirModel


class InstruksiForm(FormulirModel):
    """A phrase of the disposition sheet. Renamed after it was given, the old one is closed and stays on old papers."""

    lebar = {"nama": "l4", "urutan": "l2", "untuk_undangan": "l3", "untuk_diketahui": "l3", "aktif": "l3"}

    class Meta:
        model = Instruksi
        fields = ["nama", "urutan", "untuk_undangan", "untuk_diketahui", "aktif"]
        labels = {
            "nama": "Isi disposisi",
            "urutan": "Urutan dalam daftar",
            "untuk_undangan": "Didahulukan pada undangan",
            "untuk_diketahui": "Tidak meminta tindak lanjut",
            "aktif": "Masih dipakai",
        }
        help_texts = {
            "nama": "Bila diganti, lembar disposisi lama tetap memakai kata yang lama.",
            "untuk_diketahui": "Penerima cukup mengetahui: selesai begitu ia menerima.",
            "untuk_undangan": "",
            "aktif": "Lepas centangnya supaya tidak ditawarkan lagi.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.nama_semula = self.instance.nama
        self.fields["nama"].error_messages["unique"] = "Isi disposisi ini sudah ada dalam daftar."

    def clean(self):
        isi = super().clean()
        lain = Instruksi.objects.filter(aktif=True).exclude(pk=self.instance.pk)
        if isi.get("aktif") is False and not lain.exists():
            raise ValidationError("Daftar tidak boleh kosong. Tambahkan isi lain dulu.")
        return isi

    def validate_unique(self):
        """A closed phrase of the same words is opened again instead of being refused."""
        if self._tertutup() is None:
            super().validate_unique()

    def _tertutup(self):
        nama = self.cleaned_data.get("nama", "")
        return Instruksi.objects.filter(nama=nama, aktif=False).exclude(pk=self.instance.pk).first()

    def save(self, commit=True):
        """The row in use from now on."""
        isi = self.cleaned_data
        if isi["nama"] == self.nama_semula or (not (tertutup := self._tertutup()) and not self._sudah_diberikan()):
            return super().save(commit)
        baru = tertutup or Instruksi()
        for nama in self._meta.fields:
            setattr(baru, nama, isi[nama])
        if self.nama_semula:
            Instruksi.objects.filter(pk=self.instance.pk).update(aktif=False)
        baru.save()
        self.instance = baru
        return baru

    def _sudah_diberikan(self):
        return self.instance.pk is not None and self.instance.terpakai
