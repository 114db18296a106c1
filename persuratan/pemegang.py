"""The people behind posts and units today, for notices and for "di tangan siapa"."""

from django.db.models import Q
from django.utils import timezone

from organisasi.direktori import URUTAN_JENIS, Direktori
from organisasi.hafalan import hafal
from organisasi.ingatan import selama_membaca
from organisasi.models import Jabatan, Pegawai, Penugasan, Peran
from persuratan.permissions import berwenang_atas


def penugasan_pemegang(daftar_tugas):
    """{Tugas.pk: [Penugasan with `pegawai`]}: who does each obligation today, a stand-in first. One query."""
    jabatan = {t.jabatan_id for t in daftar_tugas if t.jabatan_id}
    unit = {t.unit_id for t in daftar_tugas if t.unit_id}
    if not jabatan and not unit:
        return {}
    with selama_membaca():
        unit = unit and Direktori.kini().penerus(unit)
        pihak = {nama: sorted(pks) for nama, pks in (("jabatan", jabatan), ("unit", unit)) if pks}
        penugasan = sorted(
            hafal("pemegang", None, _pemegang, **pihak),
            key=lambda p: (URUTAN_JENIS[p.jenis], p.jabatan.urutan, p.pegawai_id),
        )
        return {t.pk: [p for p in penugasan if berwenang_atas(p, t)] for t in daftar_tugas}


def _pemegang(jabatan=(), unit=()):
    return (
        Penugasan.objects.berlaku(timezone.localdate())
        .filter(Q(jabatan_id__in=jabatan) | Q(jabatan__unit_id__in=unit), pegawai__is_active=True)
        .select_related("jabatan", "pegawai")
    )


def orang_pemegang(daftar_tugas):
    """The active people who hold these obligations today: one query, a list of Pegawai without doubles."""
    orang = {p.pegawai_id: p.pegawai for daftar in penugasan_pemegang(daftar_tugas).values() for p in daftar}
    return [orang[pk] for pk in sorted(orang)]


def kepala_unit(unit_id):
    """The post that heads this unit, or None."""
    return Jabatan.objects.kepala().filter(unit_id=unit_id).first()


def pengawas_pencatat(unit_id):
    """Ids of the posts that watch over the register of this unit: its head; nobody there, all its supervisors."""
    kepala = kepala_unit(unit_id)
    if kepala is not None and orang_jabatan([kepala.pk]):
        return [kepala.pk]
    return [j.pk for j in Jabatan.objects.filter(unit_id=unit_id, aktif=True) if j.has_peran(Peran.PENGAWAS)]


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
