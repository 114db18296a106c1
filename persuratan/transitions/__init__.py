from persuratan.transitions.hitung_ulang import HITUNG_ULANG
from persuratan.transitions.surat_masuk import ARAHKAN, CATAT, KEMBALIKAN, KOREKSI, PARAF, PINDAI, TELAAH
from persuratan.transitions.tindak_lanjut import SELESAIKAN, TUNTAS, buka_tindak_lanjut, setelah_bergerak

__all__ = [
    "ARAHKAN",
    "CATAT",
    "HITUNG_ULANG",
    "KEMBALIKAN",
    "KOREKSI",
    "PARAF",
    "PINDAI",
    "SELESAIKAN",
    "TELAAH",
    "TUNTAS",
    "buka_tindak_lanjut",
    "setelah_bergerak",
]
