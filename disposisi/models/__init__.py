from disposisi.models.disposisi import Disposisi, Instruksi, PenerimaDisposisi

__all__ = ["Disposisi", "Instruksi", "PenerimaDisposisi"]
