from django.db import models
from django.db.models import F, Q


class TeksBerkas(models.Model):
    """What the pages of one content say, read in the background: once, on however many letters it lies.

    The text belongs to the bytes, not to an upload. `halaman` counts the pages read so far, so that a dead worker's
    file goes on where it stood; `giliran` rises each time it is taken, and who holds an older turn stops.
    """

    class Status(models.TextChoices):
        MENUNGGU = "MENUNGGU", "Menunggu dibaca"
        DIKERJAKAN = "DIKERJAKAN", "Sedang dibaca"
        SIAP = "SIAP", "Sudah dibaca"
        TANPA_MESIN = "TANPA_MESIN", "Menunggu mesin pembaca dipasang"
        GAGAL = "GAGAL", "Tidak dapat dibaca"

    sha256 = models.CharField(max_length=64, unique=True, help_text="Alamat isi di gudang.")
    jenis = models.CharField(max_length=100, help_text="Jenis MIME menurut isinya.")
    jumlah_halaman = models.PositiveIntegerField()
    halaman = models.PositiveIntegerField(default=0, help_text="Halaman yang sudah dibaca, dari depan.")
    teks = models.TextField(blank=True)
    mesin = models.CharField(max_length=60, blank=True, help_text="Yang membaca halaman terakhir.")
    status = models.CharField(max_length=12, choices=Status, default=Status.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField(default=0, help_text="Berturut-turut tanpa kemajuan.")
    giliran = models.PositiveIntegerField(default=0)
    denyut_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "teks berkas"
        verbose_name_plural = "teks berkas"
        constraints = [
            models.UniqueConstraint(
                # Recognition takes a whole core for seconds a page: two at once would make everybody else wait.
                fields=["status"],
                condition=Q(status="DIKERJAKAN"),
                name="teks_satu_dibaca_sekaligus",
                violation_error_message="Berkas lain sedang dibaca.",
            ),
            models.CheckConstraint(
                name="teks_halaman_wajar",
                condition=Q(jumlah_halaman__gte=1, halaman__lte=F("jumlah_halaman")),
                violation_error_message="Halaman yang dibaca tidak melebihi jumlahnya.",
            ),
            models.CheckConstraint(
                name="teks_siap_bila_habis",
                condition=~Q(status="SIAP") | Q(halaman=F("jumlah_halaman")),
                violation_error_message="Teks siap hanya bila semua halaman sudah dibaca.",
            ),
        ]
        indexes = [
            models.Index(fields=["halaman", "-id"], condition=Q(status="MENUNGGU"), name="teks_menunggu"),
            models.Index(fields=["denyut_pada"], condition=Q(status="TANPA_MESIN"), name="teks_tanpa_mesin"),
        ]

    def __str__(self):
        return f"Teks {self.sha256[:12]}"
