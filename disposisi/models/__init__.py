from disposisi.models.disposisi import Disposisi, Instruksi, PenerimaDisposisi, Pengingat, hanya_diketahui

__all__ = ["Disposisi", "Instruksi", "PenerimaDisposisi", "Pengingat", "hanya_diketahui"]
