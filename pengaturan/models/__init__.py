from pengaturan.models.draf import DrafTertahan
from pengaturan.models.hari_pertama import LangkahHariPertama
from pengaturan.models.pintu import Percobaan, PermintaanSandi, SandiSementara
from pengaturan.models.sesi import SesiPerangkat

__all__ = ["DrafTertahan", "LangkahHariPertama", "Percobaan", "PermintaanSandi", "SandiSementara", "SesiPerangkat"]
