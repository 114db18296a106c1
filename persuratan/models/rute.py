from django.db import models
from django.db.models import Q

from persuratan.models.pilihan import JenisTugas

JENIS_LANGKAH = [(j.value, j.label) for j in (JenisTugas.TELAAH, JenisTugas.PARAF, JenisTugas.DISPOSISI)]


def salah_rute(jenis_langkah):
    """What is wrong with any route whose steps are of these kinds, in a sentence; "" when nothing is."""
    if not jenis_langkah:
        return "Rute kosong. Pilih paling sedikit satu pejabat yang memberi disposisi."
    if jenis_langkah[-1] != JenisTugas.DISPOSISI or JenisTugas.DISPOSISI in jenis_langkah[:-1]:
        return "Rute berakhir pada tepat satu pejabat yang memberi disposisi."
    return ""


class RuteNaik(models.Model):
    """A named upward route: an ordered list of posts that examine or paraf before the one who disposes."""

    nama = models.CharField(max_length=120, unique=True)
    baku = models.BooleanField("rute baku", default=False)
    urutan = models.PositiveSmallIntegerField(default=0)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "rute naik"
        verbose_name_plural = "rute naik"
        constraints = [
            models.UniqueConstraint(
                fields=["baku"],
                condition=Q(baku=True),
                name="rute_naik_satu_baku",
                violation_error_message="Sudah ada rute baku.",
            ),
        ]

    def __str__(self):
        return self.nama


class LangkahBase(models.Model):
    urutan = models.PositiveSmallIntegerField()
    jabatan = models.ForeignKey("organisasi.Jabatan", models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=24, choices=JENIS_LANGKAH)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.urutan}. {self.get_jenis_display()} {self.jabatan}"


class LangkahRute(LangkahBase):
    rute = models.ForeignKey(RuteNaik, models.CASCADE, related_name="langkah")  # a step is part of its route

    class Meta:
        verbose_name = "langkah rute"
        verbose_name_plural = "langkah rute"
        constraints = [
            models.UniqueConstraint(
                fields=["rute", "urutan"],
                name="langkah_rute_urutan_unik",
                violation_error_message="Urutan langkah ini sudah dipakai.",
            ),
        ]


class LangkahNaik(LangkahBase):
    """The route as chosen for one letter; editing it never changes the named route."""

    surat = models.ForeignKey("persuratan.Surat", models.PROTECT, related_name="langkah_naik")
    tugas = models.ForeignKey("persuratan.Tugas", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "langkah naik"
        verbose_name_plural = "langkah naik"
        constraints = [
            models.UniqueConstraint(
                fields=["surat", "urutan"],
                name="langkah_naik_urutan_unik",
                violation_error_message="Urutan langkah ini sudah dipakai.",
            ),
        ]
