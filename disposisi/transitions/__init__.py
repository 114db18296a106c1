from disposisi.transitions.disposisi import ARSIPKAN, DISPOSISI, TERIMA, TINDAK_LANJUTI

__all__ = ["ARSIPKAN", "DISPOSISI", "TERIMA", "TINDAK_LANJUTI"]
