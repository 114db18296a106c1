"""The papers of a letter, for those to whom its content is open; everybody else gets the same 404 as a stranger."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from dokumen.sajian import sajikan, sajikan_halaman
from persuratan.models import LampiranSurat
from persuratan.views.bersama import ambil_surat_terbuka


def _lampiran(request, kode, berkas):
    surat = ambil_surat_terbuka(request, kode)
    lampiran = get_object_or_404(
        LampiranSurat.objects.select_related("berkas"), surat_id=surat.pk, berkas__kode=berkas
    )
    return surat, lampiran.berkas


@require_safe
def surat_berkas(request, kode, berkas):
    """The file as it was handed in, to download."""
    surat, berkas = _lampiran(request, kode, berkas)
    return sajikan(request, berkas, rahasia=surat.rahasia)


@require_safe
def surat_halaman(request, kode, berkas, nomor):
    """The image of one page."""
    surat, berkas = _lampiran(request, kode, berkas)
    return sajikan_halaman(request, berkas, nomor, rahasia=surat.rahasia)
