"""One act on many letters: which letters is fixed at the preview, each is then asked and done by itself.

    daftarkan_massal("arahkan", TindakanMassal(…))                     # a room, in its AppConfig.ready
    massal = siapkan(pegawai, "arahkan", pks, kembali="/surat/?…")     # the preview: so many letters, these
    mulai(massal, {"rute": 3})                                         # inside the transaction of the form key
    lanjutkan(massal)                                                  # after it: here and now, or a worker's turn

Each letter has a transaction of its own in which its line moves from MENUNGGU, right and state are asked again and the
act is run: what the lines say is what happened, however often a worker dies. Shown = done + refused + not yet done.
"""

from persuratan.massal.daftar import TindakanMassal, cari_tindakan, daftarkan_massal, tindakan_untuk
from persuratan.massal.jalan import JENIS_PEKERJAAN, SEKALIGUS, hitung, lanjutkan, mulai, siapkan

__all__ = [
    "JENIS_PEKERJAAN",
    "SEKALIGUS",
    "TindakanMassal",
    "cari_tindakan",
    "daftarkan_massal",
    "hitung",
    "lanjutkan",
    "mulai",
    "siapkan",
    "tindakan_untuk",
]
