"""How a number is written on a letter. A pattern of slots, chosen by the office; never read back from paper.

Orders seen in offices 2023-2026: Permendagri 1/2023 leaves the order to the region.
"""

import re
import string

from django.core.exceptions import ValidationError

SLOT = ("kode_keamanan", "kode_klasifikasi", "nomor_urut", "kode_unit", "kode_setda", "bulan_romawi", "tahun")
PRESET = {
    "P1": "{kode_klasifikasi}/{nomor_urut}/{kode_unit}",
    "P2": "{kode_klasifikasi}/{nomor_urut}/{kode_unit}/{tahun}",
    "P3": "{kode_klasifikasi}/{nomor_urut}/{kode_unit}/{bulan_romawi}/{tahun}",
    "P5": "{kode_keamanan}/{nomor_urut}/{kode_klasifikasi}/{tahun}",
}
BAWAAN = PRESET["P2"]
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def periksa_pola(pola):
    """Raise ValidationError (Indonesian) unless `pola` uses known slots only and holds the running number.

    Also closes `str.format` to attribute access: a slot is a bare name, with at most a width such as `:04d`.
    """
    try:
        bagian = [b for b in string.Formatter().parse(pola) if b[1] is not None]
    except ValueError as galat:
        raise ValidationError("Pola nomor tidak lengkap: periksa kurung kurawalnya.") from galat
    for _teks, nama, lebar, ubah in bagian:
        if nama not in SLOT:
            raise ValidationError(f"Bagian {{{nama}}} tidak dikenal. Pilih dari: {', '.join(SLOT)}.")
        if ubah or (lebar and not (nama == "nomor_urut" and re.fullmatch(r"0[1-6]d", lebar))):
            raise ValidationError("Hanya {nomor_urut} yang boleh diberi lebar, misalnya {nomor_urut:04d}.")
    if [b[1] for b in bagian].count("nomor_urut") != 1:
        raise ValidationError("Pola nomor harus memuat {nomor_urut} satu kali.")


def tulis(pola, *, nomor_urut, tanggal, kode_klasifikasi="", kode_unit="", kode_keamanan="", kode_setda=""):
    """The printed number, e.g. "300.2.10/265/SETDA/2026". `tanggal` is the office date; an empty slot is left out."""
    periksa_pola(pola)
    nilai = {
        "kode_keamanan": kode_keamanan,
        "kode_klasifikasi": kode_klasifikasi,
        "nomor_urut": nomor_urut,
        "kode_unit": kode_unit,
        "kode_setda": kode_setda,
        "bulan_romawi": ROMAWI[tanggal.month - 1],
        "tahun": tanggal.year,
    }
    return re.sub(r"/{2,}", "/", pola.format(**nilai)).strip("/")
