from alur.models.jejak import Jejak, KepalaRantai, KepalaTersegel, SegelHarian
from alur.models.kunci import KunciFormulir
from alur.models.nomor import Nomor, NomorTerakhir, PolaNomor
from alur.models.notifikasi import Denyut, JenisKabar, Notifikasi
from alur.models.tugas import TugasBase

__all__ = [
    "Denyut",
    "Jejak",
    "JenisKabar",
    "KepalaRantai",
    "KepalaTersegel",
    "KunciFormulir",
    "Nomor",
    "NomorTerakhir",
    "Notifikasi",
    "PolaNomor",
    "SegelHarian",
    "TugasBase",
]
