"""Finding senders that may be one: in the background, each new name once against all others, a few names a run.

Typing errors are found by rapidfuzz, short forms ("Dinkes Prov." for "Dinas Kesehatan Provinsi") by how such words are
made. Whether two names are one sender only a person knows: what is found here is proposed.
"""

from django.db import transaction
from rapidfuzz import fuzz, process

from persuratan.models import Pengirim, UsulGabung

SEKALI = 25
"""Names compared in one run: 20,000 names against each take about two seconds together."""
MIRIP = 90
"""Similarity, of 100, from which two spellings may be one name."""
NILAI_SINGKATAN = {"penuh": 95, "awal": 90}
PALING_BANYAK = 5
"""Proposals for one name. What resembles many resembles none."""
KATA_TERPANJANG = 16
SAMBUNG = {"dan"}


def bandingkan_pengirim(banyak=SEKALI):
    """Compare the next `banyak` names that were never compared; returns how many there were."""
    baru = list(Pengirim.objects.filter(dibandingkan=False).order_by("pk")[:banyak])
    if not baru:
        return 0
    semua = dict(Pengirim.objects.filter(penerus=None).values_list("pk", "nama_normal"))
    usul = [
        UsulGabung(pengirim_id=min(p.pk, pk), dengan_id=max(p.pk, pk), nilai=nilai)
        for p in baru
        if p.penerus_id is None
        for pk, nilai in calon(p.pk, p.nama_normal, semua).items()
    ]
    with transaction.atomic():
        UsulGabung.objects.bulk_create(usul, ignore_conflicts=True)
        Pengirim.objects.filter(pk__in=[p.pk for p in baru]).update(dibandingkan=True)
    return len(baru)


def calon(sendiri, nama, semua):
    """{pk: similarity} of the names in `semua` {pk: name} that may be the same sender as `nama`; names normalised."""
    hasil, angka = {}, _angka(nama)
    mirip = process.extract(nama, semua, scorer=fuzz.token_sort_ratio, score_cutoff=MIRIP, limit=2 * PALING_BANYAK)
    for lain, nilai, pk in mirip:
        if pk != sendiri and _angka(lain) == angka:  # "SMP Negeri 1" is never "SMP Negeri 2"
            hasil[pk] = int(nilai)
    singkat = {"penuh": [], "awal": []}
    for pk, lain in semua.items():
        if pk != sendiri and lain[:1] == nama[:1] and (cocok := singkatan(*sorted((nama, lain), key=len))):
            singkat[cocok].append(pk)
    for jenis, pks in singkat.items():
        # "Dinkes" alone may be one of many, and is then none of them.
        if len(pks) <= (PALING_BANYAK if jenis == "penuh" else 1):
            hasil |= {pk: max(NILAI_SINGKATAN[jenis], hasil.get(pk, 0)) for pk in pks}
    return dict(sorted(hasil.items(), key=lambda x: -x[1])[:PALING_BANYAK])


def singkatan(pendek, panjang):
    """ "penuh" when each word of `pendek` is made of beginnings of words of `panjang`, in a row and to the end; "awal"
    when words are left over behind; "" otherwise, also when no word is shortened.
    """
    kata = panjang.split()
    mulai = {0}
    for satu in pendek.split():
        if len(satu) > KATA_TERPANJANG and satu not in kata:
            return ""
        mulai = set().union(*(_habis(satu, kata, n) for n in mulai))
        if not mulai:
            return ""
    if len(kata) in mulai:
        return "penuh" if pendek != panjang else ""
    return "awal" if min(len(k) for k in pendek.split()) > 1 else ""


def _habis(satu, kata, mulai):
    """Where the words go on after `satu`: {index}. Each of its letters continues a word or begins the next."""
    keadaan, akhir = {(0, mulai)}, set()  # (letters used, next word)
    while keadaan:
        terpakai, ke = keadaan.pop()
        if terpakai == len(satu):
            akhir.add(ke)
        elif ke < len(kata):
            if kata[ke] in SAMBUNG and terpakai:
                keadaan.add((terpakai, ke + 1))
            for n, huruf in enumerate(kata[ke], start=1):
                if terpakai + n > len(satu) or satu[terpakai + n - 1] != huruf:
                    break
                keadaan.add((terpakai + n, ke + 1))
    return akhir


def _angka(nama):
    return sorted(kata for kata in nama.split() if any(h.isdigit() for h in kata))
