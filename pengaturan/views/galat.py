"""Pages for when something fails. They ask nothing of the database or the session: either may be what failed."""

import errno
import logging
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from pengaturan import draf, pintu
from pengaturan.bantuan.halaman import TANPA_HALAMAN

log = logging.getLogger("esurat.galat")

# Closing a server-side cursor (every iterator()) on a session that has died raises the driver's own error, unwrapped.
MATI = (
    OperationalError,
    InterfaceError,
    connection.Database.OperationalError,
    connection.Database.InterfaceError,
)
DISK_PENUH = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def _halaman(request, nama, status, **isi):
    isi |= {"kantor": settings.KANTOR, "bantuan": settings.BANTUAN}
    return HttpResponse(render_to_string(f"galat/{nama}.html", isi), status=status)


def permintaan_buruk(request, exception=None):
    return _halaman(request, "400", 400)


def tidak_ada(request, exception=None):
    """The same answer for what is not there and for what is not yours."""
    return _halaman(request, "404", 404)


def hanya_kirim(request, boleh):
    """A POST-only address was opened. The way on is the nearest page above it, that of the letter for its acts."""
    jawaban = _halaman(request, "405", 405, lanjut=halaman_di_atas(request.path_info))
    jawaban["Allow"] = boleh
    return jawaban


def halaman_di_atas(jalur):
    """ "/surat/AB12/" for "/surat/AB12/laku/telaah/"; "/" where no address stands above."""
    while jalur := jalur.rstrip("/").rpartition("/")[0]:
        try:
            if resolve(f"{jalur}/").url_name in TANPA_HALAMAN:
                continue
        except Resolver404:
            continue
        return f"{jalur}/"
    return "/"


def server(request):
    """Told apart by the exception in flight: database down, disk full, or a fault of ours."""
    galat = sys.exc_info()[1]
    sebab = _sebab(galat)
    if sebab == "":
        return _galat_server(request)
    log.error("layanan terganggu: %s", sebab, extra={"sebab": sebab, "jenis": type(galat).__name__})
    jawaban = _dengan_isian(request, sebab, 503)
    jawaban["Retry-After"] = "30"
    return jawaban


def _sebab(galat):
    lihat = galat
    while lihat is not None:
        if isinstance(lihat, OSError) and lihat.errno in DISK_PENUH:
            return "penyimpanan"
        if isinstance(lihat, MATI):
            teks = str(lihat).lower()
            penuh = "disk is full" in teks or "no space left" in teks or "readonly database" in teks
            return "penyimpanan" if penuh else "data"
        lihat = lihat.__cause__ or lihat.__context__
    return ""


def _galat_server(request):
    return _dengan_isian(request, "kesalahan", 500)


def _dengan_isian(request, sebab, status):
    """The page of `status`; a POST gets back everything it typed, to copy or to send again."""
    isian, berkas, kirim_ulang, bawaan = [], [], False, {}
    if request.method == "POST":
        isian = draf.isian_terketik(request)
        berkas = draf.nama_berkas(request)
        bawaan = _isian_bawaan(request)
        # Sending again must not become a way around the CSRF check while the service is down.
        kirim_ulang = bool(isian) and bool(bawaan.get("csrfmiddlewaretoken")) and draf.asal_sendiri(request)
    return _halaman(
        request,
        "layanan",
        status,
        sebab=sebab,
        isian=isian,
        tertulis=[(nama, draf.kata(nama), nilai) for nama, nilai in isian if draf.terbaca(nama, nilai)],
        pilihan=[(nama, nilai) for nama, nilai in isian if not draf.terbaca(nama, nilai)],
        berkas=berkas,
        kirim_ulang=kirim_ulang,
        bawaan=bawaan,
        jalur=request.get_full_path(),
    )


def _isian_bawaan(request):
    """The keys the form brought along, sent again as they were; {} when it also carried a password."""
    try:
        if any("sandi" in nama.lower() for nama in request.POST):
            return {}
        return {nama: request.POST[nama] for nama in ("csrfmiddlewaretoken", "kunci") if nama in request.POST}
    except Exception:  # noqa: BLE001 (the body may be what failed)
        return {}


def csrf_gagal(request, reason=""):
    """The form is older than the login. What was typed waits as a draft, if it came from a page of ours."""
    tertahan, peramban = (None, None)
    if draf.asal_sendiri(request):
        tertahan, peramban = draf.simpan(request)
    jawaban = _halaman(
        request,
        "csrf",
        403,
        lanjut=draf.alamat(tertahan) if tertahan else draf.halaman_asal(request),
        tersimpan=tertahan is not None,
    )
    return pintu.tulis_peramban(jawaban, peramban) if peramban else jawaban
