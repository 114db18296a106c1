"""The outbox. Its rows are the in-app messages; the relay also carries them to a person's other channels."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class JenisKabar(models.TextChoices):
    """Why somebody is told. AKUN concerns the safety of one's account: nobody can choose to be told later."""

    TUGAS = "TUGAS", "Tugas baru"
    PENGINGAT = "PENGINGAT", "Pengingat"
    TERLAMBAT = "TERLAMBAT", "Terlambat"
    KABAR = "KABAR", "Kabar lain"
    AKUN = "AKUN", "Keamanan akun"


class NotifikasiQuerySet(models.QuerySet):
    def baru(self):
        """What the bell counts: not read, and not yet done by anybody."""
        return self.filter(dibaca_pada=None, ditangani_pada=None)


class Notifikasi(models.Model):
    """One message to one person, or to one outside address (a witness of the daily seal, an address given up)."""

    kunci = models.CharField(max_length=200, unique=True, help_text="Satu akibat, satu pesan.")
    penerima = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="notifikasi"
    )
    alamat = models.EmailField(blank=True, help_text="Hanya untuk penerima di luar kantor.")
    jenis = models.CharField(max_length=12, choices=JenisKabar, default=JenisKabar.KABAR)
    mendesak = models.BooleanField(default=False, help_text="Disampaikan saat itu juga.")
    perkara = models.CharField(max_length=80, blank=True, help_text="Selesai oleh siapa pun: kabar ini ditangani.")
    judul = models.CharField(max_length=200)
    isi = models.TextField(blank=True)
    tautan = models.CharField(max_length=200, blank=True)
    rahasia = models.BooleanField(default=False)
    lampiran = models.TextField(blank=True)
    nama_lampiran = models.CharField(max_length=80, blank=True)
    dibuat_pada = models.DateTimeField()
    dibaca_pada = models.DateTimeField(null=True, blank=True)
    ditangani_pada = models.DateTimeField(null=True, blank=True)
    ditangani_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    disalurkan_pada = models.DateTimeField(null=True, blank=True, help_text="Pesan tiap saluran sudah ditulis.")

    objects = NotifikasiQuerySet.as_manager()

    class Meta:
        verbose_name = "notifikasi"
        verbose_name_plural = "notifikasi"
        constraints = [
            models.CheckConstraint(
                name="notifikasi_satu_tujuan",
                condition=(Q(penerima__isnull=False, alamat="")) | (Q(penerima=None) & ~Q(alamat="")),
                violation_error_message="Pesan ditujukan kepada satu pegawai atau satu alamat.",
            ),
            models.CheckConstraint(
                name="notifikasi_penangan_setelah_ditangani",
                condition=Q(ditangani_oleh=None) | Q(ditangani_pada__isnull=False),
                violation_error_message="Yang menangani kabar diisi bersama waktunya.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dibuat_pada"], condition=Q(disalurkan_pada=None), name="notifikasi_belum_disalurkan"
            ),
            models.Index(fields=["penerima", "-dibuat_pada"], name="notifikasi_penerima"),
            models.Index(
                fields=["penerima"], condition=Q(dibaca_pada=None, ditangani_pada=None), name="notifikasi_baru"
            ),
            models.Index(
                fields=["perkara"], condition=Q(ditangani_pada=None) & ~Q(perkara=""), name="notifikasi_perkara"
            ),
        ]

    def __str__(self):
        return self.judul

    @property
    def baru(self):
        """As in `NotifikasiQuerySet.baru`."""
        return self.dibaca_pada is None and self.ditangani_pada is None


class Denyut(models.Model):
    """When a background duty last did its work: the worker's canary, the sweep, the seal."""

    nama = models.CharField(max_length=40, unique=True)
    pada = models.DateTimeField()

    class Meta:
        verbose_name = "denyut"
        verbose_name_plural = "denyut"

    def __str__(self):
        return f"{self.nama} {self.pada:%d-%m-%Y %H.%M}"
