"""What the columns of an old agenda mean."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisasi.isian import TAHUN_TERTUA, Formulir
from persuratan.impor.kolom import DAFTAR, MENURUT_NAMA, belum_lengkap

TIDAK_ADA = ("", "Tidak ada di berkas ini")


class PemetaanForm(Formulir):
    """One choice for each column of the book: which column of the file it is."""

    semua_boleh_kosong = True
    lebar = dict.fromkeys((*(k.nama for k in DAFTAR), "tahun_semua"), "l2")

    def __init__(self, *args, kepala, kolom=None, tahun=None, **kwargs):
        super().__init__(*args, **kwargs)
        judul = [(str(ke), j[:60] or f"(kolom ke-{ke + 1} tanpa judul)") for ke, j in enumerate(kepala)]
        self.judul = dict(judul)
        for k in DAFTAR:
            self.fields[k.nama] = forms.ChoiceField(
                label=f"{k.label} (wajib)" if k.wajib else k.label,
                choices=[TIDAK_ADA, *judul],
                required=False,
                initial=str((kolom or {}).get(k.nama, "")),
                error_messages={"invalid_choice": f"Pilihan {k.label.lower()} itu tidak ada. Pilih dari daftar."},
            )
        self.fields["tahun_semua"] = forms.IntegerField(
            label="Tahun untuk semua baris",
            required=False,
            initial=tahun,
            min_value=TAHUN_TERTUA,
            max_value=timezone.localdate().year,
            help_text="Isi bila berkas tidak punya kolom tahun.",
            error_messages={
                "min_value": f"Tahun paling awal {TAHUN_TERTUA}. Tulis empat angka, misalnya 2021.",
                "max_value": "Tahun itu belum tiba. Tulis tahun agenda, misalnya 2021.",
                "invalid": "Tahun harus berupa angka, misalnya 2021.",
            },
        )
        # What must be chosen stands on top.
        self.order_fields([*(k.nama for k in DAFTAR if k.wajib), "tahun_agenda", "tahun_semua"])

    def clean(self):
        isi = super().clean()
        dipakai = {}
        for nama, ke in self.kolom.items():
            if ke in dipakai:
                kalimat = f"Kolom “{self.judul[str(ke)]}” sudah dipakai untuk {dipakai[ke]}. Pilih kolom lain."
                self.add_error(nama, kalimat)
            dipakai.setdefault(ke, MENURUT_NAMA[nama].label.lower())
        if kurang := belum_lengkap(self.kolom, self.tahun):
            raise ValidationError(f"Pilih dahulu kolom {', '.join(kurang)}: tanpanya surat tidak dapat dicatat.")
        return isi

    @property
    def kolom(self):
        """{column: index}, as `ImporAgenda.kolom` keeps it."""
        return {k.nama: int(v) for k in DAFTAR if (v := self.cleaned_data.get(k.nama))}

    @property
    def tahun(self):
        return self.cleaned_data.get("tahun_semua")
