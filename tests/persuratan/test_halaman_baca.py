"""The reading pages: what stands on them, for whom, and at what price."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alur.models import Jejak, Notifikasi
from ekspedisi.models import Pengiriman
from persuratan.models import LampiranSurat, SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.services import koreksi_surat
from persuratan.views.surat import _jendela
from tests.perjalanan import Perjalanan, pindaian, wita

pytestmark = pytest.mark.django_db

DINKES, BPBD = "Dinas Kesehatan", "Badan Penanggulangan Bencana Daerah"
KINI = wita(10, 9, 42)


@pytest.fixture
def lihat(client):
    """lihat(pegawai, "/surat/") at Tuesday 10 November 2026 09.42; `pada` moves the clock."""

    masuk = []

    def buka(pegawai, url, *, pada=KINI, metode="get", **lain):
        with time_machine.travel(pada, tick=False):
            if masuk != [pegawai]:
                client.force_login(pegawai)
                masuk[:] = [pegawai]
            return getattr(client, metode)(url, **lain)

    return buka


def teks(jawaban):
    """The page as it reads, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", jawaban.content.decode()).split())


def judul(jawaban):
    return re.findall(r'class="daftar-judul"[^>]*>(.*?)</a>', jawaban.content.decode())


def banyak_kueri(lihat, pegawai, url):
    lihat(pegawai, url)  # what is written once (dilihat, sesi) is no part of the price
    with CaptureQueriesContext(connection) as kueri:
        assert lihat(pegawai, url).status_code == 200
    return len(kueri)


# Rights ---------------------------------------------------------------------------------------------


def test_orang_luar_mendapat_404_di_tiap_halaman_surat(kantor, lihat):
    surat = Perjalanan(kantor).catat().surat
    berkas = surat.lampiran.get().berkas
    alamat = [
        ("get", reverse("surat_rinci", args=[surat.kode])),
        ("get", reverse("surat_jejak", args=[surat.kode])),
        ("get", reverse("surat_berkas", args=[surat.kode, berkas.kode])),
        ("get", reverse("surat_halaman", args=[surat.kode, berkas.kode, 1])),
        ("post", reverse("surat_laku", args=[surat.kode, "telaah"])),
    ]
    for orang in (kantor.dinkes, kantor.sekda, kantor.admin):
        assert [lihat(orang, url, metode=m).status_code for m, url in alamat] == [404] * 5
    assert lihat(kantor.petugas, alamat[0][1]).status_code == 200


def test_daftar_hanya_memuat_surat_sendiri(kantor, lihat):
    Perjalanan(kantor).sampai_dinas(DINKES)
    Perjalanan(kantor).catat(hal="Milik orang lain")
    Perjalanan(kantor).sampai_dinas(BPBD)
    hal = "Permintaan data capaian imunisasi"
    assert judul(lihat(kantor.dinkes, "/surat/")) == [hal]
    assert judul(lihat(kantor.petugas, "/surat/")) == [hal, "Milik orang lain", hal]
    assert judul(lihat(kantor.disdik, "/surat/")) == []
    assert judul(lihat(kantor.auditor, "/surat/")) == [hal, "Milik orang lain", hal]


RAHASIA = {
    "keamanan": "R",
    "hal": "Penyelidikan gratifikasi",
    "nama_pengirim": "Kejaksaan Negeri Contoh",
    "acara_mulai": wita(12, 9),
    "acara_tempat": "Ruang Anggrek",
}


def test_isi_surat_rahasia_tidak_bocor_di_halaman_mana_pun(kantor, lihat):
    p = Perjalanan(kantor).catat(**RAHASIA).arahkan().telaah()
    p.disposisi(kantor.sekda, kepada=["Kepala Bagian Hukum"], catatan="Periksa Bank Melati.")
    url = p.surat.get_absolute_url()
    halaman = ["/", "/surat/", "/cari/?q=kejaksaan", "/cari/?q=gratifikasi", "/kabar/", url, f"{url}jejak/"]
    rahasia = re.compile("gratifikasi|anggrek|melati|penyelidikan", re.IGNORECASE)
    for orang in (kantor.petugas, kantor.kasubbag, kantor.auditor, kantor.caraka):
        isi = [lihat(orang, h) for h in halaman]
        bocor = [
            h for h, j in zip(halaman, isi, strict=True) if rahasia.search(j.content.decode().replace("q=gratif", ""))
        ]
        # The search box shows what was typed; nothing else may.
        assert (orang, [h for h in bocor if "q=gratifikasi" not in h]) == (orang, [])
    assert "Penyelidikan gratifikasi" in teks(lihat(kantor.sekda, url))
    assert "Ruang Anggrek" in teks(lihat(kantor.sekda, url))
    assert "Surat rahasia, hal tidak ditampilkan" in teks(lihat(kantor.petugas, url))


