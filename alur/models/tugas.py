from django.conf import settings
from django.db import models
from django.db.models import F, Q


class TugasQuerySet(models.QuerySet):
    def terbuka(self):
        return self.filter(selesai_pada=None)

    def terlambat(self):
        return self.filter(terlambat_pada__isnull=False)


class TugasBase(models.Model):
    """An obligation: who must do what with which letter, by when. Nothing else keeps a clock.

    `terlambat_pada` is a recorded fact: the deadline that passed, written once, by the sweep or by the act that
    closes the row too late. The concrete model adds the letter.
    """

    jabatan = models.ForeignKey(
        "organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pemegang jabatan"
    )
    unit = models.ForeignKey(
        "organisasi.UnitKerja", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pemegang unit"
    )
    asal = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="lanjutan")
    dibuka_pada = models.DateTimeField()
    tenggat_pada = models.DateTimeField(null=True, blank=True)
    dilihat_pada = models.DateTimeField(null=True, blank=True)
    dilihat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    selesai_pada = models.DateTimeField(null=True, blank=True)
    selesai_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    selesai_sebagai = models.ForeignKey(
        "organisasi.Penugasan", models.PROTECT, null=True, blank=True, related_name="+"
    )
    terlambat_pada = models.DateTimeField(null=True, blank=True)

    objects = TugasQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_satu_pemegang",
                condition=Q(jabatan__isnull=False, unit=None) | Q(jabatan=None, unit__isnull=False),
                violation_error_message="Tugas dipegang tepat satu jabatan atau satu unit.",
            ),
            models.CheckConstraint(
                name="%(class)s_selesai_setelah_dibuka",
                condition=Q(selesai_pada=None) | Q(selesai_pada__gte=F("dibuka_pada")),
                violation_error_message="Tugas tidak dapat selesai sebelum dibuka.",
            ),
            models.CheckConstraint(
                name="%(class)s_selesai_oleh_setelah_selesai",
                condition=Q(selesai_pada__isnull=False) | Q(selesai_oleh=None, selesai_sebagai=None),
                violation_error_message="Penyelesai tugas diisi bersama waktu selesainya.",
            ),
            models.CheckConstraint(
                name="%(class)s_terlambat_sejak_tenggat",
                condition=Q(terlambat_pada=None) | Q(terlambat_pada=F("tenggat_pada")),
                violation_error_message="Waktu terlambat adalah tenggat yang terlewati.",
            ),
            models.CheckConstraint(
                name="%(class)s_dilihat_utuh",
                condition=Q(dilihat_pada=None, dilihat_oleh=None)
                | Q(dilihat_pada__isnull=False, dilihat_oleh__isnull=False),
                violation_error_message="Waktu dan orang yang membuka dicatat bersama.",
            ),
        ]

    @property
    def pemegang(self):
        """The holder: a Jabatan or a UnitKerja."""
        return self.jabatan or self.unit
