"""Long jobs: asked for once, done once, resumed where they stood, told when done."""

import datetime
import io
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from alur.models import Notifikasi
from dokumen import pekerjaan as kerja
from dokumen.buku import susun_buku
from dokumen.cetak import hitung_halaman
from dokumen.galat import DokumenGalat
from dokumen.gudang import simpan_isi
from dokumen.models import BagianPekerjaan, Berkas, Pekerjaan
from dokumen.pekerjaan import Hasil, batalkan, daftarkan_pekerjaan, kerjakan, mulai_pekerjaan, sapu_pekerjaan, ulangi
from dokumen.penjaga import bersihkan_yatim
from dokumen.rak import letak
from tests.factories import PegawaiFactory

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]


@pytest.fixture
def jenis(monkeypatch):
    """A registry of this test's own; returns a function that registers one kind and gives its name."""
    monkeypatch.setattr(kerja, "_daftar", {})

    def daftar(fungsi, nama="uji.buku"):
        daftarkan_pekerjaan(nama, fungsi, judul="Buku uji")
        return nama

    return daftar


def satu_berkas(tugas):
    tugas.maju(5, 10, "Menyusun halaman")
    return Hasil(isi=b"%PDF-isi", nama="buku.pdf", jumlah_halaman=3)


def keadaan(pekerjaan):
    return Pekerjaan.objects.values_list("status", flat=True).get(pk=pekerjaan.pk)


def tuakan(pekerjaan, **lama):
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(denyut_pada=timezone.now() - datetime.timedelta(**lama))


