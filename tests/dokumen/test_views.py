"""The pages of one's own jobs: the owner sees, everybody else gets 404; nothing in them needs a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alur.kunci import kunci_baru
from dokumen import pekerjaan as kerja
from dokumen.gudang import simpan_sementara
from dokumen.models import Pekerjaan
from dokumen.pekerjaan import Hasil, daftarkan_pekerjaan, kerjakan, mulai_pekerjaan
from tests.dokumen.korpus import pdf
from tests.factories import JabatanFactory, PegawaiFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratna():
    return PegawaiFactory(nama="Ratna", jabatan=JabatanFactory())


@pytest.fixture
def pekerjaan(gudang, ratna, monkeypatch):
    monkeypatch.setattr(kerja, "_daftar", {})
    daftarkan_pekerjaan(
        "uji.buku", lambda tugas: Hasil(isi=pdf(), nama="agenda.pdf", jumlah_halaman=2), judul="Buku agenda"
    )
    return mulai_pekerjaan("uji.buku", {}, ratna, keterangan="Januari 2026")


def alamat(pekerjaan, akhir=""):
    return f"/pekerjaan/{pekerjaan.kode}/{akhir}"


def kunci(client, rf, orang):
    permintaan = rf.get("/")
    permintaan.user = orang
    return {"kunci": kunci_baru(permintaan)}


def test_pemilik_melihat_kemajuan(client, ratna, pekerjaan):
    tugas = kerja.ambil(pekerjaan.pk)
    tugas.maju(3150, 5000, "Menyusun halaman")
    client.force_login(ratna)

    isi = client.get(alamat(pekerjaan)).content.decode()

    for potongan in (
        "(63 %) Buku agenda",
        "3.150 dari 5.000 baris",
        '<progress value="3150" max="5000"',
        "Januari 2026",
        "Halaman ini boleh ditutup.",
        "Muat ulang",
        "Batalkan pekerjaan",
        "Menyusun halaman",
    ):
        assert potongan in isi
    bagian = client.get(alamat(pekerjaan), headers={"hx-request": "true"}).content.decode()
    assert bagian.startswith('<section class="kartu tumpuk" id="kemajuan"')
    assert "<html" not in bagian


def test_pemilik_mengunduh_hasil(client, ratna, pekerjaan):
    kerjakan(pekerjaan.pk)
    client.force_login(ratna)

    assert "Siap diunduh." in client.get(alamat(pekerjaan)).content.decode()
    unduh = client.get(alamat(pekerjaan, "hasil/"))
    lihat = client.get(alamat(pekerjaan, "hasil/?lihat"))

    assert (unduh["Content-Disposition"], b"".join(unduh)) == ('attachment; filename="agenda.pdf"', pdf())
    assert (lihat["Content-Disposition"], lihat["Cache-Control"]) == (
        'inline; filename="agenda.pdf"',
        "private, no-store",
    )
    b"".join(lihat)


@pytest.mark.parametrize("akhir", ["", "hasil/", "batalkan/", "ulangi/"])
def test_orang_lain_mendapat_404_dan_tidak_mengubah_apa_pun(client, rf, pekerjaan, akhir):
    bima = PegawaiFactory(jabatan=JabatanFactory(admin=True))
    client.force_login(bima)

    cara = client.post if akhir in {"batalkan/", "ulangi/"} else client.get
    jawaban = cara(alamat(pekerjaan, akhir), kunci(client, rf, bima))

    assert jawaban.status_code == 404
    assert Pekerjaan.objects.get().status == "MENUNGGU"


def test_tamu_diminta_masuk(client, pekerjaan):
    for akhir in ("", "hasil/"):
        assert client.get(alamat(pekerjaan, akhir)).status_code == 302
    assert client.get("/pekerjaan/").status_code == 302


def test_batalkan_lalu_coba_lagi(client, rf, ratna, pekerjaan):
    client.force_login(ratna)

    jawaban = client.post(alamat(pekerjaan, "batalkan/"), kunci(client, rf, ratna), follow=True)
    assert "Pekerjaan dibatalkan." in jawaban.content.decode()
    assert Pekerjaan.objects.get().status == "DIBATALKAN"

    jawaban = client.post(alamat(pekerjaan, "ulangi/"), kunci(client, rf, ratna), follow=True)
    assert "Pekerjaan diminta lagi." in jawaban.content.decode()
    assert Pekerjaan.objects.get().status == "MENUNGGU"


def test_membatalkan_dengan_tautan_saja_tidak_bisa(client, ratna, pekerjaan):
    client.force_login(ratna)

    assert client.get(alamat(pekerjaan, "batalkan/")).status_code == 405
    assert client.post(alamat(pekerjaan, "batalkan/")).status_code == 400
    assert Pekerjaan.objects.get().status == "MENUNGGU"


def test_hasil_yang_belum_ada_adalah_404(client, ratna, pekerjaan):
    client.force_login(ratna)

    assert client.get(alamat(pekerjaan, "hasil/")).status_code == 404


def test_daftar_hanya_milik_sendiri_dengan_jumlah_pertanyaan_tetap(client, ratna):
    lain = PegawaiFactory(nama="Tono")
    client.force_login(ratna)
    assert "Belum ada pekerjaan." in client.get("/pekerjaan/").content.decode()

    pertanyaan = []
    for banyak in (1, 3):
        while Pekerjaan.objects.count() < 2 * banyak:
            for orang in (ratna, lain):
                sekarang = timezone.now()
                Pekerjaan.objects.create(
                    jenis="a", judul=f"Buku {orang.nama}", pemilik=orang, dibuat_pada=sekarang, denyut_pada=sekarang
                )
        with CaptureQueriesContext(connection) as tercatat:
            isi = client.get("/pekerjaan/").content.decode()
        pertanyaan.append(len(tercatat))
        assert (isi.count("Buku Ratna"), isi.count("Buku Tono")) == (banyak, 0)

    assert pertanyaan[0] == pertanyaan[1]


def test_tidak_ada_alamat_yang_menyajikan_berkas_begitu_saja(client, gudang, ratna):
    berkas = simpan_sementara(SimpleUploadedFile("rahasia.pdf", pdf())).buat_berkas(ratna)
    client.force_login(ratna)

    for coba in (
        berkas.kode,
        berkas.sha256,
        f"berkas/{berkas.kode}",
        f"berkas/{berkas.pk}",
        f"pekerjaan/{berkas.kode}",
    ):
        assert client.get(f"/{coba}/").status_code == 404
