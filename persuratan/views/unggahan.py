"""Uploads in pieces: the desk's own, and those of a phone that a QR let in. Nothing here is anybody's letter yet.

Begin → pieces of at most 512 KiB with their place → the end, which answers with the row that the form shows. Each step
may be repeated; a refusal is a sentence, and 409 says where to go on (docs/keputusan/pindaian.md).
"""

import functools
import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alur.kunci import TIDAK_LAYAK
from dokumen import potongan
from dokumen.galat import BerkasDitolak
from dokumen.models.unggahan import UKURAN_POTONGAN
from dokumen.potongan import SEMENTARA_GAGAL, SalahLetak
from organisasi.isian import baca_angka
from organisasi.metode import baca_dan_tulis
from persuratan import pindai_hp
from persuratan.forms.unggahan import BANYAK, ISIAN, Unggahan, hanya_pindaian
from persuratan.views.bersama import hanya_agendaris

MEJA = re.compile(r"meja:[0-9a-z]{8,32}")
SIDIK = re.compile(r"[0-9a-z-]{3,64}")
SHA256 = re.compile(r"[0-9a-f]{64}")
KELIRU = {"pesan": "Permintaan ini tidak lengkap. Muat ulang halaman, lalu pilih berkasnya lagi."}


# The steps, for either side ---------------------------------------------------------------------------


def _mulai(request, pemilik, tempat, *, pindahkan, keberatan=lambda ukuran, sidik: ""):
    ukuran, sidik = baca_angka(request.POST.get("ukuran", "")), request.POST.get("sidik", "")
    if ukuran is None or not SIDIK.fullmatch(sidik) or "\x00" in request.POST.get("nama", ""):
        return JsonResponse(KELIRU, status=400)
    if pesan := keberatan(ukuran, sidik):
        return JsonResponse({"pesan": pesan}, status=TIDAK_LAYAK)
    try:
        isi = {"nama": request.POST.get("nama", ""), "ukuran": ukuran, "sidik": sidik}
        u = potongan.mulai(pemilik, tempat, **isi, pindahkan=pindahkan)
    except BerkasDitolak as ditolak:
        return JsonResponse({"pesan": ditolak.pesan}, status=TIDAK_LAYAK)
    return JsonResponse({"kode": u.kode, "diterima": potongan.diterima(u), "ukuran": u.ukuran})


def _terima(request, unggahan):
    letak, sidik = baca_angka(request.headers.get("Upload-Offset", "")), request.headers.get("Upload-Sidik", "")
    panjang = baca_angka(request.META.get("CONTENT_LENGTH") or "0")
    if letak is None or panjang is None or not (sidik == "" or SHA256.fullmatch(sidik)):
        return JsonResponse(KELIRU, status=400)
    if panjang > UKURAN_POTONGAN:  # before a byte of it is read
        return JsonResponse(KELIRU, status=413)
    try:
        return JsonResponse({"diterima": potongan.terima(unggahan, letak, request.body, sidik)})
    except SalahLetak as salah:
        return JsonResponse({"diterima": salah.diterima}, status=409)
    except BerkasDitolak as ditolak:
        return _ditolak(ditolak)


def _selesai(request, unggahan, templat):
    try:
        u = potongan.selesaikan(unggahan, hanya_pindaian)
    except SalahLetak as salah:
        return JsonResponse({"diterima": salah.diterima}, status=409)
    except BerkasDitolak as ditolak:
        return _ditolak(ditolak)
    if u.galat:
        return JsonResponse({"pesan": u.galat}, status=TIDAK_LAYAK)
    baris = _baris([u], u.pemilik)
    return render(request, templat, baris | {"tiba": baris["unggahan"].berkas})


def _ditolak(ditolak):
    return JsonResponse({"pesan": ditolak.pesan}, status=503 if ditolak.alasan in SEMENTARA_GAGAL else TIDAK_LAYAK)


def _baris(daftar, pemilik):
    """Context of a list of uploads: those whose bytes are safe, and those that wait for the rest of theirs."""
    aman = [(s, s.tanda(pemilik)) for u in daftar if u.hasil is not None and (s := potongan.sementara(u))]
    return {"unggahan": Unggahan(aman=aman), "jalan": _jalan(daftar)}