def test_dari_permintaan_sampai_hasil_dan_kabar(gudang, petugas, jenis, lonceng, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        pekerjaan = mulai_pekerjaan(jenis(satu_berkas), {"tahun": 2026}, petugas, keterangan="Tahun 2026")
        assert lonceng() == []
    assert lonceng() == [("dokumen.kerjakan", pekerjaan.pk)]

    assert kerjakan(pekerjaan.pk) == "SELESAI"

    pekerjaan.refresh_from_db()
    assert (pekerjaan.judul, pekerjaan.selesai, pekerjaan.jumlah, pekerjaan.persen) == ("Buku uji", 5, 10, 50)
    assert (pekerjaan.hasil.nama_asli, pekerjaan.hasil.asal, pekerjaan.hasil.diunggah_oleh) == (
        "buku.pdf",
        "BUATAN",
        petugas,
    )
    assert list(Notifikasi.objects.values_list("penerima", "judul", "tautan")) == [
        (petugas.pk, "Selesai: Buku uji", f"/pekerjaan/{pekerjaan.kode}/")
    ]


def test_kunci_sama_pekerjaan_sama_tetapi_hanya_bagi_pemintanya(petugas, jenis):
    nama, lain = jenis(satu_berkas), PegawaiFactory()

    pertama = mulai_pekerjaan(nama, {}, petugas, "agenda-2026-01")

    assert mulai_pekerjaan(nama, {}, petugas, "agenda-2026-01") == pertama
    assert mulai_pekerjaan(nama, {}, lain, "agenda-2026-01") != pertama
    assert mulai_pekerjaan(nama, {}, petugas) != mulai_pekerjaan(nama, {}, petugas)


def test_dikerjakan_sekali_walau_bel_berbunyi_berkali_kali(gudang, petugas, jenis):
    kali = []
    pekerjaan = mulai_pekerjaan(jenis(kali.append), {}, petugas)

    assert [kerjakan(pekerjaan.pk) for _ in range(3)] == ["SELESAI", None, None]

    assert (len(kali), Notifikasi.objects.count()) == (1, 1)


def test_penolakan_berkalimat_sampai_kepada_peminta(petugas, jenis):
    def tolak(tugas):
        raise DokumenGalat("Rentang ini kosong. Data surat aman. Pilih tanggal lain.")

    pekerjaan = mulai_pekerjaan(jenis(tolak), {}, petugas)

    assert kerjakan(pekerjaan.pk) == "GAGAL"
    pekerjaan.refresh_from_db()
    assert (pekerjaan.pesan, pekerjaan.percobaan) == ("Rentang ini kosong. Data surat aman. Pilih tanggal lain.", 1)


def test_gangguan_dicoba_tiga_kali_lalu_menyerah_dengan_kalimat(petugas, jenis, caplog):
    def rusak(tugas):
        raise ZeroDivisionError

    pekerjaan = mulai_pekerjaan(jenis(rusak), {}, petugas)

    assert [kerjakan(pekerjaan.pk) for _ in range(4)] == ["MENUNGGU", "MENUNGGU", "GAGAL", None]
    pekerjaan.refresh_from_db()
    assert pekerjaan.pesan == "Pekerjaan berhenti karena gangguan server. Data surat aman. Tekan Coba lagi."
    assert Notifikasi.objects.count() == 1


def test_yang_maju_tidak_dianggap_macet(petugas, jenis):
    sampai = iter(range(1, 10))

    def tersendat(tugas):
        tugas.maju(next(sampai), 9)
        raise ZeroDivisionError

    pekerjaan = mulai_pekerjaan(jenis(tersendat), {}, petugas)

    assert [kerjakan(pekerjaan.pk) for _ in range(8)] == ["MENUNGGU"] * 8


def test_dibatalkan_di_tengah_jalan_tidak_meninggalkan_hasil(gudang, petugas, jenis):
    def dibatalkan(tugas):
        batalkan(tugas.pekerjaan)
        tugas.maju(1, 2)
        raise AssertionError("must have stopped")

    pekerjaan = mulai_pekerjaan(jenis(dibatalkan), {}, petugas)

    assert kerjakan(pekerjaan.pk) is None
    assert (keadaan(pekerjaan), Berkas.objects.count(), Notifikasi.objects.count()) == ("DIBATALKAN", 0, 0)
    assert batalkan(pekerjaan) is False


def test_dibatalkan_saat_hasil_disimpan_hasilnya_tidak_jadi(gudang, petugas, jenis):
    def terlambat(tugas):
        batalkan(tugas.pekerjaan)
        return Hasil(isi=b"x", nama="a.pdf")

    pekerjaan = mulai_pekerjaan(jenis(terlambat), {}, petugas)

    assert kerjakan(pekerjaan.pk) is None
    assert (keadaan(pekerjaan), Berkas.objects.count()) == ("DIBATALKAN", 0)


def test_pekerja_yang_dikira_mati_berhenti_bila_terbangun(gudang, petugas, jenis):
    pekerjaan = mulai_pekerjaan(jenis(satu_berkas), {}, petugas)
    tertidur = kerja.ambil(pekerjaan.pk)
    tuakan(pekerjaan, minutes=6)

    sapu_pekerjaan()
    assert keadaan(pekerjaan) == "MENUNGGU"
    assert kerjakan(pekerjaan.pk) == "SELESAI"

    with pytest.raises(kerja.PekerjaanBerhenti):
        tertidur.maju(1)
    assert (tertidur.rampung(Hasil(isi=b"lain", nama="a.pdf")), tertidur.gagal("x")) == (None, None)
    assert (Berkas.objects.count(), Notifikasi.objects.count()) == (1, 1)


def test_sapuan_membunyikan_lagi_yang_terlewat_dan_membiarkan_yang_hidup(gudang, petugas, jenis, lonceng):
    nama = jenis(satu_berkas)
    terlewat, baru, hidup = (mulai_pekerjaan(nama, {}, petugas) for _ in range(3))
    kerja.ambil(hidup.pk)
    tuakan(terlewat, minutes=2)
    tuakan(hidup, minutes=4)

    assert [sapu_pekerjaan(), sapu_pekerjaan()] == [1, 0]

    assert lonceng() == [("dokumen.kerjakan", terlewat.pk)]
    assert [keadaan(p) for p in (terlewat, baru, hidup)] == ["MENUNGGU", "MENUNGGU", "BERJALAN"]


def test_hasil_dihapus_setelah_seminggu_dan_dapat_diminta_lagi(gudang, petugas, jenis):
    pekerjaan = mulai_pekerjaan(jenis(satu_berkas), {}, petugas, "kunci")
    kerjakan(pekerjaan.pk)

    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, minutes=1)):
        sapu_pekerjaan()

        assert (keadaan(pekerjaan), Berkas.objects.count()) == ("KEDALUWARSA", 0)
        assert mulai_pekerjaan("uji.buku", {}, petugas, "kunci") == pekerjaan
        assert kerjakan(pekerjaan.pk) == "SELESAI"


