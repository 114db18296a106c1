"""Search: what it finds, what it must not, and how the index keeps up. Runs on both databases."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Q

from persuratan.daftar import halaman_surat
from persuratan.models import IndeksSurat, KataIndeks, SuratMasuk
from persuratan.pencarian import baca, cari, dengan_ejaan, sorot
from persuratan.pencarian.indeks import susun_tertinggal, susun_ulang
from persuratan.transitions import KOREKSI
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]


@pytest.fixture
def surat(kantor):
    """Four letters at the counter; the third is secret."""
    stunting = Perjalanan(kantor).catat(
        nama_pengirim="Dinas Kesehatan Provinsi",
        nomor_surat="400.7.13/2217/Dinkes/2026",
        hal="Undangan Rapat Koordinasi Penurunan Stunting",
        acara_mulai=wita(12, 9),
        acara_tempat="Aula Désa Sukamaju",
    )
    banjir = Perjalanan(kantor).catat(
        nama_pengirim="Kecamatan Contoh Utara",
        nomor_surat="360/88",
        hal="Laporan banjir",
        tanggal_surat=dt.date(2026, 11, 9),
    )
    rahasia = Perjalanan(kantor).catat(
        nama_pengirim="Kejaksaan Negeri Contoh", nomor_surat="R-17/KN", hal="Penyelidikan gratifikasi", keamanan="R"
    )
    rakor = Perjalanan(kantor).catat(nama_pengirim="BPS", nomor_surat="B-114/BPS/2026", hal="Bahan rakor kecamatan")
    return {"stunting": stunting.surat, "banjir": banjir.surat, "rahasia": rahasia.surat, "rakor": rakor.surat}


def temukan(pegawai, teks):
    """The numbers of the letters found, oldest first; the walk of the whole register finds the same."""
    terlihat = SuratMasuk.objects.visible_to(pegawai)
    hasil, seluruh = (
        list(cari(terlihat, teks, seluruh=s).order_by("pk").values_list("nomor_surat", flat=True))
        for s in (False, True)
    )
    assert seluruh == hasil
    return hasil


STUNTING, BANJIR, RAHASIA, RAKOR = "400.7.13/2217/Dinkes/2026", "360/88", "R-17/KN", "B-114/BPS/2026"


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("stunting", [STUNTING]),
        ("STUNTING", [STUNTING]),
        ("stun", [STUNTING]),
        ("rakor", [STUNTING, RAKOR]),
        ("rapat koordinasi", [STUNTING, RAKOR]),
        ("rakor stunting", [STUNTING]),
        ("desa sukamaju", [STUNTING]),
        ("dinas kesehatan stunting", [STUNTING]),
        ("kecamatan", [BANJIR, RAKOR]),
        ("din kesehatan prov", [STUNTING]),
        ("cont ut", [BANJIR]),
        ("rapat koordi", [STUNTING]),
        ("400.7.13/2217", [STUNTING]),
        ("400.7.13/2217/Dinkes/2026", [STUNTING]),
        ("2217", [STUNTING]),
        ("22", [STUNTING]),
        ("360/88", [BANJIR]),
        ("1/2026", [STUNTING]),
        ("agenda 2/2026", [BANJIR]),
        ("99/2026", []),
        ("9-11-2026", [STUNTING, BANJIR, RAHASIA, RAKOR]),
        ("12 November 2026", [STUNTING]),
        ("banjir 9-11-2026", [BANJIR]),
        ("kejaksaan", [RAHASIA]),
        ("r-17", [RAHASIA]),
        ("tidakada", []),
        ("", []),
        ("   ", []),
        ("'\" & | ! ( ) : * <-> ^ {} \x00", []),
        ("stunting' OR 1=1 --", []),
    ],
)
def test_cari(kantor, surat, teks, hasil):
    assert temukan(kantor.petugas, teks) == hasil


def test_isi_rahasia_hanya_ditemukan_yang_berada_di_jalur(kantor, surat):
    perjalanan = Perjalanan(kantor)
    perjalanan.surat = surat["rahasia"]
    assert temukan(kantor.kabag_umum, "gratifikasi") == []
    perjalanan.arahkan()
    assert temukan(kantor.kabag_umum, "gratifikasi") == [RAHASIA]
    assert temukan(kantor.petugas, "gratifikasi") == []
    assert temukan(kantor.petugas, "kejaksaan gratifikasi") == []
    assert temukan(kantor.petugas, "kejaksaan") == [RAHASIA]


def test_acara_surat_rahasia_tidak_ditemukan_lewat_tanggalnya(kantor, surat):
    Perjalanan(kantor).catat(
        keamanan="SR", hal="Rapat tertutup", nomor_surat="SR-1", acara_mulai=wita(27, 9), acara_tempat="Ruang rapat"
    )
    assert temukan(kantor.petugas, "27-11-2026") == []


def test_orang_luar_tidak_menemukan_apa_pun(kantor, surat):
    assert [temukan(kantor.dinkes, t) for t in ("stunting", "1/2026", "2217", "kejaksaan", "9-11-2026")] == [[]] * 5


def test_kosakata_tanpa_kata_surat_rahasia(surat):
    kata = set(KataIndeks.objects.values_list("kata", flat=True))
    assert {"stunting", "koordinasi", "banjir"} <= kata
    assert not {"penyelidikan", "gratifikasi", "kejaksaan"} & kata


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("rakor stuntng", "rakor stunting"),
        ("rapatkoordinasi", "rapat koordinasi"),
        ("stun ting", "stunting"),
        ("bajir 9-11-2026", "banjir 9-11-2026"),
        ("kecamatan bajir", "kecamatan banjir"),
        ("bahan stunting", ""),
        ("stuntnig", "stunting"),
        ("bajir", "banjir"),
        ("koordiansi stunitng", "koordinasi stunting"),
        ("stunting", ""),
        ("gratifikasy", ""),
        ("xyzzyxyz", ""),
        ("17/2026", ""),
    ],
)
def test_koreksi(kantor, surat, teks, hasil):
    assert ejaan(kantor.petugas, teks) == hasil


def ejaan(pegawai, teks):
    """What a search is read as when it finds nothing as it is written."""

    def halaman(kueri):
        return halaman_surat(pegawai, Q(), pilih=lambda qs: cari(qs, kueri))

    return dengan_ejaan(halaman, baca(teks))[2]


def test_koreksi_data_memperbarui_indeks(kantor, surat):
    KOREKSI.run(surat["banjir"], oleh=kantor.petugas, catatan="Salah ketik", hal="Laporan kekeringan")
    assert temukan(kantor.petugas, "banjir") == []
    assert temukan(kantor.petugas, "kekeringan") == [BANJIR]
    kata = set(KataIndeks.objects.values_list("kata", flat=True))
    assert ("banjir" in kata, "kekeringan" in kata, "laporan" in kata) == (False, True, True)


def test_surat_yang_menjadi_rahasia_hilang_dari_kosakata(kantor, surat):
    KOREKSI.run(surat["stunting"], oleh=kantor.petugas, catatan="Keamanan keliru", keamanan="SR")
    kata = set(KataIndeks.objects.values_list("kata", flat=True))
    assert not {"stunting", "penurunan", "sukamaju"} & kata
    assert {"kecamatan", "bahan"} <= kata
    assert ejaan(kantor.petugas, "stuntng") == ""
    assert ejaan(kantor.petugas, "kecamtan") == "kecamatan"


def test_kata_yang_hanya_ada_pada_surat_orang_lain_tidak_disebut(kantor, surat):
    """Dinas Kesehatan holds one letter; "banjir" stands in another."""
    Perjalanan(kantor).catat(hal="Data bahaya", nomor_surat="1").arahkan().telaah().disposisi(
        kantor.sekda, ke_unit=["Dinas Kesehatan"]
    ).kirim("Dinas Kesehatan")
    assert [ejaan(kantor.petugas, t) for t in ("bajir", "bhaya")] == ["banjir", "bahaya"]
    assert [ejaan(kantor.dinkes, t) for t in ("bajir", "bhaya")] == ["", "bahaya"]


def test_kata_yang_masih_dipakai_surat_lain_tetap_ada(kantor, surat):
    Perjalanan(kantor).catat(nomor_surat="5", hal="Data stunting")
    KOREKSI.run(surat["stunting"], oleh=kantor.petugas, catatan="Keamanan keliru", keamanan="R")
    assert KataIndeks.objects.filter(kata="stunting").exists()
    assert not KataIndeks.objects.filter(kata="penurunan").exists()


def test_tiap_surat_bernomor_punya_indeks_dan_yang_tertinggal_disusulkan(kantor, surat):
    assert IndeksSurat.objects.count() == 4
    IndeksSurat.objects.all().delete()
    assert temukan(kantor.petugas, "stunting") == []
    assert susun_tertinggal(kelompok=3) == 4
    assert susun_tertinggal() == 0
    assert temukan(kantor.petugas, "stunting") == [STUNTING]


def test_susun_ulang_memberi_indeks_yang_sama(surat):
    def isi():
        return list(IndeksSurat.objects.order_by("pk").values()), sorted(KataIndeks.objects.values_list("kata"))

    sebelum = isi()
    assert susun_ulang() == 4
    assert isi() == sebelum


def test_struktur_teks_basis_data_terpasang():
    with connection.cursor() as kursor:
        if connection.vendor == "postgresql":
            kursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'persuratan_indeks_vektor'")
            assert kursor.fetchone() == (1,)
        else:
            kursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE 'persuratan_indeks_%'")
            pemicu = {"persuratan_indeks_tambah", "persuratan_indeks_ubah", "persuratan_indeks_hapus"}
            assert {n for (n,) in kursor.fetchall()} == pemicu


@pytest.mark.parametrize(
    ("teks", "tanya", "hasil"),
    [
        ("Undangan Rapat", "rapat", "Undangan <mark>Rapat</mark>"),
        ("Undangan Rapat", "und", "<mark>Undangan</mark> Rapat"),
        ("Désa <b>", "desa", "<mark>Désa</mark> &lt;b&gt;"),
        ("<script>rapat</script>", "script", "&lt;<mark>script</mark>&gt;rapat&lt;/<mark>script</mark>&gt;"),
        ("Bahan rakor", "rapat koordinasi", "Bahan <mark>rakor</mark>"),
        ("Undangan", "", "Undangan"),
    ],
)
def test_sorot(teks, tanya, hasil):
    assert str(sorot(teks, baca(tanya))) == hasil


def test_perintah_susun_indeks(surat, capsys):
    IndeksSurat.objects.filter(pk=surat["banjir"].pk).delete()
    call_command("susun_indeks")
    call_command("susun_indeks", ulang=True)
    assert capsys.readouterr().out == "1 surat diindeks.\n4 surat diindeks.\n"


def test_potongan_nomor_ditemukan_walau_pemisahnya_lain(kantor, surat):
    assert temukan(kantor.petugas, "400713/2217") == [STUNTING]
    assert temukan(kantor.petugas, "2217dinkes") == [STUNTING]
    assert temukan(kantor.petugas, "b 114") == [RAKOR]
