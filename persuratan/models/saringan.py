from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from persuratan.models.surat import kode_baru

ISI_TERPANJANG = 2000
PALING_BANYAK = 30
"""Filters one person may keep: more is a list nobody reads."""


class SaringanTersimpan(models.Model):
    """A search that a person gave a name. It keeps what is looked for, never what was found."""

    kode = models.CharField(max_length=22, unique=True, default=kode_baru, editable=False)
    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")  # his own
    nomor = models.PositiveSmallIntegerField(editable=False)
    nama = models.CharField(max_length=60)
    isi = models.CharField(
        max_length=ISI_TERPANJANG, blank=True, help_text="Kata dan saringan sebagaimana pada alamat."
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        verbose_name = "saringan tersimpan"
        verbose_name_plural = "saringan tersimpan"
        constraints = [
            models.UniqueConstraint(
                "pemilik",
                Lower("nama"),
                name="saringan_nama_sekali_per_orang",
                violation_error_message="Anda sudah punya saringan dengan nama itu. Pilih nama lain.",
            ),
            models.UniqueConstraint(
                fields=["pemilik", "nomor"],
                name="saringan_nomor_sekali_per_orang",
                violation_error_message="Saringan ini sudah tersimpan.",
            ),
            models.CheckConstraint(
                name="saringan_tidak_terlalu_banyak",
                condition=Q(nomor__gte=1, nomor__lte=PALING_BANYAK),
                violation_error_message=f"Paling banyak {PALING_BANYAK} saringan tersimpan.",
            ),
            models.CheckConstraint(
                name="saringan_bernama",
                condition=~Q(nama=""),
                violation_error_message="Beri nama saringan ini.",
            ),
        ]

    def __str__(self):
        return self.nama
