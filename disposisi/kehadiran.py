"""Invitations read: which post answers for whom, and what has been answered so far."""

from persuratan.models.pilihan import Keamanan
from persuratan.pemegang import kepala_unit


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
    if objek.keamanan == Keamanan.B and jabatan.didampingi_id:
        return (jabatan.pk, jabatan.didampingi_id)
    return (jabatan.pk,)


def wakil_dari(kehadiran):
    """The post that was sent instead, or None: of a unit outside Setda its head."""
    if kehadiran.wakil_unit_id:
        return kepala_unit(kehadiran.wakil_unit_id)
    return kehadiran.wakil
