"""How long attempts are counted together, and how long a door stays shut."""

import datetime as dt

import pytest
import time_machine

from pengaturan import pintu

pytestmark = pytest.mark.django_db
BATAS = pintu.Batas("uji", 3, 15 * pintu.MENIT)
PAGI = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)


def coba(*menit):
    """What each attempt so many minutes after the morning was told: its count, or "tutup 12" (minutes left)."""
    hasil = []
    for m in menit:
        with time_machine.travel(PAGI + m * pintu.MENIT, tick=False):
            try:
                hasil.append(pintu.ambil(BATAS, "kantor"))
            except pintu.TerlaluSering as tutup:
                hasil.append(f"tutup {tutup.menit}")
    return hasil


def test_a_slip_every_ten_minutes_never_shuts_the_door():
    assert coba(0, 10, 20, 30, 40, 50, 60) == [1, 2, 1, 2, 1, 2, 1]


def test_a_full_count_shuts_it_for_the_whole_time_after_the_last():
    assert coba(0, 7, 14, 15, 28, 29, 30) == [1, 2, 3, "tutup 14", "tutup 1", 1, 2]


def test_a_clock_set_back_does_not_open_it():
    assert coba(20, 21, 22, 5, 36, 37) == [1, 2, 3, "tutup 32", "tutup 1", 1]
