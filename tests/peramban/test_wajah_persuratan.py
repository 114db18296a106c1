"""The reading side in Chromium, wide and narrow: nothing overflows, axe-core finds nothing, nothing needs a script."""

import pytest
import time_machine
from playwright.sync_api import expect

from organisasi.models import Jabatan, UnitKerja
from persuratan.models import SuratMasuk
from persuratan.sapuan import sapu_terlambat
from persuratan.transitions import KEMBALIKAN
from tests.peramban.bantu import RUPA, UKURAN, periksa
from tests.perjalanan import Perjalanan, wita

DINKES, BPBD = "Dinas Kesehatan", "Badan Penanggulangan Bencana Daerah"


@pytest.fixture
def surat(kantor):
    """An invitation that went to two units, one of them late; letters waiting at every desk; one secret."""
    undangan = Perjalanan(kantor).catat(
        hal="Undangan Rapat Koordinasi Percepatan Penurunan Stunting Semester II Tahun 2026",
        kecepatan="SEGERA",
        acara_mulai=wita(13, 9),
        acara_tempat="Aula Lantai 3 Dinas Kesehatan Provinsi, Jalan Merdeka 10",
        lampiran_fisik="1 lembar",
    )
    undangan.arahkan().telaah().disposisi(
        kantor.sekda, kepada=["Asisten Pemerintahan dan Kesejahteraan Rakyat"], catatan="Bawa data per kecamatan."
    )
    undangan.disposisi(
        kantor.asisten1, wita(9, 14), ke_unit=[DINKES, BPBD], isi=("Hadiri/Wakili", "Laporkan hasilnya")
    )
    undangan.kirim(DINKES, BPBD, pada=wita(9, 14, 40))
    undangan.buka(kantor.dinkes, DINKES, pada=wita(9, 15, 10)).terima(kantor.dinkes, DINKES, pada=wita(9, 15, 12))
    Perjalanan(kantor).catat(wita(10, 8), hal="Permohonan pinjam pakai kendaraan dinas", pindai=False)
    Perjalanan(kantor).catat(
        wita(10, 9, 20), hal="Permohonan rekomendasi penyaluran bantuan pangan", kecepatan="SEGERA"
    )
    Perjalanan(kantor).catat(
        wita(10, 9, 30), hal="Pemeriksaan khusus", keamanan="R", nama_pengirim="Inspektorat Provinsi"
    )
    Perjalanan(kantor).catat(wita(9, 9), hal="Laporan kegiatan semester I forum kecamatan").arahkan(wita(9, 9, 30))
    sapu_terlambat(wita(10, 9, 42))
    return undangan.segar()


@pytest.mark.parametrize("hp", UKURAN)
def test_halaman_petugas(kantor, surat, peramban, masuk, hp):
    with time_machine.travel(wita(10, 9, 42)):
        halaman = masuk(peramban(hp=hp), "petugas")
        for nama, url in {
            "tugas_saya": "/",
            "tugas_saya_lewat": "/?waktu=lewat",
            "tugas_saya_selesai": "/?waktu=selesai",
            "tugas_saya_undangan": "/?undangan=1",
            "surat_daftar": "/surat/",
            "surat_daftar_saring": "/surat/?status=belum&dari=9-11-2026&terlambat=on",
            "surat_daftar_galat": "/surat/?dari=31-2-2026",
            "surat_daftar_kosong": "/surat/?tahun=1999",
            "cari": "/cari/?q=rakor+stuntng",
            "cari_nihil": "/cari/?q=zzzzzz",
            "cari_awal": "/cari/",
            "surat": surat.get_absolute_url(),
            "jejak": surat.get_absolute_url() + "jejak/",
            "kabar": "/kabar/",
            "siapa_boleh_apa": "/bantuan/siapa-boleh-apa/",
        }.items():
            halaman.goto(url)
            periksa(halaman, nama, hp)


@pytest.mark.parametrize("hp", UKURAN)
def test_halaman_lain(kantor, surat, peramban, masuk, hp):
    with time_machine.travel(wita(10, 9, 42)):
        for orang in ("kabag.umum", "dinas.kesehatan", "auditor"):
            halaman = masuk(peramban(hp=hp), orang)
            for nama, url in {
                "tugas_saya": "/",
                "surat_daftar": "/surat/",
                "surat": surat.get_absolute_url(),
                "terlambat": "/terlambat/?periode=2026-11",
                "terlambat_daftar": "/terlambat/daftar/?tampil=kini",
            }.items():
                halaman.goto(url)
                periksa(halaman, f"{nama}-{orang.replace('.', '_')}", hp)


