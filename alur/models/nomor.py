"""Numbers: never twice, never reused, every unused one explained."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alur.pola import periksa_pola


class NomorTerakhir(models.Model):
    """The last number issued in one book in one year; the row that `alur.nomor.ambil` locks."""

    buku = models.CharField(max_length=60)
    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "nomor terakhir"
        verbose_name_plural = "nomor terakhir"
        constraints = [
            models.UniqueConstraint(
                fields=["buku", "tahun"],
                name="nomor_terakhir_satu_per_tahun",
                violation_error_message="Penghitung buku ini untuk tahun tersebut sudah ada.",
            ),
        ]

    def __str__(self):
        return f"{self.buku} {self.tahun}: {self.nomor}"


class Nomor(models.Model):
    """One number issued, and what became of it."""

    class Status(models.TextChoices):
        TERPAKAI = "TERPAKAI", "Terpakai"
        DIPESAN = "DIPESAN", "Dipesan"
        BATAL = "BATAL", "Batal"
        DARURAT = "DARURAT", "Buku darurat"

    class Asal(models.TextChoices):
        LANGSUNG = "LANGSUNG", "Langsung"
        PESANAN = "PESANAN", "Pesanan"
        DARURAT = "DARURAT", "Buku darurat"
        IMPOR = "IMPOR", "Agenda lama"

    buku = models.CharField(max_length=60)
    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status)
    asal = models.CharField(max_length=10, choices=Asal, default=Asal.LANGSUNG)
    untuk = models.CharField(max_length=80, blank=True, help_text='Misalnya "persuratan.suratmasuk:12".')
    alasan = models.TextField("alasan dipesan", blank=True)
    kedaluwarsa_pada = models.DateTimeField(null=True, blank=True)
    alasan_batal = models.TextField(blank=True)
    diminta_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="minta batal"
    )
    diminta_pada = models.DateTimeField(null=True, blank=True)
    disetujui_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="setujui batal"
    )
    disetujui_pada = models.DateTimeField(null=True, blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField()

    class Meta:
        verbose_name = "nomor"
        verbose_name_plural = "nomor"
        constraints = [
            models.UniqueConstraint(
                fields=["buku", "tahun", "nomor"],
                name="nomor_tidak_ganda",
                violation_error_message="Nomor ini sudah pernah diberikan.",
            ),
            models.CheckConstraint(
                name="nomor_mulai_dari_satu",
                condition=Q(nomor__gte=1),
                violation_error_message="Nomor mulai dari 1.",
            ),
            models.CheckConstraint(
                name="nomor_terpakai_punya_tujuan",
                condition=~Q(status="TERPAKAI") | ~Q(untuk=""),
                violation_error_message="Nomor terpakai harus menyebut untuk apa.",
            ),
            models.CheckConstraint(
                name="nomor_dipesan_beralasan",
                condition=~Q(status="DIPESAN")
                | (Q(untuk="", kedaluwarsa_pada__isnull=False, asal="PESANAN") & ~Q(alasan="")),
                violation_error_message="Nomor dipesan harus punya alasan dan batas waktu.",
            ),
            models.CheckConstraint(
                name="nomor_pesanan_berbatas",
                condition=Q(kedaluwarsa_pada=None) | Q(asal="PESANAN"),
                violation_error_message="Hanya nomor pesanan yang punya batas waktu.",
            ),
            models.CheckConstraint(
                name="nomor_darurat_beralasan",
                condition=~Q(status="DARURAT") | (Q(untuk="", asal="DARURAT") & ~Q(alasan="")),
                violation_error_message="Nomor buku darurat harus punya alasan.",
            ),
            models.CheckConstraint(
                name="nomor_minta_batal_utuh",
                condition=Q(diminta_oleh=None, diminta_pada=None, alasan_batal="")
                | (Q(diminta_oleh__isnull=False, diminta_pada__isnull=False) & ~Q(alasan_batal="")),
                violation_error_message="Permintaan batal harus punya peminta, waktu, dan alasan.",
            ),
            models.CheckConstraint(
                name="nomor_batal_disetujui",
                condition=(~Q(status="BATAL") & Q(disetujui_oleh=None, disetujui_pada=None))
                | Q(
                    status="BATAL",
                    diminta_oleh__isnull=False,
                    disetujui_oleh__isnull=False,
                    disetujui_pada__isnull=False,
                ),
                violation_error_message="Nomor batal harus diminta dan disetujui.",
            ),
            models.CheckConstraint(
                name="nomor_batal_dua_orang",
                condition=Q(disetujui_oleh=None) | ~Q(disetujui_oleh=F("diminta_oleh")),
                violation_error_message="Pembatalan harus disetujui orang lain.",
            ),
        ]
        indexes = [
            models.Index(fields=["kedaluwarsa_pada"], condition=Q(status="DIPESAN"), name="nomor_dipesan"),
            models.Index(fields=["untuk"], name="nomor_untuk"),
        ]

    def __str__(self):
        return f"{self.buku} {self.nomor}/{self.tahun}"

    @property
    def terpakai(self):
        return self.status == self.Status.TERPAKAI

    @property
    def batal(self):
        return self.status == self.Status.BATAL

    @property
    def minta_ditutup(self):
        """Printed in an emergency book, not used, and asked to be closed."""
        return self.status == self.Status.DARURAT and self.diminta_oleh_id is not None


class BukuDarurat(models.Model):
    """One printed block of the emergency book: the numbers `dari` to `sampai` of a book, and the code on its paper."""

    kode = models.CharField(max_length=6, unique=True)
    buku = models.CharField(max_length=60)
    tahun = models.PositiveSmallIntegerField()
    dari = models.PositiveIntegerField()
    sampai = models.PositiveIntegerField()
    alasan = models.TextField()
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField()

    class Meta:
        verbose_name = "buku darurat"
        verbose_name_plural = "buku darurat"
        constraints = [
            models.UniqueConstraint(
                fields=["buku", "tahun", "dari"],
                name="buku_darurat_satu_per_nomor",
                violation_error_message="Nomor ini sudah ada di buku darurat lain.",
            ),
            models.CheckConstraint(
                name="buku_darurat_rentang_benar",
                condition=Q(dari__gte=1, sampai__gte=F("dari")),
                violation_error_message="Nomor terakhir tidak boleh mendahului nomor pertama.",
            ),
            models.CheckConstraint(
                name="buku_darurat_beralasan",
                condition=~Q(alasan=""),
                violation_error_message="Buku darurat harus punya alasan.",
            ),
        ]

    def __str__(self):
        return f"Buku darurat {self.kode}"

    @property
    def nomor(self):
        """Its Nomor, whatever became of them."""
        return Nomor.objects.filter(
            buku=self.buku, tahun=self.tahun, nomor__gte=self.dari, nomor__lte=self.sampai, asal=Nomor.Asal.DARURAT
        )

    @property
    def jumlah(self):
        return self.sampai - self.dari + 1

    @property
    def rentang(self):
        """ "12–31/2026"."""
        satu = self.dari == self.sampai
        return f"{self.dari}/{self.tahun}" if satu else f"{self.dari}–{self.sampai}/{self.tahun}"


class PolaNomor(models.Model):
    """How a book's number is printed from a date on; the printed form is never parsed back."""

    buku = models.CharField(max_length=60)
    pola = models.CharField(max_length=160, validators=[periksa_pola])
    berlaku_mulai = models.DateField()
    dasar = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "pola nomor"
        verbose_name_plural = "pola nomor"
        constraints = [
            models.UniqueConstraint(
                fields=["buku", "berlaku_mulai"],
                name="pola_nomor_satu_per_tanggal",
                violation_error_message="Pola buku ini untuk tanggal tersebut sudah ada.",
            ),
        ]

    def __str__(self):
        return f"{self.buku}: {self.pola} mulai {self.berlaku_mulai:%d-%m-%Y}"
