"""Acts on a letter that ask once, with a reason, on a page of their own: no disposition, opened again, cancelled."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from organisasi.isian import Formulir, baca_angka
from organisasi.metode import baca_dan_tulis
from persuratan.forms.alasan import alasan_form
from persuratan.transitions import BUKA_KEMBALI, MINTA_BATAL, SETUJUI_BATAL, TANPA_DISPOSISI, TOLAK_BATAL
from persuratan.transitions.batal import nomor_surat
from persuratan.views.bersama import ambil_surat, lencana_surat


@never_cache
@baca_dan_tulis
def surat_tanpa_disposisi(request, kode):
    """The letter ends at the counter: bills, brochures, what no official has to see."""
    return tegaskan(
        request,
        kode,
        TANPA_DISPOSISI,
        alasan=("Mengapa tidak perlu disposisi", "Tulis mengapa surat ini tidak perlu disposisi."),
        judul="Tidak perlu disposisi?",
        akibat="Surat ini tidak naik ke pimpinan dan selesai di sini. Kepala bagian melihat alasannya di register.",
        tombol="Tetapkan tidak perlu disposisi",
        selesai="ditetapkan tidak perlu disposisi.",
    )


@never_cache
@baca_dan_tulis
def surat_buka_kembali(request, kode):
    """The head of the counter does not agree: the letter waits to be routed again."""
    return tegaskan(
        request,
        kode,
        BUKA_KEMBALI,
        alasan=("Mengapa perlu disposisi", "Tulis mengapa surat ini perlu disposisi."),
        judul="Buka kembali surat ini?",
        akibat="Surat kembali kepada petugas agenda untuk diarahkan. Alasan Anda ikut terbaca.",
        tombol="Buka kembali",
        selesai="dibuka kembali dan menunggu diarahkan.",
    )


@never_cache
@baca_dan_tulis
def surat_minta_batal(request, kode):
    """The counter asks; its head agrees or not."""
    return tegaskan(
        request,
        kode,
        MINTA_BATAL,
        alasan=("Mengapa dibatalkan", "Tulis mengapa pencatatan surat ini dibatalkan."),
        judul="Minta pembatalan surat ini?",
        akibat="Kepala bagian memutusnya; sampai saat itu surat tetap berjalan. Nomornya tidak dipakai lagi.",
        tombol="Minta pembatalan",
        selesai="diminta dibatalkan. Menunggu persetujuan kepala bagian.",
        bahaya=True,
    )


@never_cache
@baca_dan_tulis
def surat_setujui_batal(request, kode):
    return tegaskan(
        request,
        kode,
        SETUJUI_BATAL,
        judul="Setujui pembatalan?",
        akibat="Semua tugas surat ini berakhir. Surat tetap terbaca, ditandai batal; nomornya tidak dipakai lagi.",
        tombol="Setujui pembatalan",
        selesai="dibatalkan.",
        bahaya=True,
        lain=("surat_tolak_batal", "Tolak pembatalan"),
    )


@never_cache
@baca_dan_tulis
def surat_tolak_batal(request, kode):
    return tegaskan(
        request,
        kode,
        TOLAK_BATAL,
        alasan=("Mengapa ditolak", "Tulis mengapa pembatalan ditolak."),
        judul="Tolak pembatalan?",
        akibat="Surat tetap berjalan seperti semula. Alasan Anda ikut terbaca.",
        tombol="Tolak pembatalan",
        selesai="tidak jadi dibatalkan.",
        lain=("surat_setujui_batal", "Setujui pembatalan"),
    )


def tegaskan(request, kode, transition, *, selesai, alasan=None, **kata):
    """Ask once, with the consequence. `alasan` is (label, sentence when it is missing), None where none is wanted;
    `lain` (name, words) of the page with the opposite answer.

    One whose turn it is not goes back to the letter with the reason why.
    """
    surat = ambil_surat(request, kode)
    try:
        wewenang = transition.check(surat, request.user)
    except TransitionDenied as ditolak:
        if request.method != "POST":
            messages.error(request, ditolak.pesan)
            return redirect(surat)
        wewenang = []  # a second press of the same form: its key brings the first answer
    kelas = alasan_form(*alasan) if alasan else Formulir
    form = kelas(request.POST) if request.method == "POST" else kelas().isi_dari_draf(request.ambil_draf())
    jawab = _Tegas(request, surat, transition, wewenang, form, kata)
    if request.method != "POST":
        return jawab.halaman()
    try:
        return sekali(request, lambda: jawab.jalankan(selesai))
    except TransitionDenied as ditolak:
        form.add_error(None, forms.ValidationError(ditolak.pesan))
        return jawab.halaman(status=TIDAK_LAYAK)


class _Tegas:
    def __init__(self, request, surat, transition, wewenang, form, kata):
        self.request, self.surat, self.transition = request, surat, transition
        self.wewenang, self.form, self.kata = wewenang, form, kata

    def jalankan(self, selesai):
        if not self.form.is_valid():
            return self.halaman(status=TIDAK_LAYAK)
        self.transition.run(
            self.surat,
            oleh=self.request.user,
            sebagai=baca_angka(self.request.POST.get("sebagai")),
            catatan=self.form.cleaned_data.get("catatan", ""),
        )
        return Jawaban(self.surat.get_absolute_url(), f"{self.surat.sebutan} {selesai}")

    def halaman(self, *, status=200):
        konteks = self.kata | {
            "surat": self.surat,
            "lencana": lencana_surat(self.surat),
            "form": self.form,
            "permintaan": nomor_surat(self.surat) if self.transition in {SETUJUI_BATAL, TOLAK_BATAL} else None,
            "sebagai": self.wewenang if len({p.jabatan_id for p in self.wewenang}) > 1 else [],
            "sebagai_dipilih": baca_angka(self.request.POST.get("sebagai")),
        }
        return render(self.request, "persuratan/tegaskan.html", konteks, status=status)
