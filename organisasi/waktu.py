"""Dates, moments and lengths of time as the office writes them. Every moment is shown in office time.

Functions take a date or an aware datetime where `tanggal…`, an aware datetime where `waktu…` and `jam…`, a timedelta
where `lama…`; a naive datetime is a ValueError. In templates: `{% load tanggal %}`, the filters have the same names.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

SATU_MENIT = dt.timedelta(minutes=1)
BATAS_HARI = dt.timedelta(hours=48)


def setempat(saat):
    """An aware datetime in office time. The office has one zone: asking for the thread's own is dear."""
    if timezone.is_naive(saat):
        raise ValueError("A moment without a zone has no place in the office.")
    return saat.astimezone(timezone.get_default_timezone())


def hari_kantor(nilai):
    """The office day of a date or an aware datetime."""
    return setempat(nilai).date() if isinstance(nilai, dt.datetime) else nilai


def _bulan_pendek(tanggal):
    return BULAN[tanggal.month - 1][:3]


def tanggal_panjang(nilai):
    """ "Kamis, 12 November 2026"."""
    t = hari_kantor(nilai)
    return f"{HARI[t.weekday()]}, {t.day} {BULAN[t.month - 1]} {t.year}"


def tanggal_naskah(nilai):
    """ "12 November 2026", as under a signature."""
    t = hari_kantor(nilai)
    return f"{t.day} {BULAN[t.month - 1]} {t.year}"


def tanggal_sedang(nilai):
    """ "12 Nov 2026"."""
    t = hari_kantor(nilai)
    return f"{t.day} {_bulan_pendek(t)} {t.year}"


def tanggal_pendek(nilai, tahun=False):
    """ "Kam 12 Nov", with `tahun` "Kam 12 Nov 2026"."""
    t = hari_kantor(nilai)
    return f"{HARI[t.weekday()][:3]} {t.day} {_bulan_pendek(t)}{f' {t.year}' if tahun else ''}"


def hari_lagi(nilai, hari_ini):
    """ "hari ini", "besok", "lusa", "4 hari lagi": how far a day is from the office day `hari_ini`."""
    hari = (hari_kantor(nilai) - hari_ini).days
    return {0: "hari ini", 1: "besok", 2: "lusa"}.get(hari, f"{hari} hari lagi")


def kapan_acara(mulai, sekarang):
    """How far an event is from the moment `sekarang`, in the same words; "sudah lewat" once it has begun."""
    return "sudah lewat" if mulai <= sekarang else hari_lagi(mulai, hari_kantor(sekarang))


def jam(nilai):
    """ "09.42"; also takes a datetime.time, which has no zone to convert."""
    if isinstance(nilai, dt.datetime):
        nilai = setempat(nilai)
    return f"{nilai.hour:02}.{nilai.minute:02}"


def jam_zona(nilai):
    """ "09.42 WITA"."""
    return f"{jam(nilai)} {settings.ZONA}"


def waktu_panjang(nilai):
    """ "Kamis, 12 November 2026 09.42 WITA"."""
    return f"{tanggal_panjang(nilai)} {jam_zona(nilai)}"


def waktu_pendek(nilai, tahun=False):
    """ "Sel 10 Nov 08.31", with `tahun` "Sel 10 Nov 2026 08.31"."""
    nilai = setempat(nilai)
    return f"{tanggal_pendek(nilai.date(), tahun)} {nilai.hour:02}.{nilai.minute:02}"


def waktu_angka(nilai):
    """ "12-11-2026 09.44 WITA", as at the foot of a print."""
    t = hari_kantor(nilai)
    return f"{t.day:02}-{t.month:02}-{t.year} {jam_zona(nilai)}"


def _lama(lama, satuan, *, berjalan, nol):
    if lama < dt.timedelta(0):
        raise ValueError("A length of time is never negative; show the amount and the word that fits it.")
    kata_hari, kata_jam, kata_menit = satuan
    menit = lama // SATU_MENIT
    if not menit and lama:
        return f"kurang dari 1 {kata_menit}"
    if berjalan and lama >= BATAS_HARI:
        hari, sisa_jam = divmod(menit // 60, 24)
        return f"{hari} {kata_hari}" + (f" {sisa_jam} {kata_jam}" if sisa_jam else "")
    banyak_jam, menit = divmod(menit, 60)
    bagian = []
    if banyak_jam:
        bagian.append(f"{banyak_jam:,} {kata_jam}".replace(",", "."))
    if menit or nol or not banyak_jam:
        bagian.append(f"{menit} {kata_menit}")
    return " ".join(bagian)


def lama_kata(lama, *, berjalan=False, nol=False):
    """ "1 jam 27 menit", "45 menit", "9 jam"; whole minutes, rounded down ("kurang dari 1 menit").

    `berjalan`: time by the clock, told in days of 24 hours from two days on ("3 hari 4 jam"). Worked time never is:
    its day is 7 h 30 m, so that "2 hari" would mislead. `nol`: "9 jam 0 menit", for the columns of a table.
    """
    return _lama(lama, ("hari", "jam", "menit"), berjalan=berjalan, nol=nol)


def lama_singkat(lama, *, berjalan=False):
    """ "1 j 27 mnt", "45 mnt", "9 j"; `berjalan` as in `lama_kata` ("3 h 4 j")."""
    return _lama(lama, ("h", "j", "mnt"), berjalan=berjalan, nol=False)


def lama_hitungan(lama):
    """ "2 j 30 m": the shortest form, inside a sentence of arithmetic."""
    return _lama(lama, ("h", "j", "m"), berjalan=False, nol=False)
