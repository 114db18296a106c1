"""Uploads through a real form: the limit stops the writing, a full disk keeps what was typed."""

import errno
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from dokumen.galat import BerkasDitolak
from dokumen.gudang import simpan_sementara
from tests.dokumen.korpus import jpeg

pytestmark = pytest.mark.tertanam


def terima(request):
    """A form as the rooms above write it: the typed text is still there when the file is refused."""
    try:
        sementara = simpan_sementara(request.FILES["pindaian"])
    except BerkasDitolak as galat:
        return HttpResponse(f"{request.POST['hal']}|{galat.pesan}", status=422)
    return HttpResponse(f"{request.POST['hal']}|{sementara.nama}|{sementara.jenis}")


def kirim(isi, nama="surat.pdf"):
    request = RequestFactory().post("/", {"hal": "Undangan", "pindaian": SimpleUploadedFile(nama, isi)})
    try:
        return terima(request).content.decode()
    finally:
        request.close()


def test_unggahan_kecil_dan_besar_sampai_di_gudang(gudang):
    assert kirim(jpeg()) == "Undangan|surat.pdf.jpg|image/jpeg"
    assert kirim(jpeg() + b"\x00" * 3_000_000, "../foto.jpg") == "Undangan|foto.jpg|image/jpeg"
    assert list((gudang / "incoming").iterdir()) == []


def test_seratus_megabita_tidak_pernah_memenuhi_disk(gudang, monkeypatch):
    terbesar = 0
    asli = tempfile._TemporaryFileWrapper.close

    def catat(self):
        nonlocal terbesar
        terbesar = max(terbesar, self.file.tell() if not self.file.closed else 0)
        return asli(self)

    monkeypatch.setattr(tempfile._TemporaryFileWrapper, "close", catat)

    jawaban = kirim(b"\xff\xd8\xff" + b"\x00" * 100_000_000)

    assert jawaban == (
        "Undangan|Berkas ini lebih besar dari 25 MB. Berkas ini tidak disimpan; isian lain tetap aman. "
        "Pindai ulang dengan 200 dpi, lalu unggah lagi."
    )
    assert 0 < terbesar <= 25_000_000
    assert [p for p in gudang.rglob("*") if p.is_file()] == []


def test_disk_penuh_saat_menerima_menjadi_kalimat(gudang, monkeypatch):
    class Penuh:
        def __init__(self, *args, **kwargs):
            pass

        def write(self, isi):
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", Penuh)

    assert kirim(jpeg()).startswith("Undangan|Ruang simpan server penuh. Berkas ini tidak disimpan;")


@csrf_exempt
def tampung(request):
    return HttpResponse(str(len(request.FILES)))


tampung.login_required = False
urlpatterns = [path("tampung/", tampung)]


@pytest.mark.django_db
@pytest.mark.urls("tests.dokumen.test_unggah")
def test_kiriman_raksasa_ditolak_sebelum_dibaca(gudang, settings):
    settings.BERKAS_MAKS = 1000

    jawaban = Client().post("/tampung/", {"pindaian": SimpleUploadedFile("a.pdf", b"x" * 30_000)})

    assert jawaban.status_code == 400
    assert not (gudang / "incoming").exists()


def isi_masuk(request):
    """What lies in the incoming folder while the view runs, and what became of the file."""
    folder = Path(settings.BERKAS_DIR) / "incoming"
    berkas = request.FILES["pindaian"]
    ditolak = berkas.ditolak.alasan if berkas.ditolak else ""
    return HttpResponse(f"{request.POST['hal']}|{len(list(folder.glob('unggah-*')))}|{ditolak}|{berkas.name}")


@csrf_exempt
def terbuka(request):
    return isi_masuk(request)


terbuka.login_required = False
urlpatterns += [path("terbuka/", terbuka)]


@pytest.mark.django_db
@pytest.mark.urls("tests.dokumen.test_unggah")
@pytest.mark.parametrize(("masuk", "hasil"), [(True, "Undangan|1||a.pdf"), (False, "Undangan|0|gangguan|a.pdf")])
def test_orang_asing_tidak_menulis_ke_disk(gudang, petugas, masuk, hasil):
    klien = Client()
    if masuk:
        klien.force_login(petugas)
    jawaban = klien.post("/terbuka/", {"hal": "Undangan", "pindaian": SimpleUploadedFile("a.pdf", b"x" * 30_000)})

    assert jawaban.content.decode() == hasil


def test_cadangan_disk_dijaga_selagi_menerima(gudang, settings):
    settings.BERKAS_CADANGAN = 1 << 60
    request = RequestFactory().post("/", {"hal": "Undangan", "pindaian": SimpleUploadedFile("a.pdf", b"x" * 30_000)})

    assert isi_masuk(request).content.decode() == "Undangan|0|penuh|a.pdf"
    request.close()
