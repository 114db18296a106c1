"""What was dictated, shown to the official who said it: confirmed with one tap, or corrected."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from disposisi.pembenaran import didiktekan_menunggu, tugas_pembenaran
from disposisi.transitions import BENARKAN, KOREKSI_DIKTE
from disposisi.views.bersama import pilih_penugasan, surat_saya
from organisasi.metode import baca_dan_tulis
from persuratan.forms import AlasanForm
from persuratan.services import tandai_dilihat
from persuratan.tindakan import nama_tindakan


class KoreksiDikteForm(AlasanForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["catatan"].label = "Yang benar"
        self.fields["catatan"].error_messages["required"] = "Tulis koreksinya, supaya penerima tahu yang benar."


@baca_dan_tulis
def benarkan(request, kode):
    surat = surat_saya(request, kode)
    if request.method == "POST":
        return sekali(request, lambda: _lakukan(request, surat))
    try:
        wewenang = BENARKAN.check(surat, request.user)
    except TransitionDenied as ditolak:
        messages.info(request, ditolak.pesan)
        return redirect(surat)
    penugasan = pilih_penugasan(wewenang, request.GET.get("sebagai"))
    if penugasan is None:
        konteks = {"surat": surat, "pilihan": wewenang, "menunggu": "pembenaran"}
        return render(request, "disposisi/pilih_jabatan.html", konteks)
    if request.method == "GET":
        tandai_dilihat(surat, request.user)
    form = KoreksiDikteForm().isi_dari_draf(request.ambil_draf())
    return render(request, "disposisi/benarkan.html", _isi_halaman(surat, penugasan, form))


def _isi_halaman(surat, penugasan, form):
    tugas = tugas_pembenaran(surat, penugasan)
    entri = didiktekan_menunggu(surat, tugas.jabatan) if tugas and surat.isi_terbuka else []
    return {
        "surat": surat,
        "penugasan": penugasan,
        "form": form,
        "dikte": [
            {
                "kata": nama_tindakan(e.objek, e.transisi),
                "kepada": ", ".join(e.data.get("kepada", ())),
                "instruksi": ", ".join(e.data.get("instruksi", ())),
                "catatan": e.catatan,
                "oleh": e.nama_pelaku,
                "pada": e.terjadi_pada or e.pada,
            }
            for e in entri
        ],
    }


def _lakukan(request, surat):
    """Inside the transaction of the form key."""
    koreksi = "koreksi" in request.POST
    transition = KOREKSI_DIKTE if koreksi else BENARKAN
    form, tertolak = KoreksiDikteForm(request.POST if koreksi else None), None
    try:
        wewenang = transition.check(surat, request.user)
    except TransitionDenied as ditolak:
        messages.info(request, ditolak.pesan)
        return Jawaban(surat.get_absolute_url())
    penugasan = pilih_penugasan(wewenang, request.POST.get("sebagai"))
    if penugasan is None:
        messages.error(request, "Pilih jabatan yang bertindak.")
        return Jawaban(request.path)
    if not koreksi or form.is_valid():
        catatan = form.cleaned_data["catatan"].strip() if koreksi else ""
        try:
            transition.run(surat, oleh=request.user, sebagai=penugasan, catatan=catatan)
        except TransitionDenied as ditolak:
            tertolak = ditolak.pesan
        else:
            if koreksi:
                return Jawaban(surat.get_absolute_url(), "Koreksi tercatat. Pemegang surat sudah diberi tahu.")
            return Jawaban(reverse("tugas_saya"), f"{surat.sebutan}: yang didiktekan sudah Anda benarkan.")
    isi = _isi_halaman(surat, penugasan, form) | {"tertolak": tertolak}
    return render(request, "disposisi/benarkan.html", isi, status=TIDAK_LAYAK)
