from django.conf import settings
from django.db import models
from django.db.models import Q

from dokumen.models.berkas import PANJANG_KODE, kode_acak

UKURAN_POTONGAN = 512 * 1024
"""Bytes one request carries at most: on a line that breaks every few seconds a piece still arrives."""


class Unggahan(models.Model):
    """A file that comes in pieces, and what became of it; nobody's letter yet, gone after a day.

    `tempat` names the form or the phone that it is for: what was sent for one letter never shows on another's form.
    """

    kode = models.CharField(max_length=PANJANG_KODE, unique=True, default=kode_acak, editable=False)
    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")  # gone after a day anyway
    tempat = models.CharField(max_length=40)
    nama = models.CharField(max_length=120)
    ukuran = models.PositiveBigIntegerField(help_text="Bita seluruhnya, menurut pengirim.")
    sidik = models.CharField(max_length=64, help_text="Tanda pengirim untuk mengenali berkas yang sama.")
    hasil = models.JSONField(null=True, blank=True, help_text="Isi yang sudah aman di gudang (Sementara).")
    sha256_hasil = models.CharField(max_length=64, blank=True)
    galat = models.CharField(max_length=400, blank=True, help_text="Kalimat penolakan.")
    dibuat_pada = models.DateTimeField()
    terakhir_pada = models.DateTimeField()

    class Meta:
        verbose_name = "unggahan"
        verbose_name_plural = "unggahan"
        constraints = [
            models.UniqueConstraint(
                fields=["pemilik", "tempat", "sidik"],
                name="unggahan_sekali_per_berkas",
                violation_error_message="Berkas ini sedang diunggah.",
            ),
            models.CheckConstraint(
                name="unggahan_tidak_kosong",
                condition=Q(ukuran__gt=0),
                violation_error_message="Berkas kosong tidak diunggah.",
            ),
            models.CheckConstraint(
                name="unggahan_hasil_bersidik",
                condition=Q(hasil__isnull=True, sha256_hasil="") | (Q(hasil__isnull=False) & ~Q(sha256_hasil="")),
                violation_error_message="Unggahan yang selesai punya sidik.",
            ),
        ]
        indexes = [models.Index(fields=["dibuat_pada"], name="unggahan_umur")]

    def __str__(self):
        return self.nama


class Potongan(models.Model):
    """One piece of an upload, on the shelf under its hash."""

    unggahan = models.ForeignKey(Unggahan, models.CASCADE, related_name="potongan")  # a piece has no life of its own
    mulai = models.PositiveBigIntegerField(help_text="Letak bita pertama.")
    ukuran = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = "potongan unggahan"
        verbose_name_plural = "potongan unggahan"
        constraints = [
            models.UniqueConstraint(
                fields=["unggahan", "mulai"],
                name="potongan_sekali_per_letak",
                violation_error_message="Potongan ini sudah diterima.",
            ),
            models.CheckConstraint(
                name="potongan_seukuran",
                condition=Q(ukuran__gte=1, ukuran__lte=UKURAN_POTONGAN),
                violation_error_message="Satu potongan berisi 1 sampai 524288 bita.",
            ),
        ]

    def __str__(self):
        return f"{self.unggahan_id} mulai {self.mulai}"
