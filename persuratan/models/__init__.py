from persuratan.models.acuan import JenisNaskah, Klasifikasi
from persuratan.models.impor import AgendaLama, ImporAgenda, PemetaanKolom
from persuratan.models.indeks import IndeksSurat, KataIndeks
from persuratan.models.lampiran import BerkasLaporan, LampiranSurat
from persuratan.models.massal import ButirMassal, Massal, TandaSurat
from persuratan.models.pengirim import Pengirim, UsulGabung
from persuratan.models.rute import LangkahNaik, LangkahRute, RuteNaik
from persuratan.models.saringan import SaringanTersimpan
from persuratan.models.standar import StandarPelayanan
from persuratan.models.surat import Keterlibatan, Surat
from persuratan.models.surat_masuk import SuratMasuk
from persuratan.models.tautan import TautanPindai
from persuratan.models.tugas import Tugas

__all__ = [
    "AgendaLama",
    "BerkasLaporan",
    "ButirMassal",
    "ImporAgenda",
    "IndeksSurat",
    "JenisNaskah",
    "KataIndeks",
    "Keterlibatan",
    "Klasifikasi",
    "LampiranSurat",
    "LangkahNaik",
    "LangkahRute",
    "Massal",
    "PemetaanKolom",
    "Pengirim",
    "RuteNaik",
    "SaringanTersimpan",
    "StandarPelayanan",
    "Surat",
    "SuratMasuk",
    "TandaSurat",
    "TautanPindai",
    "Tugas",
    "UsulGabung",
]
