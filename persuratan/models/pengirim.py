from django.conf import settings
from django.db import models
from django.db.models import F, Q

from persuratan.models.acuan import normal


def kunci_pengirim(nama):
    """What two spellings of one name have in common: "" for no name at all."""
    rapi = " ".join(nama.replace("\x00", "").split())
    return (normal(rapi) or rapi.lower())[:200]


class PengirimQuerySet(models.QuerySet):
    def kenal(self, nama):
        """(the row of this name, the row under which its sender is known today), or None."""
        kunci = kunci_pengirim(nama)
        baris = self.select_related("penerus").filter(nama_normal=kunci).first() if kunci else None
        return baris and (baris, baris.penerus or baris)

    def sekelompok(self, pk):
        """The rows of every name that the sender with this row has."""
        utama = self.filter(pk=pk).values_list("penerus_id", flat=True).first() or pk
        return self.filter(Q(pk=utama) | Q(penerus=utama))


class Pengirim(models.Model):
    """A name once typed is remembered and suggested; the letter keeps the name as it was written.

    Two names of one sender are merged: the row of the other stays, with its letters and its own count, and points to
    the sender it was merged into (`gabung_ke`) and to the end of that way (`penerus`); so it can be parted again.
    """

    nama = models.CharField(max_length=200)
    nama_normal = models.CharField(max_length=200, unique=True)
    jumlah_surat = models.PositiveIntegerField(default=0)
    terakhir_pada = models.DateTimeField(null=True, blank=True)
    gabung_ke = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    penerus = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="gabungan", editable=False
    )  # derived from gabung_ke: under which name the sender is known today
    digabung_pada = models.DateTimeField(null=True, blank=True, editable=False)
    dibandingkan = models.BooleanField(default=False, editable=False)

    objects = PengirimQuerySet.as_manager()

    class Meta:
        verbose_name = "pengirim"
        verbose_name_plural = "pengirim"
        constraints = [
            models.CheckConstraint(
                name="pengirim_bukan_penerus_sendiri",
                condition=~Q(gabung_ke=F("id")) & ~Q(penerus=F("id")),
                violation_error_message="Pengirim tidak dapat digabung ke dirinya sendiri.",
            ),
            models.CheckConstraint(
                name="pengirim_gabungan_utuh",
                condition=Q(gabung_ke=None, penerus=None, digabung_pada=None)
                | Q(gabung_ke__isnull=False, penerus__isnull=False, digabung_pada__isnull=False),
                violation_error_message="Pengirim yang digabung selalu punya penerus dan waktunya.",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="pengirim_belum_banding", condition=Q(dibandingkan=False)),
        ]

    def __str__(self):
        return self.nama


class UsulGabung(models.Model):
    """Two names that may be one sender, found in the background. Who said that they are not is kept: asked once."""

    pengirim = models.ForeignKey(Pengirim, models.PROTECT, related_name="+")
    dengan = models.ForeignKey(Pengirim, models.PROTECT, related_name="+")
    nilai = models.PositiveSmallIntegerField(help_text="Kemiripan, dari 100.")
    ditolak_pada = models.DateTimeField(null=True, blank=True)
    ditolak_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "usul gabung"
        verbose_name_plural = "usul gabung"
        constraints = [
            models.UniqueConstraint(
                fields=["pengirim", "dengan"],
                name="usul_gabung_sekali",
                violation_error_message="Kedua pengirim ini sudah pernah diusulkan.",
            ),
            models.CheckConstraint(
                name="usul_gabung_berurutan",
                condition=Q(pengirim__lt=F("dengan")),
                violation_error_message="Usul menyebut dua pengirim yang berbeda, yang lebih lama lebih dulu.",
            ),
            models.CheckConstraint(
                name="usul_gabung_penolakan_utuh",
                condition=Q(ditolak_pada=None, ditolak_oleh=None)
                | Q(ditolak_pada__isnull=False, ditolak_oleh__isnull=False),
                violation_error_message="Usul yang ditolak menyebut siapa dan kapan.",
            ),
        ]
        indexes = [
            models.Index(fields=["-nilai", "id"], name="usul_gabung_terbuka", condition=Q(ditolak_pada=None)),
        ]

    def __str__(self):
        return f"{self.pengirim} = {self.dengan}?"