def test_hanya_yang_berakhir_tanpa_hasil_dapat_diulang(gudang, petugas, jenis):
    pekerjaan = mulai_pekerjaan(jenis(satu_berkas), {}, petugas)

    assert ulangi(pekerjaan) is False
    kerjakan(pekerjaan.pk)
    assert ulangi(pekerjaan) is False
    lain = mulai_pekerjaan("uji.buku", {}, petugas)
    batalkan(lain)
    assert ulangi(lain) is True
    assert keadaan(lain) == "MENUNGGU"


def test_bagian_yang_jadi_tidak_dibuat_lagi(gudang, petugas, jenis):
    dibuat = []

    def bertahap(tugas):
        for n in range(4):
            if n not in tugas.bagian_ada():
                dibuat.append(n)
                tugas.simpan_bagian(n, b"bagian %d" % n)
                if n == 2:
                    raise ZeroDivisionError
        return Hasil(isi=b"".join(tugas.bagian(n) for n in range(4)), nama="a.pdf")

    pekerjaan = mulai_pekerjaan(jenis(bertahap), {}, petugas)

    assert [kerjakan(pekerjaan.pk), kerjakan(pekerjaan.pk)] == ["MENUNGGU", "SELESAI"]

    assert dibuat == [0, 1, 2, 3]
    assert BagianPekerjaan.objects.count() == 0
    assert bersihkan_yatim(umur=0) == 4  # the parts; the result stays
    assert Pekerjaan.objects.get().hasil.ukuran == 32


def test_bagian_dari_pertanyaan_lain_tidak_dipakai(gudang, petugas, jenis):
    nama = jenis(satu_berkas)
    pekerjaan = mulai_pekerjaan(nama, {"dari": 1}, petugas, "kunci")
    kerja.ambil(pekerjaan.pk).simpan_bagian(0, b"lama")
    batalkan(pekerjaan)

    mulai_pekerjaan(nama, {"dari": 2}, petugas, "kunci")

    assert (BagianPekerjaan.objects.count(), Pekerjaan.objects.get().parameter) == (0, {"dari": 2})


def test_jenis_yang_sudah_tidak_ada_berakhir_dengan_kalimat(petugas, jenis, monkeypatch):
    pekerjaan = mulai_pekerjaan(jenis(satu_berkas), {}, petugas)
    monkeypatch.setattr(kerja, "_daftar", {})

    assert kerjakan(pekerjaan.pk) == "GAGAL"
    assert kerjakan(10**6) is None


def test_jenis_tidak_didaftarkan_dua_kali_dengan_arti_lain(jenis):
    jenis(satu_berkas)
    jenis(satu_berkas)

    with pytest.raises(RuntimeError, match="registered twice"):
        jenis(len)


BUKU = """{% extends "cetak/buku.html" %}{% block kelas_tabel %}agenda{% endblock %}
{% block kepala_tabel %}<tr><th>No.</th><th>Hal</th></tr>{% endblock %}
{% block baris %}{% for b in baris %}<tr><td>{{ forloop.counter0|add:nomor_awal }}</td><td>{{ b }}</td></tr>
{% endfor %}{% endblock %}{% block penutup %}<p>Jumlah {{ jumlah }} surat.</p>{% endblock %}"""


def test_buku_panjang_disusun_bertahap_diteruskan_dan_dinomori(
    gudang, petugas, jenis, monkeypatch, tmp_path, settings
):
    import pypdfium2

    from dokumen import buku

    (tmp_path / "uji").mkdir()
    (tmp_path / "uji" / "buku.html").write_text(BUKU)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    monkeypatch.setattr(buku, "BARIS_SEKALI", 20)
    diambil = []

    def ambil_baris(dari, sampai):
        diambil.append((dari, sampai))
        if (dari, len(diambil)) == (40, 3):
            raise ZeroDivisionError  # the worker dies at the last chunk
        return [f"Surat ke-{n}" for n in range(dari, sampai)]

    def susun(tugas):
        konteks = {"judul_buku": "BUKU UJI", "periode": "Januari 2026", "dicetak_oleh": "Petugas"}
        return susun_buku(tugas, "uji/buku.html", konteks, jumlah=45, ambil_baris=ambil_baris, nama="buku.pdf")

    pekerjaan = mulai_pekerjaan(jenis(susun), {}, petugas)

    assert [kerjakan(pekerjaan.pk), kerjakan(pekerjaan.pk)] == ["MENUNGGU", "SELESAI"]

    assert diambil == [(0, 20), (20, 40), (40, 45), (40, 45)]
    hasil = Pekerjaan.objects.get().hasil
    with pypdfium2.PdfDocument(gudang / letak(hasil.sha256)) as dokumen:
        lembar = [h.get_textpage().get_text_bounded() for h in dokumen]
    assert hasil.jumlah_halaman == len(lembar)
    assert [f"Halaman {n} dari {len(lembar)}" in t for n, t in enumerate(lembar, 1)] == [True] * len(lembar)
    assert ["SEKRETARIAT DAERAH" in t for t in lembar] == [True] + [False] * (len(lembar) - 1)
    assert ["BUKU UJI" in t for t in lembar] == [True] * len(lembar)
    semua = "\n".join(lembar)
    assert all(f"Surat ke-{n}" in semua for n in range(45))
    assert (semua.count("Jumlah 45 surat."), lembar[-1].count("Jumlah 45 surat.")) == (1, 1)


