"""Bytes out: never executed, never guessed, told again only when they changed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory

from dokumen import sajian
from dokumen.gudang import simpan_isi, simpan_sementara
from dokumen.halaman import buat_halaman
from dokumen.models import Berkas, HalamanGambar
from dokumen.rak import letak
from tests.dokumen import korpus

pytestmark = pytest.mark.django_db

TERTUTUP = "sandbox; default-src 'none'; frame-ancestors 'none'"


def unggah(isi, petugas, nama="surat.pdf"):
    return simpan_sementara(SimpleUploadedFile(nama, isi)).buat_berkas(petugas)


@pytest.fixture
def jaga():
    """Closes the files of the responses handed to it when the test ends, as a server would."""
    terbuka = []

    def catat(jawaban):
        terbuka.append(jawaban)
        return jawaban

    yield catat
    for jawaban in terbuka:
        if jawaban.streaming and jawaban.file_to_stream:
            jawaban.file_to_stream.close()


@pytest.fixture
def sajikan(jaga):
    return lambda *args, **kwargs: jaga(sajian.sajikan(*args, **kwargs))


def minta(**kepala):
    return RequestFactory().get("/", headers=kepala)


def kepala(jawaban):
    return {k: v for k, v in jawaban.items() if k not in {"ETag", "Content-Length"}}


def test_berkas_unggahan_disajikan_sebagai_unduhan_terkurung(sajikan, gudang, petugas):
    berkas = unggah(korpus.pdf(), petugas)

    jawaban = sajikan(minta(), berkas, sebaris=True)

    assert kepala(jawaban) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="surat.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": TERTUTUP,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
    }
    assert (jawaban["Content-Length"], jawaban.getvalue()) == (str(berkas.ukuran), korpus.pdf())


@pytest.mark.parametrize(
    "atur", [korpus.pdf_naskah, korpus.pdf_jalankan, korpus.pdf_lampiran, korpus.pdf_kirim], ids=lambda f: f.__name__
)
def test_pdf_beraksi_diterima_digambar_dan_hanya_diunduh(sajikan, gudang, petugas, atur):
    berkas = unggah(korpus.pdf(1, atur=atur), petugas)

    jawaban = sajikan(minta(), berkas, sebaris=True)

    assert berkas.aktif is True
    assert jawaban["Content-Disposition"].startswith("attachment")
    assert buat_halaman(berkas.pk) == "SIAP"


def test_pdf_biasa_tidak_dianggap_beraksi(gudang, petugas):
    assert unggah(korpus.pdf_pindaian(), petugas).aktif is False


def test_gambar_boleh_dibuka_di_peramban(sajikan, gudang, petugas):
    berkas = unggah(korpus.jpeg(), petugas, "foto.jpg")

    jawaban = sajikan(minta(), berkas, sebaris=True)

    assert (jawaban["Content-Disposition"], jawaban["Content-Security-Policy"]) == (
        'inline; filename="foto.jpg"',
        TERTUTUP,
    )


def test_cetakan_sendiri_boleh_dibuka_di_peramban(sajikan, gudang, petugas):
    berkas = simpan_isi(korpus.pdf(), nama="Tanda terima 17/2026.pdf").buat_berkas(petugas)

    jawaban = sajikan(minta(), berkas, sebaris=True)

    assert berkas.asal == Berkas.Asal.BUATAN
    assert jawaban["Content-Disposition"] == 'inline; filename="2026.pdf"'
    assert "sandbox" not in jawaban["Content-Security-Policy"]


def test_nama_bukan_ascii_ditulis_menurut_rfc_6266(sajikan, gudang, petugas):
    berkas = unggah(korpus.pdf(), petugas, 'undangan é "x"\r\nSet-Cookie: a=b.pdf')

    jawaban = sajikan(minta(), berkas)

    assert jawaban["Content-Disposition"] == (
        "attachment; filename*=utf-8''undangan%20%C3%A9%20_x_Set-Cookie_%20a%3Db.pdf"
    )


def test_yang_sudah_dipunya_peramban_tidak_dikirim_lagi(sajikan, gudang, petugas):
    berkas = unggah(korpus.pdf(), petugas)
    etag = sajikan(minta(), berkas)["ETag"]

    jawaban = sajikan(minta(if_none_match=etag), berkas)

    assert (jawaban.status_code, jawaban.content, jawaban["ETag"]) == (304, b"", etag)


def test_surat_rahasia_tidak_ditinggal_di_peramban(sajikan, gudang, petugas):
    berkas = unggah(korpus.pdf(), petugas)
    etag = sajikan(minta(), berkas)["ETag"]

    jawaban = sajikan(minta(if_none_match=etag), berkas, rahasia=True)

    assert (jawaban.status_code, jawaban["Cache-Control"]) == (200, "private, no-store")


def test_di_belakang_nginx_hanya_alamat_dalam_yang_dikirim(sajikan, gudang, petugas, settings):
    settings.ESURAT_ACCEL = "/_berkas/"
    berkas = unggah(korpus.pdf(), petugas)

    jawaban = sajikan(minta(), berkas)

    assert (jawaban["X-Accel-Redirect"], jawaban.content) == (f"/_berkas/{letak(berkas.sha256)}", b"")
    assert jawaban["Content-Security-Policy"] == TERTUTUP


def test_isi_yang_hilang_adalah_404(sajikan, gudang, petugas):
    berkas = unggah(korpus.pdf(), petugas)
    (gudang / letak(berkas.sha256)).unlink()

    with pytest.raises(Http404):
        sajikan(minta(), berkas)


def test_gambar_halaman(jaga, gudang, petugas):
    berkas = unggah(korpus.pdf(1), petugas)
    buat_halaman(berkas.pk)
    HalamanGambar.objects.create(berkas=berkas, nomor=2)  # could not be drawn

    jawaban = jaga(sajian.sajikan_halaman(minta(), berkas, 1))

    assert (jawaban["Content-Type"], jawaban["Content-Disposition"]) == (
        "image/webp",
        'inline; filename="halaman-1.webp"',
    )
    assert jawaban.getvalue()[8:12] == b"WEBP"
    for nomor in (2, 3):
        with pytest.raises(Http404):
            sajian.sajikan_halaman(minta(), berkas, nomor)


def test_cetakan_sekali_pakai():
    jawaban = sajian.sajikan_isi(b"%PDF-", nama="lembar.pdf")

    assert (jawaban.content, jawaban["Cache-Control"]) == (b"%PDF-", "private, no-store")
    assert jawaban["Content-Disposition"] == 'inline; filename="lembar.pdf"'
