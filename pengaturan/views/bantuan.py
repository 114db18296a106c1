"""Help inside: the page one stands on, the keys, the first day with its practice letter, the guides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alur.kunci import TIDAK_LAYAK
from organisasi.metode import baca_dan_tulis, hanya_peran
from organisasi.models import Peran
from pengaturan.bantuan import hari_pertama as hari
from pengaturan.bantuan.halaman import HALAMAN
from pengaturan.bantuan.latihan import LatihanCatatForm, surat_latihan
from pengaturan.bantuan.panduan import PANDUAN, panduan_untuk, tampil


@login_not_required
@require_safe
def bantuan(request):
    """The help for ?halaman=<name of an address>; with `potong` only the part that the dialog shows."""
    nama = request.GET.get("halaman", "")
    masuk = request.user.is_authenticated
    konteks = {
        "ini": HALAMAN.get(nama) if nama != "bantuan" else None,
        "panduan": panduan_untuk(request.user) if masuk else (),
        "masuk": masuk,
    }
    if "potong" in request.GET:
        return render(request, "bantuan/_isi.html", konteks)
    return render(request, "bantuan/bantuan.html" if masuk else "bantuan/tanpa_masuk.html", konteks)


@never_cache
@require_safe
def hari_pertama(request):
    langkah = hari.keadaan(request.user)
    konteks = {
        "langkah": langkah,
        "usai": sum(usai for _, usai in langkah),
    }
    return render(request, "bantuan/hari_pertama.html", konteks)


@require_POST
def langkah_tandai(request, nama):
    """Tick a step that nobody but the person can know of."""
    langkah = hari.NAMA.get(nama)
    if langkah is None or not langkah.sendiri or langkah not in hari.langkah_untuk(request.user):
        raise Http404
    hari.tandai(request.user, nama)
    return redirect("hari_pertama")


@never_cache
@baca_dan_tulis
@hanya_peran(Peran.AGENDARIS)
def latihan_catat(request):
    surat = surat_latihan()
    form = LatihanCatatForm(request.POST if request.method == "POST" else None, surat=surat)
    if form.is_bound and form.is_valid():
        return _selesai(request, "latihan_catat", "Semua cocok. Surat sungguhan kini mendapat nomor agenda.")
    status = TIDAK_LAYAK if form.is_bound else 200
    return render(request, "bantuan/latihan_catat.html", {"form": form, "surat": surat}, status=status)


@never_cache
@baca_dan_tulis
@hanya_peran(Peran.PENERIMA_UNIT)
def latihan_terima(request):
    if request.method == "POST":
        return _selesai(
            request, "latihan_terima", "Diterima. Pada surat sungguhan, jam terimanya tercatat dan tanda terima jadi."
        )
    return render(request, "bantuan/latihan_terima.html", {"surat": surat_latihan()})


def _selesai(request, nama, kalimat):
    hari.tandai(request.user, nama)
    messages.success(request, kalimat)
    return redirect("hari_pertama")


@require_safe
def panduan_saya(request):
    return redirect("panduan", panduan_untuk(request.user)[0][0])


@require_safe
def panduan(request, nama):
    if nama not in PANDUAN:
        raise Http404
    konteks = {"untuk": PANDUAN[nama][0], "isi": tampil(nama), "nama": nama, "lain": panduan_untuk(request.user)}
    return render(request, "bantuan/panduan.html", konteks)
