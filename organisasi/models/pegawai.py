from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from organisasi.direktori import Direktori
from organisasi.models.jabatan import Peran

TANPA_RIWAYAT = ["password", "last_login"]
"""Columns whose changes are acts (login, reset), told by the ledger; a hash has no place in a history table."""

# Without a regular expression: SQLite alone has none, and a backup is checked by SQLite alone.
BUKAN_ANGKA = Func(F("whatsapp"), Value("0123456789"), function="RTRIM", output_field=models.CharField())
NOMOR_WHATSAPP = (
    Q(whatsapp__startswith="62")
    & Q(Exact(BUKAN_ANGKA, ""))
    & Q(GreaterThanOrEqual(Length("whatsapp"), 10))
    & Q(LessThanOrEqual(Length("whatsapp"), 15))
)


class Pegawai(AbstractUser):
    """A person who logs in. What the person may do comes from the posts held today, not from this row."""

    first_name = last_name = None  # type: ignore[assignment]  # Django's way to drop an inherited field
    is_staff = models.BooleanField(default=False, editable=False)  # Django's admin is not mounted
    nama = models.CharField(max_length=160)
    gelar_depan = models.CharField(max_length=40, blank=True)
    gelar_belakang = models.CharField(max_length=60, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    pangkat_golongan = models.CharField("pangkat/golongan", max_length=80, blank=True)
    whatsapp = models.CharField("nomor WhatsApp", max_length=20, blank=True)
    wajib_ganti_sandi = models.BooleanField("wajib mengganti kata sandi", default=False)
    akun_contoh = models.BooleanField(default=False, editable=False)

    history = HistoricalRecords(excluded_fields=TANPA_RIWAYAT)

    REQUIRED_FIELDS = ["nama"]

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"
        constraints = [
            models.CheckConstraint(
                name="pegawai_nomor_whatsapp",
                condition=Q(whatsapp="") | NOMOR_WHATSAPP,
                violation_error_message="Nomor WhatsApp diawali 62 dan terdiri atas 10 sampai 15 angka.",
            ),
        ]

    def __str__(self):
        return self.nama

    def save(self, *args, **kwargs):
        """Save; no history row when nothing tracked can have changed (each login saves `last_login`)."""
        kolom = kwargs.get("update_fields")
        if kolom is None or not set(kolom) <= set(TANPA_RIWAYAT):
            return super().save(*args, **kwargs)
        self.skip_history_when_saving = True
        try:
            return super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving

    @property
    def nama_lengkap(self):
        depan = f"{self.gelar_depan} " if self.gelar_depan else ""
        belakang = f", {self.gelar_belakang}" if self.gelar_belakang else ""
        return f"{depan}{self.nama}{belakang}"

    def get_full_name(self):
        return self.nama_lengkap

    def get_short_name(self):
        return self.nama

    @cached_property
    def penugasan_berlaku(self):
        """The posts held today: a list of Penugasan with `jabatan` and `jabatan.unit`, out of the directory."""
        direktori, hari = self._acuan_hak
        return direktori.penugasan(self, hari)

    @cached_property
    def _acuan_hak(self):
        return Direktori.kini(), timezone.localdate()

    @property
    def tanda_hak(self):
        """What this object's rights were read from: differs whenever they may differ (organisasi.hafalan)."""
        direktori, hari = self._acuan_hak
        return self.pk, self.is_active, direktori.nomor, hari

    @property
    def jabatan_ids(self):
        return [p.jabatan_id for p in self.penugasan_berlaku]

    @cached_property
    def jabatan_dipegang_ids(self):
        """Ids of my posts, and of the posts under me that nobody holds today, down to the first one held.

        A Tugas never leaves its post: while the post is vacant the superior sees it.
        """
        dipegang = set(self.jabatan_ids)
        kosong = Direktori.kini().jabatan_kosong() if dipegang else {}
        baru = dipegang
        while baru := {pk for pk, atasan in kosong.items() if atasan in baru} - dipegang:
            dipegang |= baru
        return sorted(dipegang)

    @property
    def didampingi_ids(self):
        """Ids of the posts this person writes for as adjutant: a set."""
        return {p.jabatan.didampingi_id for p in self.penugasan_berlaku} - {None}

    @property
    def jabatan_ditulis_ids(self):
        """Ids of the posts whose word this person writes today: one's own, and those one is adjutant of; a set."""
        return {*self.jabatan_ids, *self.didampingi_ids}

    @property
    def unit_ids(self):
        """Units whose letters this person receives today (posts with PENERIMA_UNIT, AGENDARIS or CARAKA).

        With the closed units that mine has taken the place of: their letters do not fall between two chairs.
        """
        milik = {
            p.jabatan.unit_id
            for p in self.penugasan_berlaku
            if p.jabatan.has_peran(Peran.PENERIMA_UNIT, Peran.AGENDARIS, Peran.CARAKA)
        }
        return sorted(Direktori.kini().mewakili(milik)) if milik else []

    def has_peran(self, *peran):
        return any(p.jabatan.has_peran(*peran) for p in self.penugasan_berlaku)

    def penugasan_dengan(self, *peran):
        """The assignments of today whose post has one of `peran`."""
        return [p for p in self.penugasan_berlaku if p.jabatan.has_peran(*peran)]


def selain_nama(relasi):
    """For `defer`: the columns of the Pegawai joined as `relasi` that a page which only names people need not read."""
    return [f"{relasi}__{k.name}" for k in Pegawai._meta.concrete_fields if k.name not in {"id", "nama"}]
