"""The register and the search: one list, newest first, with its filters in the address."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from organisasi.isian import baca_angka
from persuratan.daftar import halaman_surat
from persuratan.models.surat import PENGAWAS_REGISTER
from persuratan.pencarian import baca, cari, koreksi, surat_langsung
from persuratan.saringan import SaringForm
from persuratan.sisa import PenunjukSisa
from persuratan.tetangga import lingkup
from persuratan.views.bersama import alamat, baris_surat

PALING_DIHITUNG = 100
"""Above so many results they are no longer counted one by one."""


@require_safe
def surat_daftar(request):
    unit_sendiri = lingkup(request.user)
    form = SaringForm(request.GET, lingkup=unit_sendiri)
    halaman = halaman_surat(request.user, form.q(), **_kunci(request))
    return render(request, "persuratan/daftar.html", _konteks(request, halaman, form, unit_sendiri))


@require_safe
def surat_cari(request):
    """Search with the same filters. Nothing found and a word misspelt: the nearest word is tried, and said so."""
    unit_sendiri = lingkup(request.user)
    form = SaringForm(request.GET, lingkup=unit_sendiri)
    q, kueri = form.q(), baca(request.GET.get("q", ""))
    if request.GET.keys() == {"q"} and (surat := surat_langsung(request.user, kueri)):
        return redirect(surat)
    halaman, usul = _cari(request, kueri, q), ""
    if kueri and not halaman.surat and not request.GET.get("persis"):
        usul = koreksi(kueri)
        if usul:
            lain = baca(usul)
            halaman_lain = _cari(request, lain, q)
            if halaman_lain.surat:
                halaman, kueri_pakai = halaman_lain, lain
            else:
                usul = ""
    kueri_pakai = kueri_pakai if usul else kueri
    konteks = _konteks(request, halaman, form, unit_sendiri) | {
        "kueri": kueri_pakai,
        "teks": kueri.teks,
        "usul": usul,
        "url_persis": alamat(request, persis="1"),
        "jumlah": _jumlah(halaman),
    }
    return render(request, "persuratan/cari.html", konteks)


def _cari(request, kueri, q):
    def pilih(surat):
        return cari(surat, kueri, seluruh=request.user.has_peran(*PENGAWAS_REGISTER))

    return halaman_surat(request.user, q, pilih=pilih, hitung=PALING_DIHITUNG, **_kunci(request))


def _jumlah(halaman):
    """How many results, in words; later pages say it no more."""
    if halaman.jumlah is None:
        return ""
    return f"lebih dari {PALING_DIHITUNG}" if halaman.jumlah > PALING_DIHITUNG else str(halaman.jumlah)


def _kunci(request):
    return {"sebelum": baca_angka(request.GET.get("sebelum")), "sesudah": baca_angka(request.GET.get("sesudah"))}


def _konteks(request, halaman, form, unit_sendiri):
    penunjuk = PenunjukSisa() if halaman.surat else None
    return {
        "baris": [baris_surat(s, penunjuk, unit_sendiri) for s in halaman.surat],
        "kueri": None,
        "form": form,
        "saringan": [(kata, alamat(request, **{nama: None})) for nama, kata in form.dipakai()],
        "url_hapus": alamat(request, **dict.fromkeys(form.fields)),
        "url_sebelum": alamat(request, sesudah=halaman.lebih_baru) if halaman.lebih_baru else "",
        "url_sesudah": alamat(request, sebelum=halaman.lebih_lama) if halaman.lebih_lama else "",
    }
