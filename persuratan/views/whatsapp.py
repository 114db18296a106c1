"""Kirim lewat WhatsApp: a ready message to whoever holds the letter, from the sender's own phone."""

from urllib.parse import quote

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alur.kewenangan import TransitionDenied
from persuratan.models.pilihan import Keamanan
from persuratan.pemegang import penugasan_pemegang
from persuratan.perjalanan import kiriman
from persuratan.permissions import is_pengantar
from persuratan.transitions import BUKA_WHATSAPP
from persuratan.tujuan import alamat_kabar
from persuratan.views.bersama import ambil_surat

TUJUAN_WHATSAPP = ["https://wa.me", "https://api.whatsapp.com"]
"""Where the button of this one page may lead; wa.me leads on to the second."""


def _surat(request, kode):
    """The letter, for those who send letters; to everybody else this page does not exist."""
    surat = ambil_surat(request, kode)
    try:
        is_pengantar(request.user, surat)
    except TransitionDenied:
        raise Http404 from None
    return surat


@require_safe
@csp_update({"form-action": TUJUAN_WHATSAPP})  # type: ignore[arg-type]  # its types know no view with parameters
def surat_whatsapp(request, kode):
    surat = _surat(request, kode)
    tugas = surat.surat_induk().tugas_terbuka
    siapa = penugasan_pemegang(tugas)
    baris = [
        {"tugas": t, "orang": [p.pegawai for p in siapa.get(t.pk, ()) if p.pegawai_id != request.user.pk]}
        for t in tugas
    ]
    konteks = {"surat": surat, "baris": [b for b in baris if b["orang"]], "contoh": pesan(surat, None)}
    jawaban = render(request, "persuratan/whatsapp.html", konteks)
    jawaban["Referrer-Policy"] = "no-referrer"
    return jawaban


@require_POST
def surat_whatsapp_buka(request, kode, tugas, orang):
    """Note that it was opened, and lead to wa.me with the text; what the sender does there nobody here knows."""
    surat = _surat(request, kode)
    dipilih = next((t for t in surat.surat_induk().tugas_terbuka if t.pk == tugas), None)
    if dipilih is None:
        messages.error(request, "Tahap itu sudah selesai. Tidak ada yang perlu dikirim lagi.")
        return redirect("surat_whatsapp", surat.kode)
    pegawai = next((p.pegawai for p in penugasan_pemegang([dipilih])[dipilih.pk] if p.pegawai_id == orang), None)
    if pegawai is None or not pegawai.whatsapp:
        raise Http404
    try:
        # The letter as it stood under the lock: a correction may have made it secret since it was read above.
        sebagai = _sebagai(request.user)
        terkini = BUKA_WHATSAPP.run(surat, oleh=request.user, sebagai=sebagai, tugas=dipilih, orang=pegawai)
    except TransitionDenied as ditolak:
        messages.error(request, ditolak.pesan)
        return redirect("surat_whatsapp", surat.kode)
    jawaban = HttpResponseRedirect(f"https://wa.me/{pegawai.whatsapp}?text={quote(pesan(terkini, dipilih))}")
    jawaban["Referrer-Policy"] = "no-referrer"
    return jawaban


def _sebagai(pegawai):
    """Who has both posts writes as the first of them: which one opened WhatsApp decides nothing."""
    return is_pengantar(pegawai, None)[0].pk


def pesan(surat, tugas):
    """The words: of a letter that is not open to all, only that one waits. `tugas` None: without the address."""
    if surat.keamanan != Keamanan.B:
        isi = f"Ada surat yang menunggu Anda di e-Surat {settings.KANTOR}."
    else:
        isi = f"{surat.sebutan} menunggu Anda di e-Surat {settings.KANTOR}: {surat.hal_kabar[:300]}."
    if tugas is None:
        return isi
    return f"{isi} Buka: {settings.ALAMAT.rstrip('/')}{alamat_kabar(tugas, surat, kiriman(tugas))}"
