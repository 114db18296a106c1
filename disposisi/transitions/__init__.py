from disposisi.transitions.disposisi import ARSIPKAN, DISPOSISI, TERIMA, TINDAK_LANJUTI
from disposisi.transitions.kehadiran import HADIR, TIDAK_HADIR, UBAH_JAWABAN, WAKILKAN
from disposisi.transitions.pantau import INGATKAN, TARIK
from disposisi.transitions.pembenaran import BENARKAN, KOREKSI_DIKTE
from disposisi.transitions.pengembalian import KEMBALIKAN_DISPOSISI, TETAPKAN_PENERIMA

__all__ = [
    "ARSIPKAN",
    "BENARKAN",
    "DISPOSISI",
    "HADIR",
    "INGATKAN",
    "KEMBALIKAN_DISPOSISI",
    "KOREKSI_DIKTE",
    "TARIK",
    "TERIMA",
    "TETAPKAN_PENERIMA",
    "TIDAK_HADIR",
    "TINDAK_LANJUTI",
    "UBAH_JAWABAN",
    "WAKILKAN",
]
