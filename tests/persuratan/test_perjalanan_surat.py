"""The journey as plain objects: moments apart, arithmetic row by row, everybody's own part."""

import datetime as dt

import pytest
import time_machine

from organisasi.models import Jabatan, Penugasan
from persuratan import perjalanan, pohon
from persuratan.hitungan import Baris
from persuratan.models import SuratMasuk
from persuratan.perjalanan import Saat, susun
from persuratan.sisa import PenunjukSisa, Sisa
from tests.factories import PegawaiFactory, PenugasanFactory
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

DINKES, BPBD = "Dinas Kesehatan", "Badan Penanggulangan Bencana Daerah"
ASISTEN_1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"


def lihat(surat, pada, untuk=None, **lain):
    if untuk is not None:
        surat = SuratMasuk.objects.visible_to(untuk).get(pk=surat.pk)
    with time_machine.travel(pada, tick=False):
        return susun(surat, untuk=untuk, **lain)


@pytest.fixture
def dua_unit(kantor):
    """Sent to two units; one has acknowledged and reported, the other has not even opened it."""
    p = Perjalanan(kantor).catat(kecepatan="SEGERA").arahkan().telaah()
    p.disposisi(kantor.sekda, kepada=[ASISTEN_1], catatan="Bawa data.")
    p.disposisi(kantor.asisten1, wita(9, 14), ke_unit=[DINKES, BPBD], isi=("Hadiri/Wakili", "Laporkan hasilnya"))
    p.kirim(DINKES, BPBD, pada=wita(9, 14, 40))
    p.buka(kantor.dinkes, DINKES, pada=wita(9, 15, 10)).terima(kantor.dinkes, DINKES, pada=wita(9, 15, 12))
    return p.selesaikan(kantor.dinkes, pada=wita(10, 8)).surat


def test_tiap_tahap_dengan_pemegang_dan_keadaannya(dua_unit):
    jalan = lihat(dua_unit, wita(10, 11, 30))
    assert [(t.nama, t.pemegang, t.keadaan, t.sisa) for t in jalan.tahap] == [
        ("Pencatatan dan pindai", "Bagian Umum", "usai", Sisa("aman", "Tepat waktu")),
        ("Arahkan", "Bagian Umum", "usai", Sisa("aman", "Tepat waktu")),
        ("Telaah", "Kepala Bagian Umum", "usai", Sisa("aman", "Tepat waktu")),
        ("Disposisi", "Sekretaris Daerah", "usai", Sisa("aman", "Tepat waktu")),
        ("Disposisi", ASISTEN_1, "usai", Sisa("aman", "Tepat waktu")),
        (f"Distribusi ke {DINKES}", "Bagian Umum", "usai", Sisa("aman", "Tepat waktu")),
        (f"Distribusi ke {BPBD}", "Bagian Umum", "usai", Sisa("aman", "Tepat waktu")),
        ("Penerimaan", DINKES, "usai", Sisa("aman", "Tepat waktu")),
        ("Penerimaan", BPBD, "telat", Sisa("lewat", "Lewat 1 jam 20 menit")),
        ("Tindak lanjut", DINKES, "usai", Sisa("aman", "Tepat waktu")),
    ]


def test_empat_saat_terpisah(dua_unit):
    jalan = lihat(dua_unit, wita(10, 11, 30))
    saat = {(t.nama, t.pemegang): t.saat for t in jalan.tahap}
    assert saat["Penerimaan", DINKES] == (
        Saat("Dikirim", "kirim", wita(9, 14, 40)),
        Saat("Dibuka", "mata", wita(9, 15, 10)),
        Saat("Diterima", "centang", wita(9, 15, 12)),
        Saat("Ditindaklanjuti", "bendera", wita(10, 8)),
    )
    assert saat["Penerimaan", BPBD] == (
        Saat("Dikirim", "kirim", wita(9, 14, 40)),
        Saat("Dibuka", "mata", None),
        Saat("Diterima", "centang", None),
        Saat("Ditindaklanjuti", "bendera", None),
    )
    assert saat["Telaah", "Kepala Bagian Umum"] == (
        Saat("Dikirim", "kirim", wita(9, 8, 20)),
        Saat("Dibuka", "mata", None, "tidak tercatat"),
        Saat("Ditindaklanjuti", "bendera", wita(9, 8, 50)),
    )
    assert saat["Pencatatan dan pindai", "Bagian Umum"] == ()


