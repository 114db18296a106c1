import re
import unicodedata

from django.db import models


def normal(teks):
    """A name for comparing: lower case, without accents and signs, single spaces."""
    polos = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", polos.lower()).split())


def nomor_normal(teks):
    """A letter number for comparing and looking up: letters and digits only, lower case, "005/12" as "5/12"."""
    polos = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode()
    tanpa_nol = re.sub(r"(?<!\d)0+(?=\d)", "", polos.lower())
    return re.sub(r"[^a-z0-9]+", "", tanpa_nol)


class JenisNaskah(models.Model):
    """A kind of letter; kinds are data because offices group them differently (Permendagri 1/2023)."""

    kode = models.SlugField(max_length=30, unique=True)
    nama = models.CharField(max_length=80, unique=True)
    kelompok = models.CharField(max_length=40, blank=True)
    undangan = models.BooleanField(default=False, help_text="Punya acara: mulai dan tempat.")
    urutan = models.PositiveSmallIntegerField(default=0)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "jenis naskah"
        verbose_name_plural = "jenis naskah"

    def __str__(self):
        return self.nama


class Klasifikasi(models.Model):
    """Archive classification code of Permendagri 83/2022; ships the first two levels, the archivist adds the rest."""

    kode = models.CharField(max_length=20, unique=True)
    nama = models.CharField(max_length=200)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "kode klasifikasi"
        verbose_name_plural = "kode klasifikasi"

    def __str__(self):
        return f"{self.kode} {self.nama}"
