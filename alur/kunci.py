"""Form keys: a double tap or a resend makes one effect and gets the same answer."""

import dataclasses
import datetime
import secrets
from collections.abc import Callable

from django.contrib import messages
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from alur.models import KunciFormulir

UMUR_KUNCI = datetime.timedelta(days=7)
"""A form may stay open this long; used keys are kept a day longer, so that no repeat finds its key forgotten."""
KEPALA_DISIMPAN = ("Content-Type", "HX-Redirect", "HX-Location", "HX-Trigger", "HX-Refresh")
TIDAK_LAYAK = 422
"""Status of a form that was understood and not carried out; its page says why and keeps what was typed."""
_penanda = signing.TimestampSigner(salt="alur.kunci")


@dataclasses.dataclass(frozen=True)
class Jawaban:
    """What a verb answers: where to go (a path) and the sentence shown there."""

    tujuan: str
    pesan: str = ""
    tingkat: int = messages.SUCCESS


def kunci_baru(request):
    """A fresh key for one form of this person: random, signed, nothing stored."""
    return _penanda.sign(f"{_pemilik(request)}.{secrets.token_urlsafe(24)}")


def sekali(request, verb: Callable[[], HttpResponse | Jawaban]) -> HttpResponse:
    """Run `verb` once for the form key in POST["kunci"]; a repeat, also a simultaneous one, gets the same answer.

    Key, effect and answer commit together. A missing, forged, foreign or expired key does nothing and says so.
    When `verb` raises, or answers 400 and above, everything is rolled back and the key may be used again.
    """
    acak = _baca(request)
    if acak is None:
        return render(request, "galat/formulir.html", status=400)
    pegawai = request.user if request.user.is_authenticated else None
    try:
        with transaction.atomic(durable=True):
            # A second sender waits here on the unique index until the first commits (replay) or rolls back (its turn).
            baris = KunciFormulir.objects.create(
                kunci=acak, pegawai=pegawai, jalur=request.path[:200], dibuat_pada=timezone.now()
            )
            hasil = verb()
            if not isinstance(hasil, Jawaban) and hasil.status_code >= 400:
                transaction.set_rollback(True)
                return hasil
            baris.jawaban = _simpan(hasil)
            baris.save(update_fields=["jawaban"])
    except IntegrityError:
        lama = KunciFormulir.objects.filter(kunci=acak).first()
        if lama is None:
            raise
        return _jawab(request, lama.jawaban, ulangan=True)
    return _jawab(request, baris.jawaban) if isinstance(hasil, Jawaban) else hasil


def bersihkan():
    """Forget used keys a day after they could last be repeated; returns how many."""
    batas = timezone.now() - UMUR_KUNCI - datetime.timedelta(days=1)
    return KunciFormulir.objects.filter(dibuat_pada__lt=batas).delete()[0]


def _pemilik(request):
    return str(request.user.pk) if request.user.is_authenticated else "tamu"


def _baca(request):
    try:
        pemilik, _, acak = _penanda.unsign(request.POST.get("kunci", ""), max_age=UMUR_KUNCI).partition(".")
    except signing.BadSignature:
        return None
    return acak if acak and pemilik == _pemilik(request) else None


def _simpan(hasil):
    if isinstance(hasil, Jawaban):
        return {"tujuan": hasil.tujuan, "pesan": hasil.pesan, "tingkat": int(hasil.tingkat)}
    if 300 <= hasil.status_code < 400:
        return {"tujuan": hasil["Location"], "pesan": "", "tingkat": messages.SUCCESS}
    if hasattr(hasil, "render") and not getattr(hasil, "is_rendered", True):
        hasil.render()
    return {
        "isi": hasil.content.decode(hasil.charset),
        "status": hasil.status_code,
        "kepala": {k: hasil[k] for k in KEPALA_DISIMPAN if k in hasil},
    }


def _jawab(request, jawaban, *, ulangan=False):
    if "tujuan" not in jawaban:
        return HttpResponse(jawaban["isi"], status=jawaban["status"], headers=jawaban["kepala"])
    if jawaban["pesan"] and not (ulangan and _sudah_menunggu(request, jawaban["pesan"])):
        messages.add_message(request, jawaban["tingkat"], jawaban["pesan"])
    return redirect(jawaban["tujuan"])


def _sudah_menunggu(request, pesan):
    """True when the first answer's sentence still waits to be shown: a double tap must not show it twice."""
    antrean = messages.get_messages(request)
    ada = any(str(m) == pesan for m in antrean)
    antrean.used = False
    return ada
