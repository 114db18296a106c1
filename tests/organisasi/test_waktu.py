import datetime as dt

import pytest
from django.template import Context, Template

from organisasi import waktu

SAAT = dt.datetime(2026, 11, 12, 1, 42, tzinfo=dt.UTC)  # 09.42 WITA


def lama(jam=0, menit=0, detik=0):
    return dt.timedelta(hours=jam, minutes=menit, seconds=detik)


@pytest.mark.parametrize(
    ("tulis", "teks"),
    [
        (waktu.tanggal_panjang, "Kamis, 12 November 2026"),
        (waktu.tanggal_naskah, "12 November 2026"),
        (waktu.tanggal_sedang, "12 Nov 2026"),
        (waktu.tanggal_pendek, "Kam 12 Nov"),
        (waktu.jam, "09.42"),
        (waktu.jam_zona, "09.42 WITA"),
        (waktu.waktu_panjang, "Kamis, 12 November 2026 09.42 WITA"),
        (waktu.waktu_pendek, "Kam 12 Nov 09.42"),
        (waktu.waktu_angka, "12-11-2026 09.42 WITA"),
    ],
)
def test_saat_ditulis_dalam_waktu_kantor(tulis, teks):
    assert tulis(SAAT) == teks


@pytest.mark.parametrize(
    ("jauh", "kata"),
    [
        (-1, "sudah lewat"),
        (0, "sudah lewat"),
        (1, "hari ini"),
        (23, "besok"),
        (24 * 2, "lusa"),
        (24 * 3, "3 hari lagi"),
    ],
)
def test_jauhnya_acara_dihitung_dalam_hari_kantor(jauh, kata):
    assert waktu.kapan_acara(SAAT + lama(jam=jauh), SAAT) == kata


def test_tanggal_tidak_bergeser():
    tahun_baru = dt.datetime(2026, 12, 31, 17, 30, tzinfo=dt.UTC)  # 1 January 2027 01.30 WITA

    assert waktu.tanggal_pendek(tahun_baru, tahun=True) == "Jum 1 Jan 2027"
    assert waktu.waktu_pendek(tahun_baru, tahun=True) == "Jum 1 Jan 2027 01.30"
    assert waktu.tanggal_panjang(dt.date(2026, 12, 31)) == "Kamis, 31 Desember 2026"


def test_zona_mengikuti_pengaturan(settings):
    settings.ZONA, settings.TIME_ZONE = "WIT", "Asia/Jayapura"

    assert waktu.waktu_panjang(SAAT) == "Kamis, 12 November 2026 10.42 WIT"


def test_saat_tanpa_zona_ditolak():
    with pytest.raises(ValueError, match="without a zone"):
        waktu.waktu_panjang(dt.datetime(2026, 11, 12))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("nilai", "kata", "singkat"),
    [
        (lama(1, 27), "1 jam 27 menit", "1 j 27 mnt"),
        (lama(9), "9 jam", "9 j"),
        (lama(0, 45), "45 menit", "45 mnt"),
        (lama(0, 45, 59), "45 menit", "45 mnt"),
        (lama(0, 0, 30), "kurang dari 1 menit", "kurang dari 1 mnt"),
        (lama(), "0 menit", "0 mnt"),
        (lama(51, 10), "51 jam 10 menit", "51 j 10 mnt"),
        (lama(1234), "1.234 jam", "1.234 j"),
    ],
)
def test_lama_dalam_kata(nilai, kata, singkat):
    assert (waktu.lama_kata(nilai), waktu.lama_singkat(nilai)) == (kata, singkat)


@pytest.mark.parametrize(
    ("nilai", "kata", "singkat"),
    [
        (lama(47, 59), "47 jam 59 menit", "47 j 59 mnt"),
        (lama(48), "2 hari", "2 h"),
        (lama(76, 30), "3 hari 4 jam", "3 h 4 j"),
    ],
)
def test_lama_berjalan_dalam_hari(nilai, kata, singkat):
    assert (waktu.lama_kata(nilai, berjalan=True), waktu.lama_singkat(nilai, berjalan=True)) == (kata, singkat)


def test_lama_negatif_ditolak():
    with pytest.raises(ValueError, match="never negative"):
        waktu.lama_kata(-lama(1))


def test_saringan_templat():
    templat = Template(
        "{% load tanggal %}{{ s|waktu_panjang }}|{{ s|waktu_tahun }}|{{ s|tanggal_tahun }}|{{ l|lama_tabel }}|"
        "{{ l|lama_berjalan }}|{{ n|nip }}|{{ kosong|waktu_pendek }}"
    )

    isi = templat.render(Context({"s": SAAT, "l": lama(9), "n": "196407091988032007", "kosong": None}))

    assert isi == (
        "Kamis, 12 November 2026 09.42 WITA|Kam 12 Nov 2026 09.42|Kam 12 Nov 2026|9 jam 0 menit|9 jam|"
        "19640709 198803 2 007|"
    )
