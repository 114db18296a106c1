"""Correcting registered data, with the reason; what it was before stays readable."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from organisasi.isian import baca_angka
from organisasi.metode import baca_dan_tulis
from persuratan import services
from persuratan.forms.koreksi import KoreksiForm
from persuratan.riwayat import riwayat_koreksi
from persuratan.transitions import KOREKSI
from persuratan.views.bersama import ambil_surat


@never_cache
@baca_dan_tulis
def surat_koreksi(request, kode):
    surat = ambil_surat(request, kode)
    try:
        wewenang = KOREKSI.check(surat, request.user)
    except TransitionDenied as ditolak:
        messages.error(request, ditolak.pesan)
        return redirect(surat)
    if request.method != "POST":
        form = KoreksiForm(surat=surat).isi_dari_draf(request.ambil_draf())
        return _halaman(request, surat, form, wewenang)
    form = KoreksiForm(request.POST, surat=surat)
    if form.is_valid():
        try:
            return sekali(request, lambda: _simpan(request, surat, form))
        except TransitionDenied as ditolak:
            form.add_error(None, ditolak.pesan)
    return _halaman(request, surat, form, wewenang, status=TIDAK_LAYAK)


def _simpan(request, surat, form):
    services.koreksi_surat(
        surat,
        form.kolom_surat(),
        oleh=request.user,
        catatan=form.cleaned_data["catatan"],
        sebagai=baca_angka(request.POST.get("sebagai")),
    )
    return Jawaban(surat.get_absolute_url(), f"Koreksi {surat.sebutan} tersimpan.")


def _halaman(request, surat, form, wewenang, *, status=200):
    konteks = {
        "surat": surat,
        "form": form,
        "riwayat": riwayat_koreksi(surat),
        "sebagai": wewenang if len({p.jabatan_id for p in wewenang}) > 1 else [],
        "sebagai_dipilih": baca_angka(request.POST.get("sebagai")),
    }
    return render(request, "persuratan/koreksi.html", konteks, status=status)
