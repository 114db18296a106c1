"""Whose turn it is: the open obligations a person does today, or must see to because nobody holds the post."""

from django.db.models import Q

from organisasi.direktori import Direktori
from organisasi.models import Jabatan, Peran
from persuratan.models import Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.permissions import PELAKSANA_UNIT


def antrean(pegawai):
    """Open Tugas of the person's posts and units, of vacant posts below, and of the superior an adjutant writes for.

    The head of the registry also sees every vacant post: a Tugas nobody can do must not lie unseen.
    """
    syarat = Q(jabatan_id__in=pegawai.jabatan_dipegang_ids)
    for penugasan in pegawai.penugasan_berlaku:
        jabatan = penugasan.jabatan
        jenis = [j for j, peran in PELAKSANA_UNIT.items() if jabatan.has_peran(*peran)]
        if jenis:
            syarat |= Q(unit_id__in=Direktori.kini().mewakili({jabatan.unit_id}), jenis__in=jenis)
        if jabatan.has_peran(Peran.AJUDAN) and jabatan.atasan_id:
            syarat |= Q(jabatan_id=jabatan.atasan_id, jenis=JenisTugas.DISPOSISI)
        if jabatan.kepala_unit and jabatan.has_peran(Peran.PENGAWAS):
            syarat |= Q(jabatan_id__in=Jabatan.objects.tanpa_pemegang().values("pk"))
    return Tugas.objects.terbuka().filter(syarat)
