"""Senders and their names: found, compared, merged and parted. Beside the daily work, never in its way."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from organisasi.isian import baca_angka
from organisasi.metode import baca_dan_tulis, hanya_peran
from persuratan import pengirim as verba
from persuratan.forms.pengirim import GabungForm
from persuratan.models import Pengirim, UsulGabung
from persuratan.models.acuan import normal
from persuratan.pengirim_mirip import calon
from persuratan.peran import PENGELOLA_REGISTER

BARIS = 25
USUL = 10


@hanya_peran(*PENGELOLA_REGISTER)
@never_cache
@require_safe
def pengirim_daftar(request):
    """All names in order, and above them those that may be one sender."""
    teks = " ".join(request.GET.get("q", "").split())[:200]
    semua = Pengirim.objects.filter(nama_normal__contains=normal(teks)) if teks else Pengirim.objects.all()
    baris, sebelum, sesudah = _potong(request, semua.select_related("penerus"), teks)
    konteks = {
        "q": teks,
        "pengirim": _dengan_jumlah(baris),
        "url_sebelum": sebelum,
        "url_sesudah": sesudah,
        "usul": [] if teks or sebelum else _usul(),
    }
    return render(request, "persuratan/pengirim_daftar.html", konteks)


@hanya_peran(*PENGELOLA_REGISTER)
@never_cache
@baca_dan_tulis
def pengirim_rinci(request, pk):
    """One sender: its names, and the form that merges it into another."""
    pengirim = get_object_or_404(Pengirim.objects.select_related("penerus"), pk=pk)
    if request.method != "POST":
        form = GabungForm(initial={"ke": request.GET.get("ke", "")[:200]}).isi_dari_draf(request.ambil_draf())
        return _rinci(request, pengirim, form)
    form = GabungForm(request.POST)
    if form.is_valid():
        try:
            return sekali(request, lambda: _gabungkan(request, pengirim, form.cleaned_data["ke"]))
        except TransitionDenied as ditolak:
            form.add_error(None, ditolak.pesan)
    return _rinci(request, pengirim, form, status=TIDAK_LAYAK)


def _gabungkan(request, pengirim, ke):
    ke = verba.gabungkan(pengirim, ke, oleh=request.user)
    pesan = f"“{pengirim.nama}” kini satu dengan “{ke.nama}”. Bila keliru, pisahkan lagi di halaman pengirimnya."
    daftar = "daftar" in request.POST
    return Jawaban(reverse("pengirim_daftar") if daftar else reverse("pengirim_rinci", args=[ke.pk]), pesan)


def _rinci(request, pengirim, form, *, status=200):
    kini = pengirim.penerus or pengirim
    nama = list(Pengirim.objects.sekelompok(kini.pk).order_by("digabung_pada", "nama_normal"))
    nama.sort(key=lambda p: p.pk != kini.pk)
    konteks = {
        "pengirim": pengirim,
        "kini": kini,
        "nama": nama,
        "jumlah": sum(p.jumlah_surat for p in nama),
        "form": form,
        "mirip": _mirip(kini) if pengirim == kini else [],
        "url_surat": f"{reverse('surat_daftar')}?{urlencode({'pengirim': kini.nama})}",
    }
    return render(request, "persuratan/pengirim_rinci.html", konteks, status=status)


def _mirip(pengirim):
    """Names that resemble this one, the nearest first: it alone is compared with all others."""
    semua = dict(Pengirim.objects.filter(penerus=None).values_list("pk", "nama_normal"))
    pks = calon(pengirim.pk, pengirim.nama_normal, semua)
    nama = Pengirim.objects.in_bulk(pks)
    return [nama[pk].nama for pk in pks]


@hanya_peran(*PENGELOLA_REGISTER)
@require_POST
def pengirim_pisah(request, pk):
    pengirim = get_object_or_404(Pengirim, pk=pk)

    def verb():
        dipisah = verba.pisahkan(pengirim, oleh=request.user)
        return Jawaban(reverse("pengirim_rinci", args=[pk]), f"“{dipisah.nama}” kini pengirim sendiri lagi.")

    try:
        return sekali(request, verb)
    except TransitionDenied as ditolak:
        messages.error(request, ditolak.pesan)
        return redirect("pengirim_rinci", pk=pk)


@hanya_peran(*PENGELOLA_REGISTER)
@require_POST
def usul_tolak(request, pk):
    usul = get_object_or_404(UsulGabung, pk=pk)

    def verb():
        verba.tolak_usul(usul, oleh=request.user)
        return Jawaban(reverse("pengirim_daftar"), "Kedua nama tetap terpisah, dan tidak diusulkan lagi.")

    return sekali(request, verb)


def _usul():
    """The surest proposals between names that both still stand for themselves; the more frequent one is kept."""
    terbuka = UsulGabung.objects.filter(ditolak_pada=None, pengirim__penerus=None, dengan__penerus=None)
    usul = list(terbuka.select_related("pengirim", "dengan").order_by("-nilai", "pk")[:USUL])
    _dengan_jumlah([p for u in usul for p in (u.pengirim, u.dengan)])
    for u in usul:
        u.tetap, u.lebur = sorted((u.pengirim, u.dengan), key=lambda p: (-p.jumlah, p.pk))
    return usul


def _dengan_jumlah(pengirim):
    """Each with `jumlah`: letters under all its names; under its own alone when it was merged."""
    pks = {p.pk for p in pengirim if p.penerus_id is None}
    gabungan = Pengirim.objects.filter(penerus__in=pks).order_by().values("penerus")
    tambahan = dict(gabungan.annotate(n=Sum("jumlah_surat")).values_list("penerus", "n"))
    for p in pengirim:
        p.jumlah = p.jumlah_surat + tambahan.get(p.pk, 0)
    return pengirim


def _potong(request, qs, teks):
    """(rows, address before, address after) of a page in the order of the names, which are unique."""
    mundur = "sebelum" in request.GET
    pk = baca_angka(request.GET.get("sebelum" if mundur else "sesudah", ""))
    acuan = Pengirim.objects.filter(pk=pk).values_list("nama_normal", flat=True).first() if pk is not None else None
    if acuan is not None:
        qs = qs.filter(**{f"nama_normal__{'lt' if mundur else 'gt'}": acuan})
    baris = list(qs.order_by("-nama_normal" if mundur else "nama_normal")[: BARIS + 1])
    lebih, baris = len(baris) > BARIS, baris[:BARIS]
    if mundur:
        baris.reverse()
    ada_sebelum, ada_sesudah = (lebih, acuan is not None) if mundur else (acuan is not None, lebih)
    saring = {"q": teks} if teks else {}
    return (
        baris,
        f"?{urlencode(saring | {'sebelum': baris[0].pk})}" if baris and ada_sebelum else "",
        f"?{urlencode(saring | {'sesudah': baris[-1].pk})}" if baris and ada_sesudah else "",
    )
