"""Form parts for every room: fields that read dates and hours as a clerk writes them, and the renderer of the face.

Dates are text, because a date picker in an old browser speaks the browser's language and order. What was typed stays
as typed after an error, and is read back in words below the field ("Senin, 9 November 2026").
"""

import datetime as dt
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from organisasi.gambar_isian import GAMBAR
from organisasi.waktu import BULAN, HARI, tanggal_panjang

SINGKATAN_BULAN = {"agt": 8, "agu": 8, "ags": 8, "sept": 9, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2}
NOMOR_BULAN = SINGKATAN_BULAN | {n.lower()[:k]: i for i, n in enumerate(BULAN, 1) for k in (3, 9)}
POLA_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
POLA_ANGKA = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,4})")
POLA_KATA = re.compile(r"(\d{1,2})[\s-]+([a-z]+)\.?[\s-]+(\d{1,4})")
EKOR_ZONA = r"(?:\s*(?:wib|wita|wit))?"
POLA_JAM = re.compile(r"(?:pukul\s+|jam\s+)?(\d{1,2})\s*[.:]\s*(\d{1,2})(?:\s*[.:]\s*\d{1,2})?" + EKOR_ZONA)
POLA_JAM_SAJA = re.compile(r"(?:pukul\s+|jam\s+)?(\d{1,2})" + EKOR_ZONA)
POLA_WAKTU_ISO = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[\sT]+(.+))?")
POLA_WAKTU = re.compile(r"(.*?\b\d{4})(?:\s*,?\s+(.+))?")
AWALAN_HARI = re.compile(rf"(?:{'|'.join(h.lower() for h in HARI)}|jum'at)\s*,?\s+")

TAHUN_TERTUA = 1945


def baca_angka(teks):
    """A whole number as an address or a person writes it, small enough for a key; None for anything else.

    `isdigit` alone takes "²", and a database takes no number of 20 digits.
    """
    return int(teks) if teks and teks.isascii() and teks.isdigit() and len(teks) < 19 else None


def baca_kunci(teks):
    """A primary key of a letter as an address carries it; those out of an old agenda are negative."""
    angka = baca_angka((teks or "").removeprefix("-"))
    return -angka if angka is not None and teks.startswith("-") else angka


def baca_saat(teks):
    """A moment with its zone as an address carries it; None for anything else.

    At the ends of time no zone can be turned into another.
    """
    try:
        saat = parse_datetime(teks) if teks else None
    except ValueError:
        return None
    return None if saat is None or timezone.is_naive(saat) or not 1900 < saat.year < 3000 else saat


def tulis_tanggal(tanggal):
    """ "9-11-2026": a date as it stands in a field."""
    return f"{tanggal.day}-{tanggal.month}-{tanggal.year}"


def tulis_jam(jam):
    return f"{jam:%H.%M}"


def baca_tanggal(teks, *, label="Tanggal", tahun_tertua=TAHUN_TERTUA, tahun_terjauh=None):
    """The date in `teks` as a clerk writes it; raises ValidationError with a sentence that repeats what was typed."""
    bersih = AWALAN_HARI.sub("", " ".join(teks.lower().split()), count=1)
    if m := POLA_ISO.fullmatch(bersih):
        tahun, bulan, hari = (int(x) for x in m.groups())
    elif m := POLA_ANGKA.fullmatch(bersih):
        hari, bulan, tahun = (int(x) for x in m.groups())
    elif (m := POLA_KATA.fullmatch(bersih)) and m[2] in NOMOR_BULAN:
        hari, bulan, tahun = int(m[1]), NOMOR_BULAN[m[2]], int(m[3])
    else:
        raise ValidationError(
            f"{label} “{teks.strip()}” tidak terbaca. Tulis hari, bulan, tahun, misalnya 9-11-2026.", code="invalid"
        )
    if tahun < 100:
        raise ValidationError(
            f"Tahun pada {label.lower()} “{teks.strip()}” kurang lengkap. Tulis empat angka, misalnya 9-11-2026.",
            code="tahun",
        )
    tahun_terjauh = tahun_terjauh or timezone.localdate().year + 10
    if not tahun_tertua <= tahun <= tahun_terjauh:
        raise ValidationError(
            f"Tahun {tahun} pada {label.lower()} tidak masuk akal. Tulis antara {tahun_tertua} dan {tahun_terjauh}.",
            code="tahun",
        )
    if not 1 <= bulan <= 12:
        raise ValidationError(
            f"{label} {teks.strip()} tidak ada: bulan {bulan}. Tulis hari, bulan, tahun, misalnya 9-11-2026.",
            code="bulan",
        )
    try:
        return dt.date(tahun, bulan, hari)
    except ValueError:
        nama = BULAN[bulan - 1]
        raise ValidationError(
            f"{label} {hari} {nama} {tahun} tidak ada. Periksa tanggal terakhir bulan {nama}.", code="hari"
        ) from None