def test_hitungan_jam_kerja_baris_demi_baris(dua_unit):
    tahap = lihat(dua_unit, wita(10, 13, 30)).tahap[8]
    assert tahap.hitungan == perjalanan.Hitungan(
        ringkas="6 jam 20 menit dari standar 4 jam, masih berjalan.",
        batas="Mulai Senin 9 Nov 14.40 + 4 jam kerja: Senin 1 j 20 m, Selasa 07.30–10.10 2 j 40 m"
        " → Selasa 10 Nov 10.10.",
        baris=(
            Baris("Sen 9 Nov 14.40–16.00", "1 jam 20 menit"),
            Baris("Sel 10 Nov 07.30–12.00", "4 jam 30 menit"),
            Baris("Sel 10 Nov 13.00–13.30", "30 menit"),
            Baris("Jumlah jam kerja", "6 jam 20 menit", "jumlah"),
            Baris("Dikurangi standar", "4 jam 0 menit"),
            Baris("Lewat", "2 jam 20 menit", "lewat"),
        ),
    )


def test_hitungan_tepat_waktu_satu_baris(dua_unit):
    tahap = lihat(dua_unit, wita(10, 13, 30)).tahap[2]
    assert tahap.hitungan == perjalanan.Hitungan(
        ringkas="30 menit dari standar 45 menit.",
        batas="Mulai Senin 9 Nov 08.20 + 45 menit kerja: Senin 45 m → Senin 9 Nov 09.05.",
        baris=(Baris("Sen 9 Nov 08.20–08.50", "30 menit"),),
    )


def test_hitungan_jam_berjalan(dua_unit):
    tahap = lihat(dua_unit, wita(10, 13, 30)).tahap[9]
    assert tahap.hitungan == perjalanan.Hitungan(
        ringkas="16 jam 48 menit dari standar 48 jam berjalan.",
        batas="Mulai Senin 9 Nov 15.12 + 48 jam berjalan, hari libur ikut dihitung → Rabu 11 Nov 15.12.",
        baris=(Baris("Sen 9 Nov 15.12 – Sel 10 Nov 08.00", "16 jam 48 menit"),),
    )


def test_hitungan_hari_kerja_hanya_menghitung_yang_lewat(kantor):
    """Paraf and disposition: one working day, that is until closing time of the next one."""
    surat = Perjalanan(kantor).sampai_sekda().surat
    tepat, telat = (lihat(surat, wita(*kini)).tahap[3].hitungan for kini in ((10, 9), (11, 9, 30)))
    batas = "Mulai Senin 9 Nov 08.50 + 1 hari kerja: Selasa 10 Nov → Selasa 10 Nov 16.00."
    assert tepat == perjalanan.Hitungan("7 jam 40 menit kerja, standar 1 hari kerja, masih berjalan.", batas, ())
    assert telat == perjalanan.Hitungan(
        "15 jam 40 menit kerja, standar 1 hari kerja, masih berjalan.",
        batas,
        (Baris("Rab 11 Nov 07.30–09.30", "2 jam 0 menit"), Baris("Lewat", "2 jam 0 menit", "lewat")),
    )


def test_tenggat_karena_acara_disebut_sebabnya(kantor):
    surat = Perjalanan(kantor).catat(acara_mulai=wita(10, 9)).arahkan().telaah().surat
    tahap = lihat(surat, wita(9, 9)).tahap[3]
    assert (tahap.hitungan.batas, tahap.tugas.tenggat_pada) == (
        "Dimajukan karena acara: Sen 9 Nov 16.00.",
        wita(9, 16),
    )


def test_hitungan_panjang_diringkas_dan_tetap_berjumlah(kantor):
    surat = Perjalanan(kantor).catat(kecepatan="SEGERA").arahkan().surat
    baris = lihat(surat, wita(30, 10)).tahap[2].hitungan.baris
    assert [b.label for b in baris[3:8]] == [
        "Sel 10 Nov 13.00–16.00",
        "25 baris lagi",
        "Jum 27 Nov 13.00–16.30",
        "Sen 30 Nov 07.30–10.00",
        "Jumlah jam kerja",
    ]
    assert len(baris) == 10


def test_sekarang_di_tangan(dua_unit, kantor):
    (pegangan,) = lihat(dua_unit, wita(10, 11, 30)).tangan
    assert (
        pegangan.pemegang,
        pegangan.orang,
        pegangan.kosong,
        pegangan.kalimat,
        pegangan.tekanan,
        pegangan.lewat,
    ) == (
        BPBD,
        ("Guruh Kelapa",),
        False,
        "Dikirim Sen 9 Nov 14.40.",
        "Belum dibuka, belum diterima.",
        True,
    )


