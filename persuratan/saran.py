"""Suggestions while the clerk types: senders and classification codes, typing errors forgiven.

A sender that was merged is found by any of its names and suggested by the one it has today. Nothing is kept between
requests, so that several web processes never disagree: 20,000 names are read and matched in well under 150 ms.
"""

import re
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from rapidfuzz import fuzz, process

from persuratan.models import Klasifikasi, Pengirim, SuratMasuk
from persuratan.models.acuan import normal

BANYAK = 6
"""Suggestions shown: what a clerk reads at a glance."""
TERPENDEK = 4
"""Letters from which a typing error can be told from an unfinished word."""
MIRIP = 70
"""Similarity, of 100, from which a name may be what was meant."""
SINGKATAN_TERPANJANG = 16
"""Letters of a word that is still read as the beginnings of several: the ways to split it double with every letter."""
PANJANG = 80
"""Letters of the field that are looked at."""
KATA = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Saran:
    """One sender: `nama` as remembered, `tampil` the same as safe HTML with the letters found inside <mark>.

    `lama`: the other name by which it was found, "" when `nama` fits too.
    """

    nama: str
    tampil: str
    tahun_ini: int = 0
    terakhir: object = None
    lama: str = ""


def saran_pengirim(teks, pegawai, banyak=BANYAK):
    """The senders that `teks` may stand for, best first: a list of Saran.

    "dinkes prov" finds Dinas Kesehatan Provinsi; "kesehtan" finds it too, when nothing is written like that.
    """
    kueri = normal(teks[:PANJANG])
    if not kueri:
        return []
    semua = list(Pengirim.objects.values_list("pk", "nama_normal", "jumlah_surat", "penerus_id"))
    pola = [_pola(k) for k in sorted(kueri.split(), key=len, reverse=True)]  # the long ones leave fewer to look at
    cocok = semua
    for p in pola:
        cocok = [s for s in cocok if p.search(s[1])]
    jumlah = _jumlah_gabungan(semua)
    cocok.sort(
        key=lambda s: (not s[1].startswith(kueri), not _harfiah(kueri, s[1]), -jumlah.get(s[3] or s[0], s[2]), s[1])
    )
    if not cocok and len(kueri) >= TERPENDEK:
        cocok = _mirip(kueri, semua, banyak)
    ditemukan = {}  # {pk of today's name: pk of the name that was found}, the best first
    for pk, _, _, penerus in cocok:
        ditemukan.setdefault(penerus or pk, pk)
        if len(ditemukan) == banyak:
            break
    nama = dict(Pengirim.objects.filter(pk__in={*ditemukan, *ditemukan.values()}).values_list("pk", "nama"))
    ingatan = _ingatan({pk: penerus or pk for pk, _, _, penerus in semua if (penerus or pk) in ditemukan}, pegawai)
    sendiri, hasil = {s[0] for s in cocok}, []
    for pk, lewat in ditemukan.items():
        jumlah_kini, terakhir = ingatan[pk]
        lama = "" if pk in sendiri else nama[lewat]
        hasil.append(Saran(nama[pk], sorot(nama[pk], pola), jumlah_kini, terakhir, lama))
    return hasil


def ingatan_pengirim(dikenal, pks, pegawai):
    """The Saran of a sender known by exactly this name, or None.

    `dikenal`: what `Pengirim.objects.kenal` found; `pks`: of every name of that sender.
    """
    if dikenal is None:
        return None
    baris, kini = dikenal
    jumlah, terakhir = _ingatan(dict.fromkeys(pks, kini.pk), pegawai)[kini.pk]
    return Saran(kini.nama, conditional_escape(kini.nama), jumlah, terakhir, baris.nama if baris != kini else "")


def pengirim_tersering(banyak=30):
    """Names for the plain list of a browser without scripts."""
    pengirim = Pengirim.objects.filter(penerus=None).order_by("-jumlah_surat", "pk")
    return list(pengirim.values_list("nama", flat=True)[:banyak])


def saran_klasifikasi(teks, banyak=8):
    """Codes that begin with `teks`, or whose name contains it: a list of Klasifikasi."""
    teks = " ".join(teks.split())[:PANJANG]
    if not teks:
        return []
    syarat = Q(kode__startswith=teks.split()[0]) if teks[0].isdigit() else Q(nama__icontains=teks)
    return list(Klasifikasi.objects.filter(syarat, aktif=True).order_by("kode")[:banyak])


def _ingatan(kini, pegawai):
    """{pk of today's name: (letters this office year, last received)} in one query. `kini`: {pk: that of today}."""
    surat = SuratMasuk.objects.visible_to(pegawai).filter(pengirim__in=kini).order_by().values("pengirim")
    hitung = surat.annotate(
        n=Count("pk", filter=Q(tahun_agenda=timezone.localdate().year)), terakhir=Max("diterima_pada")
    )
    hasil = dict.fromkeys(kini.values(), (0, None))
    for pk, n, terakhir in hitung.values_list("pengirim", "n", "terakhir"):
        jumlah, dulu = hasil[kini[pk]]
        hasil[kini[pk]] = (jumlah + n, max(terakhir, dulu or terakhir))
    return hasil


def _jumlah_gabungan(semua):
    """{pk: letters under all its names} of the senders with several; most have one, and count as they are."""
    jumlah = Counter()
    for *_, n, penerus in [s for s in semua if s[3]]:
        jumlah[penerus] += n
    jumlah.update({s[0]: s[2] for s in semua if s[0] in jumlah})
    return jumlah


def _pola(kata):
    """A word, the beginning of one, or the beginnings of several in a row: "dinkes", "pupr"."""
    sela = r"(?:[a-z0-9]* (?:dan )?)?" if len(kata) <= SINGKATAN_TERPANJANG else ""
    return re.compile(r"\b" + sela.join(f"({h})" for h in kata))


def _harfiah(kueri, nama):
    return all(f" {k}" in f" {nama}" for k in kueri.split())


def _mirip(kueri, semua, banyak):
    nama = [s[1] for s in semua]
    dekat = process.extract(kueri, nama, scorer=fuzz.partial_ratio, score_cutoff=MIRIP, limit=banyak)
    return [semua[i] for _, _, i in dekat]


def sorot(nama, pola):
    """`nama` as safe HTML; the letters that each of `pola` found are marked."""
    huruf = []  # (letter as compared, its place in `nama`)
    for m in KATA.finditer(nama):
        dibanding = normal(m[0])
        # A letter that is compared as two ("ß") cannot be marked one by one.
        tempat = range(m.start(), m.end()) if len(dibanding) == len(m[0]) else [None] * len(dibanding)
        huruf += [*zip(dibanding, tempat, strict=True), (" ", None)]
    teks = "".join(h for h, _ in huruf)
    tanda = set()
    for p in pola:
        if m := p.search(teks):
            tanda |= {huruf[m.start(g)][1] for g in range(1, p.groups + 1)}
    return mark_safe("".join(_bagian(nama, tanda)))  # noqa: S308 - every part is escaped below


def _bagian(nama, tanda):
    mulai = 0
    for i in range(1, len(nama) + 1):
        if i == len(nama) or (i in tanda) != (mulai in tanda):
            yield (
                format_html("<mark>{}</mark>", nama[mulai:i]) if mulai in tanda else conditional_escape(nama[mulai:i])
            )
            mulai = i
