from organisasi.models.cap import CapAcuan
from organisasi.models.jabatan import Jabatan, Penugasan, Peran
from organisasi.models.nama import NamaLama
from organisasi.models.pegawai import Pegawai
from organisasi.models.unit import UnitKerja
from organisasi.models.waktu import HariLibur, JamKerja, PerubahanKalender

__all__ = [
    "CapAcuan",
    "HariLibur",
    "Jabatan",
    "JamKerja",
    "NamaLama",
    "Pegawai",
    "Penugasan",
    "Peran",
    "PerubahanKalender",
    "UnitKerja",
]
