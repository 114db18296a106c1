from django.db import models


class CapAcuan(models.Model):
    """The stamp of the office's reference data: another random text after every change, written by triggers alone.

    Whoever keeps reference data in memory compares stamps first (`organisasi.ingatan`), so that an edited holiday or a
    new holder of a post counts at once, in every process.
    """

    nama = models.CharField(max_length=20, primary_key=True)
    cap = models.CharField(max_length=36)

    class Meta:
        verbose_name = "cap data acuan"
        verbose_name_plural = "cap data acuan"

    def __str__(self):
        return f"{self.nama} {self.cap}"
