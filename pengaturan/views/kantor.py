"""The admin's screens about posts and units."""

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisasi.isian import baca_angka
from organisasi.metode import baca_dan_tulis
from organisasi.models import Jabatan, Penugasan, Peran, UnitKerja
from pengaturan import jejak
from pengaturan.forms.kantor import JabatanForm, UnitForm
from pengaturan.kelola import hanya_admin, potong, simpan


@hanya_admin
@require_safe
def pengaturan(request):
    return redirect("orang_daftar")


@hanya_admin
@require_safe
def jabatan_daftar(request):
    q = request.GET.get("q", "").strip()[:100]
    jabatan = Jabatan.objects.select_related("unit", "atasan")
    if q:
        jabatan = jabatan.filter(Q(nama__icontains=q) | Q(singkatan__icontains=q) | Q(unit__nama__icontains=q))
    if request.GET.get("keadaan") != "semua":
        jabatan = jabatan.filter(aktif=True)
    pemegang = Penugasan.objects.berlaku().filter(pegawai__is_active=True).select_related("pegawai").order_by("pk")
    jabatan = jabatan.prefetch_related(Prefetch("penugasan", pemegang, to_attr="sekarang"))
    baris, sebelum, sesudah = potong(request, jabatan, "nama")
    konteks = {
        "jabatan": baris,
        "q": q,
        "keadaan": request.GET.get("keadaan", ""),
        "url_sebelum": sebelum,
        "url_sesudah": sesudah,
    }
    return render(request, "pengaturan/jabatan_daftar.html", konteks)


@hanya_admin
@baca_dan_tulis
def jabatan_tambah(request):
    awal = {"unit": request.GET["unit"]} if baca_angka(request.GET.get("unit", "")) is not None else {}
    return _jabatan(request, JabatanForm(request.POST or None, initial=awal), "Tambah jabatan")


@hanya_admin
@baca_dan_tulis
def jabatan_ubah(request, pk):
    jabatan = get_object_or_404(Jabatan, pk=pk)
    return _jabatan(request, JabatanForm(request.POST or None, instance=jabatan), jabatan.nama, jabatan)


def _jabatan(request, form, judul, jabatan=None):
    jawaban = simpan(
        request,
        form,
        tambah=jejak.JABATAN_DITAMBAH,
        ubah=jejak.JABATAN_DIUBAH,
        tujuan=lambda j: reverse("jabatan_ubah", args=[j.pk]),
        pesan=lambda j: f"Jabatan {j.nama} tersimpan.",
        setelah=form.simpan_nama_lama,
    )
    if jawaban:
        return jawaban
    penugasan = Penugasan.objects.filter(jabatan=jabatan) if jabatan else Penugasan.objects.none()
    konteks = {
        "form": form.isi_dari_draf(request.ambil_draf()),
        "judul": judul,
        "jabatan": jabatan,
        "penugasan": penugasan.select_related("pegawai").order_by("-mulai", "-pk")[:20],
        "berlaku": {p.pk for p in Penugasan.objects.berlaku().filter(jabatan=jabatan)} if jabatan else set(),
        "peran": Peran.choices,
    }
    return render(request, "pengaturan/jabatan_form.html", konteks)


@hanya_admin
@require_safe
def unit_daftar(request):
    unit = UnitKerja.objects.select_related("induk", "pengganti").order_by("urutan", "nama")
    if request.GET.get("keadaan") != "semua":
        unit = unit.filter(aktif=True)
    konteks = {"unit": _pohon(list(unit)), "keadaan": request.GET.get("keadaan", "")}
    return render(request, "pengaturan/unit_daftar.html", konteks)


def _pohon(unit):
    """The units as (unit, depth), children below their parent; a unit whose parent is not shown stands at the root."""
    ada = {u.pk for u in unit}
    anak = {}
    for u in unit:
        anak.setdefault(u.induk_id if u.induk_id in ada else None, []).append(u)
    hasil, tumpukan = [], [(u, 0) for u in reversed(anak.get(None, []))]
    while tumpukan:
        u, dalam = tumpukan.pop()
        hasil.append((u, dalam))
        tumpukan += [(a, dalam + 1) for a in reversed(anak.get(u.pk, []))]
    return hasil


@hanya_admin
@baca_dan_tulis
def unit_tambah(request):
    return _unit(request, UnitForm(request.POST or None), "Tambah unit")


@hanya_admin
@baca_dan_tulis
def unit_ubah(request, pk):
    unit = get_object_or_404(UnitKerja, pk=pk)
    return _unit(request, UnitForm(request.POST or None, instance=unit), unit.nama)


def _unit(request, form, judul):
    jawaban = simpan(
        request,
        form,
        tambah=jejak.UNIT_DITAMBAH,
        ubah=jejak.UNIT_DIUBAH,
        tujuan=lambda u: reverse("unit_daftar"),
        pesan=lambda u: f"Unit {u.nama} tersimpan.",
        setelah=form.simpan_nama_lama,
    )
    if jawaban:
        return jawaban
    form.isi_dari_draf(request.ambil_draf())
    return render(request, "pengaturan/unit_form.html", {"form": form, "judul": judul})
