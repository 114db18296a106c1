"""Reading pages and papers as a person would, for the tests of every room."""

import re
from html import unescape
from types import SimpleNamespace

import pypdfium2

from alur.kunci import kunci_baru

TANDA = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


def isi(jawaban):
    """The HTML of the part between <main> and </main>."""
    html = jawaban.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def teks(jawaban):
    """What is written on the page, in one line, tags and repeated spaces gone."""
    return " ".join(unescape(TANDA.sub(" ", isi(jawaban))).split())


def kunci(jawaban):
    """The form key of the page."""
    return re.search(r'name="kunci" value="([^"]+)"', jawaban.content.decode())[1]


def kunci_untuk(pegawai):
    """A fresh form key of this person, as of another page that is open."""
    return kunci_baru(SimpleNamespace(user=pegawai))


def tercentang(jawaban):
    """The words of the chips and boxes that stand ticked."""
    html = isi(jawaban)
    daftar = re.findall(r'<input type="(?:checkbox|radio)" id="([^"]+)"[^>]* checked', html)
    label = (re.search(f'<label for="{i}"[^>]*>(.*?)</label>', html)[1] for i in daftar)
    return [" ".join(re.sub(r"<[^>]+>", "", kata).split()) for kata in label]


def keping(jawaban, nama):
    """(value, words) of all chips of one field, in the order they stand on the page."""
    pola = rf'name="{nama}" value="([^"]+)"[^>]*><label[^>]*>(.*?)</label>'
    return [(n, unescape(re.sub(r"<[^>]+>", "", t))) for n, t in re.findall(pola, isi(jawaban))]


def baca_pdf(isi_pdf):
    """(number of pages, the text of each page in one line)."""
    dokumen = pypdfium2.PdfDocument(isi_pdf)
    try:
        halaman = [" ".join(dokumen[i].get_textpage().get_text_range().split()) for i in range(len(dokumen))]
    finally:
        dokumen.close()
    return len(halaman), halaman


def di_luar_kertas(isi_pdf, tepi=12):
    """[(page, letter)] of what would be cut off: printed nearer than `tepi` points to the edge, or beyond it."""
    dokumen, hasil = pypdfium2.PdfDocument(isi_pdf), []
    try:
        for nomor, halaman in enumerate(dokumen, 1):
            lebar, tinggi = halaman.get_size()
            teks = halaman.get_textpage()
            for i in range(teks.count_chars()):
                kiri, bawah, kanan, atas = teks.get_charbox(i)
                if kanan > kiri and not (
                    kiri >= tepi and kanan <= lebar - tepi and bawah >= tepi and atas <= tinggi - tepi
                ):
                    hasil.append((nomor, teks.get_text_range(i, 1)))
    finally:
        dokumen.close()
    return hasil
