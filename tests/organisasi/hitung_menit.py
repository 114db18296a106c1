"""The other way to know working time: look at every minute. Written from the decrees, never from the code it checks.

A minute is a number since 2021-01-01 00.00; `MENIT[i]` is 1 when the office works in that minute.
"""

import datetime as dt

import holidays

AWAL, AKHIR = dt.date(2021, 1, 1), dt.date(2028, 1, 31)
SEHARI = 24 * 60
RAMADAN = (
    ("2021-04-13", "2021-05-12"),
    ("2022-04-03", "2022-05-01"),
    ("2023-03-23", "2023-04-21"),
    ("2024-03-12", "2024-04-09"),
    ("2025-03-01", "2025-03-30"),
    ("2026-02-19", "2026-03-20"),
    ("2027-02-08", "2027-03-09"),
    ("2028-01-28", "2028-02-26"),
)


def _bekerja(hari, ramadan, menit):
    """Does the office work in minute `menit` (0–1439) of weekday `hari` (0 Monday)?"""
    jumat = hari == 4
    if hari > 4:
        return False
    if ramadan:
        istirahat = 690 <= menit < 750 if jumat else 720 <= menit < 750
        return 480 <= menit < (930 if jumat else 900) and not istirahat
    istirahat = 690 <= menit < 780 if jumat else 720 <= menit < 780
    return 450 <= menit < (990 if jumat else 960) and not istirahat


def _hari(tanggal, libur):
    if tanggal in libur:
        return bytes(SEHARI)
    ramadan = any(a <= tanggal.isoformat() <= b for a, b in RAMADAN)
    kunci = tanggal.weekday(), ramadan
    if kunci not in _POLA:
        _POLA[kunci] = bytes(_bekerja(*kunci, m) for m in range(SEHARI))
    return _POLA[kunci]


_POLA = {}
LIBUR = holidays.country_holidays("ID", years=range(2021, 2029), categories=("public", "government"), language="id")
MENIT = b"".join(_hari(AWAL + dt.timedelta(days=i), LIBUR) for i in range((AKHIR - AWAL).days))
BATAS = (dt.date(2028, 1, 1) - AWAL).days * SEHARI
"""Starts are drawn before 2028; the month after it is room for a deadline to land in."""


def hitung(mulai, selesai):
    """Working minutes in [mulai, selesai)."""
    return MENIT.count(1, mulai, selesai)


def maju(mulai, menit):
    """The minute at which `menit` working minutes have passed since `mulai`."""
    di = mulai
    while menit:
        menit -= MENIT[di]
        di += 1
    return di


def mundur(selesai, menit):
    di = selesai
    while menit:
        di -= 1
        menit -= MENIT[di]
    return di


def tutup(hari):
    """The minute at which day number `hari` closes, or None when it is not worked."""
    di = MENIT.rfind(1, hari * SEHARI, (hari + 1) * SEHARI)
    return None if di < 0 else di + 1


def tutup_hari_kerja_ke(mulai, n):
    """Closing of the n-th working day after the day of receipt, counted day by day."""
    hari = mulai // SEHARI
    while tutup(hari) is None or (hari == mulai // SEHARI and mulai > tutup(hari)):
        hari += 1
    while n:
        hari += 1
        n -= tutup(hari) is not None
    return tutup(hari)


def ruas(mulai, selesai):
    """Maximal stretches of working minutes in [mulai, selesai), as pairs."""
    hasil, di = [], mulai
    while (awal := MENIT.find(1, di, selesai)) >= 0:
        di = MENIT.find(0, awal, selesai)
        di = selesai if di < 0 else di
        hasil.append((awal, di))
    return hasil
