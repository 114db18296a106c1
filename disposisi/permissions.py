"""Who may dispose, and to whom: one level down; crossing levels for Bupati and Sekda only."""

from django.db.models import Q

from alur.kewenangan import TransitionDenied
from organisasi.models import Jabatan, Peran, UnitKerja
from persuratan.models.pilihan import JenisTugas
from persuratan.permissions import kalimat_bukan_pemegang


def tugas_disposisi(objek, penugasan):
    """The open disposition this assignment may give, or None.

    The post itself, or its adjutant, who enters what the official dictates and is recorded as such.
    """
    return _milik(objek, penugasan, JenisTugas.DISPOSISI)


def _milik(objek, penugasan, jenis):
    terbuka, dari = objek.surat_induk().tugas_terbuka, pemberi_dari(penugasan)
    return next((t for t in terbuka if t.jenis == jenis and t.jabatan_id in dari), None)


def tugas_turun(objek, penugasan):
    """What this assignment may dispose downward: the open disposition, or else the follow-up its post has taken on.

    A follow-up of a unit stays the unit's: a disposition comes from a post, and a unit outside Setda reports for all
    its people.
    """
    return tugas_disposisi(objek, penugasan) or _milik(objek, penugasan, JenisTugas.TINDAK_LANJUT)


def dapat_turun(objek, penugasan):
    """Whether this assignment has something to dispose; what it has accepted, only with somebody below."""
    tugas = tugas_turun(objek, penugasan)
    if tugas is None or tugas.jenis == JenisTugas.DISPOSISI:
        return tugas is not None
    return any(tujuan.exists() for tujuan in tujuan_disposisi(tugas.jabatan))


def _pemberi_disposisi(boleh):
    """Permission: those assignments for which `boleh(objek, penugasan)` holds."""

    def periksa(pegawai, objek):
        penugasan = [p for p in pegawai.penugasan_berlaku if boleh(objek, p)] if pegawai else []
        if not penugasan:
            raise TransitionDenied(kalimat_bukan_pemegang(pegawai, objek, (JenisTugas.DISPOSISI,)))
        return penugasan

    periksa.siapa = "pejabat yang memegang surat ini, atau ajudannya"
    return periksa


is_pendisposisi = _pemberi_disposisi(dapat_turun)
is_pengarsip = _pemberi_disposisi(tugas_disposisi)
"""A follow-up ends with a report, never by filing it."""


def tujuan_disposisi(jabatan):
    """To whom a post may dispose: `(jabatan_queryset, unit_queryset)`.

    Bupati and Sekda: every head and Staf Ahli inside Setda, and every unit outside. Others: their own subordinates,
    and an Asisten also the units outside (coordination in his field). Nobody disposes upward, nor to the adjutant
    who types it for him. A head outside Setda is reached through his unit: the letter leaves by the expedition book.
    """
    jenis = UnitKerja.Jenis
    jabatan_aktif = Jabatan.objects.filter(aktif=True, unit__aktif=True)
    jabatan_aktif = jabatan_aktif.exclude(pk__in=[jabatan.pk, *jabatan.ajudan_ids()])
    luar = UnitKerja.objects.filter(aktif=True, dalam_setda=False)
    bawahan = Q(atasan=jabatan, unit__dalam_setda=jabatan.unit.dalam_setda)
    if jabatan.has_peran(Peran.LINTAS):
        dalam = Q(unit__dalam_setda=True) & (Q(kepala_unit=True) | Q(unit__jenis=jenis.STAF_AHLI))
        atas = Q(unit__jenis=jenis.PIMPINAN) | Q(pk=jabatan.atasan_id)
        return jabatan_aktif.filter(bawahan | (dalam & ~atas)), luar
    return jabatan_aktif.filter(bawahan), luar if jabatan.unit.jenis == jenis.ASISTEN else luar.none()


def pemberi_dari(penugasan):
    """Ids of the posts for whose dispositions this assignment speaks: its own, and of the official it writes for."""
    return {penugasan.jabatan_id, penugasan.jabatan.didampingi_id} - {None}


def is_pemberi(pegawai, objek):
    """Whoever has given a disposition on this letter."""
    dari = set(objek.surat_induk().disposisi.values_list("dari_id", flat=True)) if pegawai else set()
    penugasan = [p for p in pegawai.penugasan_berlaku if pemberi_dari(p) & dari] if pegawai else []
    if not penugasan:
        raise TransitionDenied("Hanya pemberi disposisi, atau ajudannya, yang dapat melakukannya.")
    return penugasan


is_pemberi.siapa = "pemberi disposisi, atau ajudannya"
