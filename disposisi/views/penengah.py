"""The arbiter's page: a letter that came back twice, why, and who has it from now on."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from disposisi.forms import PutusanForm
from disposisi.transitions import TETAPKAN_PENERIMA
from disposisi.transitions.disposisi import disposisi_asal
from disposisi.transitions.pengembalian import tugas_tengahi
from disposisi.views.bersama import pilih_penugasan, surat_saya
from organisasi.metode import baca_dan_tulis
from persuratan.models.pilihan import Akhir
from persuratan.pengembalian import di_atas, pemberi
from persuratan.riwayat import pengembalian
from persuratan.services import tandai_dilihat


@baca_dan_tulis
def tengahi(request, kode):
    surat = surat_saya(request, kode)
    if request.method == "POST":
        return sekali(request, lambda: _putuskan(request, surat))
    try:
        wewenang = TETAPKAN_PENERIMA.check(surat, request.user)
    except TransitionDenied as ditolak:
        messages.info(request, ditolak.pesan)
        return redirect(surat)
    # Whoever holds the arbiter's post twice decides the same.
    penugasan = pilih_penugasan(wewenang, request.GET.get("sebagai")) or wewenang[0]
    if request.method == "GET" and not tandai_dilihat(surat, request.user):
        return redirect(request.get_full_path())  # it changed while it was opened: ask for the right again
    tugas = tugas_tengahi(surat, penugasan)
    form = _form(tugas, initial={"sebagai": penugasan.pk}).isi_dari_draf(request.ambil_draf())
    return render(request, "disposisi/tengahi.html", _isi(surat, tugas, form))


def _form(tugas, data=None, **lain):
    dikembalikan = [t for t in di_atas(tugas) if t.akhir == Akhir.DIKEMBALIKAN]
    dikenal = [f"j{t.jabatan_id}" if t.jabatan_id else f"u{t.unit_id}" for t in dikembalikan]
    return PutusanForm(data, dari=pemberi(tugas).jabatan, dikenal=dikenal, **lain)


def _isi(surat, tugas, form, tertolak=None):
    return {
        "surat": surat,
        "tugas": tugas,
        "form": form,
        "kembali": pengembalian(surat, tugas),
        "semula": disposisi_asal(tugas) if surat.isi_terbuka else None,
        "pemberi": pemberi(tugas).jabatan,
        "tertolak": tertolak and tertolak.pesan,
    }


def _putuskan(request, surat):
    try:
        wewenang = TETAPKAN_PENERIMA.check(surat, request.user)
    except TransitionDenied as ditolak:
        messages.info(request, ditolak.pesan)
        return Jawaban(surat.get_absolute_url())
    penugasan = pilih_penugasan(wewenang, request.POST.get("sebagai")) or wewenang[0]
    tugas, tertolak = tugas_tengahi(surat, penugasan), None
    form = _form(tugas, request.POST)
    if form.is_valid():
        pihak = form.cleaned_data["penerima"]
        tujuan = {"kepada": [pihak.objek]} if pihak.nilai.startswith("j") else {"unit": [pihak.objek]}
        try:
            TETAPKAN_PENERIMA.run(
                surat,
                oleh=request.user,
                sebagai=penugasan,
                catatan=form.cleaned_data["catatan"].strip(),
                **tujuan,
            )
        except TransitionDenied as ditolak:
            tertolak = ditolak
        else:
            return Jawaban(reverse("tugas_saya"), f"{surat.sebutan} ditetapkan untuk {pihak.nama}.")
    return render(request, "disposisi/tengahi.html", _isi(surat, tugas, form, tertolak), status=TIDAK_LAYAK)
