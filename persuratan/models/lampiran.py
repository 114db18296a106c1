from django.conf import settings
from django.db import models

from persuratan.models.surat import Surat


class LampiranSurat(models.Model):
    """A file of a letter: the scan, or an attachment."""

    class Jenis(models.TextChoices):
        PINDAIAN = "PINDAIAN", "Pindaian"
        LAMPIRAN = "LAMPIRAN", "Lampiran"

    surat = models.ForeignKey(Surat, models.PROTECT, related_name="lampiran")
    berkas = models.ForeignKey("dokumen.Berkas", models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=10, choices=Jenis, default=Jenis.PINDAIAN)
    ditambahkan_pada = models.DateTimeField()
    ditambahkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lampiran surat"
        verbose_name_plural = "lampiran surat"
        constraints = [
            models.UniqueConstraint(
                fields=["surat", "berkas"],
                name="lampiran_surat_sekali",
                violation_error_message="Berkas ini sudah dilampirkan pada surat ini.",
            ),
        ]

    def __str__(self):
        return f"{self.get_jenis_display()} {self.surat_id}"


class BerkasLaporan(models.Model):
    """A file that came with the report of a follow-up. It is of that branch alone: other units do not see it."""

    tugas = models.ForeignKey("persuratan.Tugas", models.PROTECT, related_name="laporan")
    berkas = models.ForeignKey("dokumen.Berkas", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "berkas laporan"
        verbose_name_plural = "berkas laporan"
        constraints = [
            models.UniqueConstraint(
                fields=["tugas", "berkas"],
                name="berkas_laporan_sekali",
                violation_error_message="Berkas ini sudah ada pada laporan itu.",
            ),
        ]

    def __str__(self):
        return f"Laporan {self.tugas_id}"
