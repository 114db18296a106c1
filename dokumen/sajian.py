"""Bytes out. The caller has already fetched the letter through `visible_to`: nothing here asks who is asking.

An uploaded file is never opened by the browser as a document of ours: wrong type guessing is off, the sandbox is
shut, and all but plain pictures come as a download. Page images are shown instead.
"""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from dokumen.models import Berkas
from dokumen.rak import letak, rak

GAMBAR = {"image/jpeg", "image/png", "image/webp"}
CSP_TERTUTUP = "sandbox; default-src 'none'; frame-ancestors 'none'"
# A PDF we printed ourselves holds no script; a sandbox would only keep the browser's own viewer from opening it.
CSP_BUATAN = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


def sajikan(request, berkas, *, sebaris=False, rahasia=False):
    """The original of a Berkas. `sebaris`: show in the browser where that is safe (pictures, our own PDFs).

    `rahasia`: leave no copy on the reader's machine (R/SR letters). 304 when the browser has it already; Http404 when
    the bytes are gone, which the night watch reports to the admin.
    """
    boleh = berkas.jenis in GAMBAR or (berkas.asal == Berkas.Asal.BUATAN and berkas.jenis == "application/pdf")
    return kirim(
        request,
        berkas.sha256,
        jenis=berkas.jenis,
        ukuran=berkas.ukuran,
        nama=berkas.nama_asli,
        sebaris=sebaris and boleh and not berkas.aktif,
        buatan=berkas.asal == Berkas.Asal.BUATAN,
        rahasia=rahasia,
    )


def sajikan_halaman(request, berkas, nomor, *, rahasia=False):
    """The image of one page (1-based) of a Berkas; Http404 while it is not drawn, or cannot be."""
    gambar = berkas.halaman.filter(nomor=nomor).exclude(sha256="").first()
    if gambar is None:
        raise Http404
    return kirim(
        request,
        gambar.sha256,
        jenis="image/webp",
        ukuran=gambar.ukuran,
        nama=f"halaman-{nomor}.webp",
        sebaris=True,
        rahasia=rahasia,
    )


def sajikan_isi(isi, *, nama, jenis="application/pdf", sebaris=True):
    """A print made just now and kept nowhere: the response for its bytes."""
    jawaban = HttpResponse(isi, content_type=jenis)
    return pasang_kepala(jawaban, nama=nama, sebaris=sebaris, buatan=True, rahasia=True)


def kirim(request, sha256, *, jenis, ukuran, nama, sebaris, rahasia, buatan=False):
    """The response for content on the shelf: by the web server where one is in front (ESURAT_ACCEL), else streamed."""
    etag = f'"{sha256[:32]}"'
    jawaban = None
    if request.method in {"GET", "HEAD"} and not rahasia:
        jawaban = get_conditional_response(request, etag=etag)
        if jawaban is not None and not isinstance(jawaban, HttpResponseNotModified):
            jawaban = None
    if jawaban is None:
        jawaban = badan(sha256, jenis, ukuran)
    jawaban["ETag"] = etag
    return pasang_kepala(jawaban, nama=nama, sebaris=sebaris, buatan=buatan, rahasia=rahasia)


def badan(sha256, jenis, ukuran):
    if settings.ESURAT_ACCEL:
        kepala = {"X-Accel-Redirect": f"{settings.ESURAT_ACCEL.rstrip('/')}/{letak(sha256)}"}
        return HttpResponse(content_type=jenis, headers=kepala)
    try:
        # No row is read while streaming, so a slow phone holds no lock and no transaction.
        jawaban = FileResponse(rak().buka(sha256), content_type=jenis)
    except FileNotFoundError:
        raise Http404 from None
    jawaban["Content-Length"] = ukuran
    return jawaban


def pasang_kepala(jawaban, *, nama, sebaris, buatan, rahasia):
    jawaban["Content-Disposition"] = content_disposition_header(not sebaris, nama)
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Content-Security-Policy"] = CSP_BUATAN if buatan else CSP_TERTUTUP
    jawaban["Cross-Origin-Resource-Policy"] = "same-origin"
    # Asked again each time, so that a right withdrawn is withdrawn at once; 304 keeps that cheap.
    jawaban["Cache-Control"] = "private, no-store" if rahasia else "private, no-cache"
    return jawaban
