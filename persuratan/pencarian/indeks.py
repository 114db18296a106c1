"""Keeping the search index: in the letter's own transaction, so that a letter saved is a letter found."""

from django.db import transaction

from persuratan.models import IndeksSurat, KataIndeks, SuratMasuk
from persuratan.models.acuan import normal
from persuratan.models.pilihan import Keamanan
from persuratan.pencarian import kosakata

KELOMPOK = 2000


def susun(surat):
    """Write the index of one SuratMasuk and the vocabulary that follows from it; under the letter's lock."""
    baru = baris(surat)
    lama = IndeksSurat.objects.filter(pk=surat.pk).first()
    IndeksSurat.objects.update_or_create(pk=surat.pk, defaults={"sampul": baru.sampul, "isi": baru.isi})
    kata = kosakata.kata_kata(baru.sampul, baru.isi) if surat.keamanan == Keamanan.B else set()
    if lama is not None:
        # A word corrected away, or a letter made secret, must not live on as a suggestion.
        kosakata.lepas(kosakata.kata_kata(lama.sampul, lama.isi) - kata, kecuali=surat.pk)
    kosakata.tambah(kata)


def susun_tertinggal(kelompok=KELOMPOK):
    """Index letters that have no index row (imported, or seeded past the engine); returns how many. Safe to repeat."""
    jumlah = 0
    while True:
        with transaction.atomic():
            surat = list(
                SuratMasuk.objects.filter(indeks=None, nomor_agenda__isnull=False)
                .select_related("jenis")
                .order_by("pk")[:kelompok]
            )
            IndeksSurat.objects.bulk_create([baris(s) for s in surat], ignore_conflicts=True)
            terbuka = (baris(s) for s in surat if s.keamanan == Keamanan.B)
            kosakata.tambah({k for b in terbuka for k in kosakata.kata_kata(b.sampul, b.isi)})
        jumlah += len(surat)
        if len(surat) < kelompok:
            return jumlah


def susun_ulang():
    """Throw index and vocabulary away and write them again; returns how many letters."""
    with transaction.atomic():
        IndeksSurat.objects.all().delete()
        KataIndeks.objects.all().delete()
    return susun_tertinggal()


def baris(surat):
    """The IndeksSurat of a letter, not saved."""
    return IndeksSurat(
        pk=surat.pk,
        sampul=_teks(surat.nama_pengirim, surat.nomor_surat, surat.jenis.nama),
        isi=_teks(surat.hal, surat.acara_tempat, surat.lampiran_fisik),
    )


def _teks(*bagian):
    return f" {' '.join(filter(None, map(normal, bagian)))} "
