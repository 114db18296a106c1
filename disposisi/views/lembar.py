"""The paper of a disposition."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from disposisi.cetak import render_lembar_disposisi
from disposisi.views.bersama import surat_saya
from dokumen.cetak import nama_berkas
from dokumen.galat import CetakGagal
from dokumen.sajian import sajikan_isi


@require_safe
def lembar(request, kode):
    """The disposition sheet on half a folio; blank, to be written by hand, before anybody has disposed."""
    surat = surat_saya(request, kode)
    try:
        isi = render_lembar_disposisi(surat, untuk=request.user, dicetak_oleh=request.user.nama)
    except CetakGagal as gagal:
        messages.error(request, gagal.pesan)
        return redirect(surat)
    return sajikan_isi(isi, nama=nama_berkas("Lembar disposisi", surat.sebutan.lower()))