def baca_jam(teks, *, label="Jam"):
    """The hour in `teks` ("09.40", "9:40", "9"); raises ValidationError with a sentence."""
    bersih = " ".join(teks.lower().split())
    if m := POLA_JAM.fullmatch(bersih):
        jam, menit = int(m[1]), int(m[2])
    elif m := POLA_JAM_SAJA.fullmatch(bersih):
        jam, menit = int(m[1]), 0
    else:
        raise ValidationError(
            f"{label} “{teks.strip()}” tidak terbaca. Tulis jam dan menit, misalnya 09.00.", code="invalid"
        )
    if jam > 23 or menit > 59:
        raise ValidationError(
            f"{label} {teks.strip()} tidak ada. Tulis antara 00.00 dan 23.59, misalnya 09.00.", code="invalid"
        )
    return dt.time(jam, menit)


class _TeksWaktu(forms.TextInput):
    """A text input that shows a moment in the clerk's form and gives back unread text exactly as typed."""

    def __init__(self, tulis, attrs=None):
        self.tulis = tulis
        super().__init__(attrs={"autocomplete": "off", "spellcheck": "false"} | (attrs or {}))

    def format_value(self, value):
        return value if value is None or isinstance(value, str) else self.tulis(value)


class _IsianWaktu(forms.Field):
    contoh = ""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", _TeksWaktu(self.tulis, {"placeholder": self.contoh} if self.contoh else None))
        super().__init__(**kwargs)

    @staticmethod
    def tulis(nilai):
        return str(nilai)

    def sebutan(self):
        return str(self.label) if self.label else self.bawaan

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class TanggalField(_IsianWaktu):
    """A date: `9-11-2026`, `09/11/2026`, `9 November 2026`, `2026-11-09`. Cleans to datetime.date or None."""

    bawaan = "Tanggal"
    contoh = "tgl-bln-thn"

    def __init__(self, *, tahun_tertua=TAHUN_TERTUA, tahun_terjauh=None, **kwargs):
        self.tahun_tertua, self.tahun_terjauh = tahun_tertua, tahun_terjauh
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "text")

    @staticmethod
    def tulis(nilai):
        if isinstance(nilai, dt.datetime):
            nilai = timezone.localdate(nilai) if timezone.is_aware(nilai) else nilai.date()
        return tulis_tanggal(nilai)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return timezone.localdate(value) if timezone.is_aware(value) else value.date()
        if isinstance(value, dt.date):
            return value
        return baca_tanggal(
            value, label=self.sebutan(), tahun_tertua=self.tahun_tertua, tahun_terjauh=self.tahun_terjauh
        )

    def dibaca(self, nilai):
        return tanggal_panjang(nilai)


class JamField(_IsianWaktu):
    """An hour: `09.40`, `9:40`, `9`. Cleans to datetime.time or None."""

    bawaan = "Jam"
    contoh = "09.00"

    @staticmethod
    def tulis(nilai):
        return tulis_jam(nilai)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        return value if isinstance(value, dt.time) else baca_jam(value, label=self.sebutan())

    def dibaca(self, nilai):
        return ""


class WaktuField(_IsianWaktu):
    """A moment in office time: `12-11-2026 09.40`. Cleans to an aware datetime or None.

    A date alone is refused unless `jam_bawaan` (datetime.time) says which hour it stands for.
    """

    bawaan = "Waktu"
    contoh = "tgl-bln-thn jam.menit"

    def __init__(self, *, jam_bawaan=None, tahun_tertua=TAHUN_TERTUA, tahun_terjauh=None, **kwargs):
        self.jam_bawaan, self.tahun_tertua, self.tahun_terjauh = jam_bawaan, tahun_tertua, tahun_terjauh
        super().__init__(**kwargs)

    @staticmethod
    def tulis(nilai):
        if timezone.is_aware(nilai):
            nilai = timezone.localtime(nilai)
        return f"{tulis_tanggal(nilai)} {tulis_jam(nilai)}"

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value
        teks = " ".join(value.split())
        if m := POLA_WAKTU_ISO.fullmatch(teks) or POLA_WAKTU.fullmatch(teks):
            bagian_tanggal, bagian_jam = m[1], m[2]
        else:
            bagian_tanggal, bagian_jam = teks, None
        batas = {"tahun_tertua": self.tahun_tertua, "tahun_terjauh": self.tahun_terjauh}
        tanggal = baca_tanggal(bagian_tanggal, label=self.sebutan(), **batas)
        if bagian_jam:
            jam = baca_jam(bagian_jam, label=f"Jam pada {self.sebutan().lower()}")
        elif self.jam_bawaan is not None:
            jam = self.jam_bawaan
        else:
            raise ValidationError(
                f"Jam pada {self.sebutan().lower()} belum ditulis. Contoh: {tulis_tanggal(tanggal)} 09.00.", code="jam"
            )
        return timezone.make_aware(dt.datetime.combine(tanggal, jam))

    def dibaca(self, nilai):
        return tanggal_panjang(nilai)


