"""The scan of a letter: uploaded at the desk, or page by page from the clerk's phone."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from organisasi.metode import baca_dan_tulis
from persuratan import pindai_hp, services
from persuratan.forms.unggahan import Unggahan, satukan_foto, terima_unggahan, terpakai
from persuratan.transitions import PINDAI
from persuratan.views.bersama import ambil_surat, hanya_agendaris

DIRI_SENDIRI = ("localhost", "127.", "[::1]")
"""Hosts that mean another machine on a phone."""


@hanya_agendaris
@never_cache
@baca_dan_tulis
def surat_pindai(request, kode):
    """The scan of a letter that was registered without one."""
    surat = ambil_surat(request, kode)
    if surat.rahasia:
        messages.error(request, "Surat rahasia dicatat dari sampulnya. Pindaiannya tidak diunggah di loket.")
        return redirect(surat)
    if surat.dibatalkan:
        messages.error(request, "Surat ini batal. Pindaiannya tidak ditambah lagi.")
        return redirect(surat)
    if not surat.isi_terbuka:
        raise Http404
    unggahan = terima_unggahan(request) if request.method == "POST" else Unggahan()
    galat = list(unggahan.galat)
    if request.method == "POST" and not {"lepas", "hp"} & set(request.POST):
        if not unggahan.aman and not galat:
            galat.append("Belum ada berkas. Pilih PDF atau foto surat ini.")
        if not galat:
            berkas = satukan_foto(unggahan.berkas)
            try:
                return sekali(request, lambda: _simpan_pindaian(request, surat, unggahan, berkas))
            except TransitionDenied as ditolak:
                galat.append(ditolak.pesan)
    konteks = {
        "surat": surat,
        "maks_mb": settings.BERKAS_MAKS // 1_000_000,
        "unggahan": unggahan,
        "galat": galat,
        "hp": panel_hp(request, surat),
        "menunggu": PINDAI.is_allowed(surat, request.user) or not surat.lampiran.exists(),
        "lampiran": surat.lampiran.select_related("berkas").order_by("pk"),
    }
    return render(request, "persuratan/pindai.html", konteks, status=TIDAK_LAYAK if galat else 200)


def _simpan_pindaian(request, surat, unggahan, sementara):
    berkas = [s.buat_berkas(request.user) for s in sementara]
    services.tambah_pindaian(surat, berkas, oleh=request.user)
    terpakai(request, unggahan)
    halaman = sum(s.jumlah_halaman for s in sementara)
    return Jawaban(surat.get_absolute_url(), f"Pindaian {surat.sebutan} tersimpan, {halaman} halaman.")


# Pindai pakai HP: the side of the PC -----------------------------------------------------------------


def panel_hp(request, surat=None):
    """What the form shows of a phone: {"tautan", "rahasia", "qr", …}; None while no phone is asked for.

    Without scripts the form itself is sent: `hp` says what for, and what it shows travels in hidden fields.
    """
    cara, kode = request.POST.get("hp", ""), request.POST.get("tautan", "")
    if cara == "tutup":
        pindai_hp.cabut(request.user, kode)
        return None
    if cara == "buka":
        return _panel(request, *pindai_hp.buka(request.user, surat))
    tautan = pindai_hp.milik(request.user, kode)
    return _panel(request, tautan, request.POST.get("kunci_hp", "")) if tautan else None


def _panel(request, tautan, rahasia):
    hidup = tautan.hidup and pindai_hp.cari(rahasia) == tautan
    alamat = _alamat_hp(request, rahasia) if hidup else ""
    return {
        "tautan": tautan,
        "rahasia": rahasia if hidup else "",
        "qr": segno.make(alamat, error="m", micro=False).svg_data_uri(scale=4, border=3) if hidup else "",
        "alamat": alamat,
        "sendiri": any(s in alamat for s in DIRI_SENDIRI),
    } | _keadaan(tautan)


def _alamat_hp(request, rahasia):
    """By the name under which this PC found us, unless that is a name for itself."""
    jalur = reverse("hp", args=[rahasia])
    if request.get_host().startswith(DIRI_SENDIRI):
        return settings.ALAMAT.rstrip("/") + jalur
    return request.build_absolute_uri(jalur)


def _keadaan(tautan):
    kiriman = list(pindai_hp.kiriman(tautan).filter(galat=""))
    tiba = [u for u in kiriman if u.hasil is not None]
    return {"hidup": tautan.hidup, "tiba": len(tiba), "jalan": len(kiriman) - len(tiba)}


@hanya_agendaris
@require_POST
def surat_hp(request):
    """The panel for a form that stays open: ask for a QR, or end it. `surat`: the code of a registered letter."""
    surat = None
    if request.POST.get("surat"):
        surat = ambil_surat(request, request.POST["surat"].replace("\x00", ""))
        if surat.rahasia or surat.dibatalkan or not surat.isi_terbuka:
            raise Http404
    return render(request, "persuratan/_hp.html", {"hp": panel_hp(request, surat)})


@hanya_agendaris
@require_safe
@never_cache
def surat_hp_halaman(request, kode):
    """What the phone has sent so far: the state of the link, and a row for each file with its signed text."""
    tautan = pindai_hp.milik(request.user, kode)
    if tautan is None:
        raise Http404
    aman = [(s, s.tanda(request.user)) for s in pindai_hp.halaman(request.user, kode)]
    konteks = {"hp": {"tautan": tautan} | _keadaan(tautan), "unggahan": Unggahan(aman=aman)}
    return render(request, "persuratan/_hp.html#kabar", konteks)