def test_acara_surat_rahasia_tidak_terbaca_dari_batas_waktunya(kantor, lihat):
    """The event is on Tuesday at nine: it sets Monday's deadlines, and that of the whole way."""
    p = Perjalanan(kantor).catat(**RAHASIA | {"acara_mulai": wita(10, 9)}).arahkan().telaah()
    with time_machine.travel(wita(9, 10), tick=False):
        koreksi_surat(p.surat, {"acara_mulai": wita(10, 10)}, oleh=kantor.petugas, catatan="salah jam")
    url, siang = p.surat.get_absolute_url(), wita(9, 12)
    halaman = ["/", "/?undangan=1", "/surat/", url, f"{url}jejak/"]
    tanda = re.compile(r"Sel 10 Nov|Sen 9 Nov 16\.00|karena acara|Hanya undangan|Seluruh jalan")

    def terbaca(orang):
        return {h: sorted(set(tanda.findall(teks(lihat(orang, h, pada=siang))))) for h in halaman}

    for orang in (kantor.petugas, kantor.kasubbag, kantor.auditor, kantor.ajudan):
        assert (orang, terbaca(orang)) == (orang, {h: [] for h in halaman} | {"/?undangan=1": ["Hanya undangan"]})
    batas = ["Sen 9 Nov 16.00", "karena acara"]
    assert terbaca(kantor.sekda) == {
        "/": ["Hanya undangan", "Sel 10 Nov"],
        "/?undangan=1": ["Hanya undangan", "Sel 10 Nov"],
        "/surat/": ["Sel 10 Nov"],
        url: ["Sel 10 Nov", "Seluruh jalan", *batas],
        f"{url}jejak/": ["Sel 10 Nov"],
    }


def test_pindaian_surat_rahasia_hanya_bagi_yang_berada_di_jalur(kantor, lihat):
    surat = Perjalanan(kantor).catat(**RAHASIA).arahkan().surat
    berkas = surat.lampiran.get().berkas
    url = reverse("surat_berkas", args=[surat.kode, berkas.kode])
    halaman = reverse("surat_halaman", args=[surat.kode, berkas.kode, 1])
    for orang in (kantor.petugas, kantor.auditor):
        assert (lihat(orang, url).status_code, lihat(orang, halaman).status_code) == (404, 404)
        assert berkas.kode not in lihat(orang, surat.get_absolute_url()).content.decode()
    assert berkas.kode in lihat(kantor.kabag_umum, surat.get_absolute_url()).content.decode()


def test_berkas_surat_lain_tidak_terbuka_lewat_surat_sendiri(kantor, lihat):
    milik = Perjalanan(kantor).sampai_dinas().surat
    lain = Perjalanan(kantor).catat().surat
    berkas = LampiranSurat.objects.get(surat=lain).berkas
    assert lihat(kantor.dinkes, reverse("surat_berkas", args=[milik.kode, berkas.kode])).status_code == 404


def test_unit_tidak_melihat_tetangganya(kantor, lihat):
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES, BPBD]).kirim(DINKES, BPBD)
    p.buka(kantor.bpbd, BPBD).terima(kantor.bpbd, BPBD)
    url = p.surat.get_absolute_url()
    orang_bpbd = kantor.bpbd.nama
    for halaman in (url, f"{url}jejak/"):
        assert orang_bpbd not in teks(lihat(kantor.dinkes, halaman))
        assert orang_bpbd in teks(lihat(kantor.petugas, halaman))


# Opening --------------------------------------------------------------------------------------------


def test_membuka_sebagai_pemegang_dicatat_sekali(kantor, lihat):
    surat = Perjalanan(kantor).sampai_sekda().surat
    url = surat.get_absolute_url()
    tugas = Tugas.objects.get(surat=surat.pk, jenis=JenisTugas.DISPOSISI)
    lihat(kantor.petugas, url)
    lihat(kantor.sekda, url, metode="head")
    lihat(kantor.sekda, url, headers={"Sec-Purpose": "prefetch;prerender"})
    tugas.refresh_from_db()
    assert tugas.dilihat_pada is None
    lihat(kantor.sekda, url, pada=wita(10, 8))
    lihat(kantor.sekda, url, pada=wita(10, 9))
    tugas.refresh_from_db()
    assert (tugas.dilihat_pada, tugas.dilihat_oleh) == (wita(10, 8), kantor.sekda)
    assert "Belum dibuka" not in teks(lihat(kantor.petugas, url))


