from django.conf import settings
from django.db import models


class KunciFormulir(models.Model):
    """A form key that was used, with the answer it got: a repeat gets the same answer."""

    kunci = models.CharField(max_length=64, unique=True)
    pegawai = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="kunci_formulir"
    )
    jalur = models.CharField(max_length=200)
    dibuat_pada = models.DateTimeField(db_index=True)
    jawaban = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = "kunci formulir"
        verbose_name_plural = "kunci formulir"

    def __str__(self):
        return f"{self.jalur} {self.dibuat_pada:%d-%m-%Y %H.%M}"
