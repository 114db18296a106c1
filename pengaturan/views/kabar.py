"""Kabar untuk saya: over which channels I am told of what, and when not. And what the admin may know of it."""

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from alur import saluran
from alur.models import PengirimanKabar, Saluran, SaluranKabar
from organisasi.metode import baca_dan_tulis
from pengaturan import kabar
from pengaturan.forms.kabar import (
    AlamatSaluranForm,
    AturanKabarForm,
    KodeSaluranForm,
    ambil_jatah_coba,
    ambil_jatah_kirim,
)
from pengaturan.kelola import hanya_admin


@baca_dan_tulis
def kabar_saya(request):
    form = AturanKabarForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.simpan()
        messages.success(request, "Pilihan kabar Anda tersimpan.")
        return redirect("kabar_saya")
    form = form.isi_dari_draf(request.ambil_draf())
    konteks = {"form": form, "kelompok": form.kelompok(), "saluran": kabar.keadaan(request.user)}
    return render(request, "pengaturan/kabar_saya.html", konteks)


def _milik(request, jenis):
    """(Saluran, the row of this person or None); 404 for a kind that this office does not offer."""
    if jenis.upper() not in saluran.tersedia():
        raise Http404
    jenis = Saluran(jenis.upper())
    return jenis, SaluranKabar.objects.select_related("pegawai").filter(pegawai=request.user, jenis=jenis).first()


@never_cache
@sensitive_post_parameters()
@baca_dan_tulis
def saluran_kabar(request, jenis):
    jenis, satu = _milik(request, jenis)
    if satu is not None and not satu.terverifikasi_pada:
        return _kode(request, jenis, satu)
    form = AlamatSaluranForm(request.user, jenis, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ambil_jatah_kirim(request.user)
        except ValidationError as tolak:
            form.add_error("alamat", tolak)
        else:
            kabar.pasang(request.user, jenis, form.cleaned_data["alamat"], form.petunjuk)
            return redirect("saluran_kabar", jenis.lower())
    return _halaman(request, jenis, satu, form)


def _kode(request, jenis, satu):
    form = KodeSaluranForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ambil_jatah_coba(request.user)
        except ValidationError as tolak:
            form.add_error("kode", tolak)
        else:
            if kabar.cocokkan(satu, form.cleaned_data["kode"]):
                messages.success(request, f"{jenis.label} terpasang. Kabar berikutnya juga dikirim ke sana.")
                return redirect("kabar_saya")
            form.add_error("kode", "Kode ini tidak cocok atau sudah lewat 15 menit. Periksa, atau minta kode baru.")
    return _halaman(request, jenis, satu, form)


def _halaman(request, jenis, satu, form):
    konteks = {
        "form": form,
        "jenis": jenis,
        "satu": satu,
        "lewat": satu and satu.kode_sampai <= timezone.now(),
        "nama_bot": settings.TELEGRAM_NAMA,
    }
    return render(request, "pengaturan/saluran_kabar.html", konteks)


@require_POST
def saluran_ulang(request, jenis):
    jenis, satu = _milik(request, jenis)
    if satu is None:
        raise Http404
    try:
        ambil_jatah_kirim(request.user)
    except ValidationError as tolak:
        messages.error(request, tolak.message)
    else:
        kabar.kirim_ulang(satu)
        messages.success(request, "Kode baru sedang dikirim.")
    return redirect("saluran_kabar", jenis.lower())


@require_POST
def saluran_lepas(request, jenis):
    jenis, satu = _milik(request, jenis)
    if satu is None:
        raise Http404
    kabar.lepas(satu)
    messages.success(request, f"{jenis.label} dilepas. Kabar tidak dikirim lagi ke sana.")
    return redirect("kabar_saya")


@hanya_admin
@require_safe
def kabar_kantor(request):
    """Which ways out are set up, how many use them, and what waits; no address, no secret, no letter."""
    dipasang = dict(
        SaluranKabar.objects.filter(terverifikasi_pada__isnull=False, pegawai__is_active=True)
        .values_list("jenis")
        .annotate(banyak=Count("pk"))
    )
    sekarang = timezone.now()
    belum = PengirimanKabar.objects.filter(terkirim_pada=None, batal_pada=None)
    gagal = dict(belum.exclude(galat="").values_list("saluran").annotate(banyak=Count("pk")))
    sehari = PengirimanKabar.objects.filter(terkirim_pada__gte=sekarang - dt.timedelta(days=1))
    terkirim = dict(sehari.values_list("saluran").annotate(banyak=Count("pk")))
    ditawarkan = {Saluran.EMAIL, *saluran.tersedia()}
    baris = [
        {
            "nama": s.label,
            "ada": s in ditawarkan,
            "orang": dipasang.get(s, 0) if s != Saluran.EMAIL else None,
            "terkirim": terkirim.get(s, 0),
            "gagal": gagal.get(s, 0),
        }
        for s in Saluran
    ]
    terakhir = belum.exclude(galat="").order_by("-berikutnya_pada", "-pk")[:5]
    galat = [(Saluran(p.saluran).label, _sebab(p), p.percobaan) for p in terakhir]
    return render(request, "pengaturan/kabar_kantor.html", {"baris": baris, "galat": galat, "tab": "kabar"})


def _sebab(pesan):
    """Our own words say no address; of what a mail server says only the kind is shown."""
    jenis, _, kata = pesan.galat.partition(": ")
    return kata if jenis == "GalatSaluran" else f"{jenis}."