def test_plh_disebut_lebih_dulu_dan_jabatan_kosong_dikatakan(kantor):
    surat = Perjalanan(kantor).sampai_sekda().surat
    sekda = Jabatan.objects.get(nama="Sekretaris Daerah")
    PenugasanFactory(
        pegawai=PegawaiFactory(nama="Rangga Uji"),
        jabatan=sekda,
        jenis=Penugasan.Jenis.PLH,
        mulai=dt.date(2026, 11, 9),
        sampai=dt.date(2026, 11, 10),
    )
    assert lihat(surat, wita(9, 9)).tangan[0].orang == ("Plh. Rangga Uji", "Bayu Pinus")
    assert lihat(surat, wita(11, 9)).tangan[0].orang == ("Bayu Pinus",)
    Penugasan.objects.filter(jabatan=sekda).update(sampai=dt.date(2026, 11, 10))
    kosong = lihat(surat, wita(11, 9)).tangan[0]
    assert (kosong.orang, kosong.kosong) == ((), True)


def test_unit_hanya_melihat_bagiannya_sendiri(dua_unit, kantor):
    jalan = lihat(dua_unit, wita(10, 11, 30), untuk=kantor.dinkes)
    assert [t.pemegang for t in jalan.tahap if BPBD in (t.pemegang, t.nama)] == []
    assert [t.nama for t in jalan.tahap][-3:] == [f"Distribusi ke {DINKES}", "Penerimaan", "Tindak lanjut"]
    assert (jalan.tangan, jalan.lain_memegang) == ((), 1)
    assert len(lihat(dua_unit, wita(10, 11, 30), untuk=kantor.sekda).tahap) == 10
    assert len(lihat(dua_unit, wita(10, 11, 30), untuk=kantor.auditor).tahap) == 10


def test_keseluruhan(dua_unit):
    seluruh = lihat(dua_unit, wita(10, 11, 30)).keseluruhan
    assert (seluruh.mulai, seluruh.tenggat, seluruh.selesai, seluruh.sisa) == (
        wita(9, 8),
        wita(11, 16),  # Asisten I disposes too: two working days
        wita(9, 14, 40),
        Sisa("aman", "Tepat waktu"),
    )


def test_pohon_disposisi(dua_unit):
    with time_machine.travel(wita(10, 11, 30), tick=False):
        penunjuk = PenunjukSisa()
        (sekda,) = pohon.susun(dua_unit, susun(dua_unit, penunjuk=penunjuk), penunjuk)
    assert (sekda.dari, sekda.instruksi, sekda.catatan) == ("Sekretaris Daerah", ("Tindak lanjuti",), "Bawa data.")
    (asisten,) = sekda.penerima
    assert (asisten.nama, asisten.keadaan) == (ASISTEN_1, Sisa("", "Diteruskan"))
    (terusan,) = asisten.cabang
    assert terusan.instruksi == ("Hadiri/Wakili", "Laporkan hasilnya")
    assert [(p.nama, p.keadaan, p.hasil, p.cabang) for p in terusan.penerima] == [
        (DINKES, Sisa("", "Selesai"), "Data sudah dikirim lewat surat balasan.", ()),
        (BPBD, Sisa("lewat", "Dikirim, belum dibaca, lewat 1 j 20 mnt"), "", ()),
    ]


def test_pohon_hanya_menghitung_unit_tetangga(dua_unit, kantor):
    with time_machine.travel(wita(10, 11, 30), tick=False):
        penunjuk = PenunjukSisa()
        jalan = lihat(dua_unit, penunjuk.sekarang, kantor.dinkes, penunjuk=penunjuk)
        (sekda,) = pohon.susun(dua_unit, jalan, penunjuk)
    penerima = sekda.penerima[0].cabang[0].penerima
    assert [(p.nama, p.keadaan.teks) for p in penerima] == [(DINKES, "Selesai"), ("1 unit lain", "")]


def test_jumlah_kueri_tetap(dua_unit, kantor, django_assert_num_queries):
    """Ten stages, or two: the same queries."""
    pendek = Perjalanan(kantor).catat(wita(9, 9)).surat
    for surat in (dua_unit, pendek):
        penunjuk = PenunjukSisa()
        _ = penunjuk.ambang
        with django_assert_num_queries(3):
            jalan = susun(surat, penunjuk=penunjuk)
    with django_assert_num_queries(5):  # one of them the stamp, which a request asks for once
        pohon.susun(dua_unit, susun(dua_unit, penunjuk=penunjuk, tugas=list(jalan.tugas)), penunjuk)
