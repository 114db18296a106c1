"""Norms and kinds of letters, read once and shared until somebody changes one; and Tugas filled in from memory.

    tugas = pasangkan(Tugas.objects.terbuka().filter(…))     # t.jabatan.unit, t.unit, t.standar without a join

A list of 25 letters otherwise makes the database plan a join of seven tables for every page, and makes four objects of
each row that are the same objects again and again.
"""

from organisasi.direktori import Direktori
from organisasi.ingatan import ingat, selama_membaca
from persuratan.models.acuan import JenisNaskah
from persuratan.models.standar import StandarPelayanan


class Rujukan:
    """`standar`, `jenis`: {primary key: row}. Shared: read them, never write."""

    def __init__(self, standar, jenis):
        self.standar = {s.pk: s for s in standar}
        self.jenis = {j.pk: j for j in jenis}
        self._norma = {}
        for s in sorted(self.standar.values(), key=lambda s: s.berlaku_mulai, reverse=True):
            self._norma.setdefault((s.jenis, s.kecepatan), []).append(s)

    @classmethod
    def kini(cls):
        """As it stands in the database now."""
        return ingat("rujukan", cls.muat)

    @classmethod
    def muat(cls):
        return cls(StandarPelayanan.objects.all(), JenisNaskah.objects.all())

    def standar_berlaku(self, jenis, kecepatan, tanggal):
        """The norm in force on an office day, the one that began last; None when the office sets none."""
        for s in self._norma.get((jenis, kecepatan), ()):
            if s.berlaku_mulai <= tanggal and (s.berlaku_sampai is None or tanggal <= s.berlaku_sampai):
                return s
        return None


def pasangkan(daftar_tugas):
    """Fill in `jabatan` (with its unit), `unit`, `untuk_unit` and `standar` of Tugas; returns them as a list."""
    hasil = list(daftar_tugas)
    with selama_membaca():
        direktori, standar = Direktori.kini(), Rujukan.kini().standar
    for t in hasil:
        t.jabatan = direktori.jabatan.get(t.jabatan_id)
        t.unit = direktori.unit.get(t.unit_id)
        t.untuk_unit = direktori.unit.get(t.untuk_unit_id)
        t.standar = standar.get(t.standar_id)
    return hasil
