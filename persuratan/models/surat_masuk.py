from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from organisasi.kode import kode_acak
from persuratan.models.acuan import nomor_normal
from persuratan.models.surat import Surat

BUKU, BUKU_IMPOR = "agenda-masuk", "agenda-impor"
"""The running agenda, and that of letters out of an old agenda: their numbers never meet."""


def kode_lacak_baru():
    """The bearer's code, 49 bits in two groups: "7KQ4M-2XR8T"."""
    huruf = kode_acak(10)
    return f"{huruf[:5]}-{huruf[5:]}"


class SuratMasuk(Surat):
    """A letter that came in, as registered at the counter."""

    class CaraTerima(models.TextChoices):
        LOKET = "LOKET", "Loket"
        POS = "POS", "Pos"
        EMAIL = "EMAIL", "Pos-el"
        SRIKANDI = "SRIKANDI", "SRIKANDI"
        WHATSAPP = "WHATSAPP", "WhatsApp"

    buku = models.CharField(max_length=20, default=BUKU, editable=False)
    tahun_agenda = models.PositiveSmallIntegerField(null=True, editable=False)
    nomor_agenda = models.PositiveIntegerField(null=True, editable=False)
    pengirim = models.ForeignKey("persuratan.Pengirim", models.PROTECT, related_name="+", editable=False)
    nama_pengirim = models.CharField("pengirim", max_length=200)
    nomor_surat = models.CharField(max_length=120, blank=True)
    nomor_surat_normal = models.CharField(max_length=120, blank=True, editable=False)
    tanggal_surat = models.DateField(null=True, blank=True)
    diterima_pada = models.DateTimeField("diterima")
    cara_terima = models.CharField(max_length=10, choices=CaraTerima, default=CaraTerima.LOKET)
    unit_pencatat = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, related_name="+", editable=False)
    ditujukan_kepada = models.ForeignKey("organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="+")
    lampiran_fisik = models.CharField("lampiran", max_length=80, blank=True)
    pengantar = models.CharField("nama pengantar", max_length=120, blank=True)
    acara_mulai = models.DateTimeField(null=True, blank=True)
    acara_tempat = models.CharField(max_length=300, blank=True)
    setelah_acara = models.BooleanField("diterima setelah acara", default=False, editable=False)
    dari_buku_darurat = models.BooleanField("nomor dari buku darurat", default=False, editable=False)
    kode_lacak = models.CharField(max_length=11, unique=True, default=kode_lacak_baru, editable=False)

    history = HistoricalRecords(
        excluded_fields=[
            "buku",
            "status",
            "kode",
            "kode_lacak",
            "nomor_surat_normal",
            "dari_buku_darurat",
            "standar",
            "tenggat_pada",
            "terlambat_pada",
            "didistribusikan_pada",
        ]
    )

    class Meta:
        verbose_name = "surat masuk"
        verbose_name_plural = "surat masuk"
        constraints = [
            models.UniqueConstraint(
                fields=["buku", "tahun_agenda", "nomor_agenda"],
                name="surat_masuk_nomor_agenda_unik",
                violation_error_message="Nomor agenda ini sudah dipakai.",
            ),
            models.CheckConstraint(
                name="surat_masuk_nomor_dan_tahun_utuh",
                condition=Q(tahun_agenda=None, nomor_agenda=None)
                | Q(tahun_agenda__isnull=False, nomor_agenda__isnull=False),
                violation_error_message="Nomor agenda selalu bersama tahunnya.",
            ),
            models.CheckConstraint(
                name="surat_masuk_tempat_hanya_dengan_acara",
                condition=Q(acara_tempat="") | Q(acara_mulai__isnull=False),
                violation_error_message="Tempat acara diisi bersama waktunya.",
            ),
            models.CheckConstraint(
                name="surat_masuk_setelah_acara_benar",
                condition=Q(setelah_acara=False) | Q(acara_mulai__lte=F("diterima_pada")),
                violation_error_message="Cap setelah acara hanya untuk surat yang diterima setelah acaranya.",
            ),
        ]
        indexes = [
            # Whoever types an agenda number names no book and often no year.
            models.Index(fields=["nomor_agenda", "tahun_agenda"], name="surat_masuk_nomor_agenda"),
            models.Index(fields=["nomor_surat_normal"], name="surat_masuk_nomor_normal"),
            models.Index(fields=["diterima_pada"], name="surat_masuk_diterima"),
            models.Index(fields=["tanggal_surat"], name="surat_masuk_tanggal"),
            models.Index(fields=["acara_mulai"], name="surat_masuk_acara", condition=Q(acara_mulai__isnull=False)),
        ]

    def __str__(self):
        return self.sebutan

    @property
    def sebutan(self):
        if not self.nomor_agenda:
            return "Surat belum bernomor"
        return f"Agenda lama {self.nomor_lengkap}" if self.dari_agenda_lama else f"Agenda {self.nomor_lengkap}"

    @property
    def dari_agenda_lama(self):
        """Imported: closed history whose times are those of an old book."""
        return self.buku == BUKU_IMPOR

    @property
    def acara(self):
        return self.acara_mulai

    @property
    def nomor_lengkap(self):
        return f"{self.nomor_agenda}/{self.tahun_agenda}"

    @property
    def dicatat_menyusul(self):
        """Typed in on a later office day than the one it came on, or from the emergency book."""
        if self.dari_agenda_lama:
            return False
        return self.dari_buku_darurat or timezone.localdate(self.diterima_pada) < timezone.localdate(self.dibuat_pada)

    def cap_setelah_acara(self):
        """The stamp "Diterima setelah acara" as the event and the receipt now say."""
        self.setelah_acara = self.acara_mulai is not None and self.acara_mulai <= self.diterima_pada

    def save(self, **kwargs):
        # Derived, not guarded: the lookup column always follows the number as typed.
        self.nomor_surat_normal = nomor_normal(self.nomor_surat)
        super().save(**kwargs)
