"""Walks beside the way of a letter: old agenda, filters, many at once, invitations, channels, emergency book."""

import datetime as dt

import pytest
import time_machine
from playwright.sync_api import expect

from alur import saluran
from alur.models import BukuDarurat, SaluranKabar
from disposisi.models import Kehadiran
from dokumen.models import Pekerjaan
from dokumen.pekerjaan import kerjakan
from organisasi.models import Penugasan
from persuratan.contoh import buat_rute
from persuratan.models import AgendaLama, JenisNaskah, SaringanTersimpan, SuratMasuk
from tests.factories import PegawaiFactory, PenugasanFactory
from tests.peramban.bantu import RUPA, periksa, potret
from tests.perjalanan import Perjalanan, jabatan, wita

AGENDA = """No;Tgl Masuk;Asal;Isi Ringkas;Arah
7;6-1-2021;Universitas Contoh;Permohonan data anggaran;Sekretaris Daerah
8;7-1-2021;Dinas Sosial Provinsi Contoh Raya;;Sekretaris Daerah
9;8-1-2021;Forum Anak Kabupaten Contoh;Undangan peringatan Hari Anak tingkat kabupaten;Asisten Administrasi Umum
"""


@pytest.fixture
def siang():
    """Monday 9 November 2026 from noon on; the clock runs."""
    with time_machine.travel(wita(9, 12), tick=True) as jam:
        yield jam


@pytest.fixture
def lihat(request):
    """lihat(halaman, nama): the page is looked at in this size; what measures it needs scripts."""
    hp, skrip = (request.getfixturevalue(nama) for nama in ("hp", "skrip"))

    def lihat(halaman, nama):
        if skrip:
            periksa(halaman, nama, hp)
        else:
            potret(halaman, f"{nama}-{'hp' if hp else 'layar'}")

    return lihat


def bekerja():
    for pk in Pekerjaan.objects.filter(status="MENUNGGU").values_list("pk", flat=True):
        kerjakan(pk)


@pytest.mark.parametrize(("hp", "skrip"), RUPA)
def test_agenda_lama_dicocokkan_diperiksa_diimpor(kantor, peramban, masuk, lihat, hp, skrip):
    halaman = masuk(peramban(hp=hp, javascript=skrip), "petugas")
    halaman.goto("/impor/")
    lihat(halaman, "impor")
    berkas = {"name": "agenda 2021.csv", "mimeType": "text/csv", "buffer": AGENDA.encode()}
    halaman.get_by_label("Berkas agenda").set_input_files(berkas)
    halaman.get_by_role("button", name="Unggah dan periksa").click()
    halaman.get_by_role("heading", name="agenda 2021.csv").wait_for()
    bekerja()
    halaman.reload()
    halaman.get_by_role("heading", name="Cocokkan kolomnya").wait_for()
    lihat(halaman, "impor_cocokkan")
    for kolom, judul in {
        "Nomor agenda (wajib)": "No",
        "Diterima (wajib)": "Tgl Masuk",
        "Pengirim (wajib)": "Asal",
        "Hal (wajib)": "Isi Ringkas",
        "Disposisi oleh": "Arah",
    }.items():
        halaman.get_by_label(kolom, exact=True).select_option(label=judul)
    halaman.get_by_label("Tahun untuk semua baris").fill("2021")
    halaman.get_by_role("button", name="Simpan kolom dan periksa").click()
    bekerja()
    halaman.reload()
    hitungan = ["2dapat diimpor", "0sudah ada", "1baris salah"]
    expect(halaman.locator("ul.penghitung li")).to_have_text(hitungan)
    lihat(halaman, "impor_periksa")
    halaman.get_by_role("button", name="Impor 2 baris benar, tinggalkan 1").click()
    bekerja()
    halaman.reload()
    halaman.get_by_text("2 surat masuk ke agenda lama").wait_for()
    lihat(halaman, "impor_hasil")
    assert AgendaLama.objects.count() == 2


