"""Bukan urusan kami: a letter goes back to its giver, the second time to an arbiter who decides for good.

The same for a post inside Setda and for a unit outside, before it has acknowledged and after. Read from the lineage of
Tugas alone: `Tugas.asal` upward.
"""

from itertools import islice, takewhile

from alur.kewenangan import TransitionDenied
from alur.transitions import BukaTugas
from organisasi.models import Jabatan, Peran
from persuratan.models import Tugas
from persuratan.models.pilihan import Akhir, JenisTugas
from persuratan.pemegang import kepala_unit
from persuratan.rujukan import pasangkan

DIBUKA_KEMBALI = frozenset({JenisTugas.DISPOSISI, JenisTugas.TENGAHI})
"""What a refusal opens, for the giver or for the arbiter."""
MEMBERI = DIBUKA_KEMBALI | {JenisTugas.TINDAK_LANJUT}
"""Obligations whose act gives the letter to somebody; nothing else follows a follow-up that was not refused."""


def garis(tugas):
    """This obligation and those it came from, the nearest first; one query for all of a letter."""
    while tugas is not None:
        yield tugas
        if tugas.asal_id is not None and not Tugas.asal.is_cached(tugas):
            _rangkai(tugas)
        tugas = tugas.asal


def _rangkai(tugas):
    """What is over does not change any more: read once for each letter that was fetched."""
    surat = tugas.surat
    if "_garis" not in surat.__dict__:
        surat.__dict__["_garis"] = {t.pk: t for t in pasangkan(Tugas.objects.filter(surat=surat.pk))}
        for t in surat._garis.values():
            t.surat, t.asal = surat, surat._garis.get(t.asal_id)
    tugas.asal = surat._garis[tugas.asal_id]


def di_atas(tugas):
    """What this obligation came from, without itself."""
    return islice(garis(tugas), 1, None)


def pemberi(tugas):
    """The obligation by whose act another post gave this one; None when it came up by a route."""
    memberi = (t for t in di_atas(tugas) if t.jenis in MEMBERI and not t.akhir)
    return next((t for t in memberi if t.jabatan_id != tugas.jabatan_id), None)


def kali_dikembalikan(tugas):
    """How often this line of the letter was refused already; what an arbiter has decided since starts anew."""
    kali = 0
    for t in di_atas(tugas):
        if t.jenis == JenisTugas.TENGAHI:
            break
        kali += t.akhir == Akhir.DIKEMBALIKAN
    return kali


def penengah(surat):
    """The head of the registry that keeps this letter (Kabag Umum); None in an office without one.

    The unit that registers may stand below: the nearest head above it who watches over the register.
    """
    unit = surat.surat_induk().suratmasuk.unit_pencatat
    while unit is not None:
        kepala = kepala_unit(unit.pk)
        if kepala is not None and kepala.has_peran(Peran.PENGAWAS):
            return kepala
        unit = unit.induk
    pengawas = Jabatan.objects.kepala().order_by("urutan", "pk")
    return next((j for j in pengawas if j.has_peran(Peran.PENGAWAS)), None)


def pastikan_boleh(tugas):
    """Refuse, in a sentence, what may not go back."""
    dari = pemberi(tugas)
    if dari is None:
        raise TransitionDenied("Surat ini tidak datang dari disposisi pejabat lain. Disposisikan atau arsipkan.")
    if dari.jenis == JenisTugas.TENGAHI:
        raise TransitionDenied(
            f"{dari.jabatan.sebutan} sudah menetapkan penerima surat ini, jadi tidak dapat dikembalikan lagi. "
            f"Tindak lanjuti suratnya, atau bicarakan dengan {dari.jabatan.sebutan}."
        )
    return dari


def tujuan_kembali(surat, tugas):
    """(kind of Tugas to open, the posts that get it): every giver, or the arbiter when it is the second time."""
    dari = pastikan_boleh(tugas)
    if kali_dikembalikan(tugas) and (hakim := penengah(surat)) is not None:
        if hakim.pk == tugas.jabatan_id:
            raise TransitionDenied(
                "Surat ini sudah pernah dikembalikan, dan pengembalian kedua Anda sendiri yang menengahi. "
                "Tindak lanjuti, atau bicarakan dengan pemberi disposisi."
            )
        return JenisTugas.TENGAHI, [hakim]
    # A second giver may have joined what was open already: it comes back to both.
    antara = [t.pk for t in takewhile(lambda t: t.pk != dari.pk, garis(tugas))]
    penerima = Tugas.penerima_disposisi.rel.related_model.objects.filter(tugas__in=antara)
    pemberi_lain = {p.disposisi.dari for p in penerima.select_related("disposisi__dari")}
    pemberi_lain -= {tugas.jabatan}
    return JenisTugas.DISPOSISI, sorted({dari.jabatan, *pemberi_lain}, key=lambda j: (j.urutan, j.pk))


def buka_kembali(surat, daftar):
    """The BukaTugas for obligations that were just refused."""
    for tugas in daftar:
        jenis, jabatan = tujuan_kembali(surat, tugas)
        for j in jabatan:
            # What was asked of the one who refused is asked of whom the arbiter names; a giver asks anew.
            titipan = tugas.titipan if jenis == JenisTugas.TENGAHI else {}
            yield BukaTugas(jenis=jenis, jabatan=j, asal=tugas, rincian=titipan)


def sebut(surat, daftar, konteks):
    """Into the ledger: who gets these back, and which obligations of theirs are open already and only joined."""
    kepada = {j for tugas in daftar for j in tujuan_kembali(surat, tugas)[1]}
    konteks.tambahan["kepada"] = sorted(str(j) for j in kepada)
    ikut = [t for t in surat.surat_induk().tugas_terbuka if t.jenis in DIBUKA_KEMBALI and t.jabatan in kepada]
    konteks.tambahan["ikut"] = [t.pk for t in ikut]
    return kepada


def tandai(daftar, alasan):
    """These obligations end refused, with the reason; the engine saves them as it closes them."""
    for tugas in daftar:
        tugas.akhir, tugas.hasil = Akhir.DIKEMBALIKAN, alasan
    return daftar


def tarik(daftar):
    """These obligations end taken back before their holder has read them."""
    for tugas in daftar:
        tugas.akhir = Akhir.DITARIK
    return daftar
