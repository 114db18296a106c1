"""What a receiving unit may know of the other units that have the same letter: that there are some, not which."""

from organisasi.direktori import Direktori
from organisasi.models import UnitKerja
from persuratan.peran import PEMBACA_EKSPEDISI


def lingkup(pegawai):
    """Ids of the outside units a person speaks for; None when the person sees the whole journey.

    A receiving unit sees the way down to itself, and not how its neighbours fare (as `Pengiriman.visible_to`).
    """
    if pegawai is None or pegawai.has_peran(*PEMBACA_EKSPEDISI):
        return None
    luar = {p.jabatan.unit_id for p in pegawai.penugasan_berlaku if _luar(p.jabatan.unit)}
    return Direktori.kini().mewakili(luar) if luar else None


def _luar(unit):
    return not unit.dalam_setda and unit.jenis != UnitKerja.Jenis.PIMPINAN


def terlihat(tugas, unit_sendiri):
    """Whether a stage is shown to one whose `lingkup` is `unit_sendiri`."""
    if unit_sendiri is None:
        return True
    return unit_terlihat(tugas.untuk_unit or tugas.unit or tugas.jabatan.unit, unit_sendiri)


def unit_terlihat(unit, unit_sendiri):
    return unit.pk in unit_sendiri or not _luar(unit)


def nama_pemegang(daftar_tugas, pegawai):
    """Names of the holders of these obligations, each once; a neighbour is "unit lain"."""
    unit_sendiri = lingkup(pegawai)
    nama = (t.pemegang.nama if terlihat(t, unit_sendiri) else "unit lain" for t in daftar_tugas)
    return list(dict.fromkeys(nama))
