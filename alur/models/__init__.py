from alur.models.jejak import Jejak, KepalaRantai, KepalaTersegel, SegelHarian
from alur.models.kunci import KunciFormulir
from alur.models.nomor import BukuDarurat, Nomor, NomorTerakhir, PolaNomor
from alur.models.notifikasi import Denyut, JenisKabar, Notifikasi
from alur.models.saluran import (
    ButirKabar,
    Cara,
    JamTenang,
    PengirimanKabar,
    PilihanKabar,
    Saluran,
    SaluranKabar,
)
from alur.models.tugas import TugasBase

__all__ = [
    "BukuDarurat",
    "ButirKabar",
    "Cara",
    "Denyut",
    "Jejak",
    "JamTenang",
    "JenisKabar",
    "KepalaRantai",
    "KepalaTersegel",
    "KunciFormulir",
    "Nomor",
    "NomorTerakhir",
    "Notifikasi",
    "PengirimanKabar",
    "PilihanKabar",
    "PolaNomor",
    "Saluran",
    "SaluranKabar",
    "SegelHarian",
    "TugasBase",
]
