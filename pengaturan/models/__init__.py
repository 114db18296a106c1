from pengaturan.models.draf import DrafTertahan
from pengaturan.models.pintu import Percobaan, PermintaanSandi, SandiSementara
from pengaturan.models.sesi import SesiPerangkat

__all__ = ["DrafTertahan", "Percobaan", "PermintaanSandi", "SandiSementara", "SesiPerangkat"]
