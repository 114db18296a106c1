"""Printed sheets: readable, numbered, limited, and deaf to everything outside."""

import io
import re
import socket
import sys

import pikepdf
import pypdfium2
import pytest
from django.template import engines
from weasyprint.urls import URLFetcher

from dokumen import cetak
from dokumen.anak.cetak import PengambilTertutup, jadi_pdf
from dokumen.galat import CetakGagal
from tests.dokumen.muatan import MUATAN, muatan

# A sheet with every kind of place a text may stand: title, cell, bold, list, attribute, running foot.
LEMBAR = """{% extends "cetak/dasar.html" %}{% block judul %}Lembar {{ hal }}{% endblock %}
{% block kelas %}tegak{% endblock %}
{% block isi %}<h1 class="judul-lembar">LEMBAR UJI</h1>
<table class="bingkai"><tbody><tr><td>Pengirim</td><td title="{{ pengirim }}">{{ pengirim }}</td></tr>
<tr><td>Hal</td><td><b>{{ hal|SARING }}</b></td></tr></tbody></table>
<ul class="pilih"><li class="ya">{{ penerima|SARING }}</li></ul><p>Catatan: {{ catatan|SARING }}</p>
<p>UJUNG LEMBAR</p>{% endblock %}"""
MEDAN = ("pengirim", "hal", "penerima", "catatan", "dicetak_oleh", "kode_lacak", "jejak_kode")


def susun(saring="default:''", **konteks):
    lembar = engines["django"].from_string(LEMBAR.replace("SARING", saring))
    return lembar.render(cetak.konteks_dasar() | konteks)


def pengambil(settings):
    return PengambilTertutup(settings.STATIC_URL, cetak.folder_statis())


def teks(pdf):
    with pypdfium2.PdfDocument(pdf) as dokumen:
        return "\n".join(halaman.get_textpage().get_text_bounded() for halaman in dokumen)


def rapat(kalimat):
    """Without spaces and line ends, which a print may put anywhere; and without marks of direction.

    A hyphen at the end of a line is read from a PDF as one of two marks of its own.
    """
    return re.sub(r"[\s\u202a-\u202e]", "", re.sub(r"[\ufffe\x02]", "-", kalimat))


@pytest.fixture
def pendengar():
    """A socket that hears every attempt to call home; `.dihubungi()` tells whether somebody did."""

    class Pendengar:
        def __init__(self):
            self.soket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            self.soket.bind(("127.0.0.1", 0))
            self.soket.listen(50)
            self.soket.setblocking(False)
            self.port = self.soket.getsockname()[1]

        def dihubungi(self):
            try:
                tamu, _ = self.soket.accept()
            except BlockingIOError:
                return False
            tamu.close()
            return True

    dengar = Pendengar()
    yield dengar
    dengar.soket.close()


@pytest.fixture
def rahasia(tmp_path):
    berkas = tmp_path / "rahasia.txt"
    berkas.write_text("RAHASIA-KANTOR-7714")
    return berkas


def bocor(pdf):
    """Whether the secret file got in, as text, attachment or stream."""
    with pikepdf.open(io.BytesIO(pdf)) as dokumen:
        if dokumen.attachments:
            return True
        aliran = [o.read_bytes() for o in dokumen.objects if isinstance(o, pikepdf.Stream) and "/Filter" in o]
    return "RAHASIA-KANTOR-7714" in teks(pdf) or any(b"RAHASIA-KANTOR-7714" in a for a in aliran)


def test_muatan_cukup_banyak_dan_berbeda():
    assert len(set(MUATAN)) == len(MUATAN) >= 60


def test_pengambil_bawaan_memang_bocor(pendengar, rahasia):
    """The negative control: with the library's own fetcher the same words call home and carry files away."""
    panggil = f'<img src="http://127.0.0.1:{pendengar.port}/a"><link rel="attachment" href="file://{rahasia}">'

    from weasyprint import HTML

    pdf = HTML(string=panggil, url_fetcher=URLFetcher(timeout=0.2)).write_pdf()

    assert (pendengar.dihubungi(), bocor(pdf)) == (True, True)


def test_setiap_muatan_di_setiap_medan_hanya_menjadi_teks(settings, pendengar, rahasia):
    for isi in muatan(pendengar.port, rahasia):
        pdf = jadi_pdf(susun(**dict.fromkeys(MEDAN, isi)), cetak.GAYA, pengambil(settings))

        tulisan = rapat(teks(pdf))
        assert tulisan.count(rapat(isi)) >= len(MEDAN), isi  # each field, word for word
        assert tulisan.count("UJUNGLEMBAR") == tulisan.count("LEMBARUJI") == 1
        assert (cetak.hitung_halaman(pdf), pendengar.dihubungi(), bocor(pdf)) == (1, False, False)


def test_tanpa_pelarian_huruf_pun_tidak_ada_yang_diambil(settings, pendengar, rahasia):
    """If a template ever forgot to escape: the fetcher alone still lets nothing in and nothing out."""
    for isi in muatan(pendengar.port, rahasia):
        pdf = jadi_pdf(susun("safe", **dict.fromkeys(MEDAN, isi)), cetak.GAYA, pengambil(settings))

        assert (pendengar.dihubungi(), bocor(pdf)) == (False, False), isi


