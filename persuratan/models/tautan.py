from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dokumen.models.berkas import PANJANG_KODE, kode_acak
from persuratan.models.surat import Surat

PERCOBAAN_PALING_BANYAK = 60
"""Files begun through one link, failed ones included: three for each page."""


class TautanPindaiQuerySet(models.QuerySet):
    def berlaku(self):
        return self.filter(dicabut_pada=None, berlaku_sampai__gt=timezone.now())


class TautanPindai(models.Model):
    """For ten minutes a phone without a login may send pages for one form or one letter of one clerk.

    The address in the QR holds a secret of which only the hash is kept; it opens nothing but its own upload page.
    """

    kode = models.CharField(max_length=PANJANG_KODE, unique=True, default=kode_acak, editable=False)
    sidik = models.CharField(max_length=64, unique=True, help_text="SHA-256 rahasia pada alamat.")
    cocok = models.CharField(max_length=7, help_text="Kode yang sama di komputer dan di HP; tidak menyebut surat.")
    pegawai = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")  # gone after a day
    surat = models.ForeignKey(
        Surat, models.CASCADE, null=True, blank=True, related_name="+", help_text="Kosong: surat yang baru dicatat."
    )
    dibuat_pada = models.DateTimeField()
    berlaku_sampai = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0, help_text="Berkas yang pernah dimulai, juga yang gagal.")
    bita = models.PositiveBigIntegerField(default=0, help_text="Bita semua berkas itu, menurut pengirim.")

    objects = TautanPindaiQuerySet.as_manager()

    class Meta:
        verbose_name = "tautan pindai"
        verbose_name_plural = "tautan pindai"
        constraints = [
            models.CheckConstraint(
                name="tautan_pindai_berbatas",
                condition=Q(berlaku_sampai__gt=models.F("dibuat_pada")),
                violation_error_message="Tautan berlaku sampai sesudah dibuat.",
            ),
            models.CheckConstraint(
                name="tautan_pindai_berjatah",
                condition=Q(percobaan__lte=PERCOBAAN_PALING_BANYAK),
                violation_error_message="Tautan ini sudah terlalu banyak menerima kiriman.",
            ),
        ]
        indexes = [models.Index(fields=["dibuat_pada"], name="tautan_pindai_umur")]

    def __str__(self):
        return self.cocok

    @property
    def tempat(self):
        """Where its pages lie among the clerk's uploads."""
        return f"hp:{self.kode}"

    @property
    def hidup(self):
        return self.dicabut_pada is None and self.berlaku_sampai > timezone.now()
