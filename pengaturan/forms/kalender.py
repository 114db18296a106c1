import datetime

from django import forms
from django.core.exceptions import ValidationError

from organisasi.isian import Formulir, FormulirModel, JamField, TanggalField, WaktuField
from organisasi.models import HariLibur, JamKerja


class LiburForm(FormulirModel):
    lebar = {"tanggal": "l2", "nama": "l4", "sumber": "l3", "jenis": "l3"}

    class Meta:
        model = HariLibur
        fields = ["tanggal", "nama", "jenis", "sumber"]
        field_classes = {"tanggal": TanggalField}
        labels = {"nama": "Nama hari libur", "sumber": "Dasar, nomor keputusan"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tanggal"].error_messages["unique"] = "Tanggal itu sudah tercatat libur. Ubah yang sudah ada."
        self.fields["jenis"].choices = HariLibur.Jenis.choices
        self.fields["jenis"].initial = HariLibur.Jenis.DAERAH


class JamKerjaForm(Formulir):
    """Working hours of the week from a date on: one row for Monday–Thursday, one for Friday, optional others.

    `bersih()` gives [(hari, mulai, selesai, istirahat_mulai, istirahat_selesai)].
    """

    lebar = {
        "khusus": "l2",
        "berlaku_mulai": "l2",
        "berlaku_sampai": "l2",
        "senin_mulai": "l2",
        "senin_selesai": "l2",
        "senin_istirahat": "l2",
        "jumat_mulai": "l2",
        "jumat_selesai": "l2",
        "jumat_istirahat": "l2",
        "sabtu_mulai": "l2",
        "sabtu_selesai": "l2",
        "sabtu_istirahat": "l2",
    }
    khusus = forms.CharField(
        label="Nama jam khusus",
        max_length=40,
        required=False,
        help_text="Misalnya Ramadan 1448 H. Kosongkan untuk jam biasa.",
    )
    berlaku_mulai = TanggalField(label="Berlaku mulai")
    berlaku_sampai = TanggalField(label="Berlaku sampai", required=False, help_text="Wajib untuk jam khusus.")
    senin_mulai = JamField(label="Senin–Kamis mulai")
    senin_selesai = JamField(label="Senin–Kamis selesai")
    senin_istirahat = forms.CharField(label="Senin–Kamis istirahat", required=False, max_length=20)
    jumat_mulai = JamField(label="Jumat mulai")
    jumat_selesai = JamField(label="Jumat selesai")
    jumat_istirahat = forms.CharField(label="Jumat istirahat", required=False, max_length=20)
    sabtu_mulai = JamField(label="Sabtu mulai", required=False, help_text="Kosongkan bila Sabtu libur.")
    sabtu_selesai = JamField(label="Sabtu selesai", required=False)
    sabtu_istirahat = forms.CharField(label="Sabtu istirahat", required=False, max_length=20)
    dasar = forms.CharField(label="Dasar, nomor keputusan", required=False, max_length=200)

    def _istirahat(self, nama):
        teks = self.cleaned_data[nama].strip()
        if not teks:
            return None
        bagian = [b.strip() for b in teks.replace("–", "-").replace("sampai", "-").split("-")]
        label = self.fields[nama].label
        if len(bagian) != 2:
            raise ValidationError(f"{label} “{teks}” tidak terbaca. Tulis seperti 12.00–13.00.")
        jam = JamField(label=label)
        return jam.clean(bagian[0]), jam.clean(bagian[1])

    def clean_senin_istirahat(self):
        return self._istirahat("senin_istirahat")

    def clean_jumat_istirahat(self):
        return self._istirahat("jumat_istirahat")

    def clean_sabtu_istirahat(self):
        return self._istirahat("sabtu_istirahat")

    def clean(self):
        isi = super().clean()
        if isi.get("khusus") and "berlaku_sampai" in isi and isi["berlaku_sampai"] is None:
            self.add_error("berlaku_sampai", "Jam khusus selalu punya tanggal selesai. Isi hari terakhirnya.")
        if self.errors:
            return isi
        if isi["berlaku_sampai"] and isi["berlaku_sampai"] < isi["berlaku_mulai"]:
            self.add_error("berlaku_sampai", "Tanggal selesai mendahului tanggal mulai. Periksa keduanya.")
        for nama in ("senin", "jumat", "sabtu"):
            mulai, selesai, istirahat = (isi[f"{nama}_{b}"] for b in ("mulai", "selesai", "istirahat"))
            if mulai and not selesai:
                self.add_error(f"{nama}_selesai", f"{self.fields[f'{nama}_selesai'].label} belum diisi.")
            elif mulai and selesai <= mulai:
                self.add_error(f"{nama}_selesai", "Jam selesai harus setelah jam mulai. Periksa keduanya.")
            elif mulai and istirahat and not mulai <= istirahat[0] < istirahat[1] <= selesai:
                self.add_error(f"{nama}_istirahat", "Istirahat harus berada di dalam jam kerja. Periksa jamnya.")
        hari_hari = [baris["hari"] for baris in self.baris()] if not self.errors else []
        sama = JamKerja.objects.filter(hari__in=hari_hari, khusus=isi["khusus"], berlaku_mulai=isi["berlaku_mulai"])
        if hari_hari and sama.exists():
            self.add_error("berlaku_mulai", "Jam kerja mulai tanggal itu sudah ada. Pilih tanggal lain.")
        return isi

    def baris(self):
        """Columns of the JamKerja rows this form stands for."""
        isi = self.cleaned_data
        umum = {k: isi[k] for k in ("khusus", "berlaku_mulai", "berlaku_sampai", "dasar")}
        hari_hari = (("senin", range(4)), ("jumat", (4,)), ("sabtu", (5,)))
        return [
            umum
            | {
                "hari": hari,
                "mulai": isi[f"{nama}_mulai"],
                "selesai": isi[f"{nama}_selesai"],
                "istirahat_mulai": isi[f"{nama}_istirahat"] and isi[f"{nama}_istirahat"][0],
                "istirahat_selesai": isi[f"{nama}_istirahat"] and isi[f"{nama}_istirahat"][1],
            }
            for nama, hari_hari_ini in hari_hari
            if isi[f"{nama}_mulai"]
            for hari in hari_hari_ini
        ]


class CobaHitungForm(Formulir):
    """Try the arithmetic: a moment and a length of working time."""

    dari = WaktuField(label="Mulai", jam_bawaan=datetime.time(8, 0))
    lama = forms.CharField(label="Lama", max_length=30, help_text="Misalnya 4 jam, 45 menit, atau 3 hari kerja.")

    def clean_lama(self):
        return baca_lama(self.cleaned_data["lama"])


def baca_lama(teks):
    """("menit", 240) for "4 jam", ("hari", 3) for "3 hari kerja", ("berjalan", 2880) minutes for "2 x 24 jam"."""
    bersih = " ".join(teks.lower().replace("×", "x").split())
    kata = bersih.removesuffix(" kerja").split()
    gagal = ValidationError(f"Lama “{teks.strip()}” tidak terbaca. Tulis seperti 4 jam, 45 menit, atau 3 hari kerja.")
    if not bersih.isascii():  # "²" is a digit to Python, and no number
        raise gagal
    if kata[1:] in (["x", "24", "jam"], ["x24", "jam"]) and kata[0].isdigit():
        satuan, jumlah = "berjalan", int(kata[0]) * 24 * 60
    elif len(kata) == 2 and kata[0].isdigit() and kata[1] in ("hari", "jam", "menit"):
        jumlah = int(kata[0]) * (60 if kata[1] == "jam" else 1)
        satuan = "hari" if kata[1] == "hari" else "menit"
    elif len(kata) == 4 and kata[0].isdigit() and kata[2].isdigit() and (kata[1], kata[3]) == ("jam", "menit"):
        satuan, jumlah = "menit", int(kata[0]) * 60 + int(kata[2])
    else:
        raise gagal
    if not 0 < jumlah <= 100_000:
        raise ValidationError(f"Lama “{teks.strip()}” terlalu panjang atau nol. Periksa angkanya.")
    return satuan, jumlah
