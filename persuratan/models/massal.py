from django.conf import settings
from django.db import models
from django.db.models import Q

from persuratan.models.surat import kode_baru


class Massal(models.Model):
    """One act on many letters. Which ones is fixed when it is prepared; what becomes of each is written per letter."""

    kode = models.CharField(max_length=22, unique=True, default=kode_baru, editable=False)
    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    tindakan = models.CharField(max_length=30, help_text="Nama yang didaftarkan ruang pemilik tindakan.")
    isian = models.JSONField(default=dict, blank=True, help_text="Pilihan pada pratinjau: rute, jabatan.")
    kembali = models.CharField(max_length=1000, blank=True, help_text="Halaman daftar asalnya.")
    dibuat_pada = models.DateTimeField()
    dimulai_pada = models.DateTimeField(null=True, blank=True)
    pekerjaan = models.ForeignKey("dokumen.Pekerjaan", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "tindakan massal"
        verbose_name_plural = "tindakan massal"
        constraints = [
            models.CheckConstraint(
                name="massal_pekerjaan_setelah_dimulai",
                condition=Q(pekerjaan=None) | Q(dimulai_pada__isnull=False),
                violation_error_message="Yang dikerjakan di latar sudah dimulai.",
            ),
        ]
        indexes = [models.Index(fields=["pemilik", "-dibuat_pada"], name="massal_pemilik")]

    def __str__(self):
        return f"{self.tindakan} {self.kode}"


class ButirMassal(models.Model):
    """One letter of a Massal and what became of it; moved from MENUNGGU in the transaction of the act itself."""

    class Hasil(models.TextChoices):
        MENUNGGU = "MENUNGGU", "Belum dikerjakan"
        BERHASIL = "BERHASIL", "Berhasil"
        DITOLAK = "DITOLAK", "Tidak dikerjakan"

    massal = models.ForeignKey(Massal, models.CASCADE, related_name="butir")  # a line of it has no life of its own
    surat = models.ForeignKey("persuratan.Surat", models.PROTECT, related_name="+")
    hasil = models.CharField(max_length=8, choices=Hasil, default=Hasil.MENUNGGU)
    kalimat = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "butir tindakan massal"
        verbose_name_plural = "butir tindakan massal"
        constraints = [
            models.UniqueConstraint(
                fields=["massal", "surat"],
                name="butir_massal_sekali_per_surat",
                violation_error_message="Surat ini sudah ada dalam pilihan.",
            ),
            models.CheckConstraint(
                name="butir_massal_penolakan_beralasan",
                condition=~Q(hasil="DITOLAK") | ~Q(kalimat=""),
                violation_error_message="Yang tidak dikerjakan menyebut alasannya.",
            ),
        ]
        indexes = [models.Index(fields=["massal", "hasil"], name="butir_massal_hasil")]

    def __str__(self):
        return f"{self.massal_id} · {self.surat_id}"


class TandaSurat(models.Model):
    """A mark that a person put on a letter, to come back to. Nobody else sees it, no clock runs by it."""

    pegawai = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")  # his own
    surat = models.ForeignKey("persuratan.Surat", models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        verbose_name = "tanda pribadi"
        verbose_name_plural = "tanda pribadi"
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "surat"],
                name="tanda_surat_sekali_per_orang",
                violation_error_message="Surat ini sudah Anda tandai.",
            ),
        ]

    def __str__(self):
        return f"{self.pegawai_id} · {self.surat_id}"
