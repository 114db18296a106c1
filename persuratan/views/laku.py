"""The one route on which acts of a letter, and of what hangs below it, are done."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from organisasi.isian import baca_angka
from persuratan.models import Surat
from persuratan.models.pilihan import TIDAK_MEMEGANG
from persuratan.tetangga import nama_pemegang
from persuratan.tindakan import langkah_langsung, objek_bertanda
from persuratan.views.bersama import ambil_surat
from persuratan.views.surat import konteks_surat


@require_POST
def surat_laku(request, kode, nama):
    surat = ambil_surat(request, kode)
    objek = objek_bertanda(surat, request.GET.get("objek", ""), request.user)
    langkah = langkah_langsung(objek, nama)
    return sekali(request, lambda: _lakukan(request, surat, objek, langkah))


def _lakukan(request, surat, objek, langkah):
    form = langkah.formulir(request.POST, auto_id=f"gagal_{langkah.transition.name}_%s") if langkah.formulir else None
    if form is not None and not form.is_valid():
        return _tolak(request, surat, objek, langkah, form, "")
    isian = form.cleaned_data if form is not None else {}
    try:
        langkah.transition.run(objek, oleh=request.user, sebagai=baca_angka(request.POST.get("sebagai")), **isian)
    except TransitionDenied as ditolak:
        return _tolak(request, surat, objek, langkah, form, ditolak.pesan)
    return Jawaban(surat.get_absolute_url(), _kalimat(surat, langkah, request.user))


def _tolak(request, surat, objek, langkah, form, pesan):
    """The letter's page again, with the reason on top and everything typed still in its field."""
    konteks = konteks_surat(request, surat, gagal=(langkah, objek, form))
    tampil = any(t.form is form for t in konteks["tindakan"])
    # A button that is gone takes its form along; what was typed into it is shown to be copied.
    tulisan = [x.value() for x in form if x.value()] if form is not None and not tampil else []
    konteks |= {"ditolak": pesan, "gagal": langkah.transition.label, "form_gagal": form, "tulisan": tulisan}
    return render(request, "persuratan/surat.html", konteks, status=TIDAK_LAYAK)


def _kalimat(surat, langkah, pegawai):
    """What was done, and in whose hands the letter is now; how its neighbours fare a receiving unit is not told."""
    terbuka = Surat.objects.get(pk=surat.pk).tugas_terbuka
    tangan = nama_pemegang([t for t in terbuka if t.jenis not in TIDAK_MEMEGANG], pegawai)
    if not tangan:
        return f"Tersimpan: {langkah.transition.label}. Surat ini selesai."
    lain = f" dan {len(tangan) - 2} lainnya" if len(tangan) > 2 else ""
    return f"Tersimpan: {langkah.transition.label}. Sekarang di tangan {', '.join(tangan[:2])}{lain}."
