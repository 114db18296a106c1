"""The admin's screen about the phrases of the disposition sheet."""

from django.db.models import Max
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from disposisi.models import Instruksi
from organisasi.metode import baca_dan_tulis
from pengaturan import jejak
from pengaturan.forms.instruksi import InstruksiForm
from pengaturan.kelola import hanya_admin, simpan


@hanya_admin
@require_safe
def daftar(request):
    instruksi = Instruksi.objects.order_by("-aktif", "urutan", "nama")
    if request.GET.get("keadaan") != "semua":
        instruksi = instruksi.filter(aktif=True)
    konteks = {"instruksi": instruksi, "keadaan": request.GET.get("keadaan", "")}
    return render(request, "pengaturan/instruksi_daftar.html", konteks)


@hanya_admin
@baca_dan_tulis
def tambah(request):
    akhir = Instruksi.objects.aggregate(n=Max("urutan"))["n"] or 0
    return _instruksi(request, InstruksiForm(request.POST or None, instance=Instruksi(urutan=akhir + 1)), "Tambah isi")


@hanya_admin
@baca_dan_tulis
def ubah(request, pk):
    instruksi = get_object_or_404(Instruksi, pk=pk)
    return _instruksi(request, InstruksiForm(request.POST or None, instance=instruksi), instruksi.nama)


def _instruksi(request, form, judul):
    jawaban = simpan(
        request,
        form,
        tambah=jejak.INSTRUKSI_DITAMBAH,
        ubah=jejak.INSTRUKSI_DIUBAH,
        tujuan=lambda i: reverse("instruksi_daftar"),
        pesan=lambda i: f"Isi disposisi {i.nama} tersimpan. Lembar lama tidak berubah.",
    )
    if jawaban:
        return jawaban
    form.isi_dari_draf(request.ambil_draf())
    return render(request, "pengaturan/instruksi_form.html", {"form": form, "judul": judul})
