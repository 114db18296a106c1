"""The people behind posts and units today, for notices and for "di tangan siapa"."""

from django.db.models import Q
from django.utils import timezone

from organisasi.models import Pegawai, Penugasan
from persuratan.permissions import PELAKSANA_UNIT


def orang_pemegang(daftar_tugas):
    """The active people who hold these obligations today: one query, a list of Pegawai without doubles."""
    jabatan = {t.jabatan_id for t in daftar_tugas if t.jabatan_id}
    unit = {t.unit_id for t in daftar_tugas if t.unit_id}
    if not jabatan and not unit:
        return []
    peran = {p for t in daftar_tugas if t.unit_id for p in PELAKSANA_UNIT.get(t.jenis, ())}
    penugasan = (
        Penugasan.objects.berlaku(timezone.localdate())
        .filter(Q(jabatan_id__in=jabatan) | Q(jabatan__unit_id__in=unit), pegawai__is_active=True)
        .select_related("jabatan", "pegawai")
        .order_by("pegawai_id")
    )
    orang = {
        p.pegawai_id: p.pegawai
        for p in penugasan
        if p.jabatan_id in jabatan or (p.jabatan.unit_id in unit and p.jabatan.has_peran(*peran))
    }
    return list(orang.values())


def orang_jabatan(jabatan_ids):
    """The active people who hold these posts today."""
    return list(
        Pegawai.objects.filter(
            pk__in=Penugasan.objects.berlaku(timezone.localdate())
            .filter(jabatan_id__in=jabatan_ids)
            .values("pegawai_id"),
            is_active=True,
        ).order_by("pk")
    )