@pytest.fixture
def surat_terpanjang(kantor):
    """The worst a clerk can paste: a hal of 1,000 letters without a space, long names and numbers, 26 recipients."""
    jalan = Perjalanan(kantor).catat(
        hal="x" * 1000,
        nama_pengirim="Y" * 150,
        nomor_surat="9" * 80,
        lampiran_fisik="L" * 80,
        acara_mulai=wita(13, 9),
        acara_tempat="Z" * 150,
    )
    jalan.arahkan().telaah()
    dalam = Jabatan.objects.filter(nama__startswith="Kepala Bagian").values_list("nama", flat=True)
    dinas = UnitKerja.objects.filter(nama__startswith="Dinas").values_list("nama", flat=True)
    jalan.disposisi(kantor.sekda, kepada=dalam, ke_unit=dinas, catatan="C" * 1000).kirim(*dinas)
    jalan.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES, catatan="Q" * 1000)
    KEMBALIKAN.run(
        Perjalanan(kantor).catat(hal="x" * 1000).arahkan().surat, oleh=kantor.kabag_umum, catatan="Q" * 1000
    )
    return jalan


@pytest.mark.parametrize("hp", UKURAN)
def test_isi_terpanjang_tidak_melebarkan_halaman(kantor, surat_terpanjang, peramban, masuk, hp):
    url = surat_terpanjang.surat.get_absolute_url()
    kembali = SuratMasuk.objects.latest("pk").get_absolute_url()
    terima = surat_terpanjang.kiriman(DINKES).get_absolute_url()
    pekan_depan = {"petugas": wita(13, 15), "dinas.kesehatan": wita(13, 15), "kabag.hukum": wita(13, 15)}
    buka = {
        "petugas": {
            "tugas": "/",
            "daftar": "/surat/",
            "cari": f"/cari/?q={'x' * 200}",
            "surat": url,
            "jejak": f"{url}jejak/",
            "koreksi": f"{url}koreksi/",
            "pindai": f"{url}pindaian/",
            "arahkan": f"{kembali}arahkan/",
            "kabar": "/kabar/",
            "buku": "/ekspedisi/",
            "buku_dibuka": "/ekspedisi/?tampil=dikirim",
            "buku_diterima": "/ekspedisi/?tampil=diterima",
            "terlambat": "/terlambat/daftar/?tampil=kini",
        },
        "dinas.kesehatan": {"surat": url, "terima": terima, "tugas": "/"},
        "kabag.hukum": {"disposisi": f"{url}disposisi/", "arsip": f"{url}disposisi/arsip/"},
    }
    for orang, halaman_orang in buka.items():
        with time_machine.travel(pekan_depan[orang]):
            sapu_terlambat(wita(13, 15))
            halaman = masuk(peramban(hp=hp), orang)
            for nama, alamat in halaman_orang.items():
                halaman.goto(alamat)
                periksa(halaman, f"panjang_{nama}-{orang.replace('.', '_')}", hp)


def test_tanpa_lembar_gaya_tetap_selebar_layar(kantor, surat, peramban, masuk):
    """On a bad line the stylesheet may be lost: no icon fills the screen."""
    with time_machine.travel(wita(10, 9, 42)):
        halaman = masuk(peramban(hp=True), "petugas")
        halaman.route("**/*.css", lambda rute: rute.fulfill(body="", content_type="text/css"))
        for alamat in ("/", surat.get_absolute_url()):
            halaman.goto(alamat)
            ikon = halaman.locator("svg.ikon").first.bounding_box()
            assert (ikon["width"], ikon["height"]) == (20, 20)


@pytest.mark.parametrize(("hp", "javascript"), RUPA)
def test_tindakan_dari_halaman_surat(kantor, peramban, masuk, hp, javascript):
    """Kabag Umum finds the letter by a misspelt word, examines it, and sends another back with a reason."""
    satu = Perjalanan(kantor).catat(hal="Undangan rapat stunting").arahkan(wita(9, 8, 20)).surat
    dua = Perjalanan(kantor).catat(hal="Permohonan data").arahkan(wita(9, 8, 30)).surat
    with time_machine.travel(wita(9, 9)):
        halaman = masuk(peramban(hp=hp, javascript=javascript), "kabag.umum")
        halaman.goto("/cari/")
        halaman.locator("#q" if hp else "#cari-atas").fill("stuntng")
        halaman.keyboard.press("Enter")
        halaman.get_by_role("link", name="Undangan rapat stunting").click()
        halaman.get_by_role("button", name="Selesai telaah, teruskan").click()
        expect(halaman.get_by_role("status")).to_contain_text("Sekarang di tangan Sekretaris Daerah.")
        assert halaman.url.endswith(satu.get_absolute_url())

        halaman.goto("/")
        halaman.get_by_role("link", name="Telaah Agenda 2/2026").click()
        halaman.get_by_text("Kembalikan ke Bagian Umum", exact=True).first.click()
        kirim = halaman.locator("details[open]").get_by_role("button", name="Kembalikan ke Bagian Umum")
        kirim.click()
        expect(halaman.get_by_role("alert")).to_contain_text("Kembalikan ke Bagian Umum belum dilakukan")
        if javascript:
            periksa(halaman, "surat_galat", hp)
        halaman.get_by_label("Alasan").fill("Lampiran tidak terbaca.")
        kirim.click()
        expect(halaman.get_by_role("status")).to_contain_text("Sekarang di tangan Bagian Umum.")
    dua.refresh_from_db()
    assert dua.status == "TERCATAT"
