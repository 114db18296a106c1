from django.db import models

from persuratan.models.surat import Surat


class IndeksSurat(models.Model):
    """What search reads of one letter, written in the letter's own transaction by `persuratan.pencarian.indeks`.

    The texts are normalised (lower case, no accents, single spaces, a space at either end). `sampul` is what anybody
    who may know of the letter may search; `isi` and `pindaian`, what its scans say, only find for those to whom the
    content is open. Each database adds its own full-text structure beside these columns (migrations 0004 and
    teks_pindaian): a tsvector here, an FTS5 table there.
    """

    surat = models.OneToOneField(
        Surat, models.CASCADE, primary_key=True, related_name="indeks"
    )  # derived: made again from its letter at any time
    sampul = models.TextField()
    isi = models.TextField()
    pindaian = models.TextField(db_default="", default="")

    class Meta:
        verbose_name = "indeks surat"
        verbose_name_plural = "indeks surat"

    def __str__(self):
        return f"Indeks {self.surat_id}"


class KataIndeks(models.Model):
    """The vocabulary typing errors are corrected against: words of open letters only."""

    kata = models.CharField(max_length=40, primary_key=True)

    class Meta:
        verbose_name = "kata indeks"
        verbose_name_plural = "kata indeks"

    def __str__(self):
        return self.kata
