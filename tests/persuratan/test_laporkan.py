"""The report of a follow-up brings files: safe before anything is written, read in its own branch and above it."""

import io

import pikepdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from alur.models import Jejak
from persuratan.models import BerkasLaporan, LampiranSurat, Tugas
from tests.halaman import kunci, teks
from tests.perjalanan import Perjalanan, wita

pytestmark = pytest.mark.tertanam

DINKES, PENDIDIKAN = "Dinas Kesehatan", "Dinas Pendidikan"
ISI = "Vaksin sudah dibagikan ke 26 puskesmas."


@pytest.fixture(autouse=True)
def rak(settings, tmp_path):
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": lokasi}


@pytest.fixture
def selasa():
    with time_machine.travel(wita(10, 9), tick=False) as jam:
        yield jam


@pytest.fixture
def jalan(kantor):
    jalan = Perjalanan(kantor).sampai_sekda()
    jalan.disposisi(kantor.sekda, wita(9, 9), ke_unit=[DINKES, PENDIDIKAN]).kirim(DINKES, PENDIDIKAN)
    for orang, nama in ((kantor.dinkes, DINKES), (kantor.disdik, PENDIDIKAN)):
        jalan.buka(orang, nama).terima(orang, nama)
    return jalan


def pdf(nama="laporan.pdf"):
    dokumen, keluar = pikepdf.new(), io.BytesIO()
    dokumen.add_blank_page()
    dokumen.save(keluar)
    return SimpleUploadedFile(nama, keluar.getvalue(), "application/pdf")


def alamat(jalan):
    return f"/surat/{jalan.surat.kode}/laporkan/"


def test_laporan_dengan_berkas_terbaca_pemberi_dan_tidak_oleh_tetangga(client, kantor, jalan, selasa):
    client.force_login(kantor.dinkes)
    assert "Lapor dengan berkas" in teks(client.get(jalan.surat.get_absolute_url()))
    halaman = client.get(alamat(jalan))
    data = {"kunci": kunci(halaman), "catatan": ISI}
    jawaban = [client.post(alamat(jalan), data | {"berkas": pdf()}) for _ in "12"]
    assert [j["Location"] for j in jawaban] == [f"/surat/{jalan.surat.kode}/"] * 2

    laporan = BerkasLaporan.objects.get()
    assert (laporan.tugas.unit.nama, laporan.tugas.hasil, laporan.tugas.berlampiran) == (DINKES, ISI, True)
    entri = Jejak.objects.get(rantai=jalan.surat.rantai, transisi="selesaikan")
    assert entri.data["berkas"] == [laporan.berkas.sha256]
    # It is no paper of the letter itself: no receipt counts it, no search reads it.
    assert LampiranSurat.objects.filter(surat=jalan.surat.pk, berkas=laporan.berkas).count() == 0
    url = f"/surat/{jalan.surat.kode}/laporan/{laporan.berkas.kode}/"
    for orang, boleh in ((kantor.dinkes, True), (kantor.sekda, True), (kantor.petugas, True), (kantor.disdik, False)):
        client.force_login(orang)
        tampak = url in client.get(jalan.surat.get_absolute_url()).content.decode()
        jawaban = client.get(url)
        isi = b"".join(jawaban.streaming_content) if jawaban.streaming else b""
        assert (orang, tampak, jawaban.status_code, isi[:5]) == (
            (orang, True, 200, b"%PDF-") if boleh else (orang, False, 404, b"")
        )
    # One unit's end closes no other's.
    assert [t.unit.nama for t in jalan.segar().tugas_terbuka] == [PENDIDIKAN]


def test_kesalahan_tidak_membuang_berkas(client, kantor, jalan, selasa):
    client.force_login(kantor.dinkes)
    data = {"kunci": kunci(client.get(alamat(jalan))), "catatan": " "}
    halaman = client.post(alamat(jalan), data | {"berkas": pdf("bukti.pdf")})
    kata = teks(halaman)
    assert (halaman.status_code, "Tulis apa yang sudah dikerjakan, walau singkat." in kata, "bukti.pdf" in kata) == (
        422,
        True,
        True,
    )
    aman = halaman.content.decode().split('name="berkas_aman" value="')[1].split('"')[0]
    racun = SimpleUploadedFile("virus.exe", b"MZ" + b"\0" * 300, "application/pdf")
    ditolak = client.post(alamat(jalan), data | {"catatan": ISI, "berkas_aman": aman, "berkas": racun})
    assert (ditolak.status_code, "bukti.pdf" in teks(ditolak), ISI in teks(ditolak)) == (422, True, True)
    assert not Tugas.objects.filter(jenis="TINDAK_LANJUT", selesai_pada__isnull=False).exists()
    assert client.post(alamat(jalan), data | {"catatan": ISI, "berkas_aman": aman}).status_code == 302
    assert BerkasLaporan.objects.get().berkas.nama_asli == "bukti.pdf"


def test_tanpa_berkas_dan_bukan_gilirannya(client, kantor, jalan, selasa):
    client.force_login(kantor.sekda)
    assert client.get(alamat(jalan))["Location"] == f"/surat/{jalan.surat.kode}/"
    client.force_login(kantor.kabag_hukum)
    assert client.get(alamat(jalan)).status_code == 404
    client.force_login(kantor.disdik)
    data = {"kunci": kunci(client.get(alamat(jalan))), "catatan": ISI}
    assert client.post(alamat(jalan), data).status_code == 302
    assert Tugas.objects.get(unit__nama=PENDIDIKAN, jenis="TINDAK_LANJUT").berlampiran is False
