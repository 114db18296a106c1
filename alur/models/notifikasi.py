"""The outbox. Its rows are the in-app messages; the relay also carries them to a person's other channels."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notifikasi(models.Model):
    """One message to one person, or to one outside address (a witness of the daily seal, an address given up)."""

    kunci = models.CharField(max_length=200, unique=True, help_text="Satu akibat, satu pesan.")
    penerima = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="notifikasi"
    )
    alamat = models.EmailField(blank=True, help_text="Hanya untuk penerima di luar kantor.")
    judul = models.CharField(max_length=200)
    isi = models.TextField(blank=True)
    tautan = models.CharField(max_length=200, blank=True)
    rahasia = models.BooleanField(default=False)
    lampiran = models.TextField(blank=True)
    nama_lampiran = models.CharField(max_length=80, blank=True)
    dibuat_pada = models.DateTimeField()
    dibaca_pada = models.DateTimeField(null=True, blank=True)
    terkirim_pada = models.DateTimeField(null=True, blank=True)
    berikutnya_pada = models.DateTimeField()
    percobaan = models.PositiveSmallIntegerField(default=0)
    galat = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "notifikasi"
        verbose_name_plural = "notifikasi"
        constraints = [
            models.CheckConstraint(
                name="notifikasi_satu_tujuan",
                condition=(Q(penerima__isnull=False, alamat="")) | (Q(penerima=None) & ~Q(alamat="")),
                violation_error_message="Pesan ditujukan kepada satu pegawai atau satu alamat.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["berikutnya_pada"], condition=Q(terkirim_pada=None), name="notifikasi_belum_terkirim"
            ),
            models.Index(fields=["penerima", "-dibuat_pada"], name="notifikasi_penerima"),
            models.Index(fields=["penerima"], condition=Q(dibaca_pada=None), name="notifikasi_belum_dibaca"),
        ]

    def __str__(self):
        return self.judul


class Denyut(models.Model):
    """When a background duty last did its work: the worker's canary, the sweep, the seal."""

    nama = models.CharField(max_length=40, unique=True)
    pada = models.DateTimeField()

    class Meta:
        verbose_name = "denyut"
        verbose_name_plural = "denyut"

    def __str__(self):
        return f"{self.nama} {self.pada:%d-%m-%Y %H.%M}"
