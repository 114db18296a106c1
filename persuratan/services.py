"""Writes across models that are no status change, and the verbs that combine several."""

import logging

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from alur import jejak
from alur.jejak import ke_milidetik
from alur.kewenangan import TransitionDenied
from alur.models import Jejak
from dokumen import teks
from persuratan.models import LampiranSurat, Pengirim, Surat, SuratMasuk, Tugas
from persuratan.models.pengirim import kunci_pengirim
from persuratan.permissions import is_agendaris, tugas_saya
from persuratan.transitions import CATAT, KOREKSI, PINDAI

log = logging.getLogger(__name__)


def kenali_pengirim(nama, pada, *, ganti=None):
    """The remembered sender of this name, made when new; its counters follow. A name that was merged keeps its own.

    `ganti`: pk of the sender that a correction takes the letter from.
    """
    pengirim, _ = Pengirim.objects.get_or_create(nama_normal=kunci_pengirim(nama), defaults={"nama": nama})
    if pengirim.pk == ganti:
        return pengirim
    for pk in sorted({pengirim.pk, ganti or pengirim.pk}):  # in one order: two corrections never wait for each other
        if pk == pengirim.pk:
            Pengirim.objects.filter(pk=pk).update(jumlah_surat=F("jumlah_surat") + 1, terakhir_pada=pada)
        else:
            Pengirim.objects.filter(pk=pk, jumlah_surat__gt=0).update(jumlah_surat=F("jumlah_surat") - 1)
    return pengirim


@transaction.atomic
def catat_surat_masuk(isian, *, oleh, sebagai=None, berkas=(), terjadi_pada=None, sumber_waktu="", darurat=None):
    """Register a letter with its number, its scan, its first obligations and its ledger entry, all or nothing.

    `isian`: column → value of SuratMasuk as cleaned by the form; `berkas`: dokumen.Berkas already safe in the store.
    `darurat`: the Nomor of the emergency book it was written down under; that was when it came, not now.
    Returns the SuratMasuk. Raises TransitionDenied in a sentence.
    """
    penugasan = sebagai or is_agendaris(oleh, None)[0]
    saat = ke_milidetik(terjadi_pada or timezone.now())
    surat = SuratMasuk(
        **isian,
        arah=SuratMasuk.Arah.MASUK,
        dibuat_oleh=oleh,
        dibuat_pada=saat,
        unit_pencatat=penugasan.jabatan.unit,
        pengirim=kenali_pengirim(isian["nama_pengirim"], saat),
    )
    surat.diterima_pada = ke_milidetik(surat.diterima_pada)
    surat._history_user = oleh
    surat.save()
    asal = {"oleh": oleh, "sebagai": penugasan, "terjadi_pada": terjadi_pada, "sumber_waktu": sumber_waktu}
    if darurat is None:
        surat = CATAT.run(surat, **asal)
    else:
        ditulis = {"terjadi_pada": surat.diterima_pada, "sumber_waktu": Jejak.SumberWaktu.DARURAT}
        surat = CATAT.run(surat, **asal | ditulis, darurat=darurat)
    lampirkan(surat, berkas, oleh=oleh, pada=saat)
    if (berkas or surat.rahasia) and PINDAI.is_allowed(surat, oleh):
        surat = PINDAI.run(surat, **asal)
    return surat


def lampirkan(surat, berkas, *, oleh, pada=None, jenis=LampiranSurat.Jenis.PINDAIAN):
    """Attach files of the store to a letter; the same file twice is attached once. What they say is read later."""
    LampiranSurat.objects.bulk_create(
        [
            LampiranSurat(
                surat_id=surat.pk,
                berkas=b,
                jenis=jenis,
                ditambahkan_oleh=oleh,
                ditambahkan_pada=pada or timezone.now(),
            )
            for b in berkas
        ],
        ignore_conflicts=True,
    )
    teks.minta(berkas)


@transaction.atomic
def tambah_pindaian(surat, berkas, *, oleh):
    """Attach a scan afterwards, and close the obligation to scan if this person holds it; either way the ledger knows.

    Raises TransitionDenied in a sentence for anybody but the registry.
    """
    induk = Surat.objects.select_for_update(of=("self",), no_key=True).get(pk=surat.pk)
    penugasan = is_agendaris(oleh, surat)[0]
    # Asked again under the lock: while the file was judged, somebody may have made the letter secret or cancelled it.
    if induk.rahasia or induk.dibatalkan:
        raise TransitionDenied("Surat ini baru saja dirahasiakan atau dibatalkan. Pindaiannya tidak ditambahkan.")
    lampirkan(surat, berkas, oleh=oleh)
    if PINDAI.is_allowed(surat, oleh):
        PINDAI.run(surat, oleh=oleh)
    elif berkas:
        jejak.catat(
            rantai=induk.rantai,
            transisi="tambah_pindaian",
            objek=induk.sebutan_objek(),
            dari=induk.status,
            ke=induk.status,
            oleh=oleh,
            sebagai=penugasan,
            data={"pindaian": [b.sha256 for b in berkas]},
        )


@transaction.atomic
def koreksi_surat(surat, kolom, *, oleh, catatan, sebagai=None):
    """Correct registered data (column → value) with a reason; the sender memory follows a changed name.

    Returns the fresh SuratMasuk. Raises TransitionDenied in a sentence.
    """
    nama, lain = kolom.get("nama_pengirim", surat.nama_pengirim), {}
    if nama != surat.nama_pengirim:
        lain["pengirim"] = kenali_pengirim(nama, surat.diterima_pada, ganti=surat.pengirim_id)
    surat = KOREKSI.run(surat, oleh=oleh, sebagai=sebagai, catatan=catatan, **kolom, **lain)
    if surat.rahasia and PINDAI.is_allowed(surat, oleh):
        # Made secret before it was scanned: as on registering, the scan is not the counter's work.
        surat = PINDAI.run(surat, oleh=oleh, sebagai=PINDAI.check(surat, oleh)[0])
    return surat


def tandai_dilihat(surat, pegawai):
    """The holder has opened the letter: written once per obligation, by compare-and-set. False when one of them ended
    at that very moment, so that the right to the letter is to be asked for again.

    On a full disk the letter is shown all the same; the next look is noted.
    """
    sekarang = ke_milidetik(timezone.now())
    belum = {
        t.pk: t
        for p in pegawai.penugasan_berlaku
        for t in tugas_saya(surat, p, *{t.jenis for t in surat.surat_induk().tugas_terbuka})
        if t.dilihat_pada is None
    }
    if not belum:
        return True
    try:
        # Not of what has ended: a giver who takes it back unread must be right for ever.
        baris = Tugas.objects.terbuka().filter(pk__in=belum, dilihat_pada=None)
        tertulis = baris.update(dilihat_pada=sekarang, dilihat_oleh=pegawai)
    except OperationalError as galat:
        log.warning("A look could not be noted: %s", type(galat).__name__)
        return True
    for tugas in belum.values():
        tugas.dilihat_pada, tugas.dilihat_oleh = sekarang, pegawai
    return tertulis == len(belum)