def test_membuka_surat_membuka_kirimannya(kantor, lihat):
    p = Perjalanan(kantor).sampai_dinas()
    url = p.surat.get_absolute_url()
    lihat(kantor.sekda, url)
    lihat(kantor.dinkes, url, headers={"Purpose": "prefetch"})
    assert p.kiriman(DINKES).status == Pengiriman.Status.DIKIRIM
    assert "Terima surat ini" in teks(lihat(kantor.dinkes, url, pada=wita(9, 11)))
    kiriman = p.kiriman(DINKES)
    assert (kiriman.status, kiriman.dibuka_pada) == (Pengiriman.Status.DIBUKA, wita(9, 11))
    lihat(kantor.dinkes, url, pada=wita(9, 12))
    assert p.kiriman(DINKES).dibuka_pada == wita(9, 11)
    assert Jejak.objects.filter(rantai=p.surat.rantai, transisi="buka").count() == 1


# The letter -----------------------------------------------------------------------------------------


def test_halaman_surat_menjawab_di_tangan_siapa(kantor, lihat):
    p = Perjalanan(kantor).sampai_dinas()
    isi = teks(lihat(kantor.petugas, p.surat.get_absolute_url()))
    assert (
        "Sekarang di tangan 1 per Selasa, 10 November 2026 09.42 WITA Dinas Kesehatan Sari Cempaka "
        "Dikirim Sen 9 Nov 10.30. Belum dibuka, belum diterima. Batas Sel 10 Nov 16.00. Sisa 5 jam 18 menit"
    ) in isi


def test_surat_selesai_dikatakan_selesai(kantor, lihat):
    surat = Perjalanan(kantor).sampai_sekda().arsipkan(kantor.sekda).surat
    assert "Surat ini selesai. Tidak ada yang masih memegangnya." in teks(
        lihat(kantor.petugas, surat.get_absolute_url())
    )


def test_hanya_tombol_yang_boleh_ditekan(kantor, lihat):
    p = Perjalanan(kantor).catat().arahkan()
    url = p.surat.get_absolute_url()

    def tombol(orang):
        isi = lihat(orang, url).content.decode()
        return re.findall(
            r'(?:<button class="tombol[^"]*"|<summary class="tombol[^"]*"|<a class="tombol[^"]*" href="[^"]*")>'
            r"<svg.*?</svg>(.*?)</",
            isi,
        )

    assert "Selesai telaah, teruskan" in tombol(kantor.kabag_umum)
    assert "Kembalikan ke Bagian Umum" in tombol(kantor.kabag_umum)
    assert [t for t in tombol(kantor.petugas) if t.startswith(("Selesai telaah", "Kembalikan"))] == []
    assert [t for t in tombol(kantor.auditor) if not t.startswith("Unduh")] == []


def test_catatan_lengkap_dengan_kode_pendek(kantor, lihat):
    p = Perjalanan(kantor).sampai_dinas()
    isi = teks(lihat(kantor.petugas, p.surat.get_absolute_url() + "jejak/"))
    entri = Jejak.objects.get(rantai=p.surat.rantai, transisi="kirim")
    kode = f"{entri.hash[:4]}-{entri.hash[4:8]}".upper()
    assert f"Dikirim Dinas Kesehatan Jaka Pandan Caraka Bagian Umum Disiapkan → Dikirim {kode}" in isi


# Price ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("orang", "url", "harga"),
    [
        ("petugas", "/", 10),
        ("dinkes", "/", 11),
        ("petugas", "/surat/", 10),
        ("dinkes", "/surat/", 10),
        ("petugas", "/cari/?q=imunisasi", 10),
        ("dinkes", "/cari/?q=imunisasi", 10),
        ("petugas", "/kabar/", 5),
    ],
)
def test_jumlah_kueri_daftar_tetap(kantor, lihat, orang, url, harga):
    """One row, or three: the same price."""
    Perjalanan(kantor).sampai_dinas()
    Perjalanan(kantor).catat(pindai=False)
    pegawai = getattr(kantor, orang)
    satu = banyak_kueri(lihat, pegawai, url)
    for _ in range(2):
        Perjalanan(kantor).sampai_dinas()
        Perjalanan(kantor).catat(pindai=False)
    assert satu == banyak_kueri(lihat, pegawai, url) <= harga


