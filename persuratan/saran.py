"""Suggestions while the clerk types: senders and classification codes, typing errors forgiven.

Nothing is kept between requests, so that several web processes never disagree: 20,000 names are read and matched in
well under 150 ms.
"""

import re
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
    """One sender: `nama` as remembered, `tampil` the same as safe HTML with the letters found inside <mark>."""

    nama: str
    tampil: str
    tahun_ini: int = 0
    terakhir: object = None


def saran_pengirim(teks, pegawai, banyak=BANYAK):
    """The senders that `teks` may stand for, best first: a list of Saran.

    "dinkes prov" finds Dinas Kesehatan Provinsi; "kesehtan" finds it too, when nothing is written like that.
    """
    kueri = normal(teks[:PANJANG])
    if not kueri:
        return []
    semua = list(Pengirim.objects.values_list("pk", "nama_normal", "jumlah_surat"))
    pola = [_pola(k) for k in sorted(kueri.split(), key=len, reverse=True)]  # the long ones leave fewer to look at
    cocok = semua
    for p in pola:
        cocok = [s for s in cocok if p.search(s[1])]
    cocok.sort(key=lambda s: (not s[1].startswith(kueri), not _harfiah(kueri, s[1]), -s[2], s[1]))
    terpilih = cocok[:banyak]
    if not cocok and len(kueri) >= TERPENDEK:
        terpilih = _mirip(kueri, semua, banyak)
    pks = [s[0] for s in terpilih]
    nama, ingatan = dict(Pengirim.objects.filter(pk__in=pks).values_list("pk", "nama")), _ingatan(pks, pegawai)
    return [Saran(nama[pk], sorot(nama[pk], pola), *ingatan.get(pk, (0, None))) for pk in pks]


def ingatan_pengirim(nama, pegawai):
    """The Saran of a sender known by exactly this name, or None."""
    pengirim = Pengirim.objects.filter(nama_normal=normal(nama)[:200]).first() if normal(nama) else None
    if pengirim is None:
        return None
    jumlah, terakhir = _ingatan([pengirim.pk], pegawai).get(pengirim.pk, (0, None))
    return Saran(pengirim.nama, conditional_escape(pengirim.nama), jumlah, terakhir)


def pengirim_tersering(banyak=30):
    """Names for the plain list of a browser without scripts."""
    return list(Pengirim.objects.order_by("-jumlah_surat", "pk").values_list("nama", flat=True)[:banyak])


def saran_klasifikasi(teks, banyak=8):
    """Codes that begin with `teks`, or whose name contains it: a list of Klasifikasi."""
    teks = " ".join(teks.split())[:PANJANG]
    if not teks:
        return []
    syarat = Q(kode__startswith=teks.split()[0]) if teks[0].isdigit() else Q(nama__icontains=teks)
    return list(Klasifikasi.objects.filter(syarat, aktif=True).order_by("kode")[:banyak])


def _ingatan(pks, pegawai):
    """{pk: (letters this office year, last received)} in one query."""
    surat = SuratMasuk.objects.visible_to(pegawai).filter(pengirim__in=pks).order_by().values("pengirim")
    hitung = surat.annotate(
        n=Count("pk", filter=Q(tahun_agenda=timezone.localdate().year)), terakhir=Max("diterima_pada")
    )
    return {pk: (n, terakhir) for pk, n, terakhir in hitung.values_list("pengirim", "n", "terakhir")}


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
