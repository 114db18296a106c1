from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from organisasi.direktori import Direktori
from organisasi.models import Jabatan


class Instruksi(models.Model):
    """A phrase of the disposition sheet; offices differ, so the list is data.

    A phrase that was given stays as it was written: renamed, it is closed and a new one takes its place.
    """

    nama = models.CharField(max_length=80, unique=True)
    untuk_diketahui = models.BooleanField(default=False, help_text="Tidak meminta tindak lanjut.")
    untuk_undangan = models.BooleanField(default=False, help_text="Didahulukan pada undangan.")
    urutan = models.PositiveSmallIntegerField(default=0)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "instruksi"
        verbose_name_plural = "instruksi"

    def __str__(self):
        return self.nama

    @property
    def terpakai(self):
        """Whether it stands on a disposition already."""
        return Disposisi.instruksi.through.objects.filter(instruksi=self).exists()


def hanya_diketahui(instruksi, catatan):
    """Whether these phrases and this note ask nobody for a follow-up."""
    return not catatan.strip() and all(i.untuk_diketahui for i in instruksi)


class Disposisi(models.Model):
    """One disposition: from which post, by whom, with what instruction. The tree grows by `induk`."""

    surat = models.ForeignKey("persuratan.Surat", models.PROTECT, related_name="disposisi")
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="turunan")
    dari = models.ForeignKey("organisasi.Jabatan", models.PROTECT, related_name="+")
    tugas = models.OneToOneField("persuratan.Tugas", models.PROTECT, related_name="disposisi")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sebagai = models.ForeignKey("organisasi.Penugasan", models.PROTECT, related_name="+")
    didiktekan = models.BooleanField(default=False, help_text="Dimasukkan ajudan atas dikte pejabatnya.")
    instruksi = models.ManyToManyField(Instruksi, blank=True, related_name="+")
    catatan = models.TextField(blank=True)
    batas_pada = models.DateTimeField(null=True, blank=True)
    pada = models.DateTimeField()

    class Meta:
        verbose_name = "disposisi"
        verbose_name_plural = "disposisi"

    def __str__(self):
        return f"Disposisi {self.dari}"


class PenerimaQuerySet(models.QuerySet):
    def bersebutan(self):
        """With what `sebutan` needs: one query however many rows."""
        kepala = Jabatan.objects.kepala().filter(unit=OuterRef("unit"))
        return self.select_related("jabatan", "unit", "disposisi").annotate(
            kepala_id=Subquery(kepala.values("pk")[:1])
        )


class PenerimaDisposisi(models.Model):
    """One addressee. It has no status of its own: that is read from its lineage of Tugas."""

    disposisi = models.ForeignKey(Disposisi, models.PROTECT, related_name="penerima")
    jabatan = models.ForeignKey("organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, null=True, blank=True, related_name="+")
    untuk_diketahui = models.BooleanField(
        "untuk diketahui", default=False, help_text="Hanya mengetahui; yang lain adalah pelaksana."
    )
    tugas = models.ForeignKey(
        "persuratan.Tugas", models.PROTECT, null=True, blank=True, related_name="penerima_disposisi"
    )
    urutan = models.PositiveSmallIntegerField(default=0)

    objects = PenerimaQuerySet.as_manager()

    class Meta:
        verbose_name = "penerima disposisi"
        verbose_name_plural = "penerima disposisi"
        constraints = [
            models.CheckConstraint(
                name="penerima_disposisi_satu_pihak",
                condition=Q(jabatan__isnull=False, unit=None) | Q(jabatan=None, unit__isnull=False),
                violation_error_message="Penerima disposisi adalah satu jabatan atau satu unit.",
            ),
            models.UniqueConstraint(
                fields=["disposisi", "jabatan"],
                name="penerima_disposisi_jabatan_sekali",
                condition=Q(unit=None),
                violation_error_message="Jabatan ini sudah menjadi penerima disposisi itu.",
            ),
            models.UniqueConstraint(
                fields=["disposisi", "unit"],
                name="penerima_disposisi_unit_sekali",
                condition=Q(jabatan=None),
                violation_error_message="Unit ini sudah menjadi penerima disposisi itu.",
            ),
        ]

    def __str__(self):
        return str(self.jabatan or self.unit)

    @property
    def kunci(self):
        """ "j12" or "u5": the party itself, as the form names it."""
        return f"j{self.jabatan_id}" if self.jabatan_id else f"u{self.unit_id}"

    @property
    def sebutan(self):
        """How it was addressed then: a unit by the title of its head. Rows must come from `bersebutan()`."""
        pada = self.disposisi.pada
        if self.jabatan_id:
            return self.jabatan.nama_pada(pada)
        kepala = Direktori.kini().jabatan.get(self.kepala_id)
        return (kepala or self.unit).nama_pada(pada)


class Pengingat(models.Model):
    """The giver has reminded an addressee: once a day, so that it stays a reminder."""

    penerima = models.ForeignKey(PenerimaDisposisi, models.PROTECT, related_name="pengingat")
    tanggal = models.DateField()
    pada = models.DateTimeField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "pengingat"
        verbose_name_plural = "pengingat"
        constraints = [
            models.UniqueConstraint(
                fields=["penerima", "tanggal"],
                name="pengingat_sekali_sehari",
                violation_error_message="Penerima ini sudah diingatkan hari ini. Ingatkan lagi besok.",
            ),
        ]

    def __str__(self):
        return f"{self.penerima} {self.tanggal}"
