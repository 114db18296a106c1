"""Addresses for the tests of form keys: each view writes one ledger entry per effect."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from alur.jejak import catat
from alur.kunci import Jawaban, kunci_baru, sekali


def formulir(request):
    return HttpResponse(Template("{% load kunci %}{% kunci_formulir %}").render(RequestContext(request)))


def kunci(request):
    return HttpResponse(kunci_baru(request))


def _catat(request):
    return catat(rantai="surat:1", transisi="catat", oleh=request.user if request.user.pk else None)


def simpan(request):
    def verb():
        baris = _catat(request)
        return Jawaban(f"/hasil/{baris.urut}/", f"Tersimpan, urutan {baris.urut}.", messages.SUCCESS)

    return sekali(request, verb)


def halaman(request):
    return sekali(request, lambda: HttpResponse(f"urutan {_catat(request).urut}", headers={"HX-Trigger": "segar"}))


def tolak(request):
    def verb():
        _catat(request)
        return HttpResponse("tidak jadi", status=422)

    return sekali(request, verb)


def gagal(request):
    def verb():
        _catat(request)
        raise ZeroDivisionError

    return sekali(request, verb)


def pesan(request):
    return HttpResponse("|".join(str(m) for m in messages.get_messages(request)))


VIEWS = (formulir, kunci, simpan, halaman, tolak, gagal, pesan)
urlpatterns = [path(f"{v.__name__}/", login_not_required(v)) for v in VIEWS]
