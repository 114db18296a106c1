from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from dokumen.cetak import nama_berkas
from laporan.cetak import render_riwayat_perjalanan
from persuratan.models import SuratMasuk


@require_safe
def riwayat_perjalanan(request, kode):
    """The evidence sheet, for whoever may know of the letter."""
    surat = get_object_or_404(SuratMasuk.objects.visible_to(request.user).select_related("jenis"), kode=kode)
    nama = nama_berkas("Riwayat perjalanan agenda", surat.nomor_lengkap.replace("/", "-"))
    isi = render_riwayat_perjalanan(surat, pegawai=request.user)
    return HttpResponse(
        isi,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{nama}"', "Cache-Control": "private, no-store"},
    )
