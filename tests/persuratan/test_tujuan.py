"""A notice leads whoever must act to the page of the act, everybody else to the letter."""

import time_machine

from alur.models import Notifikasi
from ekspedisi.transitions import KEMBALIKAN as BUKAN_UNTUK_KAMI
from persuratan.contoh import buat_rute
from persuratan.sapuan import sapu_terlambat
from persuratan.transitions import KEMBALIKAN
from tests.halaman import isi, teks
from tests.perjalanan import Perjalanan, wita

DINKES, BPBD = "Dinas Kesehatan", "Badan Penanggulangan Bencana Daerah"
AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"


def kabar():
    """(who, where the notice leads, what it says) of all notices, then forgets them."""
    baris = set(Notifikasi.objects.values_list("penerima__username", "tautan", "isi"))
    Notifikasi.objects.all().delete()
    return baris


def test_tiap_kabar_menuju_halaman_tindakannya(kantor):
    jalan = Perjalanan(kantor).catat(hal="Data imunisasi").arahkan()
    surat = jalan.surat.get_absolute_url()
    assert kabar() == {("kabag.umum", f"{surat}#tindakan", "Data imunisasi")}

    jalan.telaah()
    assert kabar() == {("sekda", f"{surat}disposisi/", "Data imunisasi")}

    jalan.disposisi(kantor.sekda, ke_unit=[DINKES, BPBD])
    tujuan = {DINKES: kantor.dinkes, BPBD: kantor.bpbd}
    assert kabar() == {
        (orang, f"{surat}#tindakan", "Data imunisasi. Untuk 2 unit.") for orang in ("petugas", "petugas2", "caraka")
    }

    jalan.kirim(DINKES, BPBD)
    assert kabar() == {
        (orang.username, jalan.kiriman(nama).get_absolute_url(), "Data imunisasi") for nama, orang in tujuan.items()
    }


def test_surat_rahasia_tidak_menyebut_unit_tujuannya(kantor):
    jalan = Perjalanan(kantor).catat(keamanan="R", pindai=False).arahkan().telaah()
    kabar()
    jalan.disposisi(kantor.sekda, ke_unit=[DINKES])
    assert {isi for _, _, isi in kabar()} == {"Surat rahasia"}


def test_lewat_batas_menuju_tindakan_bagi_pemegang_dan_tidak_ke_mana_pun_bagi_atasan_di_luar_jalur(kantor):
    jalan = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
    terima = jalan.kiriman(DINKES).get_absolute_url()
    kabar()
    sapu_terlambat(wita(10, 16, 1))
    assert {(orang, tautan) for orang, tautan, _ in kabar()} == {
        ("dinas.kesehatan", terima),
        ("kepala.dinkes", ""),  # not in line himself: the letter would not open for him
    }


def test_kabar_lama_membuka_surat_tanpa_menyalahkan(client, kantor):
    jalan = Perjalanan(kantor).sampai_sekda()
    tautan = Notifikasi.objects.get(penerima=kantor.sekda).tautan
    jalan.disposisi(kantor.sekda, kepada=[AS1])
    client.force_login(kantor.sekda)
    jawaban = client.get(tautan, follow=True)
    assert jawaban.redirect_chain == [(jalan.surat.get_absolute_url(), 302)]
    assert [m.level_tag for m in jawaban.context["messages"]] == ["info"]


def test_yang_kembali_menyebut_siapa_dan_mengapa(client, kantor):
    buat_rute()
    jalan = Perjalanan(kantor).catat().arahkan()
    with time_machine.travel(wita(9, 9), tick=False):
        KEMBALIKAN.run(jalan.surat, oleh=kantor.kabag_umum, catatan="Lampiran tidak terbaca.")
        client.force_login(kantor.petugas)
        halaman = client.get(f"{jalan.surat.get_absolute_url()}arahkan/")
    kalimat = "Dikembalikan Kepala Bagian Umum Sen 9 Nov 09.00. Alasan: “Lampiran tidak terbaca.”"
    assert kalimat in teks(halaman)


def test_yang_salah_alamat_kembali_ke_pemberi_disposisi_dengan_alasannya(client, kantor):
    jalan = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
    jalan.buka(kantor.dinkes, DINKES)
    with time_machine.travel(wita(9, 11, 30), tick=False):
        BUKAN_UNTUK_KAMI.run(jalan.kiriman(DINKES), oleh=kantor.dinkes, catatan="Ini urusan RSUD.")
        client.force_login(kantor.sekda)
        halaman = client.get(f"{jalan.surat.get_absolute_url()}disposisi/")
    kalimat = "Dikembalikan Petugas Tata Usaha Dinas Kesehatan Sen 9 Nov 11.30. Alasan: “Ini urusan RSUD.”"
    assert kalimat in teks(halaman)


def test_kabar_baru_di_halaman_lain_disebut(client, kantor):
    for _ in range(31):
        Perjalanan(kantor).catat().arahkan()
    client.force_login(kantor.kabag_umum)
    assert "30 kabar baru, terbaru di atas. Masih ada 1 di halaman lain." in teks(client.get("/kabar/"))
    assert "1 kabar baru ada di halaman lain." in teks(client.get("/kabar/"))


def test_penolakan_menyebut_paling_banyak_tiga_pemegang(client, kantor):
    bagian = ["Pemerintahan", "Kesejahteraan Rakyat", "Hukum", "Organisasi", "Umum"]
    jalan = Perjalanan(kantor).sampai_sekda()
    jalan.disposisi(kantor.sekda, kepada=[f"Kepala Bagian {b}" for b in bagian])
    client.force_login(kantor.sekda)
    halaman = teks(client.get(f"{jalan.surat.get_absolute_url()}disposisi/", follow=True))
    disebut = "Kepala Bagian Pemerintahan, Kepala Bagian Kesejahteraan Rakyat, Kepala Bagian Hukum dan 2 lainnya."
    assert f"dikerjakan oleh {disebut}" in halaman


def test_halaman_surat_menuntun_pengirim_ke_buku_ekspedisi(client, kantor):
    jalan = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES])
    surat = jalan.surat.get_absolute_url()
    tautan = f'href="/ekspedisi/?kelompok=surat#g-s{jalan.surat.pk}"'

    def tampak(orang):
        client.force_login(orang)
        return tautan in isi(client.get(surat))

    siapa = (kantor.petugas, kantor.caraka, kantor.kabag_umum, kantor.sekda)
    assert [tampak(orang) for orang in siapa] == [True, True, False, False]
    jalan.kirim(DINKES)
    assert [tampak(orang) for orang in siapa] == [False, False, False, False]


def test_saringan_tanpa_hasil_dapat_dihapus_satu_satu(client, kantor):
    client.force_login(kantor.petugas)
    halaman = teks(client.get("/surat/?status=belum&pengirim=Dinas+Entah"))
    assert "Belum selesai hapus saringan" in halaman
    assert "Tidak ada surat yang cocok. Coba hapus sebagian saringan di atas." in halaman


def test_tanpa_jabatan_dikatakan(client, kantor):
    kantor.konseptor.penugasan.all().delete()
    client.force_login(kantor.konseptor)
    assert "Akun Anda belum punya jabatan." in teks(client.get("/"))
