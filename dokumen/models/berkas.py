import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

PANJANG_KODE = 24


def kode_acak():
    """An address nobody can guess: 144 random bits in 24 URL-safe characters."""
    return secrets.token_urlsafe(18)


class Berkas(models.Model):
    """One file as somebody handed it in. The bytes lie in the store under their hash, once, however often they came.

    Rooms above attach it by a foreign key (PROTECT). Who may see it is their question: nothing here serves it alone.
    """

    class Asal(models.TextChoices):
        UNGGAHAN = "UNGGAHAN", "Diunggah"
        BUATAN = "BUATAN", "Dibuat aplikasi"

    class StatusHalaman(models.TextChoices):
        MENUNGGU = "MENUNGGU", "Menunggu digambar"
        DIKERJAKAN = "DIKERJAKAN", "Sedang digambar"
        SIAP = "SIAP", "Siap dilihat"
        GAGAL = "GAGAL", "Tidak dapat digambar"
        TANPA_GAMBAR = "TANPA_GAMBAR", "Hanya dapat diunduh"

    kode = models.CharField(max_length=PANJANG_KODE, unique=True, default=kode_acak, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True, help_text="Alamat isi di gudang.")
    sha256_unggahan = models.CharField(
        max_length=64,
        blank=True,
        help_text="Hash berkas yang diterima, bila yang disimpan sudah dibersihkan atau diubah.",
    )
    ukuran = models.PositiveBigIntegerField(help_text="Bita.")
    jenis = models.CharField(max_length=100, help_text="Jenis MIME menurut isinya.")
    nama_asli = models.CharField(max_length=120, help_text="Nama yang sudah dirapikan, hanya untuk ditampilkan.")
    asal = models.CharField(max_length=10, choices=Asal, default=Asal.UNGGAHAN)
    aktif = models.BooleanField(default=False, help_text="Memuat isi yang dapat bertindak sendiri; hanya diunduh.")
    jumlah_halaman = models.PositiveIntegerField(default=0, help_text="0 bila bukan halaman (DOCX, ODT).")
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="berkas_diunggah"
    )
    diunggah_pada = models.DateTimeField()

    status_halaman = models.CharField(max_length=12, choices=StatusHalaman, default=StatusHalaman.MENUNGGU)
    denyut_pada = models.DateTimeField(null=True, blank=True, help_text="Kabar terakhir dari pembuat gambar halaman.")
    percobaan = models.PositiveSmallIntegerField(default=0)
    diperiksa_pada = models.DateTimeField(
        null=True, blank=True, help_text="Terakhir kali isinya dicocokkan dengan hash."
    )
    rusak_pada = models.DateTimeField(null=True, blank=True, help_text="Sejak kapan isinya hilang atau berubah.")

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"
        constraints = [
            models.CheckConstraint(
                name="berkas_tidak_kosong",
                condition=Q(ukuran__gt=0),
                violation_error_message="Berkas kosong tidak disimpan.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["denyut_pada"],
                condition=Q(status_halaman__in=("MENUNGGU", "DIKERJAKAN")),
                name="berkas_belum_digambar",
            ),
            models.Index(fields=["diperiksa_pada"], name="berkas_giliran_periksa"),
            models.Index(fields=["sha256_unggahan"], condition=~Q(sha256_unggahan=""), name="berkas_sidik_unggahan"),
        ]

    def __str__(self):
        return self.nama_asli

    @property
    def siap_dilihat(self):
        return self.status_halaman == self.StatusHalaman.SIAP

    @property
    def masih_digambar(self):
        return self.status_halaman in {self.StatusHalaman.MENUNGGU, self.StatusHalaman.DIKERJAKAN}

    @property
    def ukuran_kata(self):
        """ "212 KB", "1,4 MB"."""
        if self.ukuran < 1000 * 1000:
            return f"{max(1, round(self.ukuran / 1000))} KB"
        return f"{self.ukuran / 1_000_000:.1f} MB".replace(".", ",")


class HalamanGambar(models.Model):
    """What one page looks like: WebP, at most 1000 px wide and 120 KiB, in the same store."""

    berkas = models.ForeignKey(Berkas, models.CASCADE, related_name="halaman")  # drawn again from its file at any time
    nomor = models.PositiveIntegerField()
    sha256 = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="Kosong bila halaman ini tidak dapat digambar."
    )
    ukuran = models.PositiveIntegerField(default=0)
    lebar = models.PositiveSmallIntegerField(default=0)
    tinggi = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "gambar halaman"
        verbose_name_plural = "gambar halaman"
        constraints = [
            models.UniqueConstraint(
                fields=["berkas", "nomor"],
                name="halaman_sekali_per_berkas",
                violation_error_message="Halaman ini sudah digambar.",
            ),
            models.CheckConstraint(
                name="halaman_bernomor_dari_satu",
                condition=Q(nomor__gte=1),
                violation_error_message="Halaman dihitung mulai dari 1.",
            ),
            models.CheckConstraint(
                name="halaman_berisi_atau_kosong_utuh",
                condition=Q(sha256="", ukuran=0, lebar=0, tinggi=0)
                | (~Q(sha256="") & Q(ukuran__gt=0, lebar__gt=0, tinggi__gt=0)),
                violation_error_message="Gambar halaman harus lengkap atau kosong sama sekali.",
            ),
        ]

    def __str__(self):
        return f"{self.berkas_id} halaman {self.nomor}"