def test_hasil_yang_dipegang_ruang_lain_tidak_ikut_dihapus(gudang, petugas, jenis):
    nama = jenis(satu_berkas)
    satu, dua = mulai_pekerjaan(nama, {}, petugas), mulai_pekerjaan(nama, {}, petugas)
    kerjakan(satu.pk)
    kerjakan(dua.pk)
    satu.refresh_from_db()
    Pekerjaan.objects.filter(pk=dua.pk).update(hasil=satu.hasil)  # somebody else's PROTECT
    Pekerjaan.objects.filter(pk=satu.pk).update(selesai_pada=timezone.now() - datetime.timedelta(days=8))

    sapu_pekerjaan()

    assert keadaan(satu) == "KEDALUWARSA"
    assert Berkas.objects.filter(pk=satu.hasil_id).exists()


@pytest.mark.parametrize(
    "isi",
    [
        {"status": "SELESAI"},
        {"status": "MENUNGGU", "selesai_pada": timezone.now()},
        {"status": "MENUNGGU", "selesai": 2, "jumlah": 1},
    ],
)
def test_basis_data_menolak_pekerjaan_yang_tidak_masuk_akal(petugas, isi):
    sekarang = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        Pekerjaan.objects.create(
            jenis="a", judul="a", pemilik=petugas, dibuat_pada=sekarang, denyut_pada=sekarang, **isi
        )


def test_basis_data_menolak_hasil_pada_yang_belum_selesai(gudang, petugas):
    sekarang = timezone.now()
    berkas = simpan_isi(b"x", nama="a.pdf").buat_berkas(petugas)

    with pytest.raises(IntegrityError), transaction.atomic():
        Pekerjaan.objects.create(
            jenis="a", judul="a", pemilik=petugas, dibuat_pada=sekarang, denyut_pada=sekarang, hasil=berkas
        )


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_enam_pekerja_serentak_satu_yang_mengerjakan(gudang, jenis):
    kali, gerbang, hasil = [], threading.Barrier(6), []
    pekerjaan = mulai_pekerjaan(jenis(kali.append), {}, PegawaiFactory())

    def pekerja():
        try:
            gerbang.wait()
            hasil.append(kerjakan(pekerjaan.pk))
        finally:
            connection.close()

    utas = [threading.Thread(target=pekerja) for _ in range(6)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert (len(kali), sorted(hasil, key=str)) == (1, [None] * 5 + ["SELESAI"])


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_enam_permintaan_serentak_dengan_satu_kunci_satu_pekerjaan(gudang, jenis):
    nama, pemilik, gerbang, hasil = jenis(satu_berkas), PegawaiFactory(), threading.Barrier(6), []

    def peminta():
        try:
            gerbang.wait()
            with transaction.atomic():
                hasil.append(mulai_pekerjaan(nama, {}, pemilik, "kunci").pk)
        finally:
            connection.close()

    utas = [threading.Thread(target=peminta) for _ in range(6)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()

    assert (Pekerjaan.objects.count(), len(set(hasil)), len(hasil)) == (1, 1, 6)


def test_jumlah_halaman_hasil_gabungan():
    import pikepdf

    wadah = io.BytesIO()
    with pikepdf.new() as dokumen:
        dokumen.add_blank_page()
        dokumen.save(wadah)
    assert hitung_halaman(wadah.getvalue()) == 1
