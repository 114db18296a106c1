"""The vocabulary: typing errors are corrected against words, never against letters (0.5 ms instead of 172)."""

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from persuratan.models import IndeksSurat, KataIndeks
from persuratan.models.pilihan import Keamanan
from persuratan.pencarian.mesin import mesin

PENDEK, PANJANG = 4, 40
"""Words of fewer letters are as often a name as an error; longer ones are no words."""
BATAS_PENDEK, JARAK = 6, 2
"""Up to so many letters one slip is forgiven, above it two."""
TERBANYAK = 6
"""Readings of one word: more would only bring letters nobody looks for."""


def kata_kata(*teks):
    """The words of normalised texts worth keeping: a set. Figures are no vocabulary."""
    return {k for t in teks for k in t.split() if PENDEK <= len(k) <= PANJANG and k.isalpha()}


def tambah(kata):
    """Add words; sorted, so that two registrations at once take the rows in one order and never wait in a circle."""
    KataIndeks.objects.bulk_create([KataIndeks(kata=k) for k in sorted(kata)], ignore_conflicts=True)


def lepas(kata, kecuali):
    """Drop words that no open letter but `kecuali` (a primary key) contains any more."""
    tetap = {k for k in kata if _dipakai(k, kecuali)}
    KataIndeks.objects.filter(kata__in=sorted(set(kata) - tetap)).delete()


def _dipakai(kata, kecuali):
    sql, params = mesin().kata(kata)
    return (
        IndeksSurat.objects.filter(pk__in=RawSQL(sql, params), surat__keamanan=Keamanan.B)  # noqa: S611
        .filter(Q(sampul__contains=f" {kata} ") | Q(isi__contains=f" {kata} "))
        .exclude(pk=kecuali)
        .exists()
    )


def muat(kata):
    """{word: None}: the vocabulary, but for words longer than any two of `kata` together."""
    panjang = [len(k) for k in kata if len(k) >= PENDEK or len(kata) > 1] or [0]
    dekat = KataIndeks.objects.alias(panjang=Length("kata")).order_by("kata")
    dekat = dekat.filter(
        panjang__gte=min(min(panjang) - JARAK, PENDEK), panjang__lte=sum(sorted(panjang)[-2:]) + JARAK
    )
    return dict.fromkeys(dekat.values_list("kata", flat=True))


def terdekat(kata, kosakata):
    """Up to TERBANYAK words of `kosakata` that `kata` may be a slip of, the likeliest first."""
    batas = 1 if len(kata) <= BATAS_PENDEK else JARAK
    dekat = process.extract(kata, kosakata.keys(), scorer=OSA.distance, score_cutoff=batas, limit=50)
    # Slips rarely hit the first letter, and more often swap or drop than lengthen.
    urut = sorted(
        (d for d in dekat if d[1]), key=lambda d: (d[1], d[0][0] != kata[0], abs(len(d[0]) - len(kata)), d[0])
    )
    return [d[0] for d in urut[:TERBANYAK]]
