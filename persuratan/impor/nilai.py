"""One row of an old agenda, judged: what it says, or in sentences what is wrong with it.

Empty means not known. A date without a time means "on that working day": as a beginning it is the close of that day,
as an end its opening, so that a stage is late only when whole days say so.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from dokumen.tabel import MAKS_SEL
from organisasi.direktori import Direktori
from organisasi.isian import POLA_WAKTU, POLA_WAKTU_ISO, TAHUN_TERTUA, baca_jam, baca_tanggal, tanpa_tanda
from organisasi.waktu import tanggal_naskah
from persuratan.ekspor import aman
from persuratan.impor.kolom import DAFTAR, MENURUT_NAMA, WAKTU
from persuratan.models import JenisNaskah, Klasifikasi, SuratMasuk
from persuratan.models.acuan import nomor_normal, normal
from persuratan.models.pilihan import RAHASIA, Keamanan, Kecepatan

PEMISAH_NAMA = "|"
NOMOR_TERBESAR = 2_147_483_647
PANJANG = {"pengirim": 200, "nomor_surat": 120, "hal": 1000, "acara_tempat": 300}
C, K = SuratMasuk.CaraTerima, Keamanan
PILIHAN = {
    "keamanan": {
        **{normal(p.value): p.value for p in K},
        "biasa": K.B,
        "terbuka": K.B,
        "biasa terbuka": K.B,
        "terbatas": K.T,
        "rahasia": K.R,
        "sangat rahasia": K.SR,
    },
    "kecepatan": {**{normal(p.value): p.value for p in Kecepatan}, "sangat segera": Kecepatan.AMAT_SEGERA},
    "cara_terima": {
        **{normal(p.value): p.value for p in C},
        "langsung": C.LOKET,
        "pos el": C.EMAIL,
        "surel": C.EMAIL,
        "e mail": C.EMAIL,
        "wa": C.WHATSAPP,
    },
}
BAWAAN = {"keamanan": Keamanan.B, "kecepatan": Kecepatan.BIASA, "cara_terima": ""}
URUTAN = ("diterima_pada", "disposisi_pada", "dikirim_pada", "diterima_penerima_pada")
"""In this order it happens."""


@dataclass(frozen=True)
class Saat:
    """A moment of an old book: a day, and the time when somebody wrote it down."""

    hari: dt.date
    jam: dt.time | None

    def sebelum(self, lain):
        """Whether it surely came before `lain`."""
        if self.jam is None or lain.jam is None or self.hari != lain.hari:
            return self.hari < lain.hari
        return self.jam < lain.jam

    def awal(self, kalender):
        """The earliest it can have been; of a day, its opening."""
        if self.jam is not None:
            return self._pada(self.jam)
        ruas = kalender.jam_kerja(self.hari) if kalender.is_hari_kerja(self.hari) else None
        return self._pada(ruas.mulai if ruas else dt.time.min)

    def akhir(self, kalender):
        """The latest it can have been; of a day, its close."""
        if self.jam is not None:
            return self._pada(self.jam)
        return kalender.tutup(self.hari) or self._pada(dt.time(23, 59))

    def _pada(self, jam):
        return timezone.make_aware(dt.datetime.combine(self.hari, jam))


@dataclass(frozen=True)
class Nama:
    """A name of the old book, and the post or unit it stands for today, if any."""

    teks: str
    jabatan: Any = None
    unit: Any = None


@dataclass
class Isian:
    """What a good row says."""

    baris: int
    nomor: int
    tahun: int
    nilai: dict
    saat: dict
    pejabat: list
    tujuan: list
    kolom: dict
    """The columns as they were written, those that say something."""
    sidik: str = field(init=False)

    def __post_init__(self):
        isi = {
            **{nama: str(n.pk if hasattr(n, "pk") else n) for nama, n in self.nilai.items() if n not in (None, "")},
            **{nama: [s.hari.isoformat(), s.jam and s.jam.isoformat()] for nama, s in self.saat.items()},
            **{n: self.kolom[n] for n in ("jenis_naskah", "kode_klasifikasi") if n in self.kolom},
            **{n: self.kolom[n] for n in ("instruksi", "nama_penerima", "catatan") if n in self.kolom},
            "pejabat": [n.teks for n in self.pejabat],
            "tujuan": [n.teks for n in self.tujuan],
        }
        self.sidik = hashlib.sha256(json.dumps(isi, sort_keys=True).encode()).hexdigest()

    @property
    def tanpa_jam(self):
        return sorted(nama for nama, saat in self.saat.items() if saat.jam is None)


class Penilai:
    """Judges the rows of one file: `peta` {column: index}, `tahun` for all rows or None. Read the office once."""

    def __init__(self, peta, tahun=None):
        self.peta, self.tahun = peta, tahun
        self.jenis = {normal(x): j for j in JenisNaskah.objects.all() for x in (j.kode, j.nama)}
        self.jenis_lain = self.jenis.get("lain") or next(iter(self.jenis.values()))
        self.klasifikasi = {k.kode: k for k in Klasifikasi.objects.all()}
        self.hari_ini = timezone.localdate()
        self.jabatan, self.unit = kamus_nama(Direktori.kini())

    def nilai(self, baris, sel):
        """(Isian, []) or (None, [sentences])."""
        salah = []
        kolom = self._kolom(sel, salah)
        nomor = self._nomor(kolom.get("nomor_agenda", ""), salah)
        tahun = self._tahun(kolom.get("tahun_agenda", ""), salah)
        isi = {n: self._pilihan(n, kolom.get(n, ""), salah) for n in PILIHAN}
        isi |= {n: self._teks(n, kolom.get(n, ""), salah) for n in PANJANG}
        if not isi["pengirim"]:
            salah.append("Pengirim belum diisi.")
        if not isi["hal"] and isi["keamanan"] not in RAHASIA:
            salah.append("Hal belum diisi. Hanya surat rahasia yang boleh tanpa hal.")
        if isi["nomor_surat"] and not nomor_normal(isi["nomor_surat"]):
            isi["nomor_surat"] = ""  # "-" is how a clerk writes that there is none
        isi["tanggal_surat"] = self._tanggal("tanggal_surat", kolom.get("tanggal_surat", ""), salah)
        isi["jenis"] = self.jenis.get(normal(kolom.get("jenis_naskah", "")), self.jenis_lain)
        isi["klasifikasi"] = self.klasifikasi.get(kolom.get("kode_klasifikasi", ""))
        saat = {n: s for n in WAKTU if (s := self._saat(n, kolom.get(n, ""), salah)) is not None}
        if "diterima_pada" not in kolom:
            salah.append("Diterima belum diisi. Tulis tanggal surat ini diterima, misalnya 6-1-2021.")
        self._urut(saat, salah)
        if salah:
            return None, salah
        if "acara_mulai" not in saat:
            isi["acara_tempat"] = ""  # a place without a time is kept as written, it makes no event
        return Isian(
            baris=baris,
            nomor=nomor,
            tahun=tahun,
            nilai=isi,
            saat=saat,
            pejabat=[self._pejabat(t) for t in pecah(kolom.get("disposisi_oleh", ""))],
            tujuan=[self._tujuan(t) for t in pecah(kolom.get("diteruskan_kepada", ""))],
            kolom=kolom,
        ), []

    # One column ---------------------------------------------------------------------------------

    def _kolom(self, sel, salah):
        """{column: text} of the columns that say something, spaces tidied."""
        kolom = {}
        for k in DAFTAR:
            ke = self.peta.get(k.nama)
            teks = sel[ke] if ke is not None and ke < len(sel) else ""
            if len(teks) > MAKS_SEL:
                salah.append(f"{k.label} terlalu panjang: lebih dari {MAKS_SEL} huruf. Singkat isinya.")
            elif "\0" in teks:
                salah.append(f"{k.label} memuat tanda yang tidak dapat disimpan. Ketik ulang isinya.")
            elif teks := " ".join(tanpa_tanda(teks).split()):
                # What we gave back to mend carries a ' before a formula.
                kolom[k.nama] = teks[1:] if teks[0] == "'" and aman(teks[1:]) == teks else teks
        return kolom

    def _nomor(self, teks, salah):
        if not teks:
            salah.append("Nomor agenda belum diisi.")
            return None
        if not (teks.isascii() and teks.isdigit() and len(teks) < 12 and 1 <= int(teks) <= NOMOR_TERBESAR):
            salah.append(f"Nomor agenda “{teks[:30]}” bukan angka. Tulis angkanya saja, misalnya 12.")
            return None
        return int(teks)

    def _tahun(self, teks, salah):
        if not teks and self.tahun is not None:
            return self.tahun
        if not teks:
            salah.append("Tahun agenda belum diisi.")
            return None
        if not (teks.isascii() and teks.isdigit() and len(teks) == 4):
            salah.append(f"Tahun agenda “{teks[:30]}” tidak terbaca. Tulis empat angka, misalnya 2021.")
            return None
        if not TAHUN_TERTUA <= int(teks) <= self.hari_ini.year:
            salah.append(f"Tahun agenda {teks} tidak masuk akal. Tulis antara {TAHUN_TERTUA} dan tahun ini.")
            return None
        return int(teks)

    @staticmethod
    def _pilihan(nama, teks, salah):
        if not teks:
            return BAWAAN[nama]
        nilai = PILIHAN[nama].get(normal(teks))
        if nilai is None:
            pilihan = {"keamanan": Keamanan, "kecepatan": Kecepatan, "cara_terima": C}[nama].values
            salah.append(f"{MENURUT_NAMA[nama].label} “{teks[:30]}” tidak dikenal. Pilih {', '.join(pilihan)}.")
        return nilai

    @staticmethod
    def _teks(nama, teks, salah):
        if len(teks) > PANJANG[nama]:
            salah.append(
                f"{MENURUT_NAMA[nama].label} {len(teks)} huruf, paling banyak {PANJANG[nama]}. Singkat isinya."
            )
        return teks

    def _tanggal(self, nama, teks, salah):
        if not teks:
            return None
        try:
            hari = baca_tanggal(teks, label=MENURUT_NAMA[nama].label, tahun_terjauh=self.hari_ini.year)
        except ValidationError as galat:
            salah.append(ringkas(galat.messages[0]))
            return None
        if hari > self.hari_ini:
            salah.append(f"{MENURUT_NAMA[nama].label} {tanggal_naskah(hari)} belum terjadi. Periksa tahunnya.")
        return hari

    def _saat(self, nama, teks, salah):
        if not teks:
            return None
        label = MENURUT_NAMA[nama].label
        m = POLA_WAKTU_ISO.fullmatch(teks) or POLA_WAKTU.fullmatch(teks)
        bagian_hari, bagian_jam = (m[1], m[2]) if m else (teks, None)
        terjauh = self.hari_ini.year + (1 if nama == "acara_mulai" else 0)
        try:
            hari = baca_tanggal(bagian_hari, label=label, tahun_terjauh=terjauh)
            jam = baca_jam(bagian_jam, label=f"Jam pada {label.lower()}") if bagian_jam else None
        except ValidationError as galat:
            salah.append(ringkas(galat.messages[0]))
            return None
        if nama != "acara_mulai" and hari > self.hari_ini:
            salah.append(f"{label} {tanggal_naskah(hari)} belum terjadi. Periksa tahunnya.")
            return None
        return Saat(hari, jam)

    @staticmethod
    def _urut(saat, salah):
        ada = [(nama, saat[nama]) for nama in URUTAN if nama in saat]
        for (nama, dulu), (nama_lanjut, lanjut) in zip(ada, ada[1:], strict=False):
            if lanjut.sebelum(dulu):
                salah.append(
                    f"{MENURUT_NAMA[nama_lanjut].label} {tulis(lanjut)} mendahului"
                    f" {MENURUT_NAMA[nama].label.lower()} {tulis(dulu)}. Periksa tanggalnya."
                )

    def _pejabat(self, teks):
        return Nama(teks, jabatan=self.jabatan.get(normal(teks)))

    def _tujuan(self, teks):
        unit = self.unit.get(normal(teks))
        return Nama(teks, unit=unit, jabatan=None if unit else self.jabatan.get(normal(teks)))


def tulis(saat):
    """ "6-1-2021 10.12" """
    return f"{saat.hari.day}-{saat.hari.month}-{saat.hari.year}" + (f" {saat.jam:%H.%M}" if saat.jam else "")


def ringkas(kalimat):
    return kalimat if len(kalimat) <= 200 else kalimat[:199] + "…"


def pecah(teks):
    """The names of a column, each once, in order."""
    return list(dict.fromkeys(n for x in teks.split(PEMISAH_NAMA) if (n := x.strip())))


def kamus_nama(direktori):
    """({normal name: Jabatan}, {normal name: UnitKerja}) of every name in use or used before.

    A name that stands for two is nobody's. The title of a unit's head stands for the unit where that lies outside.
    """
    jabatan, unit = {}, {}
    for u in direktori.unit.values():
        for nama in {*direktori.semua_nama(u), u.singkatan}:
            unit.setdefault(normal(nama), set()).add(u.pk)
    for j in direktori.jabatan.values():
        for nama in {*direktori.semua_nama(j), j.singkatan}:
            jabatan.setdefault(normal(nama), set()).add(j.pk)
            if j.kepala_unit and not j.unit.dalam_setda:
                unit.setdefault(normal(nama), set()).add(j.unit_id)
    return (
        {nama: direktori.jabatan[next(iter(p))] for nama, p in jabatan.items() if nama and len(p) == 1},
        {nama: direktori.unit[next(iter(p))] for nama, p in unit.items() if nama and len(p) == 1},
    )
