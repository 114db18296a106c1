"""Pages out: a template becomes a PDF. Text comes only through autoescaped templates; nothing is fetched from
anywhere.

`render_pdf` for small sheets inside a worker, `render_terbatas` for the same in a limited child process (web or
worker), `gabung_pdf` for books too long for one process: chunks of 500 rows, joined, with page numbers stamped over
the whole.
"""

import base64
import io
import logging
import re
from pathlib import Path

import pikepdf
import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone

from dokumen import pencetak
from dokumen.galat import CetakGagal
from dokumen.proses import MIB

logger = logging.getLogger(__name__)

GAYA = ("cetak/cetak.css",)
BARIS_SEKALI = 500
"""Rows per chunk of a book: 150 MiB and four seconds each, however long the book (measured, docs/keputusan)."""
DETIK_LEMBAR = 10
SABAR = 20
"""Seconds of the clock beyond those of the processor: a busy machine is waited for, not blamed on the sheet."""
BELUM_TERPASANG = (
    "Lembar belum dapat dicetak karena pencetak belum terpasang di server. Data surat aman. "
    "Minta admin menjalankan script/setup, lalu coba lagi."
)
TERLALU_LAMA = (
    "Lembar ini terlalu panjang untuk dicetak sekaligus. Data surat aman. "
    "Pilih rentang yang lebih pendek, lalu coba lagi."
)
SIBUK = "Server sedang sibuk, jadi lembar ini belum tercetak. Data surat aman. Coba lagi sebentar."
GAGAL = "Lembar belum dapat dicetak. Data surat aman. Coba lagi; bila tetap begini, beri tahu admin."


def render_html(template_name, konteks):
    """The sheet as HTML, with what every sheet knows: kop, lambang, zone, now (see templates/cetak/dasar.html)."""
    return render_to_string(template_name, konteks_dasar() | konteks)


def konteks_dasar():
    """kantor, kop_pemda, kop_satker, kop_alamat (lines), lambang (data: address), zona, dicetak_pada."""
    return {
        "kantor": settings.KANTOR,
        "kop_pemda": f"PEMERINTAH {settings.KANTOR.upper()}",
        "kop_satker": "SEKRETARIAT DAERAH",
        "kop_alamat": settings.KOP_ALAMAT,
        "lambang": data_statis("lambang.svg", "image/svg+xml"),
        "zona": settings.ZONA,
        "dicetak_pada": timezone.now(),
    }


def render_pdf(template_name, konteks, *, gaya=GAYA):
    """The sheet as PDF bytes, made in this process: small sheets in a worker. CetakGagal when it cannot be made."""
    html = render_html(template_name, konteks)
    try:
        # A second or more, and system libraries that a web process need not have.
        from dokumen.anak import cetak as anak  # noqa: PLC0415
    except OSError as galat:  # not ImportError: cffi cannot find Pango
        logger.error("WeasyPrint cannot be loaded: %s", galat)
        raise CetakGagal(BELUM_TERPASANG) from galat
    return anak.jadi_pdf(html, gaya, anak.PengambilTertutup(settings.STATIC_URL, folder_statis()))


def render_terbatas(template_name, konteks, *, gaya=GAYA, detik=DETIK_LEMBAR, memori=300 * MIB):
    """The same in a limited child process, with `detik` and `memori` as its limits. CetakGagal with its sentence."""
    return cetak_terbatas(render_html(template_name, konteks), gaya=gaya, detik=detik, memori=memori)


