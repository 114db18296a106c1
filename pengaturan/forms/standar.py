import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisasi.isian import Formulir, TanggalField
from persuratan.models import StandarPelayanan
from persuratan.models.pilihan import JenisTugas, Kecepatan

Satuan = StandarPelayanan.Satuan
PEMEGANG = {
    JenisTugas.CATAT: "Bagian Umum",
    JenisTugas.ARAHKAN: "Bagian Umum",
    JenisTugas.TELAAH: "Kasubbag TU, Kabag Umum",
    JenisTugas.PARAF: "Asisten, Kabag",
    JenisTugas.DISPOSISI: "Sekda, Bupati",
    JenisTugas.DISTRIBUSI: "Bagian Umum, caraka",
    JenisTugas.TERIMA: "Dinas, Badan, Kecamatan",
    JenisTugas.TINDAK_LANJUT: "penerima disposisi",
    JenisTugas.PERSETUJUAN_BATAL: "Kabag Umum",
    JenisTugas.TENGAHI: "Kabag Umum",
    JenisTugas.BENARKAN: "pejabat yang mendiktekan",
    JenisTugas.KESELURUHAN: "dari diterima sampai dikirim",
    JenisTugas.KESELURUHAN_PANJANG: "bila lebih dari satu pejabat",
}
POLA = (
    (re.compile(r"(\d+)\s*x\s*24\s*jam"), lambda n: (n * 24, Satuan.JAM_BERJALAN)),
    (re.compile(r"(\d+)\s*jam\s*berjalan"), lambda n: (n, Satuan.JAM_BERJALAN)),
    (re.compile(r"(\d+)\s*hari(?:\s*kerja)?"), lambda n: (n, Satuan.HARI_KERJA)),
    (re.compile(r"(\d+)\s*jam(?:\s*kerja)?"), lambda n: (n, Satuan.JAM_KERJA)),
    (re.compile(r"(\d+)\s*menit(?:\s*kerja)?"), lambda n: (n, Satuan.MENIT_KERJA)),
)
POLA_JAM_MENIT = re.compile(r"(\d+)\s*jam\s*(\d+)\s*menit")
TERBANYAK = {Satuan.MENIT_KERJA: 3000, Satuan.JAM_KERJA: 400, Satuan.HARI_KERJA: 260, Satuan.JAM_BERJALAN: 8760}


def tulis_norma(jumlah, satuan):
    """ "45 menit", "4 jam", "1 hari kerja", "2 x 24 jam": a norm as it stands in a field."""
    if satuan == Satuan.JAM_BERJALAN:
        return f"{jumlah // 24} x 24 jam" if jumlah % 24 == 0 else f"{jumlah} jam berjalan"
    return f"{jumlah} {({Satuan.MENIT_KERJA: 'menit', Satuan.JAM_KERJA: 'jam'}).get(satuan, 'hari kerja')}"


def baca_norma(teks, label):
    """(jumlah, satuan) of a norm as clerks write it; raises ValidationError with examples."""
    bersih = " ".join(teks.lower().replace("×", "x").split())
    if m := POLA_JAM_MENIT.fullmatch(bersih):
        hasil: tuple | None = int(m[1]) * 60 + int(m[2]), Satuan.MENIT_KERJA
    else:
        hasil = next((buat(int(m[1])) for pola, buat in POLA if (m := pola.fullmatch(bersih))), None)
    if hasil is None:
        raise ValidationError(
            f"{label} “{teks.strip()}” tidak terbaca. Tulis seperti 45 menit, 4 jam, atau 1 hari kerja."
        )
    if not 1 <= hasil[0] <= TERBANYAK[hasil[1]]:
        raise ValidationError(f"{label} “{teks.strip()}” nol atau terlalu panjang. Periksa angkanya.")
    return hasil


class StandarForm(Formulir):
    """All norms at once, from a day on. `berlaku`: {(jenis, kecepatan): StandarPelayanan} in force on that page."""

    berlaku_mulai = TanggalField(label="Berlaku mulai")
    dasar = forms.CharField(label="Dasar, nomor keputusan", max_length=200)

    def __init__(self, *args, berlaku, **kwargs):
        self.berlaku = berlaku
        super().__init__(*args, **kwargs)
        for jenis in JenisTugas:
            for kecepatan in Kecepatan:
                label = f"{jenis.label}, {kecepatan.label.lower()}"
                ada = berlaku.get((jenis.value, kecepatan.value))
                self.fields[self.nama(jenis, kecepatan)] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=30,
                    initial=tulis_norma(ada.jumlah, ada.satuan) if ada else "",
                    widget=forms.TextInput(attrs={"aria-label": label, "autocomplete": "off"}),
                )

    @staticmethod
    def nama(jenis, kecepatan):
        return f"{jenis}_{kecepatan}".lower()

    def baris(self):
        """Rows of the table: {"jenis", "pemegang", "kolom": [(words, BoundField)]}."""
        return [
            {
                "jenis": jenis.label,
                "pemegang": PEMEGANG.get(jenis, ""),
                "kolom": [(k.label, self[self.nama(jenis, k)]) for k in Kecepatan],
            }
            for jenis in JenisTugas
        ]

    def clean_berlaku_mulai(self):
        mulai = self.cleaned_data["berlaku_mulai"]
        besok = timezone.localdate() + datetime.timedelta(days=1)
        if mulai < besok:
            raise ValidationError("Standar baru berlaku paling cepat besok, supaya surat hari ini tidak berubah.")
        return mulai

    def clean(self):
        isi = super().clean()
        for jenis in JenisTugas:
            for kecepatan in Kecepatan:
                nama = self.nama(jenis, kecepatan)
                teks = (isi.get(nama) or "").strip()
                if not teks:
                    self.add_error(nama, f"{self.fields[nama].label} belum diisi.")
                    continue
                try:
                    isi[nama] = baca_norma(teks, self.fields[nama].label)
                except ValidationError as galat:
                    self.add_error(nama, galat)
        if not self.errors and not self.perubahan():
            raise ValidationError("Belum ada standar yang Anda ubah. Ubah dulu satu angka di tabel.")
        return isi

    def perubahan(self):
        """[(jenis, kecepatan, jumlah, satuan)] of the norms that differ from those in force."""
        hasil = []
        for jenis in JenisTugas:
            for kecepatan in Kecepatan:
                baru, lama = self.cleaned_data[self.nama(jenis, kecepatan)], self.berlaku.get((jenis, kecepatan))
                if lama is None or baru != (lama.jumlah, lama.satuan):
                    hasil.append((jenis, kecepatan, *baru))
        return hasil