@pytest.mark.parametrize(("orang", "harga"), [("petugas", 13), ("dinkes", 13), ("sekda", 13)])
def test_jumlah_kueri_halaman_surat_tetap(kantor, lihat, orang, harga):
    """One recipient, or three, with a note from each."""
    pegawai = getattr(kantor, orang)
    satu = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
    unit = [DINKES, BPBD, "Dinas Pendidikan"]
    tiga = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=unit).kirim(*unit)
    tiga.buka(kantor.bpbd, BPBD).terima(kantor.bpbd, BPBD).selesaikan(kantor.bpbd)
    for p in (satu, tiga):
        p.buka(kantor.dinkes, DINKES)
    kueri = [banyak_kueri(lihat, pegawai, p.surat.get_absolute_url()) for p in (satu, tiga)]
    assert kueri[0] == kueri[1] <= harga


# Notices and rules ----------------------------------------------------------------------------------


def test_kabar_milik_sendiri_dan_terbaca_saat_dibuka(kantor, lihat):
    Perjalanan(kantor).sampai_sekda()
    milik_sekda = Notifikasi.objects.filter(penerima=kantor.sekda, dibaca_pada=None)
    assert milik_sekda.count() == 1
    lihat(kantor.petugas, "/kabar/")
    lihat(kantor.sekda, "/kabar/", headers={"Sec-Purpose": "prefetch"})
    assert milik_sekda.count() == 1
    assert "Surat menunggu disposisi Anda: Agenda 1/2026" in teks(lihat(kantor.sekda, "/kabar/"))
    assert milik_sekda.count() == 0
    assert "Surat menunggu disposisi" not in teks(lihat(kantor.kabag_umum, "/kabar/"))
    assert "Tidak ada kabar baru." in teks(lihat(kantor.sekda, "/kabar/"))


def test_siapa_boleh_apa_dibaca_dari_aturan(kantor, lihat):
    isi = teks(lihat(kantor.dinkes, "/bantuan/siapa-boleh-apa/"))
    assert "Arahkan Pemegang tugas arahkan Tercatat Naik ke pimpinan" in isi
    assert "Terima surat ini Penerima surat unit tujuan Dibuka Diterima" in isi
    assert "Tuntas Sistem, otomatis Tercatat, Sudah didisposisi Selesai" in isi


def test_halaman_tanpa_surat_tetap_berisi_petunjuk(kantor, lihat):
    assert "Tidak ada yang menunggu Anda." in teks(lihat(kantor.dinkes, "/"))
    assert "Belum ada surat untuk Anda." in teks(lihat(kantor.dinkes, "/surat/"))
    assert "Tidak ada surat yang cocok." in teks(lihat(kantor.dinkes, "/cari/?q=stunting"))
    assert "Belum ada kabar untuk Anda." in teks(lihat(kantor.dinkes, "/kabar/"))


def test_dua_pindaian_berhalaman_menerus(kantor, lihat):
    surat = Perjalanan(kantor).catat().surat
    kedua = pindaian("lanjutan.pdf", halaman=1)
    LampiranSurat.objects.create(
        surat_id=surat.pk, berkas=kedua, ditambahkan_pada=KINI, ditambahkan_oleh=kantor.petugas
    )
    for berkas in (x.berkas for x in surat.lampiran.all()):
        berkas.status_halaman = "SIAP"
        berkas.save()
    kedua.halaman.create(nomor=1, sha256="0" * 64, ukuran=10, lebar=1000, tinggi=1400)
    isi = lihat(kantor.petugas, f"{surat.get_absolute_url()}?hal=3").content.decode()
    assert "halaman 3 dari 3" in isi
    assert reverse("surat_halaman", args=[surat.kode, kedua.kode, 1]) in isi
    for hal in ("0", "99", "x", "-1"):
        assert lihat(kantor.petugas, f"{surat.get_absolute_url()}?hal={hal}").status_code == 200
    assert SuratMasuk.objects.count() == 1


@pytest.mark.parametrize(
    ("nomor", "banyak", "hasil"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (3, 3, [1, 2, 3]),
        (1, 500, [1, 2, None, 500]),
        (250, 500, [1, None, 249, 250, 251, None, 500]),
        (0, 0, []),
    ],
)
def test_halaman_pindaian_yang_panjang_diringkas(nomor, banyak, hasil):
    assert _jendela(nomor, banyak) == hasil
