from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from pengaturan.umur_sesi import habis


class SesiPerangkat(AbstractBaseSession):
    """A login on one device. It *is* the session: deleting the row ends the login at once (ASVS 7.4.1, 7.4.2)."""

    pegawai = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,  # a login is no record; the ledger keeps that it happened
        null=True,
        blank=True,
        related_name="sesi",
    )
    perangkat = models.CharField(max_length=80, blank=True)
    alamat = models.CharField(max_length=45, blank=True)
    masuk_pada = models.DateTimeField(null=True, blank=True)
    terakhir_pada = models.DateTimeField(null=True, blank=True)
    ingat = models.BooleanField(default=False)

    class Meta:
        verbose_name = "sesi perangkat"
        verbose_name_plural = "sesi perangkat"

    def __str__(self):
        return f"{self.pegawai} di {self.perangkat}"

    def habis(self, sekarang):
        """True when this login has ended by rest or by age, though its row still stands."""
        return habis(self.masuk_pada, self.terakhir_pada, self.ingat, sekarang)

    @classmethod
    def get_session_store_class(cls):
        from pengaturan.sesi import SessionStore  # noqa: PLC0415 (the store names this model)

        return SessionStore
