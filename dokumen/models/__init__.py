from dokumen.models.berkas import Berkas, HalamanGambar
from dokumen.models.pekerjaan import BagianPekerjaan, Pekerjaan
from dokumen.models.teks import TeksBerkas

__all__ = ["BagianPekerjaan", "Berkas", "HalamanGambar", "Pekerjaan", "TeksBerkas"]
