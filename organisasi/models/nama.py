"""Units and posts keep their old names on old papers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisasi.direktori import Direktori


class NamaLama(models.Model):
    """What a unit or a post was called up to and including a day."""

    unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, null=True, blank=True, related_name="nama_lama")
    jabatan = models.ForeignKey("organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="nama_lama")
    nama = models.CharField(max_length=160)
    singkatan = models.CharField(max_length=60, blank=True)
    sampai = models.DateField()

    class Meta:
        verbose_name = "nama lama"
        verbose_name_plural = "nama lama"
        constraints = [
            models.CheckConstraint(
                name="nama_lama_satu_pemilik",
                condition=Q(jabatan__isnull=False, unit=None) | Q(jabatan=None, unit__isnull=False),
                violation_error_message="Nama lama milik tepat satu unit atau satu jabatan.",
            ),
            models.UniqueConstraint(
                fields=["unit", "sampai"],
                condition=Q(unit__isnull=False),
                name="nama_lama_unit_sekali",
                violation_error_message="Nama unit ini sudah diganti pada tanggal itu.",
            ),
            models.UniqueConstraint(
                fields=["jabatan", "sampai"],
                condition=Q(jabatan__isnull=False),
                name="nama_lama_jabatan_sekali",
                violation_error_message="Nama jabatan ini sudah diganti pada tanggal itu.",
            ),
        ]

    def __str__(self):
        return f"{self.nama} sampai {self.sampai:%d-%m-%Y}"


class BernamaLama:
    """For UnitKerja and Jabatan: the name in force on a day, out of the directory, without a query of its own."""

    def nama_pada(self, waktu):
        """The name on the office day of `waktu` (date or aware datetime; None: the name of now)."""
        return self._saat(waktu)[0]

    def sebutan_pada(self, waktu):
        """The short name then, or the name where there was none."""
        nama, singkatan = self._saat(waktu)
        return singkatan or nama

    def _saat(self, waktu):
        nama_lama = Direktori.kini().nama_lama.get((self._meta.model_name, self.pk)) if waktu is not None else None
        if nama_lama:
            hari = timezone.localdate(waktu) if hasattr(waktu, "hour") else waktu
            for lama in nama_lama:
                if hari <= lama.sampai:
                    return lama.nama, lama.singkatan
        return self.nama, self.singkatan