@pytest.mark.parametrize(("hp", "skrip"), RUPA)
def test_saringan_disimpan_lalu_surat_diarahkan_sekaligus(kantor, peramban, masuk, siang, lihat, settings, hp, skrip):
    settings.ZEAL_NPLUSONE_THRESHOLD = 1000  # many at once: each letter in a transaction of its own
    buat_rute()
    for n in range(3):
        Perjalanan(kantor).catat(hal=f"Permohonan data capaian imunisasi Kecamatan {n + 1}", kecepatan="SEGERA")
    Perjalanan(kantor).catat(hal="Laporan bulanan", nama_pengirim="Universitas Contoh")
    halaman = masuk(peramban(hp=hp, javascript=skrip), "petugas")
    halaman.goto("/surat/saring/")
    lihat(halaman, "saring")
    halaman.get_by_role("link", name="Segera 3").click()
    halaman.get_by_role("link", name="Simpan", exact=hp).click()
    halaman.get_by_label("Nama").fill("Yang segera")
    lihat(halaman, "saringan_simpan")
    halaman.get_by_role("button", name="Simpan saringan").click()
    halaman.get_by_text("Saringan “Yang segera” tersimpan.").wait_for()
    lihat(halaman, "saringan_terpakai")
    halaman.goto("/saringan/")
    lihat(halaman, "saringan_daftar")
    halaman.goto("/surat/pilih/?" + SaringanTersimpan.objects.get().isi)
    halaman.get_by_role("checkbox").nth(1).check()
    halaman.get_by_role("checkbox").nth(2).check()
    lihat(halaman, "pilih")
    halaman.get_by_role("button", name="Arahkan").click()
    halaman.get_by_role("heading", name="Arahkan ke pimpinan: 2 surat").wait_for()
    lihat(halaman, "massal_pratinjau")
    halaman.get_by_label("Rute").select_option(label="Kabag Umum, lalu Sekda")
    halaman.get_by_role("button", name="Arahkan ke pimpinan: 2 surat").click()
    halaman.get_by_role("heading", name="2 dari 2 surat").wait_for()
    lihat(halaman, "massal_hasil")
    assert list(SuratMasuk.objects.order_by("pk").values_list("status", flat=True)) == [
        "TERCATAT",
        "NAIK",
        "NAIK",
        "TERCATAT",
    ]


@pytest.mark.parametrize(("hp", "skrip"), RUPA)
def test_undangan_dijawab_dan_dilihat_di_agenda(kantor, peramban, masuk, lihat, hp, skrip):
    """Sekda sends Asisten I, declines the second and attends the third; the page then says who goes."""
    isi = {"jenis": JenisNaskah.objects.get(kode="undangan"), "acara_tempat": "Gedung DPRD"}
    hal = ("Undangan rapat koordinasi percepatan penurunan stunting", "Undangan paripurna", "Undangan peresmian")
    surat = [
        Perjalanan(kantor).catat(hal=h, acara_mulai=wita(17, 9 + n), **isi).arahkan().telaah().surat
        for n, h in enumerate(hal)
    ]
    with time_machine.travel(wita(9, 9, 30), tick=True):
        halaman = masuk(peramban(hp=hp, javascript=skrip), "sekda")
        halaman.goto(f"/surat/{surat[0].kode}/kehadiran/?jawab=wakilkan")
        lihat(halaman, "kehadiran_wakilkan")
        halaman.get_by_label("Asisten I", exact=True).check()
        halaman.get_by_role("button", name="Wakilkan dan kirim disposisi").click()
        halaman.get_by_role("status").wait_for()
        lihat(halaman, "kehadiran_terkirim")
        halaman.goto(f"/surat/{surat[1].kode}/disposisi/")
        halaman.get_by_role("link", name="Tidak hadir").click()
        halaman.get_by_label("Catatan").locator("visible=true").fill("Ada rapat lain.")
        lihat(halaman, "kehadiran_tidak")
        halaman.get_by_role("button", name="Catat tidak hadir").click()
        halaman.get_by_role("status").wait_for()
        halaman.goto(f"/surat/{surat[2].kode}/disposisi/")
        halaman.get_by_role("button", name="Hadir", exact=True).click()
        halaman.get_by_role("status").wait_for()
        lihat(halaman, "kehadiran_sesudah_hadir")
        halaman.goto(f"/surat/{surat[0].kode}/kehadiran/")
        halaman.get_by_role("heading", name="Siapa hadir").wait_for()
        lihat(halaman, "kehadiran_siapa")
        for rentang in ("hari", "minggu"):
            halaman.goto(f"/agenda-pimpinan/?hari=2026-11-17&rentang={rentang}")
            lihat(halaman, f"agenda_{rentang}")
        halaman.goto("/akun/kalender/")
        halaman.get_by_label("Kata sandi").fill(kantor.sandi)
        halaman.get_by_role("button", name="Buat alamat kalender").click()
        halaman.get_by_label("Alamat", exact=True).wait_for()
        lihat(halaman, "kalender_saya")
    jawaban = Kehadiran.objects.filter(jabatan__nama="Sekretaris Daerah").order_by("pk")
    assert list(jawaban.values_list("jawaban", flat=True)) == ["DIWAKILKAN", "TIDAK_HADIR", "HADIR"]


