"""What is typed about an incoming letter: the fields shared by registering and correcting."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date

from organisasi.isian import Formulir, JamField, TanggalField
from organisasi.models import Jabatan, Peran
from organisasi.waktu import tanggal_naskah
from persuratan.models import JenisNaskah, Klasifikasi, SuratMasuk
from persuratan.models.acuan import nomor_normal
from persuratan.models.pilihan import RAHASIA, Keamanan, Kecepatan

TANPA_TAHUN = re.compile(r"\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*")


class TanggalDekatField(TanggalField):
    """A date that may be typed without its year ("9/11"): the last one that was (`lampau`), else the next to come."""

    def __init__(self, *, lampau, **kwargs):
        self.lampau = lampau
        super().__init__(**kwargs)

    def to_python(self, value):
        m = TANPA_TAHUN.fullmatch(value) if isinstance(value, str) else None
        return super().to_python(self._dengan_tahun(*m.groups()) if m else value)

    def _dengan_tahun(self, hari, bulan):
        kini = timezone.localdate()
        tebakan = parse_date(f"{kini.year}-{int(bulan):02}-{int(hari):02}") if int(bulan) <= 12 else None
        if tebakan is None:
            tahun = kini.year
        elif self.lampau:
            tahun = kini.year - (tebakan > kini)
        else:
            # An invitation may arrive after its event: a day shortly past is not next year's.
            tahun = kini.year + (tebakan < kini - dt.timedelta(days=60))
        return f"{hari}-{bulan}-{tahun}"


class PilihanJenis(forms.RadioSelect):
    """Chips of the kinds of letter; a kind with an event says so to the script."""

    def create_option(self, name, value, *args, **kwargs):
        pilihan = super().create_option(name, value, *args, **kwargs)
        if getattr(value, "instance", None) is not None and value.instance.undangan:
            pilihan["attrs"]["data-undangan"] = ""
        return pilihan


class KlasifikasiField(forms.CharField):
    """A classification code, alone or with its name behind ("400.7 Kesehatan"). Cleans to Klasifikasi or None."""

    def prepare_value(self, value):
        return str(value) if isinstance(value, Klasifikasi) else value

    def to_python(self, value):
        if isinstance(value, Klasifikasi):
            return value
        teks = super().to_python(value)
        self.run_validators(teks)  # before the database is asked: it takes no NUL
        return self.cari(teks) if teks else None

    def cari(self, teks):
        kode = teks.split()[0]
        ada = Klasifikasi.objects.filter(kode=kode, aktif=True).first()
        if ada is not None:
            return ada
        bernama = Klasifikasi.objects.filter(nama__iexact=teks, aktif=True)[:2]
        if len(bernama) == 1:
            return bernama[0]
        induk = kode
        while "." in induk:
            induk = induk.rpartition(".")[0]
            if Klasifikasi.objects.filter(kode=induk, aktif=True).exists():
                raise ValidationError(
                    f"Kode {kode} belum ada di daftar. Pakai {induk}, atau minta arsiparis menambahkannya."
                )
        raise ValidationError(f"Kode “{teks}” tidak ada di daftar. Ketik angkanya, misalnya 400.7, atau kosongkan.")

    def has_changed(self, initial, data):
        return (initial and str(initial) or "") != (data or "")


class TeksField(forms.CharField):
    """One line of text: spaces tidied."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class JabatanField(forms.ModelChoiceField):
    def label_from_instance(self, jabatan):
        return jabatan.nama


def jabatan_tujuan():
    """Posts a letter is addressed to: those inside the secretariat who dispose, in office order."""
    pks = [j.pk for j in Jabatan.objects.filter(aktif=True, unit__dalam_setda=True) if j.has_peran(Peran.PENDISPOSISI)]
    return Jabatan.objects.filter(pk__in=pks).order_by("urutan", "pk")


