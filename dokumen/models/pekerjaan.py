from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dokumen.models.berkas import PANJANG_KODE, Berkas, kode_acak


class PekerjaanQuerySet(models.QuerySet):
    def visible_to(self, pegawai):
        """A job is seen by the one who asked for it, and by nobody else: its result holds what only they may read."""
        return self.filter(pemilik=pegawai)


class Pekerjaan(models.Model):
    """One long job. The row is the truth; the queue only rings. A dead worker's job goes on where it stood."""

    class Status(models.TextChoices):
        MENUNGGU = "MENUNGGU", "Menunggu giliran"
        BERJALAN = "BERJALAN", "Sedang dikerjakan"
        SELESAI = "SELESAI", "Selesai"
        GAGAL = "GAGAL", "Gagal"
        DIBATALKAN = "DIBATALKAN", "Dibatalkan"
        KEDALUWARSA = "KEDALUWARSA", "Hasil sudah dihapus"

    HIDUP = (Status.MENUNGGU, Status.BERJALAN)

    kode = models.CharField(max_length=PANJANG_KODE, unique=True, default=kode_acak, editable=False)
    jenis = models.CharField(max_length=60, help_text="Nama yang didaftarkan ruang pemilik pekerjaan.")
    judul = models.CharField(max_length=200)
    keterangan = models.CharField(max_length=200, blank=True)
    parameter = models.JSONField(default=dict, blank=True)
    kunci = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 -- NULL: asked for without a key
    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pekerjaan")

    status = models.CharField(max_length=12, choices=Status, default=Status.MENUNGGU)
    tahap = models.CharField(max_length=80, blank=True)
    selesai = models.PositiveIntegerField(default=0)
    jumlah = models.PositiveIntegerField(default=0, help_text="0 bila belum diketahui.")
    satuan = models.CharField(max_length=20, default="baris")
    pesan = models.CharField(max_length=300, blank=True, help_text="Kalimat untuk pemilik, terutama bila gagal.")
    hasil = models.ForeignKey(Berkas, models.PROTECT, null=True, blank=True, related_name="+")

    dibuat_pada = models.DateTimeField()
    mulai_pada = models.DateTimeField(null=True, blank=True)
    denyut_pada = models.DateTimeField(help_text="Kabar terakhir dari yang mengerjakan atau yang membunyikan bel.")
    selesai_pada = models.DateTimeField(null=True, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0, help_text="Berturut-turut tanpa kemajuan.")
    giliran = models.PositiveIntegerField(
        default=0, help_text="Naik tiap kali diambil; yang memegang giliran lama berhenti."
    )

    objects = PekerjaanQuerySet.as_manager()

    class Meta:
        verbose_name = "pekerjaan"
        verbose_name_plural = "pekerjaan"
        constraints = [
            models.UniqueConstraint(
                fields=["pemilik", "jenis", "kunci"],
                name="pekerjaan_sekali_per_kunci",
                violation_error_message="Pekerjaan ini sudah diminta.",
            ),
            models.CheckConstraint(
                name="pekerjaan_selesai_bertanggal",
                condition=Q(status__in=("MENUNGGU", "BERJALAN"), selesai_pada=None)
                | (~Q(status__in=("MENUNGGU", "BERJALAN")) & Q(selesai_pada__isnull=False)),
                violation_error_message="Pekerjaan yang berakhir punya waktu selesai, yang belum tidak punya.",
            ),
            models.CheckConstraint(
                name="pekerjaan_hasil_hanya_bila_selesai",
                condition=Q(hasil=None) | Q(status="SELESAI"),
                violation_error_message="Hanya pekerjaan selesai yang punya hasil.",
            ),
            models.CheckConstraint(
                name="pekerjaan_kemajuan_wajar",
                condition=Q(jumlah=0) | Q(selesai__lte=F("jumlah")),
                violation_error_message="Yang selesai tidak melebihi jumlahnya.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["denyut_pada"], condition=Q(status__in=("MENUNGGU", "BERJALAN")), name="pekerjaan_hidup"
            ),
            models.Index(fields=["pemilik", "-dibuat_pada"], name="pekerjaan_pemilik"),
            models.Index(fields=["selesai_pada"], condition=Q(hasil__isnull=False), name="pekerjaan_berhasil"),
        ]

    def __str__(self):
        return self.judul

    @property
    def hidup(self):
        return self.status in self.HIDUP

    @property
    def berhasil(self):
        return self.status == self.Status.SELESAI

    @property
    def dapat_diulang(self):
        return self.status in {self.Status.GAGAL, self.Status.DIBATALKAN, self.Status.KEDALUWARSA}

    @property
    def nada(self):
        """(colour, icon) of the badge that tells the state."""
        nada: dict[str, tuple[str, str]] = {
            self.Status.SELESAI: ("hijau", "selesai"),
            self.Status.GAGAL: ("merah", "awas"),
            self.Status.BERJALAN: ("biru", "jam"),
            self.Status.MENUNGGU: ("", "jam"),
        }
        return nada.get(self.status, ("", "silang"))

    @property
    def persen(self):
        """Whole per cent, or None while the amount is unknown."""
        return self.selesai * 100 // self.jumlah if self.jumlah else None


class BagianPekerjaan(models.Model):
    """A finished part of a job, kept in the store so that the next worker need not make it again."""

    pekerjaan = models.ForeignKey(Pekerjaan, models.CASCADE, related_name="bagian")  # a part has no life of its own
    nomor = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = "bagian pekerjaan"
        verbose_name_plural = "bagian pekerjaan"
        constraints = [
            models.UniqueConstraint(
                fields=["pekerjaan", "nomor"],
                name="bagian_sekali_per_pekerjaan",
                violation_error_message="Bagian ini sudah dibuat.",
            ),
        ]

    def __str__(self):
        return f"{self.pekerjaan_id} bagian {self.nomor}"
