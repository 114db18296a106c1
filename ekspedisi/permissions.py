"""Who may send and who may acknowledge."""

from alur.kewenangan import TransitionDenied
from persuratan.models.pilihan import JenisTugas
from persuratan.permissions import berwenang_atas


def _tugas(pengiriman, jenis):
    """The open obligation of this delivery, not of a neighbour's."""
    for tugas in pengiriman.surat_induk().tugas_terbuka:
        if tugas.jenis == jenis and (
            tugas.untuk_unit_id == pengiriman.unit_id
            if jenis == JenisTugas.DISTRIBUSI
            else tugas.unit_id == pengiriman.unit_id
        ):
            return tugas
    return None


def tugas_kirim(pengiriman):
    return _tugas(pengiriman, JenisTugas.DISTRIBUSI)


def tugas_terima(pengiriman):
    return _tugas(pengiriman, JenisTugas.TERIMA)


def _pemegang(pilih, kalimat):
    def periksa(pegawai, pengiriman):
        tugas = pilih(pengiriman)
        penugasan = [p for p in pegawai.penugasan_berlaku if tugas and berwenang_atas(p, tugas)] if pegawai else []
        if not penugasan:
            raise TransitionDenied(kalimat.format(unit=pengiriman.unit))
        return penugasan

    return periksa


is_pengirim = _pemegang(tugas_kirim, "Hanya petugas agenda atau caraka yang dapat mengirim surat ini.")
is_pengirim.siapa = "petugas agenda atau caraka"
is_penerima = _pemegang(tugas_terima, "Hanya penerima surat {unit} yang dapat melakukannya.")
is_penerima.siapa = "penerima surat unit tujuan"
