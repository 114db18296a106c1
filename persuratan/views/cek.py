"""For the bearer: a receipt on paper, and the public page that tells how far the letter is, and nothing else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dokumen.cetak import nama_berkas
from dokumen.galat import CetakGagal
from dokumen.sajian import sajikan_isi
from organisasi.kode import HURUF_KODE
from organisasi.metode import hanya_peran
from persuratan.cetak import render_tanda_terima_pengirim
from persuratan.models import SuratMasuk
from persuratan.peran import LOKET
from persuratan.views.bersama import ambil_surat

Status = SuratMasuk.Status
TAHAP = (
    (Status.TERCATAT, "Diterima dan dicatat"),
    (Status.NAIK, "Sedang diperiksa pimpinan"),
    (Status.TERDISPOSISI, "Sudah diteruskan ke unit pengolah"),
    (Status.SELESAI, "Selesai ditindaklanjuti"),
)
"""What the public is told; a returned letter simply stands at an earlier stage again."""


@require_safe
@hanya_peran(*LOKET)
def surat_tanda_terima(request, kode):
    """The receipt as PDF, for the posts that keep the register."""
    surat = ambil_surat(request, kode)
    try:
        isi = render_tanda_terima_pengirim(surat, dicetak_oleh=request.user.nama)
    except CetakGagal as gagal:
        messages.error(request, gagal.pesan)
        return redirect(surat)
    return sajikan_isi(isi, nama=nama_berkas("Tanda terima agenda", surat.nomor_agenda, surat.tahun_agenda))


@login_not_required
@never_cache
@require_safe
def cek(request, kode=""):
    """The stage of one letter by the code on its receipt. An unknown code gets the same calm page, with 404."""
    if not kode and request.GET.get("kode", "").strip():
        rapi = rapikan_kode(request.GET["kode"])
        return redirect("cek", kode=rapi) if rapi else _halaman(request, request.GET["kode"], None)
    if not kode:
        return render(request, "persuratan/cek.html", {"kode": ""})
    status = SuratMasuk.objects.filter(kode_lacak=rapikan_kode(kode), nomor_agenda__isnull=False)
    return _halaman(request, kode, status.values_list("status", flat=True).first())


def _halaman(request, kode, status):
    konteks = {"kode": (rapikan_kode(kode) or kode)[:20]}
    if status is None:
        return render(request, "persuratan/cek.html", konteks, status=404)
    if status == Status.BATAL:
        return render(request, "persuratan/cek.html", konteks | {"batal": True})
    urut = [s for s, _ in TAHAP].index(status)
    konteks["kini"] = TAHAP[urut][1]
    konteks["tahap"] = [
        {"kata": kata, "keadaan": "usai" if i < urut or status == Status.SELESAI else "kini" if i == urut else ""}
        for i, (_, kata) in enumerate(TAHAP)
    ]
    return render(request, "persuratan/cek.html", konteks)


def rapikan_kode(teks):
    """A typed code as it is stored ("7kq4m 2xr8t" → "7KQ4M-2XR8T"), or "" when it can be none."""
    huruf = "".join(h for h in teks.upper()[:40] if h.isalnum())
    if len(huruf) != 10 or any(h not in HURUF_KODE for h in huruf):
        return ""
    return f"{huruf[:5]}-{huruf[5:]}"