class IsianSurat(Formulir):
    """Base: fields and the rules that hold between them. `hal_wajib` False where it stays masked."""

    hal_wajib = True

    nama_pengirim = TeksField(label="Pengirim", max_length=200)
    nomor_surat = TeksField(label="Nomor surat", max_length=120, required=False)
    tanpa_nomor = forms.BooleanField(label="Tanpa nomor", required=False)
    tanggal_surat = TanggalDekatField(label="Tanggal surat", lampau=True, required=False)
    hal = TeksField(label="Hal", max_length=1000, required=False)
    jenis = forms.ModelChoiceField(
        JenisNaskah.objects.none(), label="Jenis surat", widget=PilihanJenis, empty_label=None
    )
    acara_tanggal = TanggalDekatField(label="Tanggal acara", lampau=False, required=False)
    acara_jam = JamField(label="Jam acara", required=False)
    acara_tempat = TeksField(label="Tempat acara", max_length=300, required=False)
    kecepatan = forms.ChoiceField(
        label="Kecepatan", choices=Kecepatan.choices, initial=Kecepatan.BIASA, widget=forms.RadioSelect
    )
    keamanan = forms.ChoiceField(label="Keamanan", choices=Keamanan.choices, initial=Keamanan.B)
    ditujukan_kepada = JabatanField(
        Jabatan.objects.none(), label="Ditujukan kepada", required=False, empty_label="Tidak disebut"
    )
    klasifikasi = KlasifikasiField(label="Kode klasifikasi", required=False)
    cara_terima = forms.ChoiceField(
        label="Cara terima", choices=SuratMasuk.CaraTerima.choices, initial=SuratMasuk.CaraTerima.LOKET
    )
    lampiran_fisik = TeksField(label="Lampiran", max_length=80, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jenis"].queryset = JenisNaskah.objects.filter(aktif=True).order_by("urutan", "nama")
        self.fields["ditujukan_kepada"].queryset = jabatan_tujuan()

    @property
    def terbaca(self):
        """What could be read of the fields so far (name → value), also of a form with mistakes."""
        if not self.is_bound:
            return {}
        if self._errors is None:
            self.full_clean()
        return self.cleaned_data

    @property
    def rahasia(self):
        return self.terbaca.get("keamanan") in RAHASIA

    def clean(self):
        isi = super().clean()
        if isi.get("nomor_surat") and not nomor_normal(isi["nomor_surat"]):
            isi["nomor_surat"], isi["tanpa_nomor"] = "", True  # "-" is how a clerk writes "none"
        self._wajib_kecuali_disebut(isi)
        self._periksa_tanggal(isi)
        self._periksa_acara(isi)
        return isi

    def _wajib_kecuali_disebut(self, isi):
        # A secret letter is logged by its envelope, which may show neither hal nor date.
        tanpa_nomor = isi.get("tanpa_nomor") and not isi.get("nomor_surat")
        if not isi.get("nomor_surat") and not tanpa_nomor and "nomor_surat" not in self.errors:
            self.add_error("nomor_surat", "Nomor surat belum diisi. Bila surat tidak bernomor, centang “Tanpa nomor”.")
        tanggal_perlu = not isi.get("tanggal_surat") and not tanpa_nomor and not self.rahasia
        if tanggal_perlu and "tanggal_surat" not in self.errors:
            self.add_error("tanggal_surat", "Tanggal surat belum diisi. Tulis seperti 9-11-2026 atau 9/11.")
        if self.hal_wajib and not isi.get("hal") and not self.rahasia and "hal" not in self.errors:
            self.add_error("hal", "Hal belum diisi. Salin dari suratnya, atau tulis intinya.")

    def _periksa_tanggal(self, isi):
        tanggal = isi.get("tanggal_surat")
        if tanggal and tanggal > timezone.localdate():
            kalimat = f"Tanggal surat {tanggal_naskah(tanggal)} lebih baru dari hari ini. Periksa bulannya."
            self.add_error("tanggal_surat", kalimat)

    def _periksa_acara(self, isi):
        if "acara_tanggal" not in self.fields:
            return
        jenis = isi.get("jenis")
        undangan = jenis is not None and jenis.undangan
        tanggal, jam, tempat = isi.get("acara_tanggal"), isi.get("acara_jam"), isi.get("acara_tempat")
        if (undangan or jam or tempat) and not tanggal and "acara_tanggal" not in self.errors:
            self.add_error("acara_tanggal", "Tanggal acara belum diisi. Lihat hari acara pada undangan.")
        if (undangan or tanggal) and jam is None and "acara_jam" not in self.errors:
            self.add_error("acara_jam", "Jam acara belum diisi. Tulis seperti 09.00.")
        if undangan and not tempat and "acara_tempat" not in self.errors:
            self.add_error("acara_tempat", "Tempat acara belum diisi. Tulis seperti pada undangan.")

    @property
    def acara_mulai(self):
        """The aware moment of the event, or None; from whatever could be read so far."""
        tanggal, jam = self.terbaca.get("acara_tanggal"), self.terbaca.get("acara_jam")
        if tanggal is None or jam is None:
            return None
        return timezone.make_aware(dt.datetime.combine(tanggal, jam))

    def kolom_surat(self):
        """Column → value of SuratMasuk, for the fields that this form asks."""
        bukan_kolom = {"tanpa_nomor", "acara_tanggal", "acara_jam"}
        kolom = {
            nama: nilai
            for nama, nilai in self.cleaned_data.items()
            if nama not in bukan_kolom and nama in {f.name for f in SuratMasuk._meta.get_fields()}
        }
        if "acara_tanggal" in self.fields:
            kolom["acara_mulai"] = self.acara_mulai
        return kolom
