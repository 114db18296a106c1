"""The answer to an invitation, as it is typed."""

from django import forms

from disposisi.forms import Keping
from disposisi.kebiasaan import Kebiasaan
from disposisi.models import Kehadiran
from disposisi.penerima import dahulukan, pihak_untuk
from organisasi.isian import Formulir

Jawaban = Kehadiran.Jawaban
PILIHAN = [(j.value, j.label) for j in (Jawaban.HADIR, Jawaban.DIWAKILKAN, Jawaban.TIDAK_HADIR)]


class KehadiranForm(Formulir):
    """`jabatan` answers: which answer, who goes instead, and a note."""

    sebagai = forms.IntegerField(required=False, widget=forms.HiddenInput)
    jawaban = forms.ChoiceField(
        label="Jawaban",
        choices=PILIHAN,
        error_messages={"required": "Jawaban belum dipilih. Tekan Hadir, Wakilkan, atau Tidak hadir."},
    )
    wakil = forms.ChoiceField(label="Wakilkan kepada", required=False)
    catatan = forms.CharField(
        label="Catatan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, jabatan, boleh_wakilkan=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.pihak = pihak_untuk(jabatan) if boleh_wakilkan else []
        self.fields["wakil"].choices = [(p.nilai, p.nama) for p in self.pihak]
        self.fields["wakil"].error_messages["invalid_choice"] = "Pejabat ini tidak dapat dipilih. Pilih yang lain."
        self.sering, self.kelompok = [], {}
        if self.pihak:
            kebiasaan = Kebiasaan.dari(jabatan, undangan=True)
            self.sering, self.kelompok, _ = dahulukan(self.pihak, kebiasaan.pihak)

    def clean(self):
        data = super().clean() or {}
        pihak = next((p for p in self.pihak if p.nilai == data.get("wakil")), None)
        data["pihak"] = pihak
        if data.get("jawaban") == Jawaban.DIWAKILKAN and pihak is None and "wakil" not in self.errors:
            self.add_error("wakil", "Pejabat yang mewakili belum dipilih. Sentuh satu nama.")
        return data

    def _keping(self, daftar):
        terpilih = self["wakil"].value()
        return [
            Keping("wakil", p.nilai, p.singkat, p.nilai == terpilih, lengkap=p.nama, pengganti=p.pengganti)
            for p in daftar
        ]

    @property
    def keping_sering(self):
        return self._keping(self.sering)

    @property
    def keping_lainnya(self):
        return [(nama, self._keping(isi)) for nama, isi in self.kelompok.items()]

    @property
    def jumlah_lainnya(self):
        return sum(len(isi) for isi in self.kelompok.values())

    def terbuka_untuk(self, jawaban):
        return self.is_bound and self["jawaban"].value() == jawaban
