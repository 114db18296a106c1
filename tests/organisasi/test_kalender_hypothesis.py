"""The calendar against a counter that looks at every minute of 2021–2027."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from organisasi.benih import TAHUN_AWAL, daftar_hari_libur, daftar_jam_biasa, daftar_jam_ramadan
from organisasi.kalender import Kalender
from organisasi.models import JamKerja
from tests.organisasi import hitung_menit as naif

PENDEK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PANJANG = settings(PENDEK, max_examples=20_000)


def susun(*, kecuali=()):
    """A calendar of the seeded rows, without the holidays in `kecuali`; no database."""
    jam = [*daftar_jam_biasa(), *(j for tahun in TAHUN_AWAL for j in daftar_jam_ramadan(tahun))]
    libur = {h["tanggal"]: h["nama"] for tahun in TAHUN_AWAL for h in daftar_hari_libur(tahun)}
    return Kalender({t: n for t, n in libur.items() if t not in kecuali}, [JamKerja(**j) for j in jam])


@pytest.fixture(scope="module")
def kalender():
    return susun()


def saat(menit):
    """The office moment of a minute since the beginning of 2021."""
    awal = dt.datetime.combine(naif.AWAL, dt.time(), timezone.get_current_timezone())
    return awal + dt.timedelta(minutes=menit)


def menit_ke(tanggal, jam="00:00"):
    beda = dt.datetime.fromisoformat(f"{tanggal}T{jam}") - dt.datetime.combine(naif.AWAL, dt.time())  # noqa: DTZ007
    return beda // dt.timedelta(minutes=1)


def menit(n):
    return dt.timedelta(minutes=n)


sembarang = st.integers(0, naif.BATAS - 1)
# Half of the starts fall within 15 days of a day where something changes.
tepi = st.builds(
    lambda tanggal, geser: min(max(0, menit_ke(tanggal) + geser), naif.BATAS - 1),
    st.sampled_from(
        [
            "2021-12-31",
            "2023-04-12",
            "2024-12-31",
            "2026-12-24",
            *(t for rentang in naif.RAMADAN[:-1] for t in rentang),
        ]
    ),
    st.integers(-15 * naif.SEHARI, 15 * naif.SEHARI),
)
mulai_ = st.one_of(sembarang, tepi)
panjang_ = st.one_of(st.integers(0, 3 * naif.SEHARI), st.integers(0, 40 * naif.SEHARI), st.integers(0, naif.BATAS))


def lama_sama(kalender, mulai, panjang):
    selesai = min(mulai + panjang, naif.BATAS)

    assert kalender.lama_kerja(saat(mulai), saat(selesai)) == menit(naif.hitung(mulai, selesai))


def rincian_sama(kalender, mulai, panjang):
    selesai = min(mulai + panjang % (60 * naif.SEHARI), naif.BATAS)

    rincian = kalender.rincian(saat(mulai), saat(selesai))

    assert rincian == [(saat(a), saat(b), menit(b - a)) for a, b in naif.ruas(mulai, selesai)]


def tambah_jam_sama(kalender, mulai, jumlah):
    mulai = min(mulai, naif.BATAS - 60 * naif.SEHARI)

    assert kalender.tambah_jam_kerja(saat(mulai), menit(jumlah)) == saat(naif.maju(mulai, jumlah))


def kurang_jam_sama(kalender, selesai, jumlah):
    selesai = max(selesai, 60 * naif.SEHARI)

    assert kalender.kurang_jam_kerja(saat(selesai), menit(jumlah)) == saat(naif.mundur(selesai, jumlah))


def tambah_hari_sama(kalender, mulai, n):
    assert kalender.tambah_hari_kerja(saat(mulai), n) == saat(naif.tutup_hari_kerja_ke(mulai, n))


def jumlah_utuh(kalender, potong):
    """To the microsecond: cut anywhere, the parts add up, and adding the length again leads back."""
    a, b, c = sorted(saat(m) + dt.timedelta(microseconds=u) for m, u in potong)

    lama = kalender.lama_kerja(a, c)
    tiba = kalender.tambah_jam_kerja(a, lama)

    assert kalender.lama_kerja(a, b) + kalender.lama_kerja(b, c) == lama
    assert sum((r.lama for r in kalender.rincian(a, b)), dt.timedelta(0)) == kalender.lama_kerja(a, b)
    assert sum((r.tampil for r in kalender.rincian(a, b)), dt.timedelta(0)) == kalender.lama_tampil(a, b)
    assert tiba <= c or not lama
    assert kalender.lama_kerja(a, tiba) == lama


jumlah_ = st.one_of(st.integers(0, 500), st.integers(0, 4_000))
potong_ = st.lists(st.tuples(sembarang, st.integers(0, 59_999_999)), min_size=3, max_size=3)

SIFAT = [
    pytest.param(lama_sama, {"mulai": mulai_, "panjang": panjang_}, id="lama"),
    pytest.param(rincian_sama, {"mulai": mulai_, "panjang": panjang_}, id="rincian"),
    pytest.param(tambah_jam_sama, {"mulai": mulai_, "jumlah": jumlah_}, id="tambah-jam"),
    pytest.param(kurang_jam_sama, {"selesai": mulai_, "jumlah": jumlah_}, id="kurang-jam"),
    pytest.param(tambah_hari_sama, {"mulai": mulai_, "n": st.integers(0, 12)}, id="tambah-hari"),
    pytest.param(jumlah_utuh, {"potong": potong_}, id="jumlah"),
]


def jalankan(kalender, sifat, masukan, aturan):
    @aturan
    @given(**masukan)
    def uji(**nilai):
        sifat(kalender, **nilai)

    uji()


@pytest.mark.parametrize(("sifat", "masukan"), SIFAT)
def test_kalender_sama_dengan_hitungan_menit(kalender, sifat, masukan):
    jalankan(kalender, sifat, masukan, PENDEK)


@pytest.mark.panjang
@pytest.mark.parametrize(("sifat", "masukan"), SIFAT)
def test_kalender_sama_dengan_hitungan_menit_panjang(kalender, sifat, masukan):
    jalankan(kalender, sifat, masukan, PANJANG)


@PENDEK
@given(awal=st.dates(naif.AWAL, dt.date(2027, 12, 1)))
@example(awal=dt.date(2026, 3, 16))
def test_setiap_hari_dari_sebulan_sama_dengan_hitungan_menit(kalender, awal):
    hari = [awal + dt.timedelta(days=i) for i in range(30)]

    lama = [kalender.lama_kerja(saat(menit_ke(h)), saat(menit_ke(h) + naif.SEHARI)) for h in hari]

    assert lama == [menit(naif.hitung(menit_ke(h), menit_ke(h) + naif.SEHARI)) for h in hari]


def test_seluruh_tujuh_tahun_sama_dengan_hitungan_menit(kalender):
    assert kalender.lama_kerja(saat(0), saat(naif.BATAS)) == menit(naif.hitung(0, naif.BATAS))


def test_pencacah_menit_menangkap_kalender_yang_salah():
    """Negative control: a calendar that forgets one cuti bersama must not pass."""
    salah = susun(kecuali={dt.date(2026, 3, 23)})

    assert salah.lama_kerja(saat(0), saat(naif.BATAS)) == menit(naif.hitung(0, naif.BATAS) + 450)
