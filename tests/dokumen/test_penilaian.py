"""What comes in is judged by its content; what is refused says why and leaves nothing behind."""

import io
import re
import resource

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dokumen.alasan import ALASAN, AMAN, tolak
from dokumen.galat import BerkasDitolak
from dokumen.gudang import simpan_sementara
from dokumen.models import Berkas
from dokumen.nama import nama_rapi
from dokumen.rak import rak
from tests.dokumen.kasus import BAIK, BURUK, NAMA_JAHAT
from tests.dokumen.korpus import jpeg


def detik_anak():
    """Processor seconds of all child programs so far."""
    pakai = resource.getrusage(resource.RUSAGE_CHILDREN)
    return pakai.ru_utime + pakai.ru_stime


def isi_gudang(akar):
    return sorted(str(p.relative_to(akar)) for p in akar.rglob("*") if p.is_file())


@pytest.mark.parametrize(("buat", "alasan"), [b[1:] for b in BURUK], ids=[b[0] for b in BURUK])
def test_berkas_buruk_ditolak_dengan_kalimat_tanpa_sisa(gudang, buat, alasan):
    isi, mulai = buat(), detik_anak()

    with pytest.raises(BerkasDitolak) as galat:
        simpan_sementara(SimpleUploadedFile("surat.pdf", isi))

    assert galat.value.alasan == alasan
    assert AMAN in galat.value.pesan
    assert isi_gudang(gudang) == []
    assert list((gudang / "incoming").iterdir()) == []
    assert (
        detik_anak() - mulai < 3
    )  # what a clerk can bear, of processor time: the clock of a busy machine proves nothing


@pytest.mark.parametrize(("buat", "jenis", "halaman"), [b[1:] for b in BAIK], ids=[b[0] for b in BAIK])
def test_berkas_baik_diterima_utuh(gudang, buat, jenis, halaman):
    isi, mulai = buat(), detik_anak()

    sementara = simpan_sementara(SimpleUploadedFile("surat", isi))

    assert detik_anak() - mulai < 3
    assert (sementara.jenis, sementara.jumlah_halaman) == (jenis, halaman)
    assert isi_gudang(gudang) == [f"{sementara.sha256[:2]}/{sementara.sha256[2:4]}/{sementara.sha256}"]
    with rak().buka(sementara.sha256) as isi:
        assert len(isi.read()) == sementara.ukuran


def test_kalimat_penolakan_pendek_dan_lengkap():
    rincian = {"maks": 500, "halaman": 5000, "piksel": 80_000_000, "apa": "web"}
    for alasan in ALASAN:
        maks = {"maks": 80_000_000} if alasan == "terlalu_banyak_piksel" else {}
        pakai = {k: v for k, v in rincian.items() if f"{{{k}}}" in ALASAN[alasan]}
        pesan = tolak(alasan, **pakai | maks).pesan
        kalimat = re.split(r"(?<=[.!?]) (?=[A-Z])", pesan)
        assert len(kalimat) == 3
        assert max(len(k.split()) for k in kalimat) <= 18


@pytest.mark.parametrize(("nama", "rapi"), NAMA_JAHAT)
def test_nama_jahat_dirapikan(nama, rapi):
    assert nama_rapi(nama, "image/jpeg") == rapi


def test_nama_yang_dirapikan_diberitahukan(gudang):
    berkas = io.BytesIO(jpeg())

    sementara = simpan_sementara(berkas, nama="../../x.php")

    assert (sementara.nama, sementara.catatan[0]) == ("x.php.jpg", "Nama berkas dirapikan menjadi x.php.jpg.")
    assert not list(gudang.rglob("*.php*"))


@pytest.mark.django_db
def test_tidak_ada_baris_untuk_berkas_yang_ditolak(gudang):
    with pytest.raises(BerkasDitolak):
        simpan_sementara(SimpleUploadedFile("surat.pdf", b"MZ" + b"\x00" * 100))

    assert Berkas.objects.count() == 0
