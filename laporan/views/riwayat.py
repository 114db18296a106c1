from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from dokumen.cetak import nama_berkas
from dokumen.galat import CetakGagal
from dokumen.sajian import sajikan_isi
from laporan.cetak import render_riwayat_perjalanan
from persuratan.models import SuratMasuk


@require_safe
def riwayat_perjalanan(request, kode):
    """The evidence sheet, for whoever may know of the letter."""
    surat = get_object_or_404(SuratMasuk.objects.visible_to(request.user).select_related("jenis"), kode=kode)
    try:
        isi = render_riwayat_perjalanan(surat, pegawai=request.user)
    except CetakGagal as gagal:
        messages.error(request, gagal.pesan)
        return redirect(surat)
    return sajikan_isi(isi, nama=nama_berkas("Riwayat perjalanan agenda", surat.nomor_lengkap.replace("/", "-")))