@pytest.mark.parametrize(("hp", "skrip"), RUPA)
def test_saluran_kabar_dipasang(kantor, peramban, masuk, lihat, settings, hp, skrip):
    settings.TELEGRAM_BOT, settings.TELEGRAM_NAMA, settings.WEBHOOK = "1:a", "esurat_contoh_bot", True
    halaman = masuk(peramban(hp=hp, javascript=skrip), "sekda")
    halaman.goto("/akun/kabar/")
    lihat(halaman, "kabar_saya")
    halaman.get_by_role("link", name="Pasang Telegram").click()
    lihat(halaman, "saluran_kabar")
    halaman.get_by_label("Nomor chat Telegram").fill("123456789")
    halaman.get_by_label("Kata sandi").fill(kantor.sandi)
    halaman.get_by_role("button", name="Kirim kode ke sana").click()
    halaman.get_by_text("Kode dikirim ke …6789.").wait_for()
    lihat(halaman, "saluran_kode")
    halaman.get_by_label("Kode 6 angka").fill(saluran.kode(SaluranKabar.objects.get()))
    halaman.get_by_role("button", name="Pasang Telegram").click()
    halaman.get_by_text("terpasang", exact=True).wait_for()
    lihat(halaman, "kabar_terpasang")


@pytest.mark.parametrize(("hp", "skrip"), RUPA)
def test_buku_darurat_rute_pengganti_dan_whatsapp(kantor, peramban, masuk, siang, lihat, hp, skrip):
    buat_rute()
    PenugasanFactory(
        pegawai=PegawaiFactory(nama="Rimba Pengganti", whatsapp="6281200001200"),
        jabatan=jabatan("Sekretaris Daerah"),
        jenis=Penugasan.Jenis.PLH,
        mulai=dt.date(2026, 11, 9),
        sampai=dt.date(2026, 11, 13),
    )
    surat = Perjalanan(kantor).catat(hal="Permohonan narasumber").surat
    dua = Perjalanan(kantor).sampai_sekda().surat
    halaman = masuk(peramban(hp=hp, javascript=skrip), "petugas")
    halaman.goto(f"/surat/{surat.kode}/arahkan/")
    expect(halaman.get_by_text("Plh. Rimba Pengganti").first).to_be_visible()
    lihat(halaman, "arahkan_pengganti")
    halaman.goto(f"/surat/{dua.kode}/whatsapp/")
    halaman.get_by_role("button", name="Buka WhatsApp untuk Rimba Pengganti").wait_for()
    lihat(halaman, "whatsapp")
    halaman.goto("/darurat/")
    lihat(halaman, "darurat_kosong")
    halaman.get_by_label("Jumlah nomor").fill("4")
    halaman.get_by_label("Alasan").fill("Pemadaman bergilir November.")
    halaman.get_by_role("button", name="Siapkan nomor").click()
    halaman.get_by_role("heading", name="Belum dicatat").wait_for()
    halaman.get_by_label("6/2026").check()
    halaman.get_by_label("Mengapa nomor yang dicentang tidak dipakai").fill("Formulirnya rusak kena air.")
    lihat(halaman, "darurat_buku")
    halaman.get_by_role("button", name="Minta nomor itu ditutup").click()
    halaman.get_by_text("minta ditutup", exact=True).wait_for()
    lihat(halaman, "darurat_diminta")
    halaman.get_by_role("link", name="Catat nomor 3").click()
    lihat(halaman, "darurat_catat")
    halaman.goto("/darurat/")
    lihat(halaman, "darurat")
    nomor = BukuDarurat.objects.get().nomor.order_by("nomor")
    assert list(nomor.values_list("nomor", "alasan_batal")) == [
        *((n, "") for n in (3, 4, 5)),
        (6, "Formulirnya rusak kena air."),
    ]
