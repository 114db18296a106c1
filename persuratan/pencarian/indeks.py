"""Keeping the search index: in the letter's own transaction, so that a letter saved is a letter found."""

from django.db import transaction

from dokumen.models import TeksBerkas
from persuratan.models import IndeksSurat, KataIndeks, LampiranSurat, Surat, SuratMasuk
from persuratan.models.acuan import normal
from persuratan.models.pilihan import Keamanan
from persuratan.pencarian import kosakata

KELOMPOK = 2000
PANJANG_PINDAIAN = 150_000
"""Characters of scanned text one letter is found by, about 25 full pages: a tsvector holds a mebibyte at most."""
SEKALI = 500


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
            susun_banyak(surat, teks_pindaian([s.pk for s in surat]))
        jumlah += len(surat)
        if len(surat) < kelompok:
            return jumlah


def susun_banyak(surat, pindaian=None):
    """Index letters that have no index row, in their own transaction; each with its `jenis` at hand.

    `pindaian`: {letter: what its papers say}, of those that have papers.
    """
    semua = [(baris(s, (pindaian or {}).get(s.pk, "")), s.keamanan == Keamanan.B) for s in surat]
    IndeksSurat.objects.bulk_create([b for b, _ in semua], ignore_conflicts=True, batch_size=SEKALI)
    kosakata.tambah({k for b, terbuka in semua if terbuka for k in kosakata.kata_kata(b.sampul, b.isi)})


def susun_ulang():
    """Throw index and vocabulary away and write them again; returns how many letters."""
    with transaction.atomic():
        IndeksSurat.objects.all().delete()
        KataIndeks.objects.all().delete()
    return susun_tertinggal()


def baris(surat, pindaian=""):
    """The IndeksSurat of a letter, not saved."""
    return IndeksSurat(
        pk=surat.pk,
        sampul=_teks(surat.nama_pengirim, surat.nomor_surat, surat.jenis.nama),
        isi=_teks(surat.hal, surat.acara_tempat, surat.lampiran_fisik),
        pindaian=pindaian,
    )


def susun_pindaian(sha256):
    """The text of a content has been read (dokumen.teks): every letter it lies on is found by it.

    Its words are no part of the vocabulary: what a machine misreads must not be offered as a word, and what was read
    of a letter made secret later must not stay behind.
    """
    pks = LampiranSurat.objects.filter(berkas__sha256=sha256).values("surat")
    terkunci = Surat.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("pk")
    teks = teks_pindaian([s.pk for s in terkunci])
    for pk, isi in teks.items():
        IndeksSurat.objects.filter(pk=pk).update(pindaian=isi)


def teks_pindaian(pks):
    """{letter: what its papers say, normalised}; letters of which nothing has been read are left out."""
    lampiran = list(
        LampiranSurat.objects.filter(surat__in=pks).order_by("surat", "pk").values_list("surat", "berkas__sha256")
    )
    terbaca = TeksBerkas.objects.filter(sha256__in={sha for _, sha in lampiran}).exclude(teks="")
    teks = {t.sha256: t.teks[: 2 * PANJANG_PINDAIAN] for t in terbaca.only("sha256", "teks")}
    hasil = {}
    for pk, sha in lampiran:
        if sha in teks:
            hasil.setdefault(pk, []).append(teks[sha])
    return {pk: f"{_teks(*isi)[:PANJANG_PINDAIAN].rstrip()} " for pk, isi in hasil.items()}


def _teks(*bagian):
    return f" {' '.join(filter(None, map(normal, bagian)))} "
