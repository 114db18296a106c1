"""Working time: how long the office really had, and when a norm runs out (Perpres 21/2023).

    kalender = Kalender.muat()
    tenggat = kalender.tambah_jam_kerja(diterima_pada, timedelta(hours=8))
    kalender.jelaskan_jam_kerja(diterima_pada, timedelta(hours=8))  # the same, as a sentence

Moments are aware datetimes, answers are in office time. A calendar is kept no longer than its tables stand unchanged
(organisasi.ingatan): an edited holiday counts at once, in every process. Indonesia has no summer time, so that
wall-clock differences within the office zone are true differences.
"""

import calendar
import datetime as dt
from typing import NamedTuple

from django.utils import timezone

from organisasi.ingatan import ingat
from organisasi.models import HariLibur, JamKerja
from organisasi.waktu import BULAN, HARI, jam, lama_hitungan, lama_kata

SATU_HARI = dt.timedelta(days=1)
NOL = dt.timedelta(0)
BATAS_TUTUP = 400
"""Days in a row without working hours after which the tables must be wrong."""
BATAS_RINCI = 12
"""Parts of a sentence before its middle is drawn together."""


class KalenderKosong(Exception):
    """No working hours for more than a year: the tables are empty or closed. The text is for the admin."""


class Ruas(NamedTuple):
    """One uninterrupted stretch of working time within one day, in office time."""

    mulai: dt.datetime
    selesai: dt.datetime
    lama: dt.timedelta

    @property
    def tampil(self):
        """The length between the clock times as printed (whole minutes), so that a printed table adds up."""
        return _menit_bulat(self.selesai) - _menit_bulat(self.mulai)


def _menit_bulat(waktu):
    return waktu.replace(second=0, microsecond=0)


def _tambah(awal, teks):
    return f"{awal} {teks}" if awal else teks


