from django.db import models


class Keamanan(models.TextChoices):
    """Who may read. A second axis, never mixed with speed."""

    B = "B", "Biasa (terbuka)"
    T = "T", "Terbatas"
    R = "R", "Rahasia"
    SR = "SR", "Sangat rahasia"


class Kecepatan(models.TextChoices):
    """How fast."""

    BIASA = "BIASA", "Biasa"
    SEGERA = "SEGERA", "Segera"
    AMAT_SEGERA = "AMAT_SEGERA", "Amat segera"


RAHASIA = frozenset({Keamanan.R, Keamanan.SR})


class JenisTugas(models.TextChoices):
    """What must be done. KESELURUHAN is no Tugas: it is the norm of the whole way, on the letter itself."""

    CATAT = "CATAT", "Pencatatan dan pindai"
    ARAHKAN = "ARAHKAN", "Arahkan"
    TELAAH = "TELAAH", "Telaah"
    PARAF = "PARAF", "Paraf"
    DISPOSISI = "DISPOSISI", "Disposisi"
    DISTRIBUSI = "DISTRIBUSI", "Distribusi"
    TERIMA = "TERIMA", "Penerimaan"
    TINDAK_LANJUT = "TINDAK_LANJUT", "Tindak lanjut"
    PERSETUJUAN_BATAL = "PERSETUJUAN_BATAL", "Persetujuan pembatalan"
    TENGAHI = "TENGAHI", "Penengahan"
    BENARKAN = "BENARKAN", "Pembenaran dikte"
    KESELURUHAN = "KESELURUHAN", "Keseluruhan, diterima sampai distribusi"
    KESELURUHAN_PANJANG = "KESELURUHAN_PANJANG", "Keseluruhan, lebih dari satu pejabat atau pejabat tidak di tempat"


class Akhir(models.TextChoices):
    """How an obligation ended when nobody has done it: by the holder's refusal, taken back before he read it, or
    because its letter was cancelled.
    """

    DIKEMBALIKAN = "DIKEMBALIKAN", "Dikembalikan"
    DITARIK = "DITARIK", "Ditarik kembali"
    BATAL = "BATAL", "Dibatalkan"


BELUM_DIDISPOSISI = (
    JenisTugas.ARAHKAN,
    JenisTugas.TELAAH,
    JenisTugas.PARAF,
    JenisTugas.DISPOSISI,
    JenisTugas.TENGAHI,
)
"""While one of these is open somebody still has to dispose."""

TIDAK_MEMEGANG = frozenset({JenisTugas.BENARKAN})
"""Obligations that do not hold the letter: it goes its way and may be finished while one of these is open."""

DITETAPKAN = "Ditetapkan pemberi disposisi"
KARENA_ACARA = "Dimajukan karena acara"
SEJAK_DIUBAH = "Dihitung sejak batasnya diubah"
"""Values of `Tugas.tenggat_dari`: why the deadline is not the norm counted from the opening."""
