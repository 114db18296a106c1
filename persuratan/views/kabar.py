"""My notices: opening the page reads them."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisasi.isian import baca_angka
from persuratan.kabar import tutup_tanpa_hak
from persuratan.views.bersama import alamat, dilihat_sungguh

UKURAN = 30


@require_safe
def kabar(request):
    daftar = request.user.notifikasi.select_related("ditangani_oleh").order_by("-dibuat_pada", "-pk")
    sebelum = baca_angka(request.GET.get("sebelum"))
    if sebelum is not None:
        daftar = daftar.filter(pk__lt=sebelum)
    baris = list(daftar[: UKURAN + 1])
    lagi, baris = len(baris) > UKURAN, baris[:UKURAN]
    tutup_tanpa_hak(baris, request.user)
    baru = [k.pk for k in baris if k.dibaca_pada is None]
    if baru and dilihat_sungguh(request):
        request.user.notifikasi.filter(pk__in=baru, dibaca_pada=None).update(dibaca_pada=timezone.now())
    konteks = {
        "baris": baris,
        "baru": sum(k.baru for k in baris),
        "url_sesudah": alamat(request, sebelum=baris[-1].pk) if lagi else "",
        "url_awal": request.path if sebelum is not None else "",
    }
    return render(request, "persuratan/kabar.html", konteks)
