from disposisi.models.disposisi import Disposisi, Instruksi, PenerimaDisposisi, Pengingat, hanya_diketahui
from disposisi.models.kalender import LanggananKalender
from disposisi.models.kehadiran import Kehadiran

__all__ = [
    "Disposisi",
    "Instruksi",
    "Kehadiran",
    "LanggananKalender",
    "PenerimaDisposisi",
    "Pengingat",
    "hanya_diketahui",
]
