"""Saved searches, and the page of all filters with how many letters each would leave."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from organisasi.metode import baca_dan_tulis
from organisasi.models import Pegawai
from persuratan.forms.saringan import NamaSaringanForm
from persuratan.models import SaringanTersimpan
from persuratan.models.saringan import ISI_TERPANJANG, PALING_BANYAK
from persuratan.pilahan import pilahan
from persuratan.temuan import Temuan
from persuratan.views.massal import url_daftar

TERLALU_PANJANG = "Saringan ini terlalu panjang untuk disimpan. Pendekkan kata carinya, lalu simpan lagi."
PENUH = f"Anda sudah menyimpan {PALING_BANYAK} saringan. Hapus yang tidak dipakai, lalu simpan lagi."


@require_safe
def saringan_daftar(request):
    """One's own, by name; the address of each may be given to anybody: it carries what is looked for alone."""
    baris = []
    for s in SaringanTersimpan.objects.filter(pemilik=request.user).order_by("nama", "pk"):
        temuan = Temuan.baca(request.user, QueryDict(s.isi))
        url = url_daftar(temuan)
        tautan = f"{settings.ALAMAT.rstrip('/')}{url}"
        baris.append({"saringan": s, "url": url, "tautan": tautan, "kata": temuan.ringkas})
    return render(request, "persuratan/saringan_daftar.html", {"baris": baris, "paling_banyak": PALING_BANYAK})


@baca_dan_tulis
def saringan_simpan(request):
    """Keep the filters of this address under a name."""
    temuan = Temuan.baca(request.user, request.GET)
    return _isi_nama(request, temuan, SaringanTersimpan(pemilik=request.user), lambda form: _simpan(temuan, form))


def _simpan(temuan, form):
    """Under the lock of the person, so that two windows take different numbers."""
    pegawai = Pegawai.objects.select_for_update(of=("self",), no_key=True).get(pk=temuan.pegawai.pk)
    terpakai = set(SaringanTersimpan.objects.filter(pemilik=pegawai).values_list("nomor", flat=True))
    bebas = set(range(1, PALING_BANYAK + 1)) - terpakai
    if not bebas:
        return Jawaban(reverse("saringan_daftar"), PENUH, messages.ERROR)
    isi = temuan.params.urlencode()
    if len(isi) > ISI_TERPANJANG:
        return Jawaban(reverse("saringan_daftar"), TERLALU_PANJANG, messages.ERROR)
    saringan = form.save(commit=False)
    saringan.nomor, saringan.isi, saringan.dibuat_pada = min(bebas), isi, timezone.now()
    saringan.save()
    return Jawaban(url_daftar(temuan), f"Saringan “{saringan.nama}” tersimpan.")


@baca_dan_tulis
def saringan_ubah(request, kode):
    saringan = get_object_or_404(SaringanTersimpan, pemilik=request.user, kode=kode)
    temuan = Temuan.baca(request.user, QueryDict(saringan.isi))

    def ganti(form):
        return Jawaban(reverse("saringan_daftar"), f"Nama saringan diganti menjadi “{form.save().nama}”.")

    return _isi_nama(request, temuan, saringan, ganti)


def _isi_nama(request, temuan, saringan, verb):
    isi = request.POST if request.method == "POST" else None
    form = NamaSaringanForm(isi, instance=saringan, pemilik=request.user)
    form.isi_dari_draf(request.ambil_draf())
    if request.method == "POST" and form.is_valid():
        return sekali(request, lambda: verb(form))
    konteks = {
        "form": form,
        "ringkas": temuan.ringkas,
        "baru": saringan.pk is None,
        "url_batal": url_daftar(temuan) if saringan.pk is None else reverse("saringan_daftar"),
    }
    return render(request, "persuratan/saringan_nama.html", konteks, status=TIDAK_LAYAK if form.errors else 200)


@baca_dan_tulis
def saringan_hapus(request, kode):
    saringan = get_object_or_404(SaringanTersimpan, pemilik=request.user, kode=kode)
    if request.method == "POST":
        return sekali(request, lambda: _hapus(saringan))
    konteks = {
        "judul": f"Hapus saringan “{saringan.nama}”?",
        "isi_kalimat": "Surat tidak berubah, dan tautan yang sudah dibagikan tetap jalan.",
        "tombol": "Hapus saringan",
        "url_batal": reverse("saringan_daftar"),
        "jalur": {"url": reverse("saringan_daftar"), "nama": "Saringan tersimpan"},
    }
    return render(request, "komponen/konfirmasi.html", konteks)


def _hapus(saringan):
    saringan.delete()
    return Jawaban(reverse("saringan_daftar"), f"Saringan “{saringan.nama}” dihapus.")


@require_safe
def surat_saring(request):
    """All filters on one page, each value with the number of letters it would leave."""
    temuan = Temuan.baca(request.user, request.GET)
    params = temuan.params
    konteks = {
        "form": temuan.form,
        "teks": temuan.kueri.teks if temuan.kueri else "",
        "aksi": reverse("cari" if temuan.kueri else "surat_daftar"),
        "pilahan": [(p, [(n, _dengan(temuan, params, p, n)) for n in p.nilai]) for p in pilahan(temuan) or ()],
        "saringan": [(kata, f"?{urlencode(_tanpa(params, nama))}") for nama, kata in temuan.form.dipakai()],
        "url_daftar": url_daftar(temuan),
        "url_hapus": f"?{urlencode({'q': temuan.kueri.teks})}" if temuan.kueri else "?",
    }
    return render(request, "persuratan/saring.html", konteks)


def _dengan(temuan, params, p, nilai):
    """The list with this value chosen too."""
    isi = params.dict() | {p.nama: nilai.kunci}
    return f"{reverse('cari' if temuan.kueri else 'surat_daftar')}?{urlencode(isi)}"


def _tanpa(params, nama):
    return {k: v for k, v in params.dict().items() if k != nama}
