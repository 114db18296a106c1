from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from disposisi.models import Instruksi
from disposisi.penerima import dahulukan, nilai_sering, pihak_untuk
from organisasi.isian import Formulir, TanggalField
from organisasi.kalender import Kalender
from organisasi.waktu import tanggal_panjang

JUMLAH_INSTRUKSI = 4
"""Phrases shown at once; the others unfold."""


class Keping:
    """One chip: value, words, and whether it was touched already (never before the official touches it).

    `lengkap`: more words by which a search finds it; `diketahui`: asks for no follow-up.
    """

    def __init__(self, nama_isian, nilai, label, terpilih, *, lengkap="", diketahui=False):
        self.nama_isian, self.nilai, self.terpilih = nama_isian, str(nilai), terpilih
        self.lengkap, self.diketahui = lengkap, diketahui
        self.label = format_html_join(mark_safe("/<wbr>"), "{}", ((kata,) for kata in label.split("/")))

    @property
    def id(self):
        return f"{self.nama_isian}-{self.nilai}"


class DisposisiForm(Formulir):
    """`jabatan` disposes of `surat` (SuratMasuk). Cleans `kepada` to Pihak, `batas_pada` to a moment or None."""

    sebagai = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kepada = forms.MultipleChoiceField(
        label="Diteruskan kepada", error_messages={"required": "Penerima belum dipilih. Sentuh paling sedikit satu."}
    )
    isi = forms.ModelMultipleChoiceField(Instruksi.objects.filter(aktif=True), label="Isi disposisi", required=False)
    catatan = forms.CharField(
        label="Catatan", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    batas = TanggalField(label="Batas waktu", required=False)

    def __init__(self, *args, jabatan, surat, **kwargs):
        super().__init__(*args, **kwargs)
        self.surat = surat
        self.pihak = pihak_untuk(jabatan)
        self.fields["kepada"].choices = [(p.nilai, p.nama) for p in self.pihak]
        self.fields["kepada"].error_messages["invalid_choice"] = (
            "Salah satu penerima tidak dapat dipilih lagi. Periksa pilihannya, lalu kirim ulang."
        )
        self.fields["batas"].widget.attrs["aria-describedby"] = "pt-batas"
        self.sering, self.kelompok, self.terpelajari = dahulukan(self.pihak, nilai_sering(jabatan))
        undangan = surat.jenis.undangan
        self.instruksi = sorted(self.fields["isi"].queryset, key=lambda i: (i.untuk_undangan != undangan, i.urutan))

    def clean_kepada(self):
        terpilih = set(self.cleaned_data["kepada"])
        return [p for p in self.pihak if p.nilai in terpilih]

    def clean_batas(self):
        """A deadline given as a day ends with that working day."""
        hari = self.cleaned_data["batas"]
        self.cleaned_data["batas_pada"] = None
        if hari is None:
            return None
        if hari < timezone.localdate():
            raise ValidationError(f"{tanggal_panjang(hari)} sudah lewat. Tulis hari ini atau sesudahnya.")
        batas = Kalender.muat().akhir_hari_kerja(hari)
        if batas <= timezone.now():
            raise ValidationError("Jam kerja hari ini sudah selesai. Tulis hari kerja berikutnya.")
        self.cleaned_data["batas_pada"] = batas
        return hari

    def clean(self):
        data = super().clean()
        if "isi" in data and "catatan" in data and not data["isi"] and not data["catatan"].strip():
            self.add_error("isi", "Isi disposisi belum dipilih. Sentuh satu pilihan, atau tulis catatan.")
        return data

    # What the page shows ---------------------------------------------------------------------------

    def _terpilih(self, nama):
        return {str(n) for n in self[nama].value() or ()}

    @property
    def keping_sering(self):
        terpilih = self._terpilih("kepada")
        return [Keping("kepada", p.nilai, p.singkat, p.nilai in terpilih) for p in self.sering]

    @property
    def keping_lainnya(self):
        """(group, chips, whether one of them is chosen)."""
        terpilih = self._terpilih("kepada")
        hasil = []
        for nama, isi in self.kelompok.items():
            keping = [Keping("kepada", p.nilai, p.singkat, p.nilai in terpilih, lengkap=p.nama) for p in isi]
            hasil.append((nama, keping, any(k.terpilih for k in keping)))
        return hasil

    @property
    def jumlah_lainnya(self):
        return sum(len(isi) for isi in self.kelompok.values())

    @property
    def lainnya_terbuka(self):
        return any(terpilih for _, _, terpilih in self.keping_lainnya)

    def _keping_instruksi(self, daftar):
        terpilih = self._terpilih("isi")
        return [Keping("isi", i.pk, i.nama, str(i.pk) in terpilih, diketahui=i.untuk_diketahui) for i in daftar]

    @property
    def keping_isi(self):
        return self._keping_instruksi(self.instruksi[:JUMLAH_INSTRUKSI])

    @property
    def keping_isi_lain(self):
        return self._keping_instruksi(self.instruksi[JUMLAH_INSTRUKSI:])

    @property
    def isi_lain_terbuka(self):
        return any(k.terpilih for k in self.keping_isi_lain)

    @property
    def tambahan_terbuka(self):
        return bool(self["catatan"].value() or self["batas"].value() or self["catatan"].errors or self["batas"].errors)