@pytest.mark.parametrize(
    "alamat",
    [
        "http://127.0.0.1/a",
        "https://contoh.go.id/a.css",
        "file:///etc/passwd",
        "http://statis.invalid/lain/a",
        "http://statis.invalid/static/../esurat/settings.py",
        "http://statis.invalid/static/%2e%2e/manage.py",
        "http://statis.invalid/static/..%2fmanage.py",
        "http://statis.invalid/static/tidak-ada.css",
        "http://statis.invalid/static/\x00",
        "http://statis.invalid.jahat.id/static/cetak/cetak.css",
    ],
)
def test_pengambil_menolak(settings, alamat):
    with pytest.raises(ValueError, match=r"disallowed protocol|packaged static"):
        pengambil(settings).fetch(alamat)


def test_pengambil_memberi_berkas_bawaan(settings):
    jawaban = pengambil(settings).fetch("http://statis.invalid/static/cetak/cetak.css")

    assert (jawaban.content_type, jawaban.read()[:2]) == ("text/css", b"/*")
    assert pengambil(settings).fetch("data:text/plain,halo").read() == b"halo"


def test_tautan_lambang_keluar_folder_statis_ditolak(settings, tmp_path, rahasia):
    (tmp_path / "statis").mkdir()
    (tmp_path / "statis" / "a.css").symlink_to(rahasia)

    with pytest.raises(ValueError, match="packaged static"):
        PengambilTertutup("/static/", [tmp_path / "statis"]).fetch("http://statis.invalid/static/a.css")


def test_lembar_memuat_kop_kaki_dan_qr(settings):
    html = susun(
        hal="Undangan rapat", dicetak_oleh="Petugas TU", kode_lacak="7KQ4-M2XR", jejak_kode="9C2D-71AF",
        qr=cetak.qr_svg("http://127.0.0.1:8000/v/7KQ4-M2XR"),
    )  # fmt: skip

    pdf = jadi_pdf(html, cetak.GAYA, pengambil(settings))

    tulisan = rapat(teks(pdf))
    for potongan in (
        "PEMERINTAHKABUPATENCONTOH",
        "SEKRETARIATDAERAH",
        "Kodelacak7KQ4-M2XR",
        "Bukubesar·9C2D-71AF",
        "olehPetugasTU",
        "Halaman1dari1",
    ):
        assert potongan in tulisan


def test_lembar_dari_nama_templat_di_proses_sendiri_dan_di_anak(gudang):
    konteks = {"judul_buku": "BUKU AGENDA", "periode": "Januari 2026", "pertama": True, "terakhir": True}

    langsung = cetak.render_pdf("cetak/buku.html", konteks)
    terbatas = cetak.render_terbatas("cetak/buku.html", konteks)

    for pdf in (langsung, terbatas):
        assert "BUKU AGENDA" in teks(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as dokumen:
            kotak = [round(float(v) / 72 * 25.4) for v in dokumen.pages[0].mediabox[2:]]
        assert kotak == [330, 215]
    assert not gudang.exists()  # a print passes by the store


@pytest.mark.parametrize(
    ("kelas", "ukuran"), [("setengah", [165, 215]), ("setengah-datar", [215, 165]), ("tegak", [215, 330])]
)
def test_ukuran_kertas(settings, kelas, ukuran):
    pdf = jadi_pdf(f'<body class="{kelas}">x</body>', cetak.GAYA, pengambil(settings))

    with pikepdf.open(io.BytesIO(pdf)) as dokumen:
        assert [round(float(v) / 72 * 25.4) for v in dokumen.pages[0].mediabox[2:]] == ukuran


def test_lembar_yang_terlalu_lama_dihentikan_dengan_kalimat(gudang):
    baris = "<tr><td>Undangan rapat koordinasi</td><td>2</td><td>3</td></tr>" * 40_000

    with pytest.raises(CetakGagal) as galat:
        cetak.cetak_terbatas(f"<table>{baris}</table>", detik=3)

    assert galat.value.pesan == (
        "Lembar ini terlalu panjang untuk dicetak sekaligus. Data surat aman. "
        "Pilih rentang yang lebih pendek, lalu coba lagi."
    )
    assert not gudang.exists()


def test_pencetak_yang_belum_terpasang_menjadi_kalimat(monkeypatch):
    class TanpaPango:
        def find_spec(self, nama, *lain):
            if nama == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0'")

    for nama in [n for n in sys.modules if n == "dokumen.anak.cetak" or n.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, nama)
    monkeypatch.delattr("dokumen.anak.cetak", raising=False)
    monkeypatch.setattr(sys, "meta_path", [TanpaPango(), *sys.meta_path])

    with pytest.raises(CetakGagal, match="pencetak belum terpasang di server"):
        cetak.render_pdf("cetak/dasar.html", {})


def test_gabungan_dinomori_dari_awal_sampai_akhir(settings):
    gaya = (*cetak.GAYA, "cetak/bagian.css")
    bagian = [jadi_pdf(f'<body class="datar"><p>bagian {n}</p>', gaya, pengambil(settings)) for n in range(3)]
    dua = jadi_pdf('<body class="datar"><p>a</p><p style="break-before:page">b</p>', gaya, pengambil(settings))

    pdf = cetak.gabung_pdf([*bagian, dua])

    with pypdfium2.PdfDocument(pdf) as dokumen:
        nomor = [re.findall(r"Halaman \d+ dari \d+", h.get_textpage().get_text_bounded()) for h in dokumen]
    assert nomor == [[f"Halaman {n} dari 5"] for n in range(1, 6)]


def test_qr_berisi_alamat_dan_tidak_memakai_gaya_sebaris():
    gambar = cetak.qr_svg("http://127.0.0.1:8000/cek/abc")

    assert gambar.startswith("data:image/svg+xml")
    assert "style" not in gambar
