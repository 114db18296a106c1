"""Hand-worked examples: the days and hours are counted in the test, from the decrees."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from organisasi.kalender import Kalender, KalenderKosong
from organisasi.models import HariLibur, JamKerja

pytestmark = pytest.mark.usefixtures("kalender_awal")


def saat(teks):
    """An office moment: "2021-01-08 14:00"."""
    return timezone.make_aware(dt.datetime.fromisoformat(teks))  # noqa: DTZ007


def jam(jam, menit=0):
    return dt.timedelta(hours=jam, minutes=menit)


@pytest.fixture
def kalender(kalender_awal):
    return Kalender.muat()


@pytest.mark.parametrize(
    ("mulai", "durasi", "selesai"),
    [
        # Friday until 16.30 is 2 h 30 m, Monday morning 4 h 30 m, and one hour after the break.
        pytest.param("2021-01-08 14:00", jam(8), "2021-01-11 14:00", id="lewat akhir pekan"),
        pytest.param("2026-11-10 07:30", jam(4, 30), "2026-11-10 12:00", id="tepat sampai istirahat"),
        pytest.param("2026-11-10 07:30", jam(4, 31), "2026-11-10 13:01", id="sesudah istirahat"),
        pytest.param("2026-11-10 12:20", jam(1), "2026-11-10 14:00", id="diterima waktu istirahat"),
        pytest.param("2026-11-13 11:00", jam(1), "2026-11-13 13:30", id="istirahat Jumat 11.30-13.00"),
        pytest.param("2026-11-10 05:00", jam(0, 25), "2026-11-10 07:55", id="sebelum kantor buka"),
        pytest.param("2026-11-10 15:50", jam(0, 25), "2026-11-11 07:45", id="lewat jam tutup"),
        pytest.param("2026-11-14 10:00", jam(1), "2026-11-16 08:30", id="diterima Sabtu"),
        pytest.param("2026-11-10 08:00", jam(0), "2026-11-10 08:00", id="nol"),
        # Ramadan 1447 H began on Thursday 19 February 2026: 08.00-15.00 with half an hour of break.
        pytest.param("2026-02-18 15:00", jam(2), "2026-02-19 09:00", id="masuk Ramadan"),
        pytest.param("2026-02-20 11:00", jam(1), "2026-02-20 13:00", id="Jumat Ramadan 11.30-12.30"),
        # Last working day before Idulfitri 2026 is Tuesday 17 March (cuti 18, Nyepi 19, cuti 20, 23, 24): then
        # Wednesday 25 March under ordinary hours.
        pytest.param("2026-03-17 14:00", jam(2), "2026-03-25 08:30", id="cuti bersama Idulfitri 2026"),
        # 24 December 2026 is cuti bersama, 25 a holiday: Wednesday leaves one hour, Monday 28 the rest.
        pytest.param("2026-12-23 15:00", jam(8), "2026-12-28 15:30", id="cuti bersama Natal 2026"),
        # Thursday 31 December 2026 has one hour left; Friday 1 January is a holiday.
        pytest.param("2026-12-31 15:00", jam(2), "2027-01-04 08:30", id="akhir tahun"),
    ],
)
def test_tambah_jam_kerja(kalender, mulai, durasi, selesai):
    assert kalender.tambah_jam_kerja(saat(mulai), durasi) == saat(selesai)


@pytest.mark.parametrize(
    ("mulai", "n", "selesai"),
    [
        pytest.param("2026-11-10 09:00", 1, "2026-11-11 16:00", id="besok tutup"),
        pytest.param("2026-11-10 09:00", 0, "2026-11-10 16:00", id="nol: hari itu juga"),
        pytest.param("2026-11-10 16:00", 1, "2026-11-11 16:00", id="tepat jam tutup masih hari itu"),
        pytest.param("2026-11-10 16:01", 1, "2026-11-12 16:00", id="sesudah tutup: diterima besok"),
        pytest.param("2026-11-10 05:00", 1, "2026-11-11 16:00", id="sebelum buka: diterima hari itu"),
        pytest.param("2026-11-14 10:00", 1, "2026-11-17 16:00", id="Sabtu: diterima Senin"),
        pytest.param("2026-11-12 09:00", 1, "2026-11-13 16:30", id="Jumat tutup 16.30"),
        pytest.param("2026-12-23 09:00", 2, "2026-12-29 16:00", id="24 cuti, 25 libur"),
        pytest.param("2026-12-24 09:00", 2, "2026-12-30 16:00", id="diterima saat cuti bersama: Senin 28"),
        pytest.param("2026-03-13 09:00", 2, "2026-03-17 15:00", id="Ramadan tutup 15.00"),
        pytest.param("2021-01-06 10:00", 2, "2021-01-08 16:30", id="kasus pertama, Januari 2021"),
    ],
)
def test_tambah_hari_kerja(kalender, mulai, n, selesai):
    assert kalender.tambah_hari_kerja(saat(mulai), n) == saat(selesai)


def test_batas_berupa_tanggal_berakhir_saat_kantor_tutup(kalender):
    batas = [kalender.akhir_hari_kerja(dt.date(2026, 11, h)) for h in (12, 13, 14)]

    assert batas == [saat("2026-11-12 16:00"), saat("2026-11-13 16:30"), saat("2026-11-16 16:00")]


def test_jam_berjalan_menghitung_malam_dan_libur(kalender):
    assert kalender.tambah_jam_berjalan(saat("2026-12-24 10:00"), jam(48)) == saat("2026-12-26 10:00")


def test_tutup_sebelum_acara(kalender):
    assert kalender.tutup_sebelum(saat("2026-11-16 09:00")) == saat("2026-11-13 16:30")
    assert kalender.tutup_sebelum(saat("2026-12-28 09:00")) == saat("2026-12-23 16:00")


def test_kurang_jam_kerja(kalender):
    assert kalender.kurang_jam_kerja(saat("2021-01-11 14:00"), jam(8)) == saat("2021-01-08 14:00")
    assert kalender.kurang_jam_kerja(saat("2026-11-10 13:00"), jam(0, 30)) == saat("2026-11-10 11:30")


def test_jumlah_hari_kerja(kalender):
    assert kalender.jumlah_hari_kerja(dt.date(2026, 12, 23), dt.date(2026, 12, 29)) == 2
    assert kalender.jumlah_hari_kerja(dt.date(2026, 12, 29), dt.date(2026, 12, 23)) == 0


@pytest.mark.parametrize(
    ("senin", "lama"),
    [
        pytest.param("2021-02-01", jam(37, 30), id="Keppres 68/1995"),
        pytest.param("2026-11-09", jam(37, 30), id="Perpres 21/2023"),
        pytest.param("2026-03-09", jam(32, 30), id="Ramadan"),
    ],
)
def test_jumlah_jam_seminggu_menurut_peraturan(kalender, senin, lama):
    mulai = saat(f"{senin} 00:00")

    assert kalender.lama_kerja(mulai, mulai + dt.timedelta(days=7)) == lama


def test_rincian_seperti_tabel_halaman_surat(kalender):
    mulai, selesai = saat("2026-11-10 09:05"), saat("2026-11-11 10:35")

    rincian = kalender.rincian(mulai, selesai)

    assert rincian == [
        (saat("2026-11-10 09:05"), saat("2026-11-10 12:00"), jam(2, 55)),
        (saat("2026-11-10 13:00"), saat("2026-11-10 16:00"), jam(3)),
        (saat("2026-11-11 07:30"), saat("2026-11-11 10:35"), jam(3, 5)),
    ]
    assert kalender.lama_kerja(mulai, selesai) == jam(9)


def test_baris_tercetak_menurut_jam_yang_tampak(kalender):
    ruas = kalender.rincian(saat("2026-11-10 08:12:50"), saat("2026-11-10 08:31:10"))[0]

    assert (ruas.lama, ruas.tampil) == (dt.timedelta(minutes=18, seconds=20), jam(0, 19))


def test_zona_lain_dihitung_sebagai_waktu_kantor(kalender):
    utc = dt.datetime(2026, 11, 10, 0, 0, tzinfo=dt.UTC)  # 08.00 WITA

    batas = kalender.tambah_jam_kerja(utc, jam(1))

    assert (batas, batas.hour) == (saat("2026-11-10 09:00"), 9)


@pytest.mark.parametrize(
    ("kalimat", "isi"),
    [
        (
            lambda k: k.jelaskan_jam_kerja(saat("2021-01-08 14:00"), jam(8)),
            "Diterima Jumat 8 Jan 14.00 + 8 jam kerja: Jumat 2 j 30 m, Senin 07.30–12.00 4 j 30 m, 13.00–14.00 1 j"
            " → Senin 11 Jan 14.00",
        ),
        (
            lambda k: k.jelaskan_jam_kerja(saat("2026-12-23 15:00"), jam(2), "Dibuka"),
            "Dibuka Rabu 23 Des 15.00 + 2 jam kerja: Rabu 1 j, Kamis libur (Cuti Bersama Hari Raya Natal),"
            " Jumat libur (Hari Raya Natal), Senin 07.30–08.30 1 j → Senin 28 Des 08.30",
        ),
        (
            lambda k: k.jelaskan_jam_kerja(saat("2026-12-21 07:30"), jam(50)),
            "Diterima Senin 21 Des 07.30 + 50 jam kerja: Senin 4 j 30 m, 13.00–16.00 3 j,"
            " Selasa 07.30–12.00 4 j 30 m, 13.00–16.00 3 j, … 10 baris lagi …,"
            " Kamis 31 Des 07.30–12.00 4 j 30 m, 13.00–13.30 30 m → Kamis 31 Des 13.30",
        ),
        (
            lambda k: k.jelaskan_hari_kerja(saat("2026-12-24 10:00"), 1),
            "Diterima Kamis 24 Des 10.00, dihitung mulai Senin 28 Des + 1 hari kerja: Selasa 29 Des"
            " → Selasa 29 Des 16.00",
        ),
        (
            lambda k: k.jelaskan_hari_kerja(saat("2026-12-31 10:00"), 1),
            "Diterima Kamis 31 Des 10.00 + 1 hari kerja: Jumat 1 Jan 2027 libur (Tahun Baru Masehi),"
            " Senin 4 Jan 2027 → Senin 4 Jan 2027 16.00",
        ),
        (
            lambda k: k.jelaskan_jam_berjalan(saat("2026-12-23 14:00"), jam(48)),
            "Diterima Rabu 23 Des 14.00 + 48 jam berjalan, hari libur ikut dihitung → Jumat 25 Des 14.00",
        ),
        (
            lambda k: k.jelaskan_lama(saat("2026-11-11 11:45"), saat("2026-11-12 09:42")),
            "Rabu 11 Nov 11.45 sampai Kamis 12 Nov 09.42: Rabu 11.45–12.00 15 m, 13.00–16.00 3 j,"
            " Kamis 07.30–09.42 2 j 12 m = 5 j 27 m kerja",
        ),
        (
            lambda k: k.jelaskan_lama(saat("2026-11-14 11:45"), saat("2026-11-15 09:42")),
            "Sabtu 14 Nov 11.45 sampai Minggu 15 Nov 09.42: di luar jam kerja = 0 m kerja",
        ),
    ],
)
def test_hitungan_dijelaskan(kalender, kalimat, isi):
    assert kalimat(kalender) == isi


def test_jam_khusus_menang_dan_yang_terakhir_mulai_menang():
    kolom = {"hari": 0, "selesai": dt.time(16)}
    baris = [
        JamKerja(mulai=dt.time(7), berlaku_mulai=dt.date(2020, 1, 1), **kolom),
        JamKerja(mulai=dt.time(8), berlaku_mulai=dt.date(2026, 1, 1), **kolom),
        JamKerja(
            mulai=dt.time(9),
            khusus="Ramadan 1447 H",
            berlaku_mulai=dt.date(2025, 2, 19),
            berlaku_sampai=dt.date(2026, 3, 20),
            **kolom,
        ),
    ]
    kalender = Kalender({}, baris)

    mulai = [
        kalender.jam_kerja(t).mulai.hour
        for t in map(dt.date.fromisoformat, ("2024-01-01", "2026-03-16", "2026-03-23"))
    ]

    assert mulai == [7, 9, 8]


def test_perubahan_kalender_terlihat_seketika(kalender):
    mulai = saat("2026-11-10 15:00")
    HariLibur.objects.create(tanggal="2026-11-11", nama="Pemungutan suara desa", jenis=HariLibur.Jenis.DAERAH)

    lama, baru = kalender.tambah_jam_kerja(mulai, jam(2)), Kalender.muat().tambah_jam_kerja(mulai, jam(2))

    assert (lama, baru) == (saat("2026-11-11 08:30"), saat("2026-11-12 08:30"))


def test_kalender_yang_tidak_berubah_dimuat_dengan_satu_kueri(django_assert_num_queries):
    Kalender.muat()

    with django_assert_num_queries(1):
        Kalender.muat().lama_kerja(saat("2021-01-01 00:00"), saat("2027-12-31 00:00"))


def test_tahun_tanpa_hari_libur_disebut(kalender):
    assert kalender.tahun_belum_dimuat(dt.date(2027, 12, 1), dt.date(2030, 1, 2)) == [2029, 2030]


def test_kalender_kosong_berkata_apa_yang_harus_diisi():
    JamKerja.objects.all().delete()

    with pytest.raises(KalenderKosong, match=r"^Jam kerja sekitar 10-11-2026 belum diatur\. Isi di Kalender kerja\.$"):
        Kalender.muat().tambah_jam_kerja(saat("2026-11-10 08:00"), jam(1))


@pytest.mark.parametrize(
    "salah",
    [
        lambda k: k.lama_kerja(saat("2026-11-10 09:00"), saat("2026-11-10 08:00")),
        lambda k: k.rincian(saat("2026-11-10 09:00"), saat("2026-11-10 08:00")),
        lambda k: k.tambah_jam_kerja(saat("2026-11-10 09:00"), -jam(1)),
        lambda k: k.tambah_hari_kerja(saat("2026-11-10 09:00"), -1),
        lambda k: k.tambah_jam_kerja(dt.datetime(2026, 11, 10, 9), jam(1)),  # noqa: DTZ001
    ],
)
def test_masukan_mustahil_ditolak(kalender, salah):
    with pytest.raises(ValueError, match="never negative|before it begins|needs its zone"):
        salah(kalender)


def test_seribu_tenggat_dalam_satu_detik(kalender):
    mulai = saat("2021-01-08 14:00")
    jeda = time.perf_counter()

    for i in range(1000):
        kalender.tambah_jam_kerja(mulai + jam(50 * i), jam(1 + i % 40))
        kalender.tambah_hari_kerja(mulai + jam(50 * i), i % 10)

    assert time.perf_counter() - jeda < 1
