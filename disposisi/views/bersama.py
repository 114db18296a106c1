"""What the pages of a disposition share: the letter of the address, and the post that acts."""

from django.shortcuts import get_object_or_404

from persuratan.models import SuratMasuk


def surat_saya(request, kode):
    """The letter of this address as this person may know it, or 404."""
    terlihat = SuratMasuk.objects.visible_to(request.user).select_related("jenis")
    return get_object_or_404(terlihat, kode=kode)


def pilih_penugasan(wewenang, pilihan):
    """The assignment named by `pilihan` (an id as text), or the only one; None when the page has to ask."""
    for penugasan in wewenang:
        if str(penugasan.pk) == str(pilihan):
            return penugasan
    return wewenang[0] if len({p.jabatan_id for p in wewenang}) == 1 else None
