from persuratan.transitions.batal import MINTA_BATAL, SETUJUI_BATAL, TOLAK_BATAL
from persuratan.transitions.hitung_ulang import HITUNG_ULANG
from persuratan.transitions.impor import IMPOR
from persuratan.transitions.surat_masuk import ARAHKAN, CATAT, KEMBALIKAN, KOREKSI, PARAF, PINDAI, TELAAH
from persuratan.transitions.tanpa_disposisi import BUKA_KEMBALI, TANPA_DISPOSISI
from persuratan.transitions.tindak_lanjut import SELESAIKAN, TUNTAS, buka_tindak_lanjut, setelah_bergerak
from persuratan.transitions.whatsapp import BUKA_WHATSAPP

__all__ = [
    "ARAHKAN",
    "BUKA_KEMBALI",
    "BUKA_WHATSAPP",
    "CATAT",
    "HITUNG_ULANG",
    "IMPOR",
    "KEMBALIKAN",
    "KOREKSI",
    "MINTA_BATAL",
    "PARAF",
    "PINDAI",
    "SELESAIKAN",
    "SETUJUI_BATAL",
    "TANPA_DISPOSISI",
    "TELAAH",
    "TOLAK_BATAL",
    "TUNTAS",
    "buka_tindak_lanjut",
    "setelah_bergerak",
]
