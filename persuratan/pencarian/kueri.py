"""What somebody typed into the search box, taken apart once for both databases."""

import datetime as dt
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from organisasi.isian import baca_tanggal
from persuratan.models.acuan import nomor_normal, normal
from persuratan.pencarian.kode import baca_kode

PANJANG = 200
"""Characters of the box that are read."""
BANYAK_KATA = 12

SINGKATAN = {
    "apbd": "anggaran pendapatan dan belanja daerah",
    "bimtek": "bimbingan teknis",
    "bpjs": "badan penyelenggara jaminan sosial",
    "diklat": "pendidikan dan pelatihan",
    "monev": "monitoring dan evaluasi",
    "musrenbang": "musyawarah perencanaan pembangunan",
    "pemkab": "pemerintah kabupaten",
    "rakor": "rapat koordinasi",
    "raker": "rapat kerja",
    "rakornas": "rapat koordinasi nasional",
    "ranperda": "rancangan peraturan daerah",
    "sosper": "sosialisasi peraturan",
}
"""Short forms an office writes as often as the words themselves; either finds the other."""

_NO = r"(?:no(?:mor)?\b[\s.:]*)?"
_AGENDA = rf"{_NO}(?:agenda|agd|ag)\b[\s.:\-]*{_NO}"
POLA_AGENDA = re.compile(rf"(?:{_AGENDA})?0*(\d{{1,7}})\s*[-/]\s*((?:19|20)\d{{2}})", re.IGNORECASE)
POLA_AGENDA_SAJA = re.compile(rf"{_AGENDA}0*(\d{{1,7}})", re.IGNORECASE)
"""Of which year is not said: any."""
POLA_NOMOR = re.compile(r"(?:no(?:mor)?\b(?:\s*surat)?[\s.:]*)?(\S*\d\S*)", re.IGNORECASE)
"""A letter number, once the spaces around its signs are gone: "005 - 12 - 2026"."""
TANDA = re.compile(r"\s*([-–—/\\.,_])\s*")
POLA_TANGGAL = re.compile(r"\b(?:\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}|\d{4}-\d{1,2}-\d{1,2})\b")


@dataclass(frozen=True)
class Kueri:
    """`kelompok` are AND-ed; each is a tuple of alternatives, an alternative a tuple of words in a row (a phrase)."""

    teks: str
    kode: str = ""
    """A code of the letter, or of a receipt, as it is stored: typed, or out of a scanned address."""
    agenda: tuple[int, int | None] | None = None
    tanggal: dt.date | None = None
    nomor: str = ""
    """A letter number, or a piece of one, as letters and digits only."""
    urut: int | None = None
    """A bare number: perhaps an agenda number."""
    kelompok: tuple = ()

    def __bool__(self):
        return bool(self.agenda or self.tanggal or self.kelompok)

    @property
    def kata(self):
        """The words that may match, for highlighting; each once."""
        return tuple(dict.fromkeys(k for g in self.kelompok for alternatif in g for k in alternatif))


def baca(teks):
    """The Kueri of a text. An empty one is false and finds nothing."""
    teks = " ".join(teks.replace("\x00", "").split())[:PANJANG]
    if m := POLA_AGENDA.fullmatch(teks):
        return Kueri(teks, agenda=(int(m[1]), int(m[2])), nomor=nomor_normal(f"{m[1]}/{m[2]}"))
    if m := POLA_AGENDA_SAJA.fullmatch(teks):
        return Kueri(teks, agenda=(int(m[1]), None))
    tanggal, sisa = _tanggal(teks)
    nomor = POLA_NOMOR.fullmatch(TANDA.sub(r"\1", teks))
    potongan = sisa.split()[:BANYAK_KATA]
    tunggal = potongan[0] if len(potongan) == 1 else ""
    return Kueri(
        teks,
        kode=baca_kode(teks),
        tanggal=tanggal,
        nomor=nomor_normal(nomor[1]) if nomor else "",
        urut=int(tunggal) if tunggal.isascii() and tunggal.isdigit() and len(tunggal) <= 7 else None,
        kelompok=tuple(_kelompok(potongan)),
    )


def _tanggal(teks):
    """(date, what is left of the text): the whole text as a date, or the first date written in figures inside it."""
    try:
        return baca_tanggal(teks), ""
    except ValidationError:
        pass
    m = POLA_TANGGAL.search(teks)
    if m is None:
        return None, teks
    try:
        return baca_tanggal(m[0]), teks[: m.start()] + " " + teks[m.end() :]
    except ValidationError:
        return None, teks


def _kelompok(potongan):
    """One group a piece: its words in a row, or the other way of writing them."""
    frasa = [tuple(normal(p).split()) for p in potongan]
    frasa = [f for f in frasa if f]
    i = 0
    while i < len(frasa):
        panjang, singkat = _singkatan_di(frasa, i)
        if singkat:
            yield (tuple(SINGKATAN[singkat].split()), (singkat,))
            i += panjang
        else:
            (awal, *_) = kata = frasa[i]
            if len(kata) == 1 and awal in SINGKATAN:
                yield (kata, tuple(SINGKATAN[awal].split()))
            else:
                yield (kata,)
            i += 1


def _singkatan_di(frasa, i):
    """(how many pieces, short form) when the words of a short form stand written out at `i`."""
    for singkat, penuh in SINGKATAN.items():
        kata = penuh.split()
        if [f[0] for f in frasa[i : i + len(kata)] if len(f) == 1] == kata:
            return len(kata), singkat
    return 0, ""
