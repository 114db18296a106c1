from django.conf import settings
from django.db import models


class DrafTertahan(models.Model):
    """What somebody typed into a form whose login had ended; offered back after the next login."""

    kode = models.CharField(max_length=32, unique=True)
    peramban = models.CharField(max_length=32)
    pegawai = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,  # lives a day; never a record
        null=True,
        blank=True,
        related_name="draf",
        help_text="Orang terakhir yang masuk di peramban itu; hanya ia yang mendapat isiannya kembali.",
    )
    halaman = models.CharField(max_length=500)
    isi = models.JSONField(default=list)
    nama_berkas = models.JSONField(default=list)
    dibuat_pada = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "draf tertahan"
        verbose_name_plural = "draf tertahan"
        indexes = [models.Index(fields=["peramban", "dibuat_pada"], name="draf_peramban")]

    def __str__(self):
        return f"{self.halaman} {self.dibuat_pada:%d-%m-%Y %H.%M}"
