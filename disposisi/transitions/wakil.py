"""Who goes instead: how an answer is written down, and how whoever was sent is let go."""

from django.db.models import Q

from disposisi.kehadiran import kehadiran_surat, lupakan_kehadiran, wakil_dari
from disposisi.models import Kehadiran, PenerimaDisposisi
from persuratan.models import Keterlibatan, Tugas
from persuratan.models.pilihan import Akhir, JenisTugas
from persuratan.transitions.tindak_lanjut import setelah_bergerak

Jawaban = Kehadiran.Jawaban


def catat_jawaban(surat, konteks, jabatan_id, jawaban, **kolom):
    """The new state of one post's answer; columns that belong to another answer are emptied."""
    lama = Kehadiran.objects.filter(surat=surat.pk, jabatan=jabatan_id).first()
    isi = {
        "jawaban": jawaban,
        "wakil": None,
        "wakil_unit": None,
        "disposisi": None,
        "catatan": konteks.catatan,
        "oleh": konteks.oleh,
        "sebagai": konteks.sebagai,
        "didiktekan": jabatan_id not in {konteks.sebagai.jabatan_id, kolom.get("bagi")},
        "pada": konteks.saat,
        "acara_mulai": surat.acara_mulai,
        "acara_tempat": surat.acara_tempat,
        "revisi": lama.revisi + 1 if lama else 0,
        "diagendakan": bool(lama and lama.diagendakan) or jawaban in {Jawaban.HADIR, Jawaban.DITUNJUK},
    } | {k: v for k, v in kolom.items() if k != "bagi"}
    baris, _ = Kehadiran.objects.update_or_create(surat_id=surat.pk, jabatan_id=jabatan_id, defaults=isi)
    lupakan_kehadiran(surat)
    return baris


def tunjuk_wakil(surat, konteks, wakil, *, mewakili):
    """Name the post `wakil` to go for the post `mewakili`: whoever goes anyway, or has sent somebody, has answered."""
    ada = kehadiran_surat(surat).get(wakil.pk)
    if ada is None or ada.jawaban not in {Jawaban.HADIR, Jawaban.DIWAKILKAN}:
        catat_jawaban(surat, konteks, wakil.pk, Jawaban.DITUNJUK, mewakili_id=mewakili, bagi=wakil.pk)
    else:
        _tetap(surat, konteks, ada, mewakili)


def _tetap(surat, konteks, kehadiran, mewakili):
    """The same answer, now for the post `mewakili`."""
    isi = {k: getattr(kehadiran, k) for k in ("wakil", "wakil_unit", "disposisi", "catatan")}
    catat_jawaban(
        surat, konteks, kehadiran.jabatan_id, kehadiran.jawaban, mewakili_id=mewakili, bagi=kehadiran.jabatan_id, **isi
    )


def lepas_wakil(surat, konteks, kehadiran):
    """Take back the appointment of whoever was sent, and of whoever that one has sent in turn.

    Whom another official sends as well still goes, for that one alone.
    """
    dilepas, tugas = [], []
    while kehadiran is not None and kehadiran.jawaban == Jawaban.DIWAKILKAN:
        tugas += tugas_wakil(surat, kehadiran.disposisi)
        wakil = wakil_dari(kehadiran)
        pelepas, kehadiran = kehadiran, kehadiran_surat(surat).get(wakil.pk) if wakil else None
        if kehadiran is None or kehadiran.mewakili_id != pelepas.jabatan_id:
            break
        if (lain := _pengutus_lain(surat, pelepas, wakil)) is not None:
            _tetap(surat, konteks, kehadiran, lain.jabatan_id)
            break
        dilepas.append(kehadiran)
    for k in dilepas:
        catat_jawaban(surat, konteks, k.jabatan_id, Jawaban.DICABUT, mewakili_id=k.mewakili_id, bagi=k.jabatan_id)
    konteks.data["dilepas"] = dilepas
    konteks.data["tugas_dilepas"] = tugas
    if dilepas:
        konteks.tambahan["dilepas"] = [str(k.jabatan) for k in dilepas]


def _pengutus_lain(surat, pelepas, wakil):
    """The answer of another post that sends the post `wakil` as well, or None."""
    mengutus = (k for k in kehadiran_surat(surat).values() if k.jawaban == Jawaban.DIWAKILKAN and k.pk != pelepas.pk)
    return next((k for k in mengutus if wakil_dari(k) == wakil), None)


def keluarkan_yang_dilepas(surat, konteks):
    """Whoever was sent, has neither looked nor answered, and has nothing else to do with the letter, does not see it
    any more. A look at the letter by the head of a unit outside is noted nowhere: until its paper is sent it is none.
    """
    for k in konteks.data["dilepas"]:
        milik = Tugas.objects.filter(Q(jabatan=k.jabatan_id) | Q(unit=k.jabatan.unit_id), surat=surat.pk)
        terlibat = milik.exclude(akhir=Akhir.DITARIK) | milik.filter(dilihat_pada__isnull=False)
        if k.jawaban == Jawaban.DITUNJUK and not terlibat.exists():
            Keterlibatan.objects.filter(surat=surat.pk, jabatan=k.jabatan_id).delete()
    setelah_bergerak(surat, konteks)


def tugas_wakil(surat, disposisi):
    """The open obligations that grew from this disposition alone: asked by somebody else as well, they stay.

    What a unit outside has been sent already stays too: it acknowledges what lies on its desk.
    """
    akar = {p.tugas_id for p in disposisi.penerima.all()} - {None}
    akar -= set(
        PenerimaDisposisi.objects.filter(tugas__in=akar)
        .exclude(disposisi=disposisi)
        .values_list("tugas_id", flat=True)
    )
    induk = dict(Tugas.objects.filter(surat=surat.pk).values_list("pk", "asal_id"))

    def berakar(pk):
        while pk is not None and pk not in akar:
            pk = induk.get(pk)
        return pk is not None

    return [
        t
        for t in surat.surat_induk().tugas_terbuka
        if berakar(t.pk) and (t.jabatan_id is not None or t.jenis == JenisTugas.DISTRIBUSI)
    ]
