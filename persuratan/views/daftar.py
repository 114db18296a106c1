"""The register and the search: one list, newest first, with its filters in the address."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from organisasi.alamat import tautan
from organisasi.isian import baca_kunci
from persuratan.daftar import halaman_surat
from persuratan.pencarian import baca, dengan_ejaan, surat_langsung
from persuratan.sisa import PenunjukSisa
from persuratan.temuan import HALAMAN, Temuan
from persuratan.views.bersama import alamat, baris_surat

PALING_DIHITUNG = 100
"""Above so many results they are no longer counted one by one."""


@require_safe
def surat_daftar(request):
    temuan = Temuan.baca(request.user, request.GET)
    halaman = halaman_surat(request.user, temuan.q, **_kunci(request))
    return render(request, "persuratan/daftar.html", _konteks(request, halaman, temuan))


@require_safe
def surat_cari(request):
    """Search with the same filters. Nothing found and a word misspelt: the nearest word is tried, and said so."""
    temuan = Temuan.baca(request.user, request.GET)
    kueri = temuan.kueri or baca("")
    if request.GET.keys() == {"q"} and (surat := surat_langsung(request.user, kueri)):
        return redirect(surat)
    halaman, kueri_pakai, usul = _cari(request, temuan, kueri)
    konteks = _konteks(request, halaman, temuan, kueri_pakai) | {
        "teks": kueri.teks,
        "usul": usul,
        "url_persis": alamat(request, persis="1"),
        "jumlah": _jumlah(halaman),
    }
    return render(request, "persuratan/cari.html", konteks)


def _cari(request, temuan, kueri):
    def halaman(kueri):
        return halaman_surat(
            request.user, temuan.q, pilih=temuan.pilih(kueri), hitung=PALING_DIHITUNG, **_kunci(request)
        )

    return (halaman(kueri), kueri, "") if request.GET.get("persis") else dengan_ejaan(halaman, kueri)


def _jumlah(halaman):
    """How many results, in words; later pages say it no more."""
    if halaman.jumlah is None:
        return ""
    return f"lebih dari {PALING_DIHITUNG}" if halaman.jumlah > PALING_DIHITUNG else str(halaman.jumlah)


def _kunci(request):
    return {"sebelum": baca_kunci(request.GET.get("sebelum")), "sesudah": baca_kunci(request.GET.get("sesudah"))}


def _konteks(request, halaman, temuan, kueri=None):
    penunjuk, form = PenunjukSisa() if halaman.surat else None, temuan.form
    return {
        "baris": [baris_surat(s, penunjuk, temuan.lingkup) for s in halaman.surat],
        "kueri": kueri,
        "pilih": False,
        "form": form,
        "saringan": [(kata, alamat(request, **{nama: None})) for nama, kata in form.dipakai()],
        "alat": _alat(request, kueri),
        "url_hapus": alamat(request, **dict.fromkeys(form.fields)),
        "url_sebelum": alamat(request, sesudah=halaman.lebih_baru) if halaman.lebih_baru else "",
        "url_sesudah": alamat(request, sebelum=halaman.lebih_lama) if halaman.lebih_lama else "",
    }


ALAT = ("surat_saring", "surat_pilih", "surat_unduh", "saringan_simpan")
"""What can be done with the whole result: pages that take the same words and filters in their address."""


def _alat(request, kueri):
    q = request.GET.copy()
    for nama in HALAMAN:
        q.pop(nama, None)
    if kueri:
        q["q"] = kueri.teks
    params = f"?{q.urlencode()}" if q else ""
    return {nama: f"{tautan(nama)}{params}" for nama in ALAT}
