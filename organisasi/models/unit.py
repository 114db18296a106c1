from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from organisasi.models.nama import BernamaLama


class UnitKerja(BernamaLama, models.Model):
    """An office unit. `dalam_setda` decides the way of a letter: a disposition inside, a delivery outside."""

    class Jenis(models.TextChoices):
        PIMPINAN = "PIMPINAN", "Pimpinan daerah"
        SETDA = "SETDA", "Sekretariat Daerah"
        ASISTEN = "ASISTEN", "Asisten"
        STAF_AHLI = "STAF_AHLI", "Staf Ahli"
        BAGIAN = "BAGIAN", "Bagian"
        DINAS = "DINAS", "Dinas"
        BADAN = "BADAN", "Badan"
        INSPEKTORAT = "INSPEKTORAT", "Inspektorat"
        SETWAN = "SETWAN", "Sekretariat DPRD"
        KECAMATAN = "KECAMATAN", "Kecamatan"
        LAINNYA = "LAINNYA", "Lainnya"

    nama = models.CharField(max_length=160, unique=True)
    singkatan = models.CharField(max_length=40, blank=True)
    kode = models.CharField("kode unit pada nomor surat", max_length=20, blank=True)
    jenis = models.CharField(max_length=20, choices=Jenis)
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="bawahan")
    dalam_setda = models.BooleanField(default=False)
    urutan = models.PositiveSmallIntegerField(default=0)
    aktif = models.BooleanField(default=True)
    pengganti = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="digantikan", verbose_name="unit pengganti"
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        constraints = [
            models.CheckConstraint(
                name="unit_bukan_induk_sendiri",
                condition=Q(induk=None) | ~Q(induk=F("id")),
                violation_error_message="Unit tidak dapat menjadi induk dirinya sendiri.",
            ),
        ]

    def __str__(self):
        return self.nama
