from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords


class HariLibur(models.Model):
    """A day the office is closed, with the decree it comes from (SKB 3 Menteri for holidays and cuti bersama)."""

    class Jenis(models.TextChoices):
        NASIONAL = "NASIONAL", "Libur nasional"
        CUTI_BERSAMA = "CUTI_BERSAMA", "Cuti bersama"
        DAERAH = "DAERAH", "Libur daerah"

    tanggal = models.DateField(unique=True)
    nama = models.CharField(max_length=160)
    jenis = models.CharField(max_length=16, choices=Jenis)
    sumber = models.CharField("dasar", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"

    def __str__(self):
        return f"{self.tanggal:%d-%m-%Y} {self.nama}"


class JamKerja(models.Model):
    """Working hours of one weekday within a range of dates; a special range (Ramadan) wins over the ordinary one."""

    class Hari(models.IntegerChoices):
        SENIN = 0, "Senin"
        SELASA = 1, "Selasa"
        RABU = 2, "Rabu"
        KAMIS = 3, "Kamis"
        JUMAT = 4, "Jumat"
        SABTU = 5, "Sabtu"
        MINGGU = 6, "Minggu"

    hari = models.PositiveSmallIntegerField(choices=Hari)
    mulai = models.TimeField()
    selesai = models.TimeField()
    istirahat_mulai = models.TimeField(null=True, blank=True)
    istirahat_selesai = models.TimeField(null=True, blank=True)
    khusus = models.CharField(max_length=40, blank=True, help_text="Misalnya Ramadan 1447 H; kosong untuk jam biasa.")
    berlaku_mulai = models.DateField()
    berlaku_sampai = models.DateField(null=True, blank=True)
    dasar = models.CharField(max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "jam kerja"
        verbose_name_plural = "jam kerja"
        constraints = [
            models.CheckConstraint(
                name="jam_kerja_selesai_setelah_mulai",
                condition=Q(selesai__gt=F("mulai")),
                violation_error_message="Jam selesai harus setelah jam mulai.",
            ),
            models.CheckConstraint(
                name="jam_kerja_istirahat_utuh",
                condition=Q(istirahat_mulai=None, istirahat_selesai=None)
                | Q(
                    istirahat_mulai__gte=F("mulai"),
                    istirahat_selesai__gt=F("istirahat_mulai"),
                    istirahat_selesai__lte=F("selesai"),
                ),
                violation_error_message="Istirahat harus lengkap dan berada di dalam jam kerja.",
            ),
            models.CheckConstraint(
                name="jam_kerja_khusus_berakhir",
                condition=Q(khusus="") | Q(berlaku_sampai__isnull=False),
                violation_error_message="Jam khusus selalu punya tanggal selesai.",
            ),
            models.CheckConstraint(
                name="jam_kerja_rentang_benar",
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                violation_error_message="Tanggal selesai mendahului tanggal mulai.",
            ),
            models.UniqueConstraint(
                fields=["hari", "khusus", "berlaku_mulai"],
                name="jam_kerja_satu_per_hari",
                violation_error_message="Jam kerja untuk hari dan tanggal mulai ini sudah ada.",
            ),
        ]

    def __str__(self):
        khusus = f" ({self.khusus})" if self.khusus else ""
        return f"{self.get_hari_display()} {self.mulai:%H.%M}–{self.selesai:%H.%M}{khusus}"


class PerubahanKalenderQuerySet(models.QuerySet):
    def menunggu(self):
        """Changes whose open deadlines have not all been looked at yet, oldest first."""
        return self.filter(diterapkan_pada=None).order_by("pada", "pk")


class PerubahanKalender(models.Model):
    """That the calendar was changed, when and by whom: what the recomputation of open deadlines works off.

    Written in the transaction of the change itself, so that no change is ever forgotten.
    """

    sebutan = models.CharField(max_length=300)
    pada = models.DateTimeField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    jumlah_surat = models.PositiveIntegerField(default=0)
    diterapkan_pada = models.DateTimeField(null=True, blank=True)

    objects = PerubahanKalenderQuerySet.as_manager()

    class Meta:
        verbose_name = "perubahan kalender"
        verbose_name_plural = "perubahan kalender"
        constraints = [
            models.CheckConstraint(
                name="perubahan_kalender_urut",
                condition=Q(diterapkan_pada=None) | Q(diterapkan_pada__gte=F("pada")),
                violation_error_message="Kalender tidak dapat diterapkan sebelum diubah.",
            ),
        ]
        indexes = [
            models.Index(fields=["pada"], name="perubahan_kalender_menunggu", condition=Q(diterapkan_pada=None)),
        ]

    def __str__(self):
        return self.sebutan
