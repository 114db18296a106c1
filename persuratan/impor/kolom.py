"""The columns of an old agenda, how offices head them, and which column of a file is which."""

import hashlib
import json
from dataclasses import dataclass

from persuratan.models.acuan import normal

KEPALA_TERDALAM = 15
"""The heading stands in one of so many first rows: above it offices write the name of the book."""


@dataclass(frozen=True)
class Kolom:
    nama: str
    label: str
    alias: tuple = ()
    wajib: bool = False


DAFTAR = (
    Kolom("nomor_agenda", "Nomor agenda", ("no agenda", "nomor urut", "no urut", "no"), wajib=True),
    Kolom("tahun_agenda", "Tahun agenda", ("tahun", "thn")),
    Kolom(
        "diterima_pada", "Diterima", ("tanggal diterima", "tgl diterima", "tanggal terima", "tgl terima"), wajib=True
    ),
    Kolom("cara_terima", "Cara terima", ("diterima lewat", "media")),
    Kolom("pengirim", "Pengirim", ("asal surat", "dari", "nama pengirim", "instansi pengirim"), wajib=True),
    Kolom("nomor_surat", "Nomor surat", ("no surat", "nomor dan kode surat")),
    Kolom("tanggal_surat", "Tanggal surat", ("tgl surat",)),
    Kolom("hal", "Hal", ("perihal", "isi ringkas", "isi surat", "uraian"), wajib=True),
    Kolom("jenis_naskah", "Jenis surat", ("jenis", "macam surat")),
    Kolom("kode_klasifikasi", "Kode klasifikasi", ("klasifikasi", "kode arsip", "kode")),
    Kolom("keamanan", "Keamanan", ("sifat keamanan", "derajat keamanan")),
    Kolom("kecepatan", "Kecepatan", ("sifat", "sifat surat", "derajat kecepatan")),
    Kolom("acara_mulai", "Acara mulai", ("waktu acara", "tanggal acara", "tgl acara")),
    Kolom("acara_tempat", "Tempat acara", ("tempat",)),
    Kolom("disposisi_oleh", "Disposisi oleh", ("pejabat disposisi", "didisposisi oleh", "diolah oleh")),
    Kolom("disposisi_pada", "Disposisi pada", ("tanggal disposisi", "tgl disposisi")),
    Kolom("instruksi", "Instruksi", ("isi disposisi", "disposisi")),
    Kolom("diteruskan_kepada", "Diteruskan kepada", ("tujuan", "kepada", "unit tujuan", "diteruskan ke")),
    Kolom("dikirim_pada", "Dikirim pada", ("tanggal kirim", "tgl kirim", "tanggal selesai distribusi")),
    Kolom("diterima_penerima_pada", "Diterima penerima", ("tanggal diterima penerima", "tgl diterima unit")),
    Kolom("nama_penerima", "Nama penerima", ("penerima", "yang menerima")),
    Kolom("catatan", "Catatan", ("keterangan", "ket")),
)
MENURUT_NAMA = {k.nama: k for k in DAFTAR}
WAKTU = ("diterima_pada", "acara_mulai", "disposisi_pada", "dikirim_pada", "diterima_penerima_pada")
"""Columns that hold a moment: date and time, or a date alone."""
_SEBUTAN = {normal(s): k.nama for k in DAFTAR for s in (*k.alias, k.label, k.nama)}


def kenali(kepala):
    """What the headings of a file say: {column: index}. Each column once, the first that fits."""
    peta = {}
    for ke, judul in enumerate(kepala):
        nama = _SEBUTAN.get(normal(judul))
        if nama is not None:
            peta.setdefault(nama, ke)
    return peta


def cari_kepala(baris):
    """Index in `baris` of the row that heads the table: the one with most known headings, else the first."""
    nilai = [len(kenali(sel)) for _, sel in baris[:KEPALA_TERDALAM]]
    return nilai.index(max(nilai)) if nilai else 0


def sidik_kepala(kepala):
    """What recognises a file of the same make: its headings in their order."""
    return hashlib.sha256(json.dumps([normal(j) for j in kepala]).encode()).hexdigest()


def belum_lengkap(peta, tahun):
    """Labels of the columns that a mapping still lacks. `tahun`: the year that holds for all rows, or None."""
    kurang = [k.label for k in DAFTAR if k.wajib and k.nama not in peta]
    return kurang if tahun or "tahun_agenda" in peta else [*kurang, MENURUT_NAMA["tahun_agenda"].label]
