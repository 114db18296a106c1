"""What the expedition book shows: letters waiting to be sent, and deliveries on their way. Constant queries."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, F, Prefetch, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from ekspedisi.models import Pengiriman
from organisasi.direktori import Direktori
from organisasi.isian import baca_angka, baca_saat
from persuratan.models import Surat, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.peran import PENGANTAR

SEKALI = 25
MENUNGGU_SEKALI = 120
"""Rows waiting to be sent on one page, most urgent first."""
Status = Pengiriman.Status
TAB = {
    "kirim": "Menunggu dikirim",
    "dikirim": "Belum dibuka",
    "dibuka": "Belum diterima",
    "diterima": "Diterima",
    "dikembalikan": "Dikembalikan",
    "ditarik": "Ditarik kembali",
}
STATUS = {
    "dikirim": Status.DIKIRIM,
    "dibuka": Status.DIBUKA,
    "diterima": Status.DITERIMA,
    "dikembalikan": Status.DIKEMBALIKAN,
    "ditarik": Status.DITARIK,
}
MENUNGGU = ("dikirim", "dibuka")
"""Tabs of deliveries that are not over yet."""
TANPA_BATAS = dt.datetime(2900, 1, 1, tzinfo=dt.UTC)
"""Where a delivery without a deadline stands among the others: last."""


@dataclass
class Kelompok:
    """Rows that leave together: for one unit, or of one letter."""

    nilai: str
    judul: str
    surat: Surat | None
    baris: list = field(default_factory=list)


def surat_terlihat(pegawai):
    return Prefetch("surat", Surat.objects.visible_to(pegawai).select_related("suratmasuk"))


def unit_pengirim(pegawai):
    """Units whose letters this person may send."""
    return Direktori.kini().mewakili({p.jabatan.unit_id for p in pegawai.penugasan_dengan(*PENGANTAR)})


def menunggu_dikirim(pegawai):
    """Open DISTRIBUSI of the registry: of the person's own units, or of all for those who only read."""
    tugas = Tugas.objects.terbuka().filter(jenis=JenisTugas.DISTRIBUSI)
    unit = unit_pengirim(pegawai)
    return tugas.filter(unit_id__in=unit) if unit else tugas


def baris_menunggu(pegawai, unit_id=None):
    """(rows most urgent first, whether there are more): Tugas with `surat` as this person may see it."""
    tugas = menunggu_dikirim(pegawai)
    if unit_id:
        tugas = tugas.filter(untuk_unit_id=unit_id)
    baris = list(
        tugas.order_by(F("tenggat_pada").asc(nulls_last=True), "pk")
        .select_related("untuk_unit", "standar")
        .prefetch_related(surat_terlihat(pegawai))[: MENUNGGU_SEKALI + 1]
    )
    return [t for t in baris[:MENUNGGU_SEKALI] if t.surat is not None], len(baris) > MENUNGGU_SEKALI


def kelompokkan(baris, menurut):
    """The rows of `baris_menunggu` by unit or by letter, the group with the most urgent row first."""
    kelompok = {}
    for t in baris:
        if menurut == "surat":
            nilai, judul, surat = f"s{t.surat_id}", t.surat.hal_tampil, t.surat
        else:
            nilai, judul, surat = f"u{t.untuk_unit_id}", t.untuk_unit.nama, None
        kelompok.setdefault(nilai, Kelompok(nilai, judul, surat)).baris.append(t)
    return list(kelompok.values())


def pengiriman_halaman(pegawai, *, tab, unit_id=None, lanjut="", mundur=""):
    """One keyset page: (rows, key to go back, key to go on), a key being "" where there is nothing.

    What still waits stands most urgent first, what is over newest first.
    """
    qs = Pengiriman.objects.visible_to(pegawai).filter(status=STATUS[tab])
    if unit_id:
        qs = qs.filter(unit_id=unit_id)
    qs = qs.select_related("unit", "tugas_terima__standar", "diterima_oleh", "dikirim_oleh")
    qs = qs.prefetch_related(surat_terlihat(pegawai))
    menunggu = tab in MENUNGGU
    if menunggu:
        qs = qs.annotate(batas=Coalesce("tugas_terima__tenggat_pada", Value(TANPA_BATAS))).order_by("batas", "pk")
    else:
        qs = qs.order_by("-pk")
    batas, pk = _baca_kunci(mundur or lanjut, menunggu)
    balik = bool(mundur) and pk is not None
    if pk is not None:
        qs = qs.filter(_seberang(batas, pk, naik=menunggu != balik))
    baris = list((qs.reverse() if balik else qs)[: SEKALI + 1])
    lebih, baris = len(baris) > SEKALI, baris[:SEKALI]
    if balik:
        baris.reverse()
    sebelumnya, sesudahnya = (lebih, True) if balik else (pk is not None, lebih)
    return (
        baris,
        _tulis_kunci(baris[0], menunggu) if baris and sebelumnya else "",
        _tulis_kunci(baris[-1], menunggu) if baris and sesudahnya else "",
    )


def _tulis_kunci(kiriman, menunggu):
    return f"{kiriman.batas.isoformat()}_{kiriman.pk}" if menunggu else str(kiriman.pk)


def _baca_kunci(teks, menunggu):
    """(deadline or None, primary key); (None, None) for what is no key of such a page."""
    saat, _, pk = teks.rpartition("_")
    batas = baca_saat(saat) if menunggu else None
    return (None, None) if menunggu and batas is None else (batas, baca_angka(pk))


def _seberang(batas, pk, *, naik):
    """The rows on the far side of a key, in rising or falling order."""
    arah = "gt" if naik else "lt"
    if batas is None:
        return Q(**{f"pk__{arah}": pk})
    return Q(**{f"batas__{arah}": batas}) | Q(**{"batas": batas, f"pk__{arah}": pk})


def hitungan(pegawai):
    """{"kirim", "dikirim", "dibuka", "lewat"}: what is not over yet. Two queries over open rows alone."""
    belum = Pengiriman.objects.visible_to(pegawai).filter(status__in=[Status.DIKIRIM, Status.DIBUKA])
    kiriman = belum.aggregate(
        dikirim=Count("pk", filter=Q(status=Status.DIKIRIM)),
        dibuka=Count("pk", filter=Q(status=Status.DIBUKA)),
        lewat=Count("pk", filter=Q(tugas_terima__tenggat_pada__lt=timezone.now())),
    )
    return kiriman | {"kirim": menunggu_dikirim(pegawai).count()}
