"""An old agenda, row by row: what it says, and the one sentence when it says it badly."""

import datetime as dt

import pytest

from organisasi.kalender import Kalender
from persuratan.impor.kolom import DAFTAR, cari_kepala, kenali
from persuratan.impor.nilai import Penilai, Saat

pytestmark = pytest.mark.django_db

BAIK = {
    "nomor_agenda": "12",
    "tahun_agenda": "2021",
    "diterima_pada": "2021-01-06 10:12",
    "pengirim": "Universitas Contoh",
    "hal": "Permohonan data",
}
NAMA = [k.nama for k in DAFTAR]


def nilai(tahun=None, **ganti):
    isi = BAIK | ganti
    return Penilai({n: ke for ke, n in enumerate(NAMA)}, tahun).nilai(7, [isi.get(n, "") for n in NAMA])


def kalimat(**ganti):
    isian, salah = nilai(**ganti)
    assert isian is None
    return " ".join(salah)


@pytest.fixture(autouse=True)
def siap(kantor):
    pass


@pytest.mark.parametrize(
    ("teks", "hari", "jam"),
    [
        ("2021-01-06", dt.date(2021, 1, 6), None),
        ("06/01/2021", dt.date(2021, 1, 6), None),
        ("6 Januari 2021", dt.date(2021, 1, 6), None),
        ("2021-01-06 10:12", dt.date(2021, 1, 6), dt.time(10, 12)),
        ("06/01/2021 10.12", dt.date(2021, 1, 6), dt.time(10, 12)),
        ("Rabu, 6 Januari 2021 pukul 10.12 WITA", dt.date(2021, 1, 6), dt.time(10, 12)),
    ],
)
def test_dates_are_read_in_every_form_the_book_uses(teks, hari, jam):
    isian, salah = nilai(diterima_pada=teks)
    assert (salah, isian.saat["diterima_pada"]) == ([], Saat(hari, jam))
    assert isian.tanpa_jam == ([] if jam else ["diterima_pada"])


@pytest.mark.parametrize(
    ("ganti", "harap"),
    [
        ({"nomor_agenda": ""}, "Nomor agenda belum diisi."),
        ({"nomor_agenda": "12a"}, "Nomor agenda “12a” bukan angka. Tulis angkanya saja, misalnya 12."),
        ({"nomor_agenda": "0"}, "Nomor agenda “0” bukan angka. Tulis angkanya saja, misalnya 12."),
        ({"nomor_agenda": "99999999999"}, "Nomor agenda “99999999999” bukan angka. Tulis angkanya saja, misalnya 12."),
        ({"tahun_agenda": ""}, "Tahun agenda belum diisi."),
        ({"tahun_agenda": "0001"}, "Tahun agenda 0001 tidak masuk akal. Tulis antara 1945 dan tahun ini."),
        ({"tahun_agenda": "9999"}, "Tahun agenda 9999 tidak masuk akal. Tulis antara 1945 dan tahun ini."),
        ({"tahun_agenda": "²⁰²¹"}, "Tahun agenda “²⁰²¹” tidak terbaca. Tulis empat angka, misalnya 2021."),
        ({"diterima_pada": ""}, "Diterima belum diisi. Tulis tanggal surat ini diterima, misalnya 6-1-2021."),
        (
            {"diterima_pada": "31-2-2021"},
            "Diterima 31 Februari 2021 tidak ada. Periksa tanggal terakhir bulan Februari.",
        ),
        ({"pengirim": ""}, "Pengirim belum diisi."),
        ({"hal": ""}, "Hal belum diisi. Hanya surat rahasia yang boleh tanpa hal."),
        ({"hal": "x" * 1001}, "Hal 1001 huruf, paling banyak 1000. Singkat isinya."),
        ({"catatan": "x" * 5001}, "Catatan terlalu panjang: lebih dari 5000 huruf. Singkat isinya."),
        ({"catatan": "a\0b"}, "Catatan memuat tanda yang tidak dapat disimpan. Ketik ulang isinya."),
        ({"keamanan": "Penting"}, "Keamanan “Penting” tidak dikenal. Pilih B, T, R, SR."),
        ({"kecepatan": "kilat"}, "Kecepatan “kilat” tidak dikenal. Pilih BIASA, SEGERA, AMAT_SEGERA."),
        (
            {"cara_terima": "merpati"},
            "Cara terima “merpati” tidak dikenal. Pilih LOKET, POS, EMAIL, SRIKANDI, WHATSAPP.",
        ),
        (
            {"disposisi_pada": "2021-01-05"},
            "Disposisi pada 5-1-2021 mendahului diterima 6-1-2021 10.12. Periksa tanggalnya.",
        ),
        (
            {"dikirim_pada": "2021-01-08 09:00", "diterima_penerima_pada": "2021-01-08 08:59"},
            "Diterima penerima 8-1-2021 08.59 mendahului dikirim pada 8-1-2021 09.00. Periksa tanggalnya.",
        ),
        ({"nomor_agenda": "", "pengirim": ""}, "Nomor agenda belum diisi. Pengirim belum diisi."),
    ],
)
def test_a_bad_row_says_what_is_wrong(ganti, harap):
    assert kalimat(**ganti) == harap


