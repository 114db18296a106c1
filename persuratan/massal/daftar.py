"""Which acts can be done on many letters. Rooms above register theirs, as they do with single acts."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TindakanMassal:
    """`lakukan(surat, pegawai, isian)` does it to one letter inside that letter's transaction and returns a sentence;
    it refuses with TransitionDenied. `cetak(surat, pegawai)` gives PDF bytes instead: the result is one PDF.

    `periksa(surat, pegawai)` refuses what could not be done now, asking nothing but the letter and its open Tugas;
    `boleh(pegawai)`: whether the act is offered at all; `formulir(data, pegawai=…)`: what the preview asks.
    """

    label: str
    """The button, "Arahkan ke pimpinan"."""
    sudah: str
    """What was done, "diarahkan"."""
    ikon: str = "kanan"
    boleh: Callable = lambda pegawai: True
    lakukan: Callable | None = None
    cetak: Callable | None = None
    periksa: Callable = lambda surat, pegawai: None
    formulir: type | None = None
    paling_banyak: int = 1000


_daftar: dict[str, TindakanMassal] = {}


def daftarkan_massal(nama, tindakan):
    if _daftar.get(nama, tindakan) != tindakan:
        raise RuntimeError(f"The act {nama} on many letters is registered twice.")
    _daftar[nama] = tindakan


def cari_tindakan(nama):
    """The TindakanMassal of this name, or None."""
    return _daftar.get(nama)


def tindakan_untuk(pegawai):
    """[(name, TindakanMassal)] that this person is offered, in the order of registration."""
    return [(nama, t) for nama, t in _daftar.items() if t.boleh(pegawai)]
