"""Where a person wants to be told, and how: the channels, the choices, the quiet hours."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alur.models.notifikasi import JenisKabar


class Saluran(models.TextChoices):
    """The ways out of the house. The app itself is none of them: there each notice stands at once."""

    EMAIL = "EMAIL", "E-mail"
    TELEGRAM = "TELEGRAM", "Telegram"
    WHATSAPP = "WHATSAPP", "WhatsApp"
    WEBHOOK = "WEBHOOK", "Webhook"


class Cara(models.TextChoices):
    SEGERA = "SEGERA", "Saat itu juga"
    RINGKASAN = "RINGKASAN", "Dikumpulkan, 07.30 dan 13.00"
    TIDAK = "TIDAK", "Tidak dikirim"


class SaluranKabar(models.Model):
    """One address of one person, used only after a code sent there has come back. E-mail stands on the person."""

    pegawai = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saluran_kabar")
    jenis = models.CharField(max_length=12, choices=[s for s in Saluran.choices if s[0] != Saluran.EMAIL])
    alamat_tersandi = models.TextField(help_text="Hanya terbaca dengan kunci rahasia kantor.")
    petunjuk = models.CharField(max_length=80, help_text="Yang boleh tampil dari alamatnya.")
    dibuat_pada = models.DateTimeField()
    garam = models.CharField(max_length=32)
    kode_sampai = models.DateTimeField()
    kode_dikirim_pada = models.DateTimeField(null=True, blank=True)
    galat = models.CharField(max_length=200, blank=True)
    terverifikasi_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "saluran kabar"
        verbose_name_plural = "saluran kabar"
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "jenis"],
                name="salurankabar_satu_per_jenis",
                violation_error_message="Saluran jenis ini sudah ada. Ganti alamatnya di sana.",
            ),
            models.CheckConstraint(
                name="salurankabar_bukan_email",
                condition=~Q(jenis=Saluran.EMAIL),
                violation_error_message="E-mail diatur pada alamat Anda, bukan di sini.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kode_sampai"],
                condition=Q(kode_dikirim_pada=None, terverifikasi_pada=None),
                name="salurankabar_kode_menunggu",
            ),
        ]

    def __str__(self):
        return f"{self.get_jenis_display()} {self.petunjuk}"


class PilihanKabar(models.Model):
    """How one person is told of one kind over one channel; without a row the office's usual way counts."""

    pegawai = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pilihan_kabar")
    jenis = models.CharField(max_length=12, choices=[j for j in JenisKabar.choices if j[0] != JenisKabar.AKUN])
    saluran = models.CharField(max_length=12, choices=Saluran)
    cara = models.CharField(max_length=12, choices=Cara)

    class Meta:
        verbose_name = "pilihan kabar"
        verbose_name_plural = "pilihan kabar"
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "jenis", "saluran"],
                name="pilihankabar_satu_per_jenis_dan_saluran",
                violation_error_message="Pilihan untuk kabar dan saluran ini sudah ada.",
            ),
            models.CheckConstraint(
                name="pilihankabar_keamanan_akun_selalu",
                condition=~Q(jenis=JenisKabar.AKUN),
                violation_error_message="Kabar keamanan akun selalu dikirim.",
            ),
        ]

    def __str__(self):
        return f"{self.get_jenis_display()} · {self.get_saluran_display()} · {self.get_cara_display()}"


class JamTenang(models.Model):
    """When one person does not want to be rung; both empty: never quiet. Without a row: 20.00 to 06.00."""

    pegawai = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jam_tenang")
    mulai = models.TimeField(null=True, blank=True)
    selesai = models.TimeField(null=True, blank=True)

    class Meta:
        verbose_name = "jam tenang"
        verbose_name_plural = "jam tenang"
        constraints = [
            models.CheckConstraint(
                name="jamtenang_utuh",
                condition=Q(mulai=None, selesai=None)
                | (Q(mulai__isnull=False, selesai__isnull=False) & ~Q(mulai=models.F("selesai"))),
                violation_error_message="Jam tenang punya awal dan akhir yang berbeda.",
            ),
        ]

    def __str__(self):
        return f"{self.mulai:%H.%M}–{self.selesai:%H.%M}" if self.mulai else "tanpa jam tenang"


class PengirimanKabar(models.Model):
    """One message that leaves the house over one channel: one notice, or a digest of several."""

    kunci = models.CharField(max_length=240, unique=True, help_text="Satu akibat lewat satu saluran, satu pesan.")
    penerima = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    saluran = models.CharField(max_length=12, choices=Saluran)
    ringkasan = models.BooleanField(default=False)
    dibuat_pada = models.DateTimeField()
    berikutnya_pada = models.DateTimeField(help_text="Kapan berangkat, atau kapan dicoba lagi.")
    percobaan = models.PositiveSmallIntegerField(default=0)
    galat = models.CharField(max_length=200, blank=True)
    terkirim_pada = models.DateTimeField(null=True, blank=True)
    batal_pada = models.DateTimeField(null=True, blank=True, help_text="Tidak perlu lagi: dibaca atau ditangani.")

    class Meta:
        verbose_name = "pengiriman kabar"
        verbose_name_plural = "pengiriman kabar"
        constraints = [
            models.CheckConstraint(
                name="pengirimankabar_terkirim_atau_batal",
                condition=Q(terkirim_pada=None) | Q(batal_pada=None),
                violation_error_message="Pesan terkirim atau batal, tidak keduanya.",
            ),
            models.CheckConstraint(
                name="pengirimankabar_ringkasan_untuk_pegawai",
                condition=Q(ringkasan=False) | Q(penerima__isnull=False),
                violation_error_message="Ringkasan hanya untuk pegawai.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["berikutnya_pada"],
                condition=Q(terkirim_pada=None, batal_pada=None),
                name="pengirimankabar_menunggu",
            ),
        ]

    def __str__(self):
        return self.kunci


class ButirKabar(models.Model):
    """That a notice goes out with this message; never twice over one channel."""

    pengiriman = models.ForeignKey(PengirimanKabar, models.PROTECT, related_name="butir")
    notifikasi = models.ForeignKey("alur.Notifikasi", models.PROTECT, related_name="butir")
    saluran = models.CharField(max_length=12, choices=Saluran)

    class Meta:
        verbose_name = "butir kabar"
        verbose_name_plural = "butir kabar"
        constraints = [
            models.UniqueConstraint(
                fields=["notifikasi", "saluran"],
                name="butirkabar_sekali_per_saluran",
                violation_error_message="Kabar ini sudah dikirim lewat saluran itu.",
            ),
        ]

    def __str__(self):
        return f"{self.notifikasi_id} · {self.saluran}"
