"""Who attends: what each invited post has answered to an invitation."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class KehadiranQuerySet(models.QuerySet):
    def berlaku(self):
        """Without those whose appointment was taken back."""
        return self.exclude(jawaban=Kehadiran.Jawaban.DICABUT)


class Kehadiran(models.Model):
    """The latest answer of one post to one invitation; the ledger of the letter holds all of them.

    DITUNJUK and DICABUT are no answers of the post itself: another post has sent it, or takes that back.
    `acara_mulai` and `acara_tempat` are the event as it was answered to.
    """

    class Jawaban(models.TextChoices):
        DITUNJUK = "DITUNJUK", "Ditunjuk mewakili"
        HADIR = "HADIR", "Hadir"
        DIWAKILKAN = "DIWAKILKAN", "Diwakilkan"
        TIDAK_HADIR = "TIDAK_HADIR", "Tidak hadir"
        DICABUT = "DICABUT", "Penunjukan dicabut"

    surat = models.ForeignKey("persuratan.Surat", models.PROTECT, related_name="kehadiran")
    jabatan = models.ForeignKey("organisasi.Jabatan", models.PROTECT, related_name="+")
    jawaban = models.CharField(max_length=12, choices=Jawaban)
    mewakili = models.ForeignKey("organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="+")
    wakil = models.ForeignKey("organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="+")
    wakil_unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, null=True, blank=True, related_name="+")
    disposisi = models.ForeignKey("disposisi.Disposisi", models.PROTECT, null=True, blank=True, related_name="+")
    catatan = models.TextField(blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sebagai = models.ForeignKey("organisasi.Penugasan", models.PROTECT, related_name="+")
    didiktekan = models.BooleanField(default=False)
    pada = models.DateTimeField()
    acara_mulai = models.DateTimeField()
    acara_tempat = models.CharField(max_length=300, blank=True)
    revisi = models.PositiveIntegerField(default=0, help_text="Bertambah setiap kali jawabannya berganti.")
    diagendakan = models.BooleanField(default=False, help_text="Pernah masuk kalender jabatan ini.")

    objects = KehadiranQuerySet.as_manager()

    class Meta:
        verbose_name = "kehadiran"
        verbose_name_plural = "kehadiran"
        constraints = [
            models.UniqueConstraint(
                fields=["surat", "jabatan"],
                name="kehadiran_satu_per_jabatan",
                violation_error_message="Jabatan ini sudah punya jawaban atas undangan itu.",
            ),
            models.CheckConstraint(
                name="kehadiran_wakil_disebut",
                condition=Q(jawaban="DIWAKILKAN", disposisi__isnull=False, wakil__isnull=False)
                | Q(jawaban="DIWAKILKAN", disposisi__isnull=False, wakil_unit__isnull=False)
                | (~Q(jawaban="DIWAKILKAN") & Q(disposisi=None, wakil=None, wakil_unit=None)),
                violation_error_message="Yang mewakilkan, dan hanya yang mewakilkan, menyebut wakilnya.",
            ),
            models.CheckConstraint(
                name="kehadiran_ditunjuk_oleh_jabatan",
                condition=~Q(jawaban="DITUNJUK") | Q(mewakili__isnull=False),
                violation_error_message="Yang ditunjuk mewakili menyebut siapa yang diwakilinya.",
            ),
        ]

    def __str__(self):
        return f"{self.jabatan}: {self.get_jawaban_display()}"

    @property
    def nama_wakil(self):
        return str(self.wakil_unit or self.wakil)

    @property
    def kata(self):
        if self.jawaban == self.Jawaban.DIWAKILKAN:
            return f"diwakilkan kepada {self.nama_wakil}"
        return self.get_jawaban_display().lower()
