from disposisi.transitions.disposisi import ARSIPKAN, DISPOSISI, TERIMA, TINDAK_LANJUTI
from disposisi.transitions.pantau import INGATKAN, TARIK
from disposisi.transitions.pengembalian import KEMBALIKAN_DISPOSISI, TETAPKAN_PENERIMA

__all__ = [
    "ARSIPKAN",
    "DISPOSISI",
    "INGATKAN",
    "KEMBALIKAN_DISPOSISI",
    "TARIK",
    "TERIMA",
    "TETAPKAN_PENERIMA",
    "TINDAK_LANJUTI",
]
