"""Whose turn it is: the open obligations a person does today, or must see to because nobody holds the post.

    antrean(pegawai)                                 # a QuerySet
    Antrean(pegawai, penunjuk).hitung()              # {"jumlah": 7, "lewat": 2, "dekat": 1, "aman": 4, …}
    Antrean(pegawai, penunjuk).halaman(12, "lewat")  # the twelve most urgent of those that are late

Counted and cut by the database: a queue of a thousand costs its reader no more than one of ten.
"""

import datetime as dt
from typing import NamedTuple

from django.db.models import Count, F, Q, Value

from organisasi.direktori import Direktori
from organisasi.hafalan import hafal
from organisasi.isian import baca_angka, baca_saat
from organisasi.models import Jabatan, Peran
from persuratan.models import Surat, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.permissions import PELAKSANA_UNIT
from persuratan.rujukan import pasangkan
from persuratan.sisa import AMAN, DEKAT, LEWAT, q_nada

NADA = (LEWAT, DEKAT, AMAN)
CACAH = ("jumlah", "undangan", LEWAT, DEKAT, "selesai")


class Kunci(NamedTuple):
    """Where the next page goes on: deadline and key, so that work done meanwhile leaves no gap."""

    tenggat: dt.datetime | None
    pk: int

    def __str__(self):
        return f"{self.tenggat.isoformat() if self.tenggat else ''}_{self.pk}"

    @classmethod
    def baca(cls, teks):
        """From an address; None for anything that is no such key."""
        saat, _, pk = teks.rpartition("_")
        pk = baca_angka(pk)
        if pk is None or not saat:
            return pk and cls(None, pk)
        tenggat = baca_saat(saat)
        return tenggat and cls(tenggat, pk)

    @property
    def nilai(self):
        return {"pk": self.pk} | ({"tenggat": self.tenggat} if self.tenggat else {})


def antrean(pegawai):
    """Open Tugas of the person's posts and units, of vacant posts below, and of the superior an adjutant writes for.

    The head of the registry also sees every vacant post: a Tugas nobody can do must not lie unseen.
    """
    syarat = Q(jabatan_id__in=pegawai.jabatan_dipegang_ids)
    for penugasan in pegawai.penugasan_berlaku:
        jabatan = penugasan.jabatan
        jenis = [j for j, peran in PELAKSANA_UNIT.items() if jabatan.has_peran(*peran)]
        if jenis:
            syarat |= Q(unit_id__in=Direktori.kini().mewakili({jabatan.unit_id}), jenis__in=jenis)
        if jabatan.didampingi_id:
            syarat |= Q(jabatan_id=jabatan.didampingi_id, jenis=JenisTugas.DISPOSISI)
        if jabatan.kepala_unit and jabatan.has_peran(Peran.PENGAWAS):
            syarat |= Q(jabatan_id__in=Jabatan.objects.tanpa_pemegang().values("pk"))
    return Tugas.objects.terbuka().filter(syarat)


