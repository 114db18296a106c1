import hashlib
import secrets

from django.conf import settings
from django.db import models


class LanggananKalender(models.Model):
    """The private calendar address of one person: whoever knows it reads that person's events, without a login.

    Only the hash of the address is kept; it is shown once, and may be renewed or taken back at any time.
    """

    pegawai = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="langganan_kalender")
    sidik = models.CharField(max_length=64, unique=True)
    dibuat_pada = models.DateTimeField()
    dipakai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "langganan kalender"
        verbose_name_plural = "langganan kalender"

    def __str__(self):
        return f"Kalender {self.pegawai}"

    @staticmethod
    def kode_baru():
        """An address nobody can guess: 256 bits."""
        return secrets.token_urlsafe(32)

    @staticmethod
    def sidik_dari(kode):
        # The address is long and random: a plain hash is enough, no salt and no stretching.
        return hashlib.sha256(kode.encode()).hexdigest()
