"""A table somebody kept elsewhere: CSV or XLSX to rows of text, one JSON line each.

No formula is worked out: of a cell that holds one, the result the spreadsheet program stored is taken. Dates and whole
numbers of a spreadsheet come out as a person would type them ("2021-01-06 10:12", "17").
"""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path

from dokumen.anak.paket import baca_xml, periksa_daftar
from dokumen.anak.penolakan import Tolak
from dokumen.anak.sidik import awal_berkas, berekor_zip, nama_jenis_lain

PEMISAH = ";,\t"
MAKS_SEL_CSV = 20_000
"""Letters of one field; more means that a quotation mark was opened and never closed."""
BARIS_SEP = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
XLSX = b"spreadsheetml.sheet.main+xml"


def jalankan(*, masuk, keluar, maks_baris, maks_kolom, maks_sel):
    """masuk: path of the table; keluar: own folder. Yields one answer:

    {"ok": True, "bentuk": {"jenis": "csv", "pemisah": ";", "enkode": "utf-8"}, "jalur": file, "baris": n}; the file
    holds [row number, [cells]] line by line, empty rows left out, cells cut one letter beyond `maks_sel`.
    """
    awal = awal_berkas(masuk)
    if awal.startswith(b"PK\x03\x04"):
        bentuk, baris = baca_xlsx(masuk)
    else:
        bentuk, baris = baca_csv(masuk, awal)
    jalur, jumlah = Path(keluar) / "tabel.jsonl", 0
    with open(jalur, "w", encoding="utf-8", errors="replace") as berkas:
        for nomor, sel in baris:
            teks = [tulis(s)[: maks_sel + 1] for s in sel]
            while teks and not teks[-1]:
                teks.pop()
            if not teks:
                continue
            jumlah += 1
            if jumlah > maks_baris + 1:  # and the heading
                raise Tolak("terlalu_banyak_baris", maks=maks_baris)
            if len(teks) > maks_kolom:
                raise Tolak("terlalu_banyak_kolom", baris=nomor, maks=maks_kolom)
            berkas.write(json.dumps([nomor, teks]) + "\n")
    yield {"ok": True, "bentuk": bentuk, "jalur": jalur.name, "baris": jumlah}


def tulis(nilai):
    """A cell as a person would type it, without the spaces around it."""
    if isinstance(nilai, str):
        return nilai.strip()
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, float):
        return str(int(nilai)) if nilai.is_integer() and abs(nilai) < 1e15 else repr(nilai)
    if isinstance(nilai, dt.datetime):
        tanpa_jam = nilai.time() == dt.time.min
        return f"{nilai:%Y-%m-%d}" if tanpa_jam else f"{nilai:%Y-%m-%d %H:%M}"
    if isinstance(nilai, dt.date | dt.time):
        return nilai.isoformat()
    return str(nilai)


def baca_csv(jalur, awal):
    mentah = Path(jalur).read_bytes()
    enkode, teks = urai(mentah, jalur, awal)
    lewati = 0
    if m := BARIS_SEP.fullmatch(teks.split("\n", 1)[0]):  # how Excel names its separator
        pemisah, lewati = m[1], 1
        teks = teks.split("\n", 1)[-1]
    else:
        pemisah = pilih_pemisah(teks)
    return {"jenis": "csv", "pemisah": pemisah, "enkode": enkode}, baris_csv(teks, pemisah, lewati)


def urai(mentah, jalur, awal):
    """(encoding, text). What is no valid UTF-8 is Windows-1252, in which nearly every byte is a letter."""
    if mentah.startswith((b"\xff\xfe", b"\xfe\xff")):  # "Unicode text" of Excel
        calon: tuple[str, ...] = ("utf-16",)
    elif b"\0" in mentah[:4096] or not mentah.strip():
        raise Tolak("bukan_tabel", apa=nama_jenis_lain(jalur, awal))
    else:
        calon = ("utf-8-sig", "cp1252")
    for enkode in calon:
        try:
            return enkode.removesuffix("-sig"), mentah.decode(enkode)
        except UnicodeDecodeError:
            continue
    raise Tolak("enkode")


def pilih_pemisah(teks):
    """The sign that parts most of the first lines into the same number of fields."""
    contoh = [b for b in teks[:200_000].splitlines()[:20] if b.strip()]

    def nilai(tanda):
        banyak = [len(sel) for sel in csv.reader(contoh[:10], delimiter=tanda)]
        return max(banyak, default=0)

    csv.field_size_limit(10 * MAKS_SEL_CSV)
    return max(PEMISAH, key=nilai)


def baris_csv(teks, pemisah, lewati):
    """(line the row begins on, its fields)."""
    csv.field_size_limit(MAKS_SEL_CSV)
    pembaca = csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah)
    mulai = 1
    while True:
        try:
            sel = next(pembaca)
        except StopIteration:
            return
        except csv.Error:
            raise Tolak("kutip", baris=mulai + lewati) from None
        yield mulai + lewati, sel
        mulai = pembaca.line_num + 1


def baca_xlsx(jalur):
    import python_calamine as calamine  # noqa: PLC0415 -- loaded behind the fence, and only for a spreadsheet

    if not berekor_zip(jalur):
        raise Tolak("terpotong")
    try:
        with zipfile.ZipFile(jalur) as paket:
            isi = periksa_daftar(paket)
            jenis = baca_xml(paket, isi["[Content_Types].xml"])
        if b"macroEnabled" in jenis:
            raise Tolak("makro")
        if XLSX not in jenis:
            raise Tolak("bukan_tabel", apa="office_lain")
        buku = calamine.CalamineWorkbook.from_path(jalur)
        for ke, keterangan in enumerate(buku.sheets_metadata):
            lembar = buku.get_sheet_by_index(ke)
            if keterangan.visible == calamine.SheetVisibleEnum.Visible and lembar.end is not None:
                baris = enumerate(lembar.to_python(skip_empty_area=False), start=1)
                return {"jenis": "xlsx", "lembar": keterangan.name[:80]}, baris
    except calamine.PasswordError:
        raise Tolak("terkunci") from None
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError, NotImplementedError):
        raise Tolak("rusak") from None
    raise Tolak("kosong")
