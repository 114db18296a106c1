"""The ledger: what happened, who did it, as what, when, and the proof that nobody changed it since.

`Jejak`, `SegelHarian` and `KepalaTersegel` are append-only: triggers refuse UPDATE, DELETE and TRUNCATE on both
databases (`alur.pemicu`). Rows are written by `alur.jejak`, `alur.borongan` (an import) and
`alur.segel` alone.
"""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property


class Jejak(models.Model):
    """One act. `isi` is its canonical JSON, `hash` = SHA-256(hash_sebelum + isi) in hex."""

    class SumberWaktu(models.TextChoices):
        """Where a claimed moment comes from; it is always shown beside the server's own moment."""

        MENYUSUL = "MENYUSUL", "Dicatat menyusul"
        IMPOR = "IMPOR", "Dari agenda lama"
        DARURAT = "DARURAT", "Dari buku darurat"
        LURING = "LURING", "Dilakukan tanpa sambungan"
        CONTOH = "CONTOH", "Data contoh"

    rantai = models.CharField(max_length=80)
    urut = models.PositiveBigIntegerField()
    transisi = models.CharField("tindakan", max_length=60)
    objek = models.CharField(max_length=80, blank=True, help_text='Misalnya "persuratan.surat:12".')
    dari = models.CharField(max_length=60, blank=True)
    ke = models.CharField(max_length=60, blank=True)
    pada = models.DateTimeField(help_text="Waktu server, dibulatkan ke milidetik.")
    terjadi_pada = models.DateTimeField(null=True, blank=True, help_text="Waktu yang dinyatakan, bila berbeda.")
    sumber_waktu = models.CharField(max_length=10, choices=SumberWaktu, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="jejak")
    sebagai = models.ForeignKey("organisasi.Penugasan", models.PROTECT, null=True, blank=True, related_name="jejak")
    tempat = models.CharField(max_length=20)
    catatan = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    isi = models.TextField()
    hash_sebelum = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "jejak"
        verbose_name_plural = "jejak"
        constraints = [
            models.UniqueConstraint(
                fields=["rantai", "urut"],
                name="jejak_satu_per_urutan",
                violation_error_message="Urutan jejak ini sudah terisi.",
            ),
            models.CheckConstraint(
                name="jejak_waktu_dinyatakan_bersumber",
                condition=Q(terjadi_pada=None, sumber_waktu="")
                | (Q(terjadi_pada__isnull=False) & ~Q(sumber_waktu="")),
                violation_error_message="Waktu yang dinyatakan harus punya sumber, dan sebaliknya.",
            ),
        ]
        indexes = [models.Index(fields=["pada"], name="jejak_pada")]

    def __str__(self):
        return f"{self.rantai} #{self.urut} {self.transisi}"

    @cached_property
    def _isi(self):
        return json.loads(self.isi)

    @property
    def nama_pelaku(self):
        """The person as named when the act was done; "Sistem" when nobody did it. Asks the database nothing."""
        return self._isi["oleh"]["nama"] if self._isi["oleh"] else "Sistem"

    @property
    def jabatan_pelaku(self):
        """The post acted for, as named then ("Plh. Sekretaris Daerah"); empty when there was none."""
        return self._isi["sebagai"]["jabatan"] if self._isi["sebagai"] else ""


class KepalaRantai(models.Model):
    """The last entry of one chain; the row an append locks, so that a chain never forks."""

    rantai = models.CharField(max_length=80, unique=True)
    urut = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "kepala rantai"
        verbose_name_plural = "kepala rantai"

    def __str__(self):
        return f"{self.rantai} #{self.urut}"


class SegelHarian(models.Model):
    """A Merkle root over the heads of all chains at one moment; each seal also carries the hash of the one before."""

    tanggal = models.DateField(unique=True)
    mulai_tanggal = models.DateField(help_text="Hari pertama yang dicakup: sehari setelah segel sebelumnya.")
    pada = models.DateTimeField()
    akar = models.CharField(max_length=64)
    jumlah_rantai = models.PositiveBigIntegerField()
    jumlah_entri = models.PositiveBigIntegerField()
    catatan = models.TextField(blank=True)
    isi = models.TextField()
    hash_sebelum = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "segel harian"
        verbose_name_plural = "segel harian"
        constraints = [
            models.CheckConstraint(
                name="segel_rentang_benar",
                condition=Q(mulai_tanggal__lte=models.F("tanggal")),
                violation_error_message="Segel tidak dapat mulai setelah tanggalnya sendiri.",
            ),
        ]

    def __str__(self):
        return f"Segel {self.tanggal:%d-%m-%Y}"


class KepalaTersegel(models.Model):
    """A chain head that moved since the seal before: folding these up to a seal gives all the heads it covers."""

    segel = models.ForeignKey(SegelHarian, models.PROTECT, related_name="kepala")
    rantai = models.CharField(max_length=80)
    urut = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "kepala tersegel"
        verbose_name_plural = "kepala tersegel"
        constraints = [
            models.UniqueConstraint(
                fields=["rantai", "segel"],
                name="kepala_tersegel_satu_per_segel",
                violation_error_message="Rantai ini sudah tercantum pada segel tersebut.",
            ),
        ]

    def __str__(self):
        return f"{self.rantai} #{self.urut}"
