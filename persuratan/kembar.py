"""Was this letter registered before? The same paper often arrives twice: by WhatsApp today, by post next week."""

from dataclasses import dataclass

from django.db.models import Q

from persuratan.models import SuratMasuk
from persuratan.models.acuan import nomor_normal

TERBANYAK = 3
NOMOR = "Nomor dan pengirim ini sama dengan"
TANPA_NOMOR = "Pengirim dan tanggal ini, juga tanpa nomor, sama dengan"
BERKAS = "Berkas yang sama sudah terlampir pada"


@dataclass(frozen=True)
class Kembar:
    """`surat`: letters like the one being typed, newest first, at most three; `alasan`: how they are alike."""

    alasan: str
    surat: list


def cari_kembar(
    pegawai, *, pengirim=(), nomor_surat="", tanggal_surat=None, tanpa_nomor=False, sidik=(), kecuali=None
):
    """Letters this person may see that may be the same one: a list of Kembar, the surest reason first.

    `pengirim`: pks of every name of its sender; `sidik`: SHA-256 of the files uploaded with it. A letter is named
    once, with its first reason.
    """
    tercatat, nomor, hasil, disebut = _tercatat(pegawai, kecuali), nomor_normal(nomor_surat or ""), [], set()
    if nomor and pengirim:
        hasil.append(Kembar(NOMOR, _senomor(tercatat.filter(pengirim__in=pengirim), nomor, tanggal_surat)))
    elif tanpa_nomor and pengirim and tanggal_surat is not None:
        sama = tercatat.filter(pengirim__in=pengirim, nomor_surat="", tanggal_surat=tanggal_surat)
        hasil.append(Kembar(TANPA_NOMOR, list(sama[:TERBANYAK])))
    if sidik:
        # Only where the content is open: a file names nobody's sealed letter.
        # A photo is kept as the page it became, and remembers what it was.
        berkas = Q(lampiran__berkas__sha256__in=sidik) | Q(lampiran__berkas__sha256_unggahan__in=sidik)
        sama = tercatat.filter(berkas, isi_terbuka=True).distinct()
        hasil.append(Kembar(BERKAS, list(sama[:TERBANYAK])))
    for kembar in hasil:
        kembar.surat[:] = [s for s in kembar.surat if s.pk not in disebut]
        disebut |= {s.pk for s in kembar.surat}
    return [k for k in hasil if k.surat]


def _tercatat(pegawai, kecuali):
    return (
        SuratMasuk.objects.visible_to(pegawai)
        .filter(nomor_agenda__isnull=False)
        .exclude(status=SuratMasuk.Status.BATAL)
        .exclude(pk=kecuali)
        .order_by("-pk")
    )


def _senomor(surat, nomor, tanggal):
    """The date may differ (one of both is mistyped), the year may not: numbers begin anew each January."""
    surat = surat.filter(nomor_surat_normal=nomor)
    if tanggal is not None:
        surat = surat.filter(Q(tanggal_surat=None) | Q(tanggal_surat__year=tanggal.year))
    return list(surat[:TERBANYAK])
