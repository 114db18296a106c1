"""The verbs of the expedition book that combine several transitions."""

from django.db import transaction

from alur.kewenangan import TransitionDenied
from ekspedisi.models import Pengiriman
from ekspedisi.transitions import BUKA, KIRIM, TERIMA
from persuratan.models import Surat
from persuratan.models.pilihan import JenisTugas


@transaction.atomic
def kirim(surat, unit_ids, *, oleh, sebagai=None, terjadi_pada=None, sumber_waktu=""):
    """Send a letter to the named units, those that await it: a list of Pengiriman, all or none."""
    surat = Surat._base_manager.select_for_update(of=("self",), no_key=True).get(pk=surat.pk)
    menunggu = {t.untuk_unit_id: t for t in surat.tugas_terbuka if t.jenis == JenisTugas.DISTRIBUSI}
    if not unit_ids:
        raise TransitionDenied("Pilih paling sedikit satu unit tujuan.")
    if set(unit_ids) - set(menunggu):
        raise TransitionDenied("Sebagian surat ini sudah dikirim petugas lain. Periksa lagi daftar tujuannya.")
    return [
        KIRIM.run(
            Pengiriman.objects.create(surat=surat, unit=tugas.untuk_unit, tugas_distribusi=tugas),
            oleh=oleh,
            sebagai=sebagai,
            terjadi_pada=terjadi_pada,
            sumber_waktu=sumber_waktu,
        )
        for unit_id, tugas in menunggu.items()
        if unit_id in unit_ids
    ]


def buka(pengiriman, *, oleh, **asal):
    """Note that the receiving unit has opened it: by its receiver, once; any other look changes nothing."""
    try:
        sebagai = BUKA.check(pengiriman, oleh)[0]  # which of two posts looked first is nobody's question
        return BUKA.run(pengiriman, oleh=oleh, sebagai=sebagai, **asal)
    except TransitionDenied:  # not for this person to open, or two looks at once: the first one counts
        return Pengiriman.objects.get(pk=pengiriman.pk)


def terima(pengiriman, *, oleh, sebagai=None, catatan="", **asal):
    """Acknowledge once; a second tap of the same unit is harmless and gives the same receipt."""
    segar = Pengiriman.objects.get(pk=pengiriman.pk)
    if segar.status == Pengiriman.Status.DITERIMA:
        return segar
    if segar.status == Pengiriman.Status.DIKIRIM:
        raise TransitionDenied("Surat ini belum dibuka. Buka suratnya lebih dulu, lalu tekan Terima.")
    try:
        return TERIMA.run(segar, oleh=oleh, sebagai=sebagai, catatan=catatan, **asal)
    except TransitionDenied:
        # Two taps at once: the second finds the letter received by the first.
        segar = Pengiriman.objects.get(pk=pengiriman.pk)
        if segar.status == Pengiriman.Status.DITERIMA:
            return segar
        raise


def disposisi_untuk(pengiriman):
    """What the givers asked of this unit: a list of Disposisi with `dari` and `instruksi`, oldest first.

    Dispositions are a room beside this one: they are reached by the names of their relations, never imported.
    """
    tugas = [t for t in (pengiriman.tugas_distribusi, pengiriman.tugas_terima) if t is not None]
    daftar = {
        p.disposisi_id: p.disposisi
        for t in tugas
        for p in t.penerima_disposisi.select_related("disposisi__dari").prefetch_related("disposisi__instruksi")
    }
    return [daftar[pk] for pk in sorted(daftar)]
