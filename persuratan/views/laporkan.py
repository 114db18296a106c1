"""The report that ends a follow-up, with files; and those files, for whoever sees that branch."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from dokumen.sajian import sajikan
from organisasi.isian import baca_angka
from organisasi.metode import baca_dan_tulis
from persuratan.forms import HasilForm
from persuratan.forms.unggahan import pulihkan_unggahan, terima_unggahan
from persuratan.models import BerkasLaporan
from persuratan.tetangga import lingkup, terlihat
from persuratan.transitions import SELESAIKAN
from persuratan.views.bersama import ambil_surat, ambil_surat_terbuka


@never_cache
@baca_dan_tulis
def surat_laporkan(request, kode):
    """Files are taken in before the transaction, and stay while the words are put right."""
    surat = ambil_surat(request, kode)
    try:
        wewenang = SELESAIKAN.check(surat, request.user)
    except TransitionDenied as ditolak:
        messages.info(request, ditolak.pesan)
        return redirect(surat)
    if request.method != "POST":
        draf = request.ambil_draf()
        form, unggahan = HasilForm().isi_dari_draf(draf), pulihkan_unggahan(draf, request.user)
        return _halaman(request, surat, wewenang, form, unggahan)
    form, unggahan = HasilForm(request.POST), terima_unggahan(request, hanya=None)
    if "lepas" in request.POST or unggahan.galat or not form.is_valid():
        status = 200 if "lepas" in request.POST else TIDAK_LAYAK
        return _halaman(request, surat, wewenang, form, unggahan, status=status)
    try:
        return sekali(request, lambda: _laporkan(request, surat, form, unggahan.berkas))
    except TransitionDenied as ditolak:
        return _halaman(request, surat, wewenang, form, unggahan, tertolak=ditolak.pesan, status=TIDAK_LAYAK)


def _laporkan(request, surat, form, sementara):
    SELESAIKAN.run(
        surat,
        oleh=request.user,
        sebagai=baca_angka(request.POST.get("sebagai")),
        berkas=[s.buat_berkas(request.user) for s in sementara],
        **form.cleaned_data,
    )
    lampiran = f" dengan {len(sementara)} berkas" if sementara else ""
    return Jawaban(surat.get_absolute_url(), f"Laporan {surat.sebutan} tersimpan{lampiran}.")


def _halaman(request, surat, wewenang, form, unggahan, *, tertolak="", status=200):
    konteks = {
        "surat": surat,
        "form": form,
        "unggahan": unggahan,
        "tertolak": tertolak,
        "sebagai": wewenang if len({p.jabatan_id for p in wewenang}) > 1 else [],
        "sebagai_dipilih": baca_angka(request.POST.get("sebagai")),
        "maks_mb": settings.BERKAS_MAKS // 1_000_000,
    }
    return render(request, "persuratan/laporkan.html", konteks, status=status)


@require_safe
def surat_laporan(request, kode, berkas):
    """A file of a report; to other units it does not exist."""
    surat = ambil_surat_terbuka(request, kode)
    laporan = BerkasLaporan.objects.select_related(
        "berkas", "tugas__unit", "tugas__jabatan__unit", "tugas__untuk_unit"
    )
    satu = laporan.filter(tugas__surat=surat.pk, berkas__kode=berkas).first()
    if satu is None or not terlihat(satu.tugas, lingkup(request.user)):
        raise Http404
    return sajikan(request, satu.berkas, rahasia=surat.rahasia)
