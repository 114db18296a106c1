"""The filters of the register, as a form whose values stand in the address."""

import datetime as dt

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from organisasi.direktori import Direktori
from organisasi.isian import Formulir, TanggalField, tulis_tanggal
from persuratan.models import Pengirim, Surat, TandaSurat, Tugas
from persuratan.models.acuan import normal
from persuratan.models.pilihan import Keamanan, Kecepatan
from persuratan.models.tugas import JENIS as TAHAP
from persuratan.rujukan import Rujukan

STATUS = [
    ("belum", "Belum selesai"),
    *((s.value, s.label) for s in Surat.Status if s != Surat.Status.KONSEP),
    ("tanpa", "Selesai tanpa disposisi"),
]


class SaringForm(Formulir):
    """All fields may stay empty; an unreadable date is said so and filters nothing."""

    semua_boleh_kosong = True
    JARANG = ("jenis", "kecepatan", "keamanan", "tahun")
    """Fields folded away until they are used."""
    LENGKAP = ("tahap", "pemegang", "ditandai")
    """Fields of the page of all filters; beside the list they only stay in force."""

    status = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua"), *STATUS])
    terlambat = forms.BooleanField(label="Hanya yang terlambat", required=False)
    tangan = forms.TypedChoiceField(label="Di tangan", required=False, coerce=int, empty_value=None)
    pengirim = forms.CharField(required=False, max_length=200)
    dari = TanggalField(label="Diterima sejak", required=False)
    sampai = TanggalField(label="Diterima sampai", required=False)
    jenis = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    kecepatan = forms.ChoiceField(required=False, choices=[("", "Semua"), *Kecepatan.choices])
    keamanan = forms.ChoiceField(required=False, choices=[("", "Semua"), *Keamanan.choices])
    tahun = forms.IntegerField(label="Tahun agenda", required=False, min_value=1945, max_value=2100)

    tahap = forms.ChoiceField(required=False, choices=[("", "Semua"), *TAHAP])
    pemegang = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    ditandai = forms.BooleanField(label="Hanya yang saya tandai", required=False)

    def __init__(self, data, *, lingkup=None, pegawai=None, **lain):
        """`lingkup`: ids of the units whose stages count for this person (tetangga.lingkup); None is all."""
        super().__init__(data, **lain)
        self.lingkup, self.pegawai = lingkup, pegawai
        direktori, jenis = Direktori.kini(), Rujukan.kini().jenis.values()
        unit = direktori.unit.values()
        # Posts of neighbours would find nothing, and are not this person's to choose from.
        jabatan = [j for j in direktori.jabatan.values() if lingkup is None or j.unit_id in lingkup]
        self.fields["pemegang"].choices = [("", "Semua jabatan"), *_pilihan(jabatan)]
        self.fields["tangan"].choices = [("", "Semua unit"), *_pilihan(unit)]
        self.fields["jenis"].choices = [("", "Semua"), *_pilihan(jenis)]

    def q(self):
        """The condition over SuratMasuk; fields in error filter nothing."""
        self.is_valid()
        isi, q = self.cleaned_data, Q()
        for nama in ("jenis", "kecepatan", "keamanan"):
            if isi.get(nama):
                q &= Q(**{nama: isi[nama]})
        if isi.get("status"):
            q &= self._q_status(isi["status"])
        if isi.get("tahun"):
            q &= Q(tahun_agenda=isi["tahun"])
        if isi.get("pengirim"):
            q &= _dari_pengirim(normal(isi["pengirim"]))
        if isi.get("dari"):
            q &= Q(diterima_pada__gte=_awal_hari(isi["dari"]))
        if isi.get("sampai"):
            q &= Q(diterima_pada__lt=_awal_hari(isi["sampai"] + dt.timedelta(days=1)))
        if isi.get("terlambat"):
            q &= Q(Exists(self._tugas().terlambat()))
        if isi.get("tangan"):
            unit = Q(unit_id=isi["tangan"]) | Q(jabatan__unit_id=isi["tangan"])
            q &= Q(Exists(self._tugas().terbuka().filter(unit)))
        if isi.get("tahap"):
            q &= Q(Exists(self._tugas().terbuka().filter(jenis=isi["tahap"])))
        if isi.get("pemegang"):
            q &= Q(Exists(self._tugas().terbuka().filter(jabatan_id=isi["pemegang"])))
        if isi.get("ditandai"):
            q &= Q(pk__in=TandaSurat.objects.filter(pegawai=self.pegawai).values("surat_id"))
        return q

    @staticmethod
    def _q_status(status):
        if status == "belum":
            return ~Q(status__in=(Surat.Status.SELESAI, Surat.Status.BATAL))
        if status == "tanpa":
            return Q(status=Surat.Status.SELESAI, pk__in=Tugas.objects.tanpa_disposisi().values("surat_id"))
        return Q(status=status)

    def _tugas(self):
        return self.tugas_dihitung().filter(surat_id=OuterRef("pk"))

    def tugas_dihitung(self):
        """The obligations whose stage counts for this person."""
        tugas = Tugas.objects.all()
        if self.lingkup is None:
            return tugas
        return tugas.filter(Q(unit_id__in=self.lingkup) | Q(jabatan__unit_id__in=self.lingkup))

    @property
    def utama(self):
        return [self[nama] for nama in self.fields if nama not in self.JARANG and nama not in self.LENGKAP]

    @property
    def lainnya(self):
        return [self[nama] for nama in self.JARANG]

    @property
    def terbawa(self):
        """[(name, value)] of the filters in force that have no field beside the list."""
        return [(nama, self.data[nama]) for nama in self.LENGKAP if self.data.get(nama)]

    @property
    def lainnya_dipakai(self):
        return any(self.data.get(nama) for nama in self.JARANG)

    def dipakai(self):
        """[(field name, words)] of the filters in force, for the chips above the list."""
        self.is_valid()
        hasil = []
        for nama, nilai in self.cleaned_data.items():
            if nilai in (None, "", False):
                continue
            isian = self.fields[nama]
            if nama in {"dari", "sampai"}:
                hasil.append((nama, f"{'sejak' if nama == 'dari' else 'sampai'} {tulis_tanggal(nilai)}"))
            elif nama == "terlambat":
                hasil.append((nama, "Terlambat"))
            elif nama == "ditandai":
                hasil.append((nama, "Saya tandai"))
            elif nama == "tahun":
                hasil.append((nama, f"Agenda {nilai}"))
            elif isinstance(isian, forms.ChoiceField):
                hasil.append((nama, dict(isian.choices)[nilai]))  # type: ignore[arg-type]
            else:
                hasil.append((nama, f"Pengirim “{nilai}”"))
        return hasil


def _pilihan(baris):
    return [(b.pk, b.nama) for b in sorted(baris, key=lambda b: (b.urutan, b.nama)) if b.aktif]


def _dari_pengirim(teks):
    """Letters of senders one of whose names contains `teks`. The merged ones are few: they are looked through here, so
    that the database's way to the others stays what it is.
    """
    q, kelompok = Q(pengirim__in=Pengirim.objects.filter(nama_normal__contains=teks)), {}
    digabung = Pengirim.objects.filter(penerus__isnull=False)
    for pk, nama, kini, nama_kini in digabung.values_list("pk", "nama_normal", "penerus", "penerus__nama_normal"):
        kelompok.setdefault(kini, {kini: nama_kini})[pk] = nama
    lain = [pk for satu in kelompok.values() if any(teks in nama for nama in satu.values()) for pk in satu]
    return q | Q(pengirim__in=lain) if lain else q


def _awal_hari(tanggal):
    return timezone.make_aware(dt.datetime.combine(tanggal, dt.time.min))
