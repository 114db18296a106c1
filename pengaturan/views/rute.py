"""The admin's screen about upward routes: which posts examine or paraf before the one who disposes."""

from django.db.models import Max, Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.kunci import Jawaban
from organisasi.metode import baca_dan_tulis
from pengaturan import jejak
from pengaturan.forms.rute import RuteForm
from pengaturan.kelola import BelumSah, hanya_admin, lakukan, nilai_polos, periksa
from persuratan.forms.arahkan import formulir_langkah
from persuratan.models import LangkahRute, RuteNaik
from persuratan.models.rute import salah_rute


@hanya_admin
@require_safe
def daftar(request):
    langkah = LangkahRute.objects.select_related("jabatan").order_by("urutan")
    rute = RuteNaik.objects.prefetch_related(Prefetch("langkah", langkah)).order_by("-baku", "-aktif", "urutan", "pk")
    return render(request, "pengaturan/rute_daftar.html", {"rute": rute})


@hanya_admin
@baca_dan_tulis
def tambah(request):
    akhir = RuteNaik.objects.aggregate(n=Max("urutan"))["n"] or 0
    return _rute(request, RuteNaik(urutan=akhir + 1), "Tambah rute")


@hanya_admin
@baca_dan_tulis
def ubah(request, pk):
    rute = get_object_or_404(RuteNaik, pk=pk)
    return _rute(request, rute, rute.nama)


def _rute(request, rute, judul):
    semula = _langkah(rute) if rute.pk else []
    form = RuteForm(request.POST or None, instance=rute)
    formset = formulir_langkah(request.POST) if request.method == "POST" else formulir_langkah(langkah=semula)
    if request.method == "POST" and (jawaban := lakukan(request, lambda: _simpan(request, form, formset, semula))):
        return jawaban
    form.isi_dari_draf(request.ambil_draf())
    konteks = {"form": form, "formset": formset, "judul": judul}
    return render(request, "pengaturan/rute_form.html", konteks)


def _langkah(rute):
    return [(x.jabatan, x.jenis) for x in rute.langkah.select_related("jabatan").order_by("urutan")]


def _simpan(request, form, formset, semula):
    if "baku" in request.POST:
        # Before validation, which asks the database whether there is another; a refusal takes it back.
        RuteNaik.objects.filter(baku=True).exclude(pk=form.instance.pk).update(baku=False)
    _periksa_langkah(form, formset)
    baru, lama = form.instance._state.adding, {nama: form.initial.get(nama) for nama in form._meta.fields}
    rute = form.save()
    rute.langkah.all().delete()
    LangkahRute.objects.bulk_create(
        LangkahRute(rute=rute, urutan=n, jabatan=jabatan, jenis=jenis)
        for n, (jabatan, jenis) in enumerate(formset.langkah, start=1)
    )
    nilai = nilai_polos(form) | {"langkah": _polos(formset.langkah)}
    if baru:
        jejak.catat(jejak.RUTE_DITAMBAH, oleh=request.user, objek=rute, data={"isi": jejak.polos(nilai)})
    elif beda := jejak.perbedaan(lama | {"langkah": _polos(semula)}, nilai):
        jejak.catat(jejak.RUTE_DIUBAH, oleh=request.user, objek=rute, data={"ubah": beda})
    return Jawaban(reverse("rute_daftar"), f"Rute {rute.nama} tersimpan. Surat yang sedang berjalan tidak berubah.")


def _periksa_langkah(form, formset):
    if not formset.is_valid():
        form.is_valid()  # show what is wrong with both
        raise BelumSah
    if salah := salah_rute([jenis for _, jenis in formset.langkah]):
        form.add_error(None, salah)
        raise BelumSah
    periksa(form)


def _polos(langkah):
    return [[jabatan.nama, jenis] for jabatan, jenis in langkah]
