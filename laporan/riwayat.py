"""The evidence sheet of one letter: what its ledger says, in the office's words, with the seal that covers it."""

from alur import segel
from alur.jejak import kode_pendek
from persuratan.impor.perjalanan import lengkapi
from persuratan.jejak import entri_terlihat
from persuratan.perjalanan import susun
from persuratan.tindakan import nama_tindakan


def baris_jejak(surat, pegawai):
    """The ledger entries of the letter that this person may read, as plain dicts, oldest first."""
    return [
        {
            "urut": e.urut,
            "pada": e.pada,
            "terjadi_pada": e.terjadi_pada,
            "sumber": e.get_sumber_waktu_display() if e.sumber_waktu else "",
            "tindakan": nama_tindakan(e.objek, e.transisi),
            "oleh": e.nama_pelaku,
            "sebagai": e.jabatan_pelaku,
            "catatan": e.catatan,
            "rincian": e.rincian,
            "kode": kode_pendek(e),
        }
        for e in entri_terlihat(surat, pegawai)
    ]


def susun_riwayat(surat, pegawai):
    """The context of the sheet. `surat` must come from `visible_to(pegawai)`; notes are shown to the line alone."""
    jejak = baris_jejak(surat, pegawai)
    perjalanan, agenda_lama = susun(surat, untuk=pegawai), None
    if surat.dari_agenda_lama:
        perjalanan, agenda_lama = lengkapi(surat, perjalanan, pegawai)
    if perjalanan.tersembunyi or not surat.isi_terbuka:
        # A receiving unit, or somebody outside the line, does not read what was written to others.
        jejak = [b | {"catatan": ""} for b in jejak]
    terakhir = segel.segel_terakhir()
    return {
        "surat": surat,
        "perjalanan": perjalanan,
        "agenda_lama": agenda_lama,
        "jejak": jejak,
        "segel": terakhir,
        "segel_kode": kode_pendek(terakhir) if terakhir else "",
        "tersegel": bool(terakhir and jejak and jejak[-1]["pada"] <= terakhir.pada),
    }
