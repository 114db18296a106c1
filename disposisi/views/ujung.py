"""The other ends of a letter on this desk: filed, taken on oneself, or sent back."""

import contextlib

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from disposisi.permissions import tugas_disposisi
from disposisi.transitions import ARSIPKAN, KEMBALIKAN_DISPOSISI, TINDAK_LANJUTI
from disposisi.transitions.pengembalian import dari_disposisi
from disposisi.views.bersama import pilih_penugasan, surat_saya
from organisasi.metode import baca_dan_tulis
from persuratan.forms import AlasanForm
from persuratan.models.pilihan import JenisTugas
from persuratan.pengembalian import tujuan_kembali
from persuratan.transitions import KEMBALIKAN


def _tegaskan(request, kode, transition, *, form_kelas=None, **kata):
    """A page that asks once; a POST carries it out. The same for all three other ends."""
    surat = surat_saya(request, kode)
    form = form_kelas(request.POST or None).isi_dari_draf(request.ambil_draf()) if form_kelas else None
    if request.method == "POST":
        return sekali(request, lambda: _jalankan(request, surat, transition, form, kata))
    try:
        wewenang = transition.check(surat, request.user)
    except TransitionDenied as ditolak:
        messages.error(request, ditolak.pesan)
        return redirect(surat)
    return TemplateResponse(request, "disposisi/tegaskan.html", _isi_tegaskan(request, surat, wewenang, form, kata))


def _isi_tegaskan(request, surat, wewenang, form, kata):
    jabatan = {p.jabatan_id for p in wewenang}
    return (
        {"jalur": {"url": reverse("disposisi_beri", args=[surat.kode]), "nama": "Disposisi"}}
        | kata
        | {
            "surat": surat,
            "form": form,
            "pilihan": wewenang if len(jabatan) > 1 else [],
            "sebagai": request.POST.get("sebagai") or request.GET.get("sebagai", ""),
        }
    )


def _jalankan(request, surat, transition, form, kata):
    tertolak, wewenang = None, []
    if form is None or form.is_valid():
        try:
            wewenang = transition.check(surat, request.user)
            transition.run(
                surat,
                oleh=request.user,
                sebagai=pilih_penugasan(wewenang, request.POST.get("sebagai")),
                catatan=form.cleaned_data["catatan"] if form else "",
            )
        except TransitionDenied as ditolak:
            tertolak = ditolak
        else:
            return Jawaban(reverse("tugas_saya"), f"{surat.sebutan} {kata['selesai']}")
    isi = _isi_tegaskan(request, surat, wewenang, form, kata) | {"tertolak": tertolak and tertolak.pesan}
    return render(request, "disposisi/tegaskan.html", isi, status=TIDAK_LAYAK)


@baca_dan_tulis
def arsip(request, kode):
    """File it without disposing."""
    return _tegaskan(
        request,
        kode,
        ARSIPKAN,
        judul="Cukup diarsipkan?",
        akibat="Surat ini tidak diteruskan kepada siapa pun. Bila tidak ada tugas lain, suratnya selesai.",
        tombol="Cukup arsip",
        selesai="diarsipkan, tidak diteruskan.",
    )


@baca_dan_tulis
def sendiri(request, kode):
    """Take it on oneself instead of passing it on; a letter only to be known asks for nothing more."""
    surat = surat_saya(request, kode)
    tugas = [tugas_disposisi(surat, p) for p in request.user.penugasan_berlaku]
    if any(t is not None and t.untuk_diketahui for t in tugas):
        return _tegaskan(
            request,
            kode,
            TINDAK_LANJUTI,
            judul="Cukup diketahui?",
            akibat="Surat ini tidak diteruskan. Anda tercatat sudah mengetahuinya, tanpa tindak lanjut.",
            tombol="Sudah saya ketahui",
            selesai="tercatat sudah Anda ketahui.",
        )
    return _tegaskan(
        request,
        kode,
        TINDAK_LANJUTI,
        judul="Tindak lanjuti sendiri?",
        akibat="Surat ini tidak diteruskan. Tindak lanjutnya menjadi tugas Anda.",
        tombol="Tindak lanjuti sendiri",
        selesai="sekarang tugas Anda untuk ditindaklanjuti.",
    )


@baca_dan_tulis
def kembalikan(request, kode):
    """Back to the registry while the letter goes up, back to the giver once it was disposed; with the reason."""
    surat = surat_saya(request, kode)
    if surat.status != surat.Status.NAIK:
        return _tegaskan(
            request,
            kode,
            KEMBALIKAN_DISPOSISI,
            form_kelas=AlasanForm,
            judul="Bukan urusan Anda?",
            akibat=_akan_kembali(surat, request.user),
            tombol="Kembalikan",
            selesai="dikembalikan dengan alasan Anda.",
            jalur={"url": surat.get_absolute_url(), "nama": surat.sebutan},
        )
    return _tegaskan(
        request,
        kode,
        KEMBALIKAN,
        form_kelas=AlasanForm,
        judul="Kembalikan ke Bagian Umum?",
        akibat="Surat kembali ke petugas agenda untuk diperbaiki atau diarahkan lagi. Alasannya ikut terbaca.",
        tombol="Kembalikan",
        selesai="dikembalikan ke Bagian Umum.",
    )


def _akan_kembali(surat, pegawai):
    """To whom it goes back, in a sentence; the refusal says itself why it may not."""
    tujuan = []
    with contextlib.suppress(TransitionDenied):
        tujuan = [tujuan_kembali(surat, t) for p in pegawai.penugasan_berlaku for t in dari_disposisi(surat, p)]
    nama = " dan ".join(sorted({j.nama for _, jabatan in tujuan for j in jabatan})) or "pemberi disposisi"
    if any(jenis == JenisTugas.TENGAHI for jenis, _ in tujuan):
        return f"Ini pengembalian kedua. {nama} yang menetapkan penerimanya, dan putusannya tidak dapat ditolak."
    return f"Surat kembali ke {nama}, yang memilih penerima lain. Alasan Anda ikut terbaca."
