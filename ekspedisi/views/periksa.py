"""A receipt proves itself: the public page behind its QR. Numbers, times and the unit, never what the letter says."""

import re

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.jejak import kode_pendek
from ekspedisi.cetak import jejak_terima
from ekspedisi.models import Pengiriman
from organisasi.kode import HURUF_KODE

POLA = re.compile(f"(?:TT)?([{HURUF_KODE}]{{4}})([{HURUF_KODE}]{{4}})")


def rapikan(kode):
    """ "tt 8f3k 2qw7" -> "TT-8F3K-2QW7", or "" when it cannot be one of ours."""
    cocok = POLA.fullmatch(re.sub(r"[^0-9A-Za-z]", "", kode).upper())
    return f"TT-{cocok[1]}-{cocok[2]}" if cocok else ""


@login_not_required
@never_cache
@require_safe
def periksa(request, kode=""):
    """Throttled by settings.BATAS_PUBLIK; an unknown code says what it may mean."""
    if not kode:
        diketik = request.GET.get("kode", "")[:40].strip()
        if not diketik:
            return render(request, "ekspedisi/periksa_tidak_ada.html", {"kode": "", "kosong": True})
        return redirect("verifikasi", kode=rapikan(diketik) or re.sub(r"[^0-9A-Za-z-]", "", diketik) or "-")
    kiriman = (
        Pengiriman.objects.filter(kode_terima=rapikan(kode), status=Pengiriman.Status.DITERIMA)
        .select_related("surat__suratmasuk", "unit")
        .first()
        if rapikan(kode)
        else None
    )
    if kiriman is None:
        return render(request, "ekspedisi/periksa_tidak_ada.html", {"kode": kode[:20]}, status=404)
    jejak = jejak_terima(kiriman)
    return render(
        request,
        "ekspedisi/periksa.html",
        {"kiriman": kiriman, "masuk": kiriman.surat.suratmasuk, "jejak": jejak, "kode_jejak": kode_pendek(jejak)},
    )
