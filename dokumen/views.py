"""One's own long jobs. Files themselves have no address here: the room that holds the letter serves them."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from alur.kunci import Jawaban, sekali
from dokumen import pekerjaan as kerja
from dokumen.models import Pekerjaan
from dokumen.sajian import sajikan

PALING_BANYAK = 50


@require_safe
def pekerjaan_daftar(request):
    """The owner's jobs, newest first; results live a week, so one page holds what matters."""
    daftar = Pekerjaan.objects.visible_to(request.user).select_related("hasil").order_by("-dibuat_pada", "-pk")
    return render(request, "dokumen/pekerjaan_daftar.html", {"daftar": daftar[:PALING_BANYAK]})


@require_safe
def pekerjaan_rinci(request, kode):
    """One job with its progress; with htmx only the part that moves."""
    pekerjaan = _milik(request, kode)
    konteks = {"pekerjaan": pekerjaan, "perkiraan": perkiraan_selesai(pekerjaan), "sekarang": timezone.now()}
    if request.htmx:
        return render(request, "dokumen/pekerjaan_rinci.html#kemajuan", konteks)
    lain = Pekerjaan.objects.visible_to(request.user).exclude(pk=pekerjaan.pk).select_related("hasil")
    konteks["lain"] = lain.order_by("-dibuat_pada", "-pk")[:5]
    return render(request, "dokumen/pekerjaan_rinci.html", konteks)


@require_safe
def pekerjaan_hasil(request, kode):
    """The result, for its owner alone."""
    pekerjaan = _milik(request, kode)
    if pekerjaan.hasil is None or not kerja.masih_boleh(pekerjaan):
        raise Http404
    return sajikan(request, pekerjaan.hasil, sebaris="lihat" in request.GET, rahasia=True)


@require_POST
def pekerjaan_batalkan(request, kode):
    pekerjaan = _milik(request, kode)

    def verb():
        berhenti = kerja.batalkan(pekerjaan)
        return Jawaban(_alamat(pekerjaan), "Pekerjaan dibatalkan." if berhenti else "Pekerjaan ini sudah berakhir.")

    return sekali(request, verb)


@require_POST
def pekerjaan_ulangi(request, kode):
    pekerjaan = _milik(request, kode)

    def verb():
        mulai = kerja.ulangi(pekerjaan)
        return Jawaban(_alamat(pekerjaan), "Pekerjaan diminta lagi." if mulai else "Pekerjaan ini sedang berjalan.")

    return sekali(request, verb)


def perkiraan_selesai(pekerjaan):
    """When it may be ready (aware datetime), from the pace so far; None before there is one."""
    if not (pekerjaan.hidup and pekerjaan.mulai_pada and pekerjaan.jumlah and pekerjaan.selesai):
        return None
    lewat = pekerjaan.denyut_pada - pekerjaan.mulai_pada
    return pekerjaan.denyut_pada + lewat * (pekerjaan.jumlah - pekerjaan.selesai) / pekerjaan.selesai


def _milik(request, kode):
    return get_object_or_404(Pekerjaan.objects.visible_to(request.user).select_related("hasil", "pemilik"), kode=kode)


def _alamat(pekerjaan):
    return reverse("pekerjaan_rinci", args=[pekerjaan.kode])
