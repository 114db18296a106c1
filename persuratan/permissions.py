"""Who may do what with a letter. Each returns the assignments that allow it, or refuses in a sentence."""

from alur.kewenangan import TransitionDenied, dengan_peran
from organisasi.direktori import Direktori
from organisasi.ingatan import selama_membaca
from organisasi.models import Peran
from persuratan.models.pilihan import JenisTugas
from persuratan.peran import PENGANTAR, PENGELOLA_REGISTER
from persuratan.tetangga import nama_pemegang

DISEBUT = 3
"""Holders named in a refusal; the others are counted."""

PELAKSANA_UNIT = {
    JenisTugas.CATAT: (Peran.AGENDARIS,),
    JenisTugas.ARAHKAN: (Peran.AGENDARIS,),
    JenisTugas.DISTRIBUSI: PENGANTAR,
    JenisTugas.TERIMA: (Peran.PENERIMA_UNIT,),
    JenisTugas.TINDAK_LANJUT: (Peran.PENERIMA_UNIT,),
}
"""Which posts of a unit do the unit's own obligations."""

is_agendaris = dengan_peran(Peran.AGENDARIS, siapa="petugas agenda")
is_pengelola_register = dengan_peran(*PENGELOLA_REGISTER, siapa="petugas agenda atau pengawas agenda")
is_pengantar = dengan_peran(*PENGANTAR, siapa="petugas agenda atau caraka")


def is_kepala_pencatat(pegawai, surat):
    """The head of the unit that registered a SuratMasuk (Kabag Umum), who watches over its register."""
    pengawas = pegawai.penugasan_dengan(Peran.PENGAWAS) if pegawai else []
    penugasan = [p for p in pengawas if p.jabatan.kepala_unit and p.jabatan.unit_id == surat.unit_pencatat_id]
    if not penugasan:
        raise TransitionDenied(f"Hanya kepala {surat.unit_pencatat} yang dapat melakukannya.")
    return penugasan


is_kepala_pencatat.siapa = "kepala unit pencatat, sebagai pengawas"


def berwenang_atas(penugasan, tugas):
    """Whether this assignment does this obligation: as its post, or for its unit and the closed ones it succeeds."""
    jabatan = penugasan.jabatan
    if tugas.jabatan_id is not None:
        return tugas.jabatan_id == jabatan.pk
    return jabatan.has_peran(*PELAKSANA_UNIT.get(tugas.jenis, ())) and (
        tugas.unit_id == jabatan.unit_id or tugas.unit_id in Direktori.kini().mewakili({jabatan.unit_id})
    )


def tugas_saya(objek, penugasan, *jenis):
    """The open obligations of these kinds that this assignment does, oldest first."""
    with selama_membaca():
        return [t for t in objek.surat_induk().tugas_terbuka if t.jenis in jenis and berwenang_atas(penugasan, t)]


def pemegang_tugas(*jenis):
    """Permission: whoever holds an open obligation of one of these kinds on this letter."""

    def periksa(pegawai, objek):
        penugasan = [p for p in pegawai.penugasan_berlaku if tugas_saya(objek, p, *jenis)] if pegawai else []
        if not penugasan:
            raise TransitionDenied(kalimat_bukan_pemegang(pegawai, objek, jenis))
        return penugasan

    periksa.siapa = "pemegang tugas " + " atau ".join(JenisTugas(j).label.lower() for j in jenis)
    return periksa


def kalimat_bukan_pemegang(pegawai, objek, jenis):
    """Who may, or why nobody can now; to a receiving unit its neighbours are not named."""
    pemegang = nama_pemegang([t for t in objek.surat_induk().tugas_terbuka if t.jenis in jenis], pegawai)
    nama = " atau ".join(JenisTugas(j).label.lower() for j in jenis)
    if not pemegang:
        return f"Tidak ada {nama} yang menunggu pada surat ini."
    lain = f" dan {len(pemegang) - DISEBUT} lainnya" if len(pemegang) > DISEBUT else ""
    return f"Tahap {nama} surat ini dikerjakan oleh {', '.join(pemegang[:DISEBUT])}{lain}."
