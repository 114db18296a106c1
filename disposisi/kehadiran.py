"""Invitations read: which post answers for whom, and what has been answered so far."""

from organisasi.models import Jabatan, Peran
from persuratan.models.pilihan import Keamanan


def kehadiran_surat(objek):
    """{post id: Kehadiran} of a letter, without appointments taken back; one query, kept beside the locked row."""
    induk = objek.surat_induk()
    if "kehadiran_kini" not in induk.__dict__:
        daftar = induk.kehadiran.berlaku().select_related("jabatan", "wakil", "wakil_unit", "mewakili")
        induk.__dict__["kehadiran_kini"] = {k.jabatan_id: k for k in daftar}
    return induk.__dict__["kehadiran_kini"]


def lupakan_kehadiran(objek):
    """After a write: the next look reads again."""
    objek.surat_induk().__dict__.pop("kehadiran_kini", None)


def jabatan_diwakili(objek, penugasan):
    """Ids of the posts this assignment may answer for: its own, and the superior who dictates.

    An adjutant is not in the line of a secret letter: that there is an event is content already.
    """
    jabatan = penugasan.jabatan
    if objek.keamanan == Keamanan.B and jabatan.has_peran(Peran.AJUDAN) and jabatan.atasan_id:
        return (jabatan.pk, jabatan.atasan_id)
    return (jabatan.pk,)


def kepala_unit(unit):
    """The post that stands for a unit outside Setda, or None."""
    return Jabatan.objects.filter(unit=unit, kepala_unit=True, aktif=True).first()


def wakil_dari(kehadiran):
    """The post that was sent instead, or None: of a unit outside Setda its head."""
    if kehadiran.wakil_unit_id:
        return kepala_unit(kehadiran.wakil_unit)
    return kehadiran.wakil
