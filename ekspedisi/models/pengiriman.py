from django.conf import settings
from django.db import models
from django.db.models import F, Q

from organisasi.alamat import alamat_berkode
from organisasi.kode import kode_acak
from persuratan.models import Surat
from persuratan.models.surat import kode_baru
from persuratan.tetangga import lingkup


def kode_terima_baru():
    """The receipt's code, 39 bits, printed and checked by both sides: "TT-8F3K-2QW7"."""
    huruf = kode_acak(8)
    return f"TT-{huruf[:4]}-{huruf[4:]}"


class PengirimanQuerySet(models.QuerySet):
    def visible_to(self, pegawai):
        """Deliveries of letters this person may know of; a receiving unit sees its own, not its neighbours'."""
        terlihat = self.filter(surat__in=Surat.objects.visible_to(pegawai).values("pk"))
        unit_sendiri = lingkup(pegawai)
        return terlihat if unit_sendiri is None else terlihat.filter(unit_id__in=unit_sendiri)


class Pengiriman(models.Model):
    """One line of the expedition book: a letter to one unit, with its four moments kept apart."""

    class Status(models.TextChoices):
        DISIAPKAN = "DISIAPKAN", "Disiapkan"
        DIKIRIM = "DIKIRIM", "Dikirim"
        DIBUKA = "DIBUKA", "Dibuka"
        DITERIMA = "DITERIMA", "Diterima"
        DIKEMBALIKAN = "DIKEMBALIKAN", "Dikembalikan"
        DITARIK = "DITARIK", "Ditarik kembali"

    kode = models.CharField(max_length=22, unique=True, default=kode_baru, editable=False)
    kode_terima = models.CharField(max_length=12, unique=True, default=kode_terima_baru, editable=False)
    surat = models.ForeignKey("persuratan.Surat", models.PROTECT, related_name="pengiriman")
    unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, related_name="pengiriman")
    status = models.CharField(max_length=14, choices=Status, default=Status.DISIAPKAN, editable=False)
    tugas_distribusi = models.OneToOneField("persuratan.Tugas", models.PROTECT, related_name="pengiriman")
    tugas_terima = models.OneToOneField(
        "persuratan.Tugas", models.PROTECT, null=True, blank=True, related_name="pengiriman_diterima"
    )
    dikirim_pada = models.DateTimeField(null=True, blank=True)
    dikirim_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dibuka_pada = models.DateTimeField(null=True, blank=True)
    dibuka_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    diterima_pada = models.DateTimeField(null=True, blank=True)
    diterima_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    diterima_sebagai = models.ForeignKey(
        "organisasi.Penugasan", models.PROTECT, null=True, blank=True, related_name="+"
    )
    dikembalikan_pada = models.DateTimeField(null=True, blank=True)
    catatan = models.TextField(blank=True)

    objects = PengirimanQuerySet.as_manager()

    class Meta:
        verbose_name = "pengiriman"
        verbose_name_plural = "pengiriman"
        constraints = [
            models.CheckConstraint(
                name="pengiriman_dikirim_utuh",
                condition=Q(status="DISIAPKAN", dikirim_pada=None)
                | (~Q(status="DISIAPKAN") & Q(dikirim_pada__isnull=False, dikirim_oleh__isnull=False)),
                violation_error_message="Surat yang dikirim mencatat waktu dan pengirimnya.",
            ),
            models.CheckConstraint(
                name="pengiriman_dibuka_sebelum_diterima",
                condition=Q(diterima_pada=None) | Q(dibuka_pada__isnull=False, dibuka_pada__lte=F("diterima_pada")),
                violation_error_message="Surat tidak dapat diterima sebelum dibuka.",
            ),
            models.CheckConstraint(
                name="pengiriman_diterima_utuh",
                condition=(
                    Q(status="DITERIMA", diterima_pada__isnull=False, diterima_oleh__isnull=False)
                    & Q(diterima_sebagai__isnull=False)
                )
                | (~Q(status="DITERIMA") & Q(diterima_pada=None, diterima_oleh=None, diterima_sebagai=None)),
                violation_error_message="Penerimaan mencatat waktu, orang, dan jabatannya.",
            ),
            models.CheckConstraint(
                name="pengiriman_dikembalikan_utuh",
                condition=Q(status="DIKEMBALIKAN", dikembalikan_pada__isnull=False)
                | (~Q(status="DIKEMBALIKAN") & Q(dikembalikan_pada=None)),
                violation_error_message="Pengembalian mencatat waktunya.",
            ),
        ]
        indexes = [
            models.Index(fields=["-dikirim_pada", "-id"], name="pengiriman_urut"),
            models.Index(fields=["unit", "-id"], name="pengiriman_unit"),
            models.Index(fields=["status", "-id"], name="pengiriman_status"),
        ]

    def __str__(self):
        return f"{self.surat} → {self.unit}"

    def get_absolute_url(self):
        return alamat_berkode("ekspedisi_terima", self.kode)

    @property
    def sudah_diterima(self):
        return self.status == self.Status.DITERIMA

    @property
    def sudah_dikembalikan(self):
        return self.status == self.Status.DIKEMBALIKAN

    @property
    def menunggu_penerima(self):
        """On its way to the unit, opened there or not."""
        return self.status in {self.Status.DIKIRIM, self.Status.DIBUKA}

    # What the engine asks ---------------------------------------------------------------------

    def surat_induk(self):
        return self.surat

    def pakai_induk(self, induk):
        self.surat = induk

    def sebutan_objek(self):
        return f"ekspedisi.pengiriman:{self.pk}"

    def simpan_status(self):
        self.save()
