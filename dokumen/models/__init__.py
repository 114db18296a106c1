from dokumen.models.berkas import Berkas, HalamanGambar
from dokumen.models.pekerjaan import BagianPekerjaan, Pekerjaan
from dokumen.models.teks import TeksBerkas
from dokumen.models.unggahan import Potongan, Unggahan

__all__ = ["BagianPekerjaan", "Berkas", "HalamanGambar", "Pekerjaan", "Potongan", "TeksBerkas", "Unggahan"]
