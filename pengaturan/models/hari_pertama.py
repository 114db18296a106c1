from django.conf import settings
from django.db import models


class LangkahHariPertama(models.Model):
    """A step of the first-day list that somebody has done."""

    pegawai = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    langkah = models.CharField(max_length=40)
    selesai_pada = models.DateTimeField()

    class Meta:
        verbose_name = "langkah hari pertama"
        verbose_name_plural = "langkah hari pertama"
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "langkah"],
                name="langkah_hari_pertama_sekali",
                violation_error_message="Langkah ini sudah ditandai selesai.",
            )
        ]

    def __str__(self):
        return f"{self.langkah} · {self.pegawai_id}"
