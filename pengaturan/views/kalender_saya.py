"""One's own calendar address (disposisi.langganan). It reads for ever what it reads, so the password makes it."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from disposisi.langganan import buat, cabut
from disposisi.models import LanggananKalender
from organisasi.metode import baca_dan_tulis
from pengaturan.forms.akun import SandiLagiForm


@never_cache
@sensitive_post_parameters()
@baca_dan_tulis
def kalender_saya(request):
    """Made and renewed with the password (ASVS 7.5.1), taken back without. A fresh address is shown once, here."""
    if request.method == "POST" and request.POST.get("cabut"):
        if cabut(request.user, oleh=request.user):
            messages.success(request, "Alamat kalender dicabut. Kalender yang memakainya tidak lagi diperbarui.")
        return redirect("kalender_saya")
    form, kode = SandiLagiForm(request.user, request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        kode, form = buat(request.user), SandiLagiForm(request.user)
    konteks = {
        "form": form,
        "langganan": LanggananKalender.objects.filter(pegawai=request.user).first(),
        "alamat": f"{settings.ALAMAT}{reverse('kalender_langganan', args=[kode])}" if kode else "",
    }
    return render(request, "pengaturan/kalender_saya.html", konteks)
