"""NIP: what the 18 digits say, and what looks wrong about them. It warns and never blocks.

`YYYYMMDD YYYYMM G NNN`: birth date; month of first appointment (PPPK: year and contract count 21–99); 1 man, 2 woman;
serial number. There is no check digit. Elected officials have none, and old papers carry nine digits.
"""

import datetime as dt
import re

from django.utils import timezone

PANJANG = 18
UMUR_TERMUDA, UMUR_TERTUA, UMUR_DIANGKAT = 17, 70, 17
PPPK = range(21, 100)


def bersihkan_nip(teks):
    """The NIP as stored: without the spaces, dots and hyphens people type; anything else stays, to be warned about."""
    return re.sub(r"[\s.\-]", "", teks or "")


def tulis_nip(nip):
    """ "19640709 198803 2 007"; what is not 18 digits stays as it is."""
    bersih = bersihkan_nip(nip)
    if not _lengkap(bersih):
        return nip or ""
    return f"{bersih[:8]} {bersih[8:14]} {bersih[14]} {bersih[15:]}"


def _lengkap(bersih):
    return re.fullmatch(r"[0-9]{18}", bersih) is not None


def _tahun_penuh(dari, sampai):
    return sampai.year - dari.year - ((sampai.month, sampai.day) < (dari.month, dari.day))


def periksa_nip(nip, hari_ini=None):
    """Warnings about a NIP, a list of Indonesian sentences; empty for a sound NIP and for none at all."""
    bersih = bersihkan_nip(nip)
    if not bersih:
        return []
    if re.search(r"[^0-9]", bersih):
        return ["NIP hanya berisi angka. Periksa huruf atau tanda yang ikut tertulis."]
    if len(bersih) == 9:
        return ["Ini NIP lama, 9 angka. Tulis NIP baru, 18 angka, bila ada."]
    if len(bersih) != PANJANG:
        return [f"NIP terdiri atas {PANJANG} angka, yang tertulis {len(bersih)} angka."]
    hari_ini = hari_ini or timezone.localdate()
    lahir, peringatan = _periksa_lahir(bersih[:8], hari_ini)
    peringatan += _periksa_pengangkatan(bersih[8:12], bersih[12:14], lahir, hari_ini)
    if bersih[14] not in "12":
        peringatan.append(f"Angka ke-15 menyatakan jenis kelamin: 1 pria, 2 wanita. Yang tertulis {bersih[14]}.")
    if bersih[15:] == "000":
        peringatan.append("Nomor urut, tiga angka terakhir, dimulai dari 001.")
    return peringatan


def _periksa_lahir(angka, hari_ini):
    try:
        lahir = dt.date(int(angka[:4]), int(angka[4:6]), int(angka[6:]))
    except ValueError:
        return None, [f"Tanggal lahir pada NIP, {angka[6:]}-{angka[4:6]}-{angka[:4]}, tidak ada di kalender."]
    umur = _tahun_penuh(lahir, hari_ini)
    if UMUR_TERMUDA <= umur <= UMUR_TERTUA:
        return lahir, []
    tertulis = f"{angka[6:]}-{angka[4:6]}-{angka[:4]}"
    if lahir > hari_ini:
        return lahir, [f"Tanggal lahir pada NIP, {tertulis}, belum terjadi."]
    return lahir, [f"Umur menurut NIP {umur} tahun. Periksa tanggal lahir {tertulis}."]


def _periksa_pengangkatan(tahun, bulan, lahir, hari_ini):
    tahun, bulan = int(tahun), int(bulan)
    if bulan in PPPK:
        nanti, muda = tahun > hari_ini.year, lahir is not None and tahun - lahir.year < UMUR_DIANGKAT
        tertulis = f"{tahun}"
    elif 1 <= bulan <= 12:
        nanti = (tahun, bulan) > (hari_ini.year, hari_ini.month)
        muda = lahir is not None and (tahun, bulan) < (lahir.year + UMUR_DIANGKAT, lahir.month)
        tertulis = f"{bulan:02}-{tahun}"
    else:
        return [f"Angka ke-13 dan 14 berisi bulan pengangkatan, atau 21–99 untuk PPPK. Yang tertulis {bulan:02}."]
    if nanti:
        return [f"Pengangkatan menurut NIP, {tertulis}, belum terjadi."]
    if muda:
        return [f"Pengangkatan menurut NIP, {tertulis}, terjadi sebelum umur {UMUR_DIANGKAT} tahun."]
    return []