class Antrean:
    """The queue of one person at the moment of `penunjuk` (PenunjukSisa), the most urgent first; no deadline last."""

    def __init__(self, pegawai, penunjuk):
        self.pegawai, self.penunjuk = pegawai, penunjuk

    def hitung(self):
        """How many, in one query: {"jumlah", "undangan", "lewat", "dekat", "aman", "selesai"}.

        `undangan`: invitations whose event is still to come; `selesai`: what this person has finished today.
        """
        pendek = self.penunjuk.kelompok_pendek

        def susun(awal, **ambang):
            selesai = _cacah(_usai(self.pegawai, awal), selesai=Count("pk"))
            if not ambang:
                return selesai
            lewat, dekat = (q_nada(nada, pendek, **ambang) for nada in (LEWAT, DEKAT))
            undangan = _undangan(self.pegawai, ambang["sekarang"])
            menunggu = _cacah(
                antrean(self.pegawai),
                jumlah=Count("pk"),
                undangan=Count("pk", filter=undangan),
                lewat=Count("pk", filter=lewat),
                dekat=Count("pk", filter=dekat),
            )
            return menunggu.union(selesai, all=True)

        # Nothing waits for somebody without a post, and a query of nothing takes no values.
        ambang = self.penunjuk.ambang if self.pegawai.penugasan_berlaku else {}
        baris = hafal(("antrean", pendek), self.pegawai, susun, awal=self.penunjuk.awal_hari, **ambang)
        n = dict(zip(CACAH, map(sum, zip(*baris, strict=True)), strict=True)) if baris else dict.fromkeys(CACAH, 0)
        return n | {AMAN: n["jumlah"] - n[LEWAT] - n[DEKAT]}

    def selesai(self, ukuran):
        """What this person has finished today, the latest first: a list of Tugas with what they point at."""

        def susun(awal):
            usai = _usai(self.pegawai, awal).select_related("pengiriman_diterima")
            return usai.order_by("-selesai_pada", "-pk")[:ukuran]

        return pasangkan(hafal(("usai", ukuran), self.pegawai, susun, awal=self.penunjuk.awal_hari))

    def halaman(self, ukuran, nada="", *, undangan=False, jenis="", sesudah=None):
        """(Tugas of one page with what they point at, the Kunci of the next page or None).

        `nada`, `jenis`: only these, "" for all. `sesudah`: a Kunci.
        """
        ambang = self.penunjuk.ambang if nada in {DEKAT, AMAN} else {}
        if nada == LEWAT or undangan:
            ambang["sekarang"] = self.penunjuk.sekarang
        pendek = self.penunjuk.kelompok_pendek if nada in {DEKAT, AMAN} else ()

        def susun(pk=None, tenggat=None, **ambang):
            tugas = antrean(self.pegawai)
            if nada:
                tugas = tugas.filter(q_nada(nada, pendek, **ambang))
            if undangan:
                tugas = tugas.filter(_undangan(self.pegawai, ambang["sekarang"]))
            if jenis:
                tugas = tugas.filter(jenis=jenis)
            if pk:
                tugas = tugas.filter(_sesudah(pk, tenggat))
            urut = (F("tenggat_pada").asc(nulls_last=True), "pk")
            # Cut before it is joined: the queue behind the page may be a thousand long.
            potong = tugas.order_by(*urut).values("pk")[: ukuran + 1]
            return Tugas.objects.select_related("pengiriman_diterima").filter(pk__in=potong).order_by(*urut)

        nilai = ambang | (sesudah.nilai if sesudah else {})
        tugas = pasangkan(
            hafal(("halaman antrean", ukuran, nada, undangan, jenis, pendek), self.pegawai, susun, **nilai)
        )
        lagi = tugas[ukuran - 1] if len(tugas) > ukuran else None
        return tugas[:ukuran], lagi and Kunci(lagi.tenggat_pada, lagi.pk)


def _usai(pegawai, awal):
    return Tugas.objects.filter(selesai_oleh=pegawai, selesai_pada__gte=awal)


def _cacah(qs, **hitungan):
    """One row of CACAH, zero where nothing is counted here; no row when `qs` is empty."""
    kolom = {nama: Value(0) for nama in CACAH} | hitungan
    return qs.order_by().annotate(satu=Value(1)).values("satu").annotate(**kolom).values_list(*CACAH)


def _undangan(pegawai, sekarang):
    """An event still to come, of a letter whose content is open: that there is one is content as well.

    A set of its own: events to come are few and have an index, while the queue would look up a letter for each row.
    """
    acara = Surat.objects.with_isi_terbuka(pegawai).filter(suratmasuk__acara_mulai__gte=sekarang, isi_terbuka=True)
    return Q(surat_id__in=acara.values("pk"))


def _sesudah(pk, tenggat):
    if tenggat is None:
        return Q(tenggat_pada=None, pk__gt=pk)
    return Q(tenggat_pada__gt=tenggat) | Q(tenggat_pada=tenggat, pk__gt=pk) | Q(tenggat_pada=None)
