"""What stands between a request and every page: login is the rule, public pages are marked."""

from contextlib import nullcontext
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp import DEVICE_ID_SESSION_KEY

from organisasi.ingatan import selama_membaca
from organisasi.models import Peran
from pengaturan import draf, pintu, sesi
from pengaturan.views import galat


class PadatkanMiddleware(GZipMiddleware):
    """Pages travel compressed where no proxy does it (with Django's random padding against guessing by size).

    Files are left alone: scans and PDFs are compressed already, and their length must stand in the head.
    """

    def process_response(self, request, response):
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


class TandaNolMiddleware:
    """A NUL in an address is nobody's typing, and PostgreSQL answers it with an error: refused before any query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in an address")
        return self.get_response(request)


class SesiMiddleware:
    """Ends logins that are over, keeps "terakhir dipakai", and forbids keeping private pages (ASVS 7.3, 14.3.2)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.ambil_draf = partial(draf.ambil_draf, request)
        catatan = request.session.get(sesi.KUNCI)
        if catatan:
            sekarang = timezone.now()
            if sesi.sudah_habis(catatan, sekarang):
                logout(request)
            elif sesi.perlu_dicatat(catatan, sekarang):
                sesi.catat_dipakai(request.session, sekarang)
        # Looking changes no reference data, so its stamp is asked for once (organisasi.ingatan).
        with selama_membaca() if request.method in {"GET", "HEAD"} else nullcontext():
            response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            # The back button after "Keluar" shows nothing.
            response.headers.setdefault("Cache-Control", "no-store, private")
            if request.method == "POST" and "draf" in request.GET and response.status_code in {302, 303}:
                draf.selesai(request)
        return response


class MasukWajibMiddleware(LoginRequiredMiddleware):
    """Every view asks for a login unless it is marked `login_not_required`; what was typed meanwhile is kept."""

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request"):
            # What a page asks for in the background must not take its half-filled form away: the form itself, when it
            # is sent, goes to the login and is kept. Only an upload has to say that it failed.
            return HttpResponse(status=401 if request.content_type == "multipart/form-data" else 204)
        peramban = None
        if request.method == "POST":
            tertahan, peramban = draf.simpan(request)
            tujuan = draf.alamat(tertahan) if tertahan else draf.halaman_asal(request)
        else:
            tujuan = request.get_full_path()
        jawaban = redirect_to_login(tujuan, self.get_login_url(view_func), self.get_redirect_field_name(view_func))
        return pintu.tulis_peramban(jawaban, peramban) if peramban else jawaban


class SyaratAkunMiddleware:
    """Before anything else: a password of one's own, and the second step where the post demands it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if getattr(view_func, "boleh_sebelum_syarat", False) or not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return None
        if request.user.wajib_ganti_sandi:
            return dulu(request, "sandi_ganti")
        if wajib_dua_langkah(request.user) and DEVICE_ID_SESSION_KEY not in request.session:
            messages.warning(request, "Jabatan Anda memerlukan kode dari HP. Pasang dulu, hanya sekali.")
            return dulu(request, "kode_pasang")
        return None


class BatasPublikMiddleware:
    """A page without login answers one network only so often (settings.BATAS_PUBLIK)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        batas = settings.BATAS_PUBLIK.get(request.resolver_match.view_name)
        if batas is None or request.user.is_authenticated:
            return None
        try:
            pintu.ambil(pintu.Batas(f"publik-{request.resolver_match.view_name}", *batas), pintu.jaringan(request))
        except pintu.TerlaluSering as shut:
            return render(request, "galat/terlalu_sering.html", {"menit": shut.menit}, status=429)
        return None


class HanyaKirimMiddleware:
    """An address that only takes a POST was opened (reload, back button): a page that says nothing was done."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or request.headers.get("HX-Request"):
            return response
        return galat.hanya_kirim(request, response.headers["Allow"])


def wajib_dua_langkah(pegawai):
    """True where the second step is not a choice: Sekda, Asisten, Kabag and admin, in produksi."""
    return settings.PRODUKSI and pegawai.has_peran(Peran.LINTAS, Peran.PENDISPOSISI, Peran.ADMIN)


TUJUAN_SEMULA = "tujuan_semula"


def dulu(request, nama):
    """To the page that comes first; where one was going is remembered, so that a notice still opens its letter."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        request.session[TUJUAN_SEMULA] = tujuan_aman(request, request.get_full_path(), "/")
    return redirect(nama)


def tujuan_aman(request, tujuan, bawaan):
    """`tujuan` when it is a path of ours, else `bawaan`."""
    aman = (tujuan or "").startswith("/") and url_has_allowed_host_and_scheme(tujuan, allowed_hosts=None)
    return tujuan if aman else bawaan


def boleh_sebelum_syarat(view):
    """Mark a view that stays open while the password or the second step is still missing."""
    view.boleh_sebelum_syarat = True
    return view