def test_what_has_not_happened_yet_is_refused():
    besok = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=3)
    assert kalimat(dikirim_pada=besok.isoformat()).endswith("belum terjadi. Periksa tahunnya.")


def test_a_day_without_time_contradicts_no_hour_of_that_day():
    isian, salah = nilai(diterima_pada="2021-01-06", disposisi_pada="2021-01-06 07:00", dikirim_pada="2021-01-06")
    assert salah == []
    assert isian.tanpa_jam == ["dikirim_pada", "diterima_pada"]


def test_a_day_is_its_close_as_a_beginning_and_its_opening_as_an_end():
    kalender, rabu, minggu = Kalender.muat(), Saat(dt.date(2021, 1, 6), None), Saat(dt.date(2021, 1, 10), None)
    assert [f"{s:%d %H.%M}" for s in (rabu.awal(kalender), rabu.akhir(kalender))] == ["06 07.30", "06 16.00"]
    assert [f"{s:%d %H.%M}" for s in (minggu.awal(kalender), minggu.akhir(kalender))] == ["10 00.00", "10 23.59"]


def test_names_are_found_by_every_way_the_office_writes_them_and_others_stay_words():
    isian, _ = nilai(
        disposisi_oleh="Sekda | asisten administrasi umum | Bupati Lama",
        diteruskan_kepada="Dinkes | Kepala Dinas Sosial | Kepala Bagian Hukum | Forum Warga",
    )
    assert [(n.teks, str(n.jabatan or n.unit or "")) for n in (*isian.pejabat, *isian.tujuan)] == [
        ("Sekda", "Sekretaris Daerah"),
        ("asisten administrasi umum", "Asisten Administrasi Umum"),
        ("Bupati Lama", ""),
        ("Dinkes", "Dinas Kesehatan"),
        ("Kepala Dinas Sosial", "Dinas Sosial"),
        ("Kepala Bagian Hukum", "Kepala Bagian Hukum"),
        ("Forum Warga", ""),
    ]


def test_one_year_may_hold_for_the_whole_file():
    isian, salah = nilai(tahun=2019, tahun_agenda="")
    assert (salah, isian.tahun) == ([], 2019)


def test_what_was_guarded_against_a_spreadsheet_comes_back_without_its_guard():
    assert nilai(hal="'=HYPERLINK(1)")[0].nilai["hal"] == "=HYPERLINK(1)"


def test_headings_are_known_in_any_order_and_below_a_title():
    baris = [(1, ["BUKU AGENDA 2021"]), (3, ["Perihal", "No. Urut", "Tgl. Diterima", "Asal Surat"]), (4, ["x"])]
    assert cari_kepala(baris) == 1
    assert kenali(baris[1][1]) == {"hal": 0, "nomor_agenda": 1, "diterima_pada": 2, "pengirim": 3}