def _jalan(daftar):
    return [
        {"kode": u.kode, "sidik": u.sidik, "nama": u.nama, "persen": potongan.diterima(u) * 100 // u.ukuran}
        for u in daftar
        if u.hasil is None and not u.galat
    ]


def _satu(daftar, kode):
    unggahan = daftar.filter(kode=kode).select_related("pemilik").first()
    if unggahan is None:
        raise Http404
    return unggahan


# The desk ---------------------------------------------------------------------------------------------


@hanya_agendaris
@never_cache
@baca_dan_tulis
def surat_unggahan(request):
    """GET ?tempat=…: the rows of what was taken in for this form, after a reload. POST: begin."""
    isi = request.POST if request.method == "POST" else request.GET
    if not MEJA.fullmatch(isi.get("tempat", "")):
        return JsonResponse(KELIRU, status=400)
    if request.method == "POST":
        return _mulai(request, request.user, isi["tempat"], pindahkan=True)
    daftar = potongan.dengan_kemajuan(_meja(request).filter(tempat=isi["tempat"])).order_by("pk")[:BANYAK]
    return render(request, "persuratan/_lembar.html", _baris(daftar, request.user))


@hanya_agendaris
@require_POST
def surat_unggahan_lepas(request):
    """The person lets a file go: by its hash when it is whole, by its code while it is on its way."""
    if SHA256.fullmatch(request.POST.get("sha256", "")):
        potongan.lupakan(request.user, [request.POST["sha256"]])
    potongan.hidup(request.user).filter(kode=request.POST.get("kode", "").replace("\x00", "")).delete()
    return JsonResponse({})


@hanya_agendaris
@require_POST
def surat_potongan(request, kode):
    return _terima(request, _satu(_meja(request), kode))


@hanya_agendaris
@require_POST
def surat_unggahan_selesai(request, kode):
    return _selesai(request, _satu(_meja(request), kode), "persuratan/_lembar.html")


def _meja(request):
    return potongan.hidup(request.user).filter(tempat__startswith="meja:")


# The phone, without a login -----------------------------------------------------------------------------


def _tautan(rahasia):
    tautan = pindai_hp.cari(rahasia)
    if tautan is None:
        raise Http404
    return tautan


@login_not_required
@never_cache
@baca_dan_tulis
def hp(request, rahasia):
    """The page behind the QR. POST: files sent whole, without scripts."""
    tautan = pindai_hp.cari(rahasia)
    if tautan is None:
        return render(request, "persuratan/hp.html", {"tautan": None}, status=404)
    galat = _terima_utuh(request, tautan) if request.method == "POST" else []
    if request.method == "POST" and not galat:
        return redirect("hp", rahasia=rahasia)
    konteks = {"tautan": tautan, "rahasia": rahasia, "galat": galat} | _halaman_hp(tautan)
    return render(request, "persuratan/hp.html", konteks, status=TIDAK_LAYAK if galat else 200)


hp.izin_tamu = lambda rahasia: pindai_hp.cari(rahasia) is not None
"""Asked by the upload handler: of a stranger without a live link not a byte is written."""


def _halaman_hp(tautan):
    kiriman = potongan.dengan_kemajuan(pindai_hp.kiriman(tautan).filter(galat=""))
    tiba = [s for u in kiriman if u.hasil is not None and (s := potongan.sementara(u))]
    return {"tiba": tiba, "halaman": sum(s.jumlah_halaman for s in tiba), "jalan": _jalan(kiriman)}


def _terima_utuh(request, tautan):
    galat, berkas = [], [f for isian in ISIAN for f in request.FILES.getlist(isian)]
    if not berkas:
        return ["Belum ada foto. Ambil foto atau pilih berkas dulu."]
    for file in berkas:
        if pesan := _keberatan(tautan, file.size):
            return [*galat, pesan]
        try:
            unggahan = potongan.simpan_utuh(tautan.pegawai, tautan.tempat, file, hanya_pindaian)
        except BerkasDitolak as ditolak:
            galat.append(f"{file.name}: {ditolak.pesan}")
            continue
        if unggahan.galat:
            galat.append(f"{file.name}: {unggahan.galat}")
    return galat


PENUH = f"Paling banyak {BANYAK} foto untuk satu surat. Yang sudah terkirim aman."
HABIS = "Kode ini sudah terlalu banyak menerima kiriman. Yang sudah terkirim aman. Buka kode baru di komputer."


def _keberatan(tautan, ukuran, sidik=""):
    """Why this link takes no further file; "" when it does. The same file begun again is no further one."""
    if sidik and pindai_hp.kiriman(tautan).filter(sidik=sidik, ukuran=ukuran, galat="").exists():
        return ""
    if pindai_hp.penuh(tautan):
        return PENUH
    return "" if pindai_hp.ambil_jatah(tautan, ukuran) else HABIS


@login_not_required
@require_POST
def hp_unggahan(request, rahasia):
    tautan = _tautan(rahasia)
    keberatan = functools.partial(_keberatan, tautan)
    return _mulai(request, tautan.pegawai, tautan.tempat, pindahkan=False, keberatan=keberatan)


@login_not_required
@require_POST
def hp_potongan(request, rahasia, kode):
    return _terima(request, _satu(pindai_hp.kiriman(_tautan(rahasia)), kode))


@login_not_required
@require_POST
def hp_selesai(request, rahasia, kode):
    tautan = _tautan(rahasia)
    unggahan = _satu(pindai_hp.kiriman(tautan), kode)
    return _selesai(request, unggahan, "persuratan/_lembar_hp.html")
