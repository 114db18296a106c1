from disposisi.models.disposisi import Disposisi, Instruksi, PenerimaDisposisi, hanya_diketahui

__all__ = ["Disposisi", "Instruksi", "PenerimaDisposisi", "hanya_diketahui"]
