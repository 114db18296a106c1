"""A whole file judged against the book: what can come in, what is there already, and a sentence for every bad row."""

from collections import Counter
from dataclasses import dataclass, field

from organisasi.kalender import Kalender
from persuratan.impor.kolom import MENURUT_NAMA, WAKTU
from persuratan.impor.nilai import Penilai
from persuratan.models import AgendaLama
from persuratan.models.surat_masuk import BUKU_IMPOR

SELANG = 500
"""Rows between two reports of progress."""
NAMA_DISEBUT = 8


@dataclass
class Rencana:
    """`siap`: Isian to be written; `sudah`: how many rows are in the book with the same content.

    `salah`: [(row number, sentence, cells)]; `catatan`: sentences worth knowing beforehand.
    """

    jumlah: int = 0
    siap: list = field(default_factory=list)
    sudah: int = 0
    salah: list = field(default_factory=list)
    catatan: list = field(default_factory=list)
    calon: list = field(default_factory=list, repr=False)
    """(Isian, cells) of the rows that are good in themselves."""

    def cocokkan(self):
        """Hold the good rows against the book: again under the lock, before they are written."""
        buruk = {isian.baris for isian, _ in self.calon}
        self.salah = [s for s in self.salah if s[0] not in buruk]
        self.siap, self.sudah = [], 0
        _pisahkan(self)
        self.salah.sort(key=lambda s: s[0])

    @property
    def hitungan(self):
        return {
            "jumlah": self.jumlah,
            "siap": len(self.siap),
            "sudah": self.sudah,
            "salah": len(self.salah),
            "catatan": self.catatan,
            "tahun": max((i.tahun for i in self.siap), default=None),
        }


def susun(baris, peta, tahun=None, lapor=lambda selesai, jumlah: None):
    """The Rencana of the rows below the heading: [(row number, cells)]. `lapor` is told how far it is."""
    penilai, rencana = Penilai(peta, tahun), Rencana(jumlah=len(baris))
    for ke, (nomor, sel) in enumerate(baris):
        if ke % SELANG == 0:
            lapor(ke, len(baris))
        isian, salah = penilai.nilai(nomor, sel)
        if salah:
            rencana.salah.append((nomor, " ".join(salah), sel))
        else:
            rencana.calon.append((isian, sel))
    rencana.cocokkan()
    rencana.catatan = catatan(rencana.siap)
    lapor(len(baris), len(baris))
    return rencana


def _pisahkan(rencana):
    """The same number with the same content is the same letter; with other content somebody has to look."""
    ada = sudah_ada({i.tahun for i, _ in rencana.calon})
    dalam_berkas = {}
    for isian, sel in rencana.calon:
        kunci, sebutan = (isian.tahun, isian.nomor), f"Nomor agenda {isian.nomor}/{isian.tahun}"
        if kunci in ada:
            if ada[kunci] == isian.sidik:
                rencana.sudah += 1
            else:
                rencana.salah.append((isian.baris, f"{sebutan} sudah pernah diimpor dengan isi lain.", sel))
        elif kunci in dalam_berkas:
            lebih_dulu = dalam_berkas[kunci]
            if lebih_dulu.sidik == isian.sidik:
                rencana.sudah += 1
            else:
                kalimat = f"{sebutan} sudah dipakai baris {lebih_dulu.baris} dengan isi lain. Periksa nomornya."
                rencana.salah.append((isian.baris, kalimat, sel))
        else:
            dalam_berkas[kunci] = isian
            rencana.siap.append(isian)


def sudah_ada(tahun):
    """{(year, number): fingerprint} of what these years of the old book hold."""
    lama = AgendaLama.objects.filter(surat__suratmasuk__buku=BUKU_IMPOR, surat__suratmasuk__tahun_agenda__in=tahun)
    return {
        (t, n): sidik
        for t, n, sidik in lama.values_list(
            "surat__suratmasuk__tahun_agenda", "surat__suratmasuk__nomor_agenda", "sidik"
        )
    }


def catatan(siap):
    """What the person should know before: names that stay words, days without time, years nobody can count in."""
    hasil = []
    asing = Counter(n.teks for i in siap for n in (*i.pejabat, *i.tujuan) if not (n.jabatan or n.unit))
    if asing:
        disebut = "; ".join(f"{nama[:60]} ({kali})" for nama, kali in asing.most_common(NAMA_DISEBUT))
        lain = len(asing) - NAMA_DISEBUT
        hasil.append(
            f"{len(asing)} nama tidak dikenal, jadi disimpan sebagai teks tanpa Tugas: {disebut}"
            + (f"; dan {lain} lagi." if lain > 0 else ".")
        )
    libur = {t.year for t in Kalender.muat().libur}
    tahun = sorted({s.hari.year for i in siap for n, s in i.saat.items() if n != "acara_mulai"} - libur)
    if tahun:
        hasil.append(
            f"Hari libur tahun {', '.join(map(str, tahun))} belum dimuat, jadi keterlambatannya tidak dihitung."
        )
    tanpa_jam = sum(1 for i in siap if any(s.jam is None for s in i.saat.values()))
    if tanpa_jam:
        hasil.append(f"{tanpa_jam} surat punya waktu tanpa jam: terlambat hanya bila harinya sudah lewat seluruhnya.")
    kosong = sum(1 for i in siap if "keamanan" not in i.kolom)
    if kosong:
        hasil.append(f"{kosong} surat tanpa keterangan keamanan dicatat sebagai Biasa (terbuka).")
    lain = sum(1 for i in siap if "jenis_naskah" not in i.kolom or i.nilai["jenis"].kode == "lain")
    if lain:
        hasil.append(f"{lain} surat tanpa jenis yang dikenal dicatat sebagai Lainnya.")
    return hasil


def bersih_kepala(peta):
    """A mapping as JSON gives it back, without what is no column of ours."""
    return {n: ke for n, ke in peta.items() if n in MENURUT_NAMA and isinstance(ke, int) and ke >= 0}


def untuk_jejak(isian):
    """What the ledger keeps of a row: where it stood and which moments are only days. Never its words."""
    return {"baris": isian.baris, "tanpa_jam": [n for n in WAKTU if n in isian.tanpa_jam]}