def cetak_terbatas(html, *, gaya=GAYA, detik=DETIK_LEMBAR, memori=300 * MIB):
    """A whole HTML document to PDF bytes, in a child. `detik` of processor time; more on a busy machine."""
    try:
        jawaban, pdf = pencetak.cetak(
            html,
            detik=detik + SABAR,
            siaga=detik == DETIK_LEMBAR,
            cpu=detik,
            memori=memori,
            gaya=list(gaya),
            awalan=settings.STATIC_URL,
            folder=[str(f) for f in folder_statis()],
        )
    except OSError as galat:
        logger.error("No room to print: %s", galat)
        raise CetakGagal(GAGAL) from galat
    if pdf:
        return pdf
    kalimat = {"pencetak": BELUM_TERPASANG, "terlalu_berat": TERLALU_LAMA, "waktu": TERLALU_LAMA, "henti": SIBUK}
    raise CetakGagal(kalimat.get(jawaban.akhir.get("alasan") or jawaban.sebab, GAGAL))


def folder_statis():
    """Where packaged static files lie: collected ones first (their names may carry a hash), then the sources."""
    return [Path(f) for f in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS) if Path(f).is_dir()]


def data_statis(nama, jenis):
    """A packaged static file as a data: address."""
    return f"data:{jenis};base64,{base64.b64encode(Path(str(finders.find(nama))).read_bytes()).decode()}"


def qr_svg(teks, *, skala=3):
    """A QR code as the data: address of an SVG, for <img src>; `teks`: an address, up to 500 characters."""
    return segno.make(teks, error="m", micro=False).svg_data_uri(scale=skala, border=2, svgclass=None, lineclass=None)


def gabung_pdf(bagian, *, nomor_halaman=True):
    """Join PDFs (bytes or paths, in order) into one; returns bytes.

    `nomor_halaman`: stamp "Halaman x dari y" at the lower right of each page. The parts must not number themselves
    (stylesheet cetak/bagian.css).
    """
    hasil = pikepdf.new()
    for satu in bagian:
        sumber = io.BytesIO(satu) if isinstance(satu, bytes) else satu
        with pikepdf.open(sumber) as pdf:
            hasil.pages.extend(pdf.pages)
    if nomor_halaman:
        cap_nomor(hasil)
    keluar = io.BytesIO()
    hasil.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return keluar.getvalue()


def hitung_halaman(isi):
    """The number of pages of a PDF of ours (bytes)."""
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        return len(pdf.pages)


def cap_nomor(pdf):
    """Stamp in Helvetica 8.5: one of the fourteen fonts every reader has, same width as the Arial of the sheets."""
    huruf = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    jumlah = len(pdf.pages)
    for nomor, halaman in enumerate(pdf.pages, 1):
        teks = f"Halaman {nomor} dari {jumlah}"
        kotak = [float(v) for v in halaman.mediabox]
        kanan, bawah = kotak[2] - 34 - lebar_helvetica(teks) * 8.5, kotak[1] + 30
        isi = f"q BT /Fnomor 8.5 Tf 0 g {kanan:.2f} {bawah:.2f} Td ({teks}) Tj ET Q"
        # Copies: pages of one part share their resources, and each must be given the font once.
        sumber = _salin(halaman.obj, "/Resources")
        sumber.Font = _salin(sumber, "/Font")
        sumber.Font.Fnomor = huruf
        halaman.obj.Resources = sumber
        halaman.contents_add(pdf.make_stream(b"q"), prepend=True)
        halaman.contents_add(pdf.make_stream(b"Q " + isi.encode("ascii")))


def _salin(kamus, nama):
    return pikepdf.Dictionary(dict(kamus[nama].items()) if nama in kamus else {})


def lebar_helvetica(teks):
    """Width in em of digits, spaces and the letters of "Halaman x dari y" (Adobe's metrics of Helvetica)."""
    ukuran = {"H": 722, "m": 833, "l": 222, "i": 222, "r": 333, " ": 278}
    return sum(ukuran.get(h, 556) for h in teks) / 1000


def nama_berkas(*bagian):
    """A download's name from words: nama_berkas("Buku agenda", "Januari 2026") -> "Buku agenda Januari 2026.pdf"."""
    return re.sub(r"[^\w\-., ]+", "-", " ".join(str(b) for b in bagian if b)).strip() + ".pdf"