def tanpa_tanda(teks):
    """`teks` without marks that nobody sees: they come along when text is copied, hide words from the search, and one
    of them turns the direction of all that follows. Line breaks stay, and NUL for the field to refuse.
    """
    if teks.isprintable():
        return teks
    return "".join(h for h in teks if h in "\n\r\t\0" or unicodedata.category(h) not in {"Cc", "Cf"})


class KolomIsian(BoundField):
    """A field on the page: knows its width, whether it may stay empty, and how its date reads in words."""

    @property
    def data(self):
        """What was typed, before any field reads it. A password is taken as it is."""
        nilai = super().data
        if not isinstance(nilai, str) or isinstance(self.field.widget, forms.PasswordInput):
            return nilai
        return tanpa_tanda(nilai)

    @property
    def lebar(self):
        return getattr(self.form, "lebar", {}).get(self.name, "")

    @property
    def boleh_kosong(self):
        return not self.field.required and not getattr(self.form, "semua_boleh_kosong", False)

    @property
    def dibaca(self):
        baca = getattr(self.field, "dibaca", None)
        if baca is None:
            return ""
        try:
            nilai = self.field.to_python(self.value())
        except ValidationError:
            return ""
        return baca(nilai) if nilai else ""


class Perender(TemplatesSetting):
    """Renders every form with the templates of the face (settings.FORM_RENDERER)."""

    form_template_name = "komponen/formulir.html"
    field_template_name = "komponen/kolom_form.html"
    bound_field_class = KolomIsian

    def render(self, template_name, context, request=None):
        gambar = GAMBAR.get(template_name)
        return gambar(context["widget"]) if gambar else super().render(template_name, context, request)


TERLALU_PANJANG = "{label} terlalu panjang: %(show_value)d huruf, paling banyak %(limit_value)d. Singkat isinya."
EMPTY_LABEL = "---------"
"""What Django writes for "nothing chosen yet"; a line of hyphens says nothing to a clerk or a screen reader."""


def _pesan_bawaan(isian, kode):
    """The sentence Django itself would give for `kode` on this field."""
    for kelas in type(isian).__mro__:
        if kode in kelas.__dict__.get("default_error_messages", {}):
            return kelas.default_error_messages[kode]
    return None


class _Kalimat:
    """Errors that name the field and say what to do, instead of "Bidang ini wajib diisi."."""

    lebar = {}
    """Width in the six-column grid by field name: "l2", "l3", "l4"; absent is the whole row."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nama, isian in self.fields.items():
            label = isian.label or nama.replace("_", " ").capitalize()
            ganti = {"required": f"{label} belum diisi."}
            if isinstance(isian, forms.ChoiceField | forms.ModelChoiceField):
                ganti = {
                    "required": f"{label} belum dipilih.",
                    "invalid_choice": f"Pilihan {label.lower()} itu tidak ada. Pilih dari daftar.",
                }
            elif isinstance(isian, forms.IntegerField | forms.DecimalField):
                ganti["invalid"] = f"{label} harus berupa angka."
            elif isinstance(isian, forms.CharField):
                # Told in a sentence, never cut in silence by the browser.
                ganti["max_length"] = TERLALU_PANJANG.format(label=label)
                isian.widget.attrs.pop("maxlength", None)
            if isinstance(isian, forms.EmailField):
                ganti["invalid"] = f"{label} tidak terbaca. Tulis seperti nama@contoh.go.id."
            if isinstance(isian, forms.ModelChoiceField) and isian.empty_label == EMPTY_LABEL:
                isian.empty_label = f"Pilih {label[0].lower()}{label[1:]}" if isian.required else "Tidak ada"
            for kode, kalimat in ganti.items():
                # A sentence given on purpose stays. `is`, for to compare them would translate both.
                if isian.error_messages.get(kode) is _pesan_bawaan(isian, kode):
                    isian.error_messages[kode] = kalimat

    @property
    def jumlah_galat(self):
        """How many fields are to be mended: one with two sentences is one."""
        return len(self.errors)

    @property
    def satu_isian(self):
        """Whether there is but one field to look at."""
        return len(self.visible_fields()) == 1

    def isi_dari_draf(self, data):
        """Show, without errors, what was typed before (`request.ambil_draf()`: a QueryDict or None). Returns self."""
        if data and not self.is_bound:
            for nama, isian in self.fields.items():
                nilai = isian.widget.value_from_datadict(data, {}, self.add_prefix(nama))
                if nilai is not None and not isinstance(isian, forms.FileField):
                    self.initial[nama] = nilai
        return self


class Formulir(_Kalimat, forms.Form):
    """Base of plain forms."""


class FormulirModel(_Kalimat, forms.ModelForm):
    """Base of model forms. Name the date columns in `Meta.field_classes`, as `{"mulai": TanggalField}`."""
