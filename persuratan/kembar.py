"""Was this letter registered before? The same paper often arrives twice: by WhatsApp today, by post next week."""

from django.db.models import Q

from persuratan.models import SuratMasuk
from persuratan.models.acuan import nomor_normal, normal

TERBANYAK = 3


def cari_kembar(pegawai, *, nama_pengirim, nomor_surat, tanggal_surat=None, kecuali=None):
    """Letters this person may see with the same number and sender, newest first: a list of SuratMasuk, at most three.

    The date may differ (one of both is mistyped), the year may not: offices begin their numbers anew each January.
    """
    nomor, pengirim = nomor_normal(nomor_surat or ""), normal(nama_pengirim or "")
    if not nomor or not pengirim:
        return []
    surat = SuratMasuk.objects.visible_to(pegawai).filter(
        nomor_surat_normal=nomor, pengirim__nama_normal=pengirim[:200], nomor_agenda__isnull=False
    )
    if tanggal_surat is not None:
        surat = surat.filter(Q(tanggal_surat=None) | Q(tanggal_surat__year=tanggal_surat.year))
    return list(surat.exclude(pk=kecuali).order_by("-pk")[:TERBANYAK])