class Kalender:
    """The holidays and working hours of the office, and the arithmetic over them.

    `libur`: {date: name}. `jam_kerja`: JamKerja rows (saved or not). Within one day the row in force is the special
    one (Ramadan) before the ordinary, and among equals the one that began last.
    """

    def __init__(self, libur, jam_kerja):
        self.libur = dict(libur)
        self.zona = timezone.get_current_timezone()
        self._jam = [[] for _ in HARI]
        for baris in sorted(jam_kerja, key=lambda b: (bool(b.khusus), b.berlaku_mulai, b.pk or 0), reverse=True):
            self._jam[baris.hari].append(baris)
        self._hari = {}
        self._tahun = {}

    @classmethod
    def muat(cls):
        """The calendar as it stands in the database now; read again only after somebody has changed it."""
        return ingat(f"kalender {timezone.get_current_timezone_name()}", cls._baca)

    @classmethod
    def _baca(cls):
        return cls(HariLibur.objects.values_list("tanggal", "nama"), JamKerja.objects.all())

    # Days

    def jam_kerja(self, tanggal):
        """The JamKerja in force on this date, holiday or not; None for a day that is never worked."""
        for baris in self._jam[tanggal.weekday()]:
            if baris.berlaku_mulai <= tanggal and (baris.berlaku_sampai is None or tanggal <= baris.berlaku_sampai):
                return baris
        return None

    def _isi(self, tanggal):
        """(stretches of the day, their sum); computed once for each day."""
        isi = self._hari.get(tanggal)
        if isi is None:
            isi = self._hari[tanggal] = self._hitung_hari(tanggal)
        return isi

    def _hitung_hari(self, tanggal):
        baris = None if tanggal in self.libur else self.jam_kerja(tanggal)
        if baris is None:
            return (), NOL
        batas = [baris.mulai, baris.selesai]
        if baris.istirahat_mulai is not None:
            batas[1:1] = [baris.istirahat_mulai, baris.istirahat_selesai]
        saat = [dt.datetime.combine(tanggal, b, self.zona) for b in batas]
        ruas = tuple((a, b) for a, b in zip(saat[::2], saat[1::2], strict=True) if a < b)
        return ruas, sum((b - a for a, b in ruas), NOL)

    def _antara(self, dari, sampai):
        """(working days, working time) of the days after `dari` up to and including `sampai`; `dari` <= `sampai`.

        From running sums of whole years, so that a span of years is no walk from day to day.
        """
        n, lama = self._sejak_januari(sampai)
        kurang_n, kurang = self._sejak_januari(dari)
        for tahun in range(dari.year, sampai.year):
            penuh_n, penuh = self._tahun[tahun][-1] if tahun in self._tahun else self._jumlah_tahun(tahun)[-1]
            n, lama = n + penuh_n, lama + penuh
        return n - kurang_n, lama - kurang

    def _sejak_januari(self, tanggal):
        jumlah = self._tahun.get(tanggal.year) or self._jumlah_tahun(tanggal.year)
        return jumlah[tanggal.timetuple().tm_yday]

    def _jumlah_tahun(self, tahun):
        """The running sums of one year: index 0 before 1 January, index n up to and including its n-th day."""
        jumlah, hari = [(0, NOL)], dt.date(tahun, 1, 1)
        for _ in range(366 if calendar.isleap(tahun) else 365):
            ruas, lama = self._isi(hari)
            jumlah.append((jumlah[-1][0] + bool(ruas), jumlah[-1][1] + lama))
            hari += SATU_HARI
        self._tahun[tahun] = jumlah
        return jumlah

    def is_hari_kerja(self, tanggal):
        return bool(self._isi(tanggal)[0])

    def tutup(self, tanggal):
        """Closing time of this day, or None when the office is closed all day."""
        ruas = self._isi(tanggal)[0]
        return ruas[-1][1] if ruas else None

    def _hari_kerja_dari(self, tanggal, langkah=SATU_HARI):
        """Working days from `tanggal` (included) on, without end; backwards with a negative `langkah`."""
        mulai, tutup = tanggal, 0
        while True:
            if self.is_hari_kerja(tanggal):
                yield tanggal
                tutup = 0
            elif (tutup := tutup + 1) > BATAS_TUTUP:
                raise KalenderKosong(f"Jam kerja sekitar {mulai:%d-%m-%Y} belum diatur. Isi di Kalender kerja.")
            tanggal += langkah

    def hari_kerja_berikut(self, tanggal):
        """The first working day after `tanggal`."""
        return next(self._hari_kerja_dari(tanggal + SATU_HARI))

    def hari_diterima(self, waktu):
        """The working day a receipt counts for: its own day up to and including closing time, else the next one.

        A letter pushed under the door on Saturday, or handed in at 17.00, is received the next working day.
        """
        waktu = self._setempat(waktu)
        tutup = self.tutup(waktu.date())
        return waktu.date() if tutup is not None and waktu <= tutup else self.hari_kerja_berikut(waktu.date())

    def jumlah_hari_kerja(self, dari, sampai):
        """Working days after the date `dari`, up to and including `sampai`; 0 when `sampai` is not later."""
        return self._antara(dari, sampai)[0] if sampai > dari else 0

    def tahun_belum_dimuat(self, dari, sampai):
        """Years from the date `dari` to `sampai` without any holiday: SKB not loaded yet, deadlines unsure."""
        dimuat = {t.year for t in self.libur}
        return [t for t in range(dari.year, sampai.year + 1) if t not in dimuat]

    # Moments

    def _setempat(self, waktu):
        if timezone.is_naive(waktu):
            raise ValueError("A moment needs its zone; naive datetimes are refused.")
        return waktu.astimezone(self.zona)

    def _maju(self, mulai):
        """Stretches of working time from `mulai` on, the first one cut at `mulai`, without end."""
        for hari in self._hari_kerja_dari(mulai.date()):
            for a, b in self._isi(hari)[0]:
                if b > mulai:
                    yield max(a, mulai), b

    def _mundur(self, selesai):
        for hari in self._hari_kerja_dari(selesai.date(), -SATU_HARI):
            for a, b in reversed(self._isi(hari)[0]):
                if a < selesai:
                    yield a, min(b, selesai)

    def tambah_jam_kerja(self, mulai, durasi):
        """The earliest moment at which `durasi` (timedelta >= 0) of working time has passed since `mulai`.

        4 h 30 m from 07.30 is 12.00, not 13.00; a zero duration gives `mulai` itself.
        """
        self._tidak_negatif(durasi)
        mulai = self._setempat(mulai)
        if not durasi:
            return mulai
        for a, b in self._maju(mulai):
            if durasi <= b - a:
                return a + durasi
            durasi -= b - a
        raise AssertionError("unreachable: _maju has no end")

    def kurang_jam_kerja(self, selesai, durasi):
        """The latest moment from which `durasi` (timedelta >= 0) of working time still passes until `selesai`."""
        self._tidak_negatif(durasi)
        selesai = self._setempat(selesai)
        if not durasi:
            return selesai
        for a, b in self._mundur(selesai):
            if durasi <= b - a:
                return b - durasi
            durasi -= b - a
        raise AssertionError("unreachable: _mundur has no end")

    def tambah_hari_kerja(self, mulai, n):
        """Closing time of the n-th working day after the day of receipt (see `hari_diterima`); n >= 0."""
        if n < 0:
            raise ValueError("A number of working days is never negative.")
        hari = self.hari_diterima(mulai)
        for _ in range(n):
            hari = self.hari_kerja_berikut(hari)
        return self.tutup(hari)

    def tambah_jam_berjalan(self, mulai, durasi):
        """`mulai` plus `durasi` by the clock, nights and holidays included."""
        self._tidak_negatif(durasi)
        return self._setempat(mulai) + durasi

    def akhir_hari_kerja(self, tanggal):
        """What a deadline given as a date means: closing time of that day, or of the next working day."""
        return self.tutup(next(self._hari_kerja_dari(tanggal)))

    def tutup_sebelum(self, waktu):
        """Closing time of the last working day before the office day of `waktu`."""
        kemarin = self._setempat(waktu).date() - SATU_HARI
        return self.tutup(next(self._hari_kerja_dari(kemarin, -SATU_HARI)))

    @staticmethod
    def _tidak_negatif(durasi):
        if durasi < NOL:
            raise ValueError("A duration is never negative.")

    # Spans

    def rincian(self, mulai, selesai):
        """The rows of the arithmetic table: list[Ruas], one for each uninterrupted stretch; ValueError if reversed."""
        mulai, selesai = self._urut(mulai, selesai)
        hari, akhir, hasil = mulai.date(), selesai.date(), []
        while hari <= akhir:
            for a, b in self._isi(hari)[0]:
                awal, ujung = max(a, mulai), min(b, selesai)
                if awal < ujung:
                    hasil.append(Ruas(awal, ujung, ujung - awal))
            hari += SATU_HARI
        return hasil

    def lama_kerja(self, mulai, selesai):
        """Working time between two moments, a timedelta; ValueError when `selesai` is before `mulai`."""
        mulai, selesai = self._urut(mulai, selesai)
        hari, akhir = mulai.date(), selesai.date()
        lama = self._irisan(hari, mulai, selesai)
        if hari == akhir:
            return lama
        return lama + self._antara(hari, akhir - SATU_HARI)[1] + self._irisan(akhir, mulai, selesai)

    def lama_tampil(self, mulai, selesai):
        """What the `tampil` of `rincian` add up to, with no walk through the days: office hours are whole minutes."""
        mulai, selesai = self._urut(mulai, selesai)
        return self.lama_kerja(_menit_bulat(mulai), _menit_bulat(selesai))

    def _irisan(self, hari, mulai, selesai):
        return sum((max(NOL, min(b, selesai) - max(a, mulai)) for a, b in self._isi(hari)[0]), NOL)

    def _urut(self, mulai, selesai):
        mulai, selesai = self._setempat(mulai), self._setempat(selesai)
        if selesai < mulai:
            raise ValueError("The span ends before it begins.")
        return mulai, selesai

    # Sentences

    def jelaskan_jam_kerja(self, mulai, durasi, awal="Diterima"):
        """How `tambah_jam_kerja` came to its answer, as an Indonesian sentence; `awal` says what happened first."""
        mulai, batas = self._setempat(mulai), self.tambah_jam_kerja(mulai, durasi)
        bagian = self._bagian(mulai, batas)
        hitungan = f": {_rangkai(bagian)}" if bagian else ""
        norma = f"{lama_kata(durasi)} kerja"
        return f"{_tambah(awal, _saat(mulai))} + {norma}{hitungan} → {_saat(batas, mulai)}"

    def jelaskan_hari_kerja(self, mulai, n, awal="Diterima"):
        """How `tambah_hari_kerja` came to its answer."""
        mulai, batas = self._setempat(mulai), self.tambah_hari_kerja(mulai, n)
        diterima = self.hari_diterima(mulai)
        pindah = "" if diterima == mulai.date() else f", dihitung mulai {_hari(diterima, mulai)}"
        bagian = []
        hari = diterima + SATU_HARI
        while hari <= batas.date():
            if self.is_hari_kerja(hari):
                bagian.append((_hari(hari, mulai), ""))
            elif self._libur_terasa(hari):
                bagian.append((_hari(hari, mulai), f"libur ({self.libur[hari]})"))
            hari += SATU_HARI
        hitungan = f": {_rangkai(bagian)}" if bagian else ""
        return f"{_tambah(awal, _saat(mulai))}{pindah} + {n} hari kerja{hitungan} → {_saat(batas, mulai)}"

    def jelaskan_jam_berjalan(self, mulai, durasi, awal="Diterima"):
        """How `tambah_jam_berjalan` came to its answer."""
        mulai, batas = self._setempat(mulai), self.tambah_jam_berjalan(mulai, durasi)
        return (
            f"{_tambah(awal, _saat(mulai))} + {lama_kata(durasi)} berjalan, hari libur ikut dihitung"
            f" → {_saat(batas, mulai)}"
        )

    def jelaskan_lama(self, mulai, selesai, awal=""):
        """How `lama_kerja` came to its answer; whole minutes by the printed clock times, so that it adds up."""
        mulai, selesai = self._urut(mulai, selesai)
        bagian = self._bagian(mulai, selesai, jam_awal=True) or [("", "di luar jam kerja")]
        jumlah = self.lama_tampil(mulai, selesai)
        rentang = f"{_saat(mulai)} sampai {_saat(selesai, mulai)}"
        return f"{_tambah(awal, rentang)}: {_rangkai(bagian)} = {lama_hitungan(jumlah)} kerja"

    def _libur_terasa(self, hari):
        """A holiday on a day that would have been worked: only these explain anything."""
        return hari in self.libur and self.jam_kerja(hari) is not None

    def _bagian(self, mulai, selesai, *, jam_awal=False):
        """[("Jumat", "2 j 30 m"), ("Senin", "07.30–12.00 4 j 30 m"), …]: stretches and felt holidays, in order.

        The stretch that begins at `mulai` needs no times, the sentence has just said them; `jam_awal` wants them.
        """
        hasil = [(r.mulai.date(), r) for r in self.rincian(mulai, selesai)]
        hari = mulai.date()
        while hari <= selesai.date():
            if self._libur_terasa(hari):
                hasil.append((hari, None))
            hari += SATU_HARI
        bagian = []
        for hari, ruas in sorted(hasil, key=lambda h: h[0]):  # stable: stretches of a day stay in order
            if ruas is None:
                isi = f"libur ({self.libur[hari]})"
            elif ruas.mulai == mulai and not jam_awal:
                isi = lama_hitungan(ruas.tampil)
            else:
                isi = f"{jam(ruas.mulai)}–{jam(ruas.selesai)} {lama_hitungan(ruas.tampil)}"
            bagian.append((_hari(hari, mulai, dekat=True), isi))
        return bagian


def _rangkai(bagian):
    """Join (day, words), each day named once; the middle of a long list is only counted."""
    if len(bagian) > BATAS_RINCI:
        bagian = [*bagian[:4], ("…", f"{len(bagian) - 6} baris lagi …"), *bagian[-2:]]
    teks, hari_lalu = [], ""
    for hari, isi in bagian:
        teks.append(isi if hari == hari_lalu else f"{hari} {isi}".strip())
        hari_lalu = hari
    return ", ".join(teks)


def _hari(tanggal, acuan, *, dekat=False):
    """ "Senin 11 Jan"; the year only when it is not that of `acuan`; with `dekat`, within a week, only "Senin"."""
    if dekat and 0 <= (tanggal - acuan.date()).days < len(HARI):
        return HARI[tanggal.weekday()]
    tahun = "" if tanggal.year == acuan.year else f" {tanggal.year}"
    return f"{HARI[tanggal.weekday()]} {tanggal.day} {BULAN[tanggal.month - 1][:3]}{tahun}"


def _saat(waktu, acuan=None):
    """ "Jumat 8 Jan 14.00"."""
    return f"{_hari(waktu.date(), acuan or waktu)} {jam(waktu)}"
