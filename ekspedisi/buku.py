"""What the expedition book shows: letters waiting to be sent, and deliveries on their way. Constant queries."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from ekspedisi.models import Pengiriman
from organisasi.direktori import Direktori
from organisasi.models import Peran
from persuratan.models import Surat, Tugas
from persuratan.models.pilihan import JenisTugas

PETUGAS = (Peran.AGENDARIS, Peran.CARAKA)
"""Whose book it is."""
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
}
STATUS = {
    "dikirim": Status.DIKIRIM,
    "dibuka": Status.DIBUKA,
    "diterima": Status.DITERIMA,
    "dikembalikan": Status.DIKEMBALIKAN,
}


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
    return Direktori.kini().mewakili({p.jabatan.unit_id for p in pegawai.penugasan_dengan(*PETUGAS)})


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


def pengiriman_halaman(pegawai, *, tab, unit_id=None, sebelum=None, sesudah=None):
    """One keyset page by descending pk: (rows, has newer, has older)."""
    qs = Pengiriman.objects.visible_to(pegawai).filter(status=STATUS[tab])
    if unit_id:
        qs = qs.filter(unit_id=unit_id)
    qs = qs.select_related("unit", "tugas_terima__standar", "diterima_oleh", "dikirim_oleh")
    qs = qs.prefetch_related(surat_terlihat(pegawai))
    if sesudah:
        baris = list(qs.filter(pk__gt=sesudah).order_by("pk")[: SEKALI + 1])
        lebih = len(baris) > SEKALI
        return baris[:SEKALI][::-1], lebih, True
    if sebelum:
        qs = qs.filter(pk__lt=sebelum)
    baris = list(qs.order_by("-pk")[: SEKALI + 1])
    return baris[:SEKALI], bool(sebelum), len(baris) > SEKALI


def hitungan(pegawai):
    """{"kirim", "dikirim", "dibuka", "lewat"}: what is not over yet. Two queries over open rows alone."""
    belum = Pengiriman.objects.visible_to(pegawai).filter(status__in=[Status.DIKIRIM, Status.DIBUKA])
    kiriman = belum.aggregate(
        dikirim=Count("pk", filter=Q(status=Status.DIKIRIM)),
        dibuka=Count("pk", filter=Q(status=Status.DIBUKA)),
        lewat=Count("pk", filter=Q(tugas_terima__tenggat_pada__lt=timezone.now())),
    )
    return kiriman | {"kirim": menunggu_dikirim(pegawai).count()}
