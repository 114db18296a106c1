from dokumen.models.berkas import Berkas, HalamanGambar
from dokumen.models.pekerjaan import BagianPekerjaan, Pekerjaan

__all__ = ["BagianPekerjaan", "Berkas", "HalamanGambar", "Pekerjaan"]
