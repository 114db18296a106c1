from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from persuratan.models.pilihan import JenisTugas, Kecepatan


class StandarPelayananQuerySet(models.QuerySet):
    def berlaku(self, tanggal):
        return self.filter(Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=tanggal), berlaku_mulai__lte=tanggal)


class StandarPelayanan(models.Model):
    """The norm of a stage: (jenis, kecepatan) → duration and kind, valid from–until. Data: it can be changed."""

    class Satuan(models.TextChoices):
        MENIT_KERJA = "MENIT_KERJA", "menit"
        JAM_KERJA = "JAM_KERJA", "jam kerja"
        HARI_KERJA = "HARI_KERJA", "hari kerja"
        JAM_BERJALAN = "JAM_BERJALAN", "jam berjalan"

    jenis = models.CharField(max_length=24, choices=JenisTugas)
    kecepatan = models.CharField(max_length=12, choices=Kecepatan)
    jumlah = models.PositiveSmallIntegerField()
    satuan = models.CharField(max_length=12, choices=Satuan)
    berlaku_mulai = models.DateField()
    berlaku_sampai = models.DateField(null=True, blank=True)
    dasar = models.CharField(max_length=200, blank=True)

    objects = StandarPelayananQuerySet.as_manager()

    class Meta:
        verbose_name = "standar pelayanan"
        verbose_name_plural = "standar pelayanan"
        constraints = [
            models.UniqueConstraint(
                fields=["jenis", "kecepatan", "berlaku_mulai"],
                name="standar_satu_per_tanggal_mulai",
                violation_error_message="Standar untuk tahap, kecepatan, dan tanggal mulai ini sudah ada.",
            ),
            models.CheckConstraint(
                name="standar_jumlah_positif",
                condition=Q(jumlah__gte=1),
                violation_error_message="Lama standar paling sedikit satu.",
            ),
            models.CheckConstraint(
                name="standar_rentang_benar",
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                violation_error_message="Tanggal selesai mendahului tanggal mulai.",
            ),
        ]

    def __str__(self):
        return f"{self.get_jenis_display()} {self.get_kecepatan_display().lower()}: {self.lama}"

    @cached_property
    def lama(self):
        """The norm in words: "1 hari kerja", "45 menit", "48 jam"."""
        satuan = (
            "jam" if self.satuan in {self.Satuan.JAM_KERJA, self.Satuan.JAM_BERJALAN} else self.get_satuan_display()
        )
        return f"{self.jumlah} {satuan}"
