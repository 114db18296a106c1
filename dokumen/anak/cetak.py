"""HTML to PDF with a fetcher that knows nothing but data: addresses and the packaged static files.

Used by the child program and, for small sheets in the worker, directly by `dokumen.cetak`. No Django in here.
"""

import json
import math
import resource
import select
import signal
import sys
import urllib.parse
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

ASAL = "http://statis.invalid/"
"""Base of relative addresses in sheets; the name can never exist (RFC 2606), so a leak would find nobody."""

TANPA_ARAH = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks that turn the direction of writing: a sender's "fdp.exe" must not be printed as "exe.pdf"."""


class PengambilTertutup(URLFetcher):
    """Denies everything but `data:` and files under the static folders. No network, no file:, no redirect."""

    def __init__(self, awalan, folder):
        """awalan: STATIC_URL; folder: static folders in order of search."""
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.awalan = ASAL.rstrip("/") + "/" + awalan.strip("/") + "/"
        self.folder = [Path(f).resolve() for f in folder]

    def fetch(self, url, headers=None):
        if url.startswith(self.awalan):
            return self.statis(url)
        return super().fetch(url, headers)

    def statis(self, url):
        nama = urllib.parse.unquote(
            urllib.parse.urlsplit(url).path.removeprefix(urllib.parse.urlsplit(self.awalan).path)
        )
        for folder in [] if "\x00" in nama else self.folder:
            jalur = (folder / nama.lstrip("/")).resolve()
            if jalur.is_relative_to(folder) and jalur.is_file():
                return URLFetcherResponse(url, jalur.read_bytes(), {"Content-Type": jenis_statis(jalur)})
        raise ValueError("Not a packaged static file")


def jenis_statis(jalur):
    return {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}.get(
        jalur.suffix, "application/octet-stream"
    )


def jadi_pdf(html, gaya, pengambil):
    """html: the whole document; gaya: names of stylesheets under the static folders. Returns the PDF's bytes."""
    huruf = FontConfiguration()
    lembar = [CSS(url=pengambil.awalan + nama, url_fetcher=pengambil, font_config=huruf) for nama in gaya]
    dokumen = HTML(string=html.translate(TANPA_ARAH), base_url=ASAL, url_fetcher=pengambil)
    return dokumen.write_pdf(stylesheets=lembar, font_config=huruf)


def jalankan(*, keluar, gaya, awalan, folder, umur):
    """Load everything, wait up to `umur` seconds for {"html", "cpu"} on standard input, write the PDF to `keluar`.

    keluar: number of an open file. Yields {"ok": True}; nothing when the input ended without an order.
    """
    pengambil = PengambilTertutup(awalan, folder)
    signal.alarm(umur)
    if not select.select([sys.stdin], [], [], 0)[0]:
        jadi_pdf("<p><b>Siap</b> <i>mencetak</i>", gaya, pengambil)  # what is read once, is read before it is needed
    isi = sys.stdin.buffer.read()
    signal.alarm(0)
    if not isi:
        return
    pesanan = json.loads(isi)
    batasi_cpu(pesanan["cpu"])
    with open(keluar, "wb") as berkas:
        berkas.write(jadi_pdf(pesanan["html"], gaya, pengambil))
    yield {"ok": True}


def batasi_cpu(detik):
    """From now on, whatever loading took."""
    pakai = resource.getrusage(resource.RUSAGE_SELF)
    _, keras = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(keras, math.ceil(pakai.ru_utime + pakai.ru_stime) + detik), keras))
