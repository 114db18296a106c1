"""Norms and kinds of letters, read once and shared until somebody changes one; and Tugas filled in from memory.

    tugas = pasangkan(Tugas.objects.terbuka().filter(…))     # t.jabatan.unit, t.unit, t.standar without a join

A page of letters otherwise makes the database plan a join of seven tables for every page, and makes four objects of
each row that are the same objects again and again.
"""

from organisasi.direktori import Direktori
from organisasi.ingatan import ingat, selama_membaca
from organisasi.models import Jabatan, Penugasan, UnitKerja
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


def pasangkan(daftar_tugas, *lain):
    """Tugas with `jabatan` (and its unit), `unit`, `untuk_unit` and `standar` filled in, and `lain`: a list."""
    return sambung(daftar_tugas, "jabatan", "unit", "untuk_unit", "standar", *lain)


def sambung(baris, *kolom):
    """Fill in relations to posts, units, assignments, norms and kinds of letters, from memory; rows as a list.

    What memory does not hold stays to be read from the database when somebody asks for it.
    """
    baris = list(baris)
    if not baris:
        return baris
    with selama_membaca():
        direktori, rujukan = Direktori.kini(), Rujukan.kini()
    isi = {
        Jabatan: direktori.jabatan,
        UnitKerja: direktori.unit,
        Penugasan: direktori.semua_penugasan,
        StandarPelayanan: rujukan.standar,
        JenisNaskah: rujukan.jenis,
    }
    for nama in kolom:
        relasi = baris[0]._meta.get_field(nama)
        peta = isi[relasi.related_model]
        for satu in baris:
            pk = getattr(satu, relasi.attname)
            if pk is None or pk in peta:
                setattr(satu, nama, peta.get(pk))
    return baris
