from django.conf import settings
from django.db import models


class Percobaan(models.Model):
    """How often one thing was tried lately: a password, a code, a reset."""

    kunci = models.CharField(max_length=100, unique=True)
    jumlah = models.PositiveIntegerField()
    mulai_pada = models.DateTimeField()
    terakhir_pada = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "percobaan"
        verbose_name_plural = "percobaan"

    def __str__(self):
        return f"{self.kunci} {self.jumlah}"


class PermintaanSandi(models.Model):
    """A request for a new password; answered later, so that the page tells nobody who has an account."""

    isian = models.CharField(max_length=254)
    diminta_pada = models.DateTimeField()
    dikirim_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "permintaan kata sandi"
        verbose_name_plural = "permintaan kata sandi"
        indexes = [
            models.Index(
                fields=["diminta_pada"], condition=models.Q(dikirim_pada=None), name="permintaan_sandi_menunggu"
            )
        ]

    def __str__(self):
        return f"{self.diminta_pada:%d-%m-%Y %H.%M}"


class SandiSementara(models.Model):
    """Until when the one-time password that the admin gave may be used (ASVS 6.4.1)."""

    pegawai = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sandi_sementara")
    berlaku_sampai = models.DateTimeField()

    class Meta:
        verbose_name = "kata sandi sementara"
        verbose_name_plural = "kata sandi sementara"

    def __str__(self):
        return f"{self.pegawai} sampai {self.berlaku_sampai:%d-%m-%Y %H.%M}"
