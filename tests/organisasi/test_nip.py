import datetime as dt

import pytest

from organisasi.nip import bersihkan_nip, periksa_nip, tulis_nip

HARI_INI = dt.date(2026, 11, 12)


@pytest.mark.parametrize(
    "nip",
    [
        "",
        "199001012015031001",
        "19900101 201503 1 001",
        "1990.0101.2015.03.1.001",
        pytest.param("199001012023211001", id="PPPK, kontrak pertama"),
        pytest.param("199001012024992001", id="PPPK, kontrak ke-79"),
        pytest.param("199001012007012001", id="diangkat tepat 17 tahun"),
        pytest.param("200911122026111001", id="baru 17 tahun hari ini"),
    ],
)
def test_nip_baik_tanpa_peringatan(nip):
    assert periksa_nip(nip, HARI_INI) == []


@pytest.mark.parametrize(
    ("nip", "peringatan"),
    [
        ("19900101201503100A", ["NIP hanya berisi angka. Periksa huruf atau tanda yang ikut tertulis."]),
        ("131234567", ["Ini NIP lama, 9 angka. Tulis NIP baru, 18 angka, bila ada."]),
        ("19900101201503100", ["NIP terdiri atas 18 angka, yang tertulis 17 angka."]),
        ("199002302015031001", ["Tanggal lahir pada NIP, 30-02-1990, tidak ada di kalender."]),
        ("194001011960031001", ["Umur menurut NIP 86 tahun. Periksa tanggal lahir 01-01-1940."]),
        (
            "201001012026031001",
            [
                "Umur menurut NIP 16 tahun. Periksa tanggal lahir 01-01-2010.",
                "Pengangkatan menurut NIP, 03-2026, terjadi sebelum umur 17 tahun.",
            ],
        ),
        (
            "203001012015031001",
            [
                "Tanggal lahir pada NIP, 01-01-2030, belum terjadi.",
                "Pengangkatan menurut NIP, 03-2015, terjadi sebelum umur 17 tahun.",
            ],
        ),
        (
            "199001012015131001",
            ["Angka ke-13 dan 14 berisi bulan pengangkatan, atau 21–99 untuk PPPK. Yang tertulis 13."],
        ),
        (
            "199001012015001001",
            ["Angka ke-13 dan 14 berisi bulan pengangkatan, atau 21–99 untuk PPPK. Yang tertulis 00."],
        ),
        ("199001012026121001", ["Pengangkatan menurut NIP, 12-2026, belum terjadi."]),
        ("199001012027211001", ["Pengangkatan menurut NIP, 2027, belum terjadi."]),
        ("199001012015033001", ["Angka ke-15 menyatakan jenis kelamin: 1 pria, 2 wanita. Yang tertulis 3."]),
        ("199001012015031000", ["Nomor urut, tiga angka terakhir, dimulai dari 001."]),
        (
            "１９９００１０１２０１５０３１００１",
            ["NIP hanya berisi angka. Periksa huruf atau tanda yang ikut tertulis."],
        ),
    ],
)
def test_nip_meragukan_diperingatkan(nip, peringatan):
    assert periksa_nip(nip, HARI_INI) == peringatan


def test_nip_dicetak_dengan_spasi():
    assert tulis_nip("196407091988032007") == "19640709 198803 2 007"
    assert tulis_nip("131234567") == "131234567"
    assert bersihkan_nip(" 19640709 198803.2-007 ") == "196407091988032007"
