"""Rooms register their transitions here in `AppConfig.ready`; a page asks for the acts on an object.

So the letter's page shows disposition and delivery buttons without importing those rooms.
"""

from collections.abc import Callable
from dataclasses import dataclass

from alur.kewenangan import TransitionDenied


@dataclass(frozen=True, kw_only=True)
class Langkah:
    """A registered transition: on which model, by which form (a class, or None), on which page of its own (or "").

    `kata`: what its button says when that page offers more than this act; or a function (object, [Penugasan]) of it.
    """

    model: type
    transition: object
    formulir: type | None = None
    halaman: str = ""
    tampil: bool = True
    lengkap: str = ""
    """A page with more than the form on the letter's page offers."""
    kata: str | Callable = ""

    def kata_tombol(self, objek, wewenang):
        kata = self.kata(objek, wewenang) if callable(self.kata) else self.kata
        return kata or self.transition.label


_langkah: dict[tuple[type, str], Langkah] = {}


def daftarkan(model, *transitions, formulir=None, halaman="", tampil=True, lengkap="", kata=""):
    """Register transitions of `model`. A name is unique per model; a second one is a programmer's error."""
    for transition in transitions:
        kunci = (model, transition.name)
        if kunci in _langkah:
            raise RuntimeError(f"{model.__name__}.{transition.name} is registered twice.")
        _langkah[kunci] = Langkah(
            model=model,
            transition=transition,
            formulir=formulir,
            halaman=halaman,
            tampil=tampil,
            lengkap=lengkap,
            kata=kata,
        )


def semua():
    """All registered steps, in the order of registration."""
    return list(_langkah.values())


def langkah_untuk(objek):
    return [langkah for (model, _), langkah in _langkah.items() if isinstance(objek, model)]


def cari(objek, nama):
    """The step called `nama` on this object, or None."""
    return next((langkah for langkah in langkah_untuk(objek) if langkah.transition.name == nama), None)


def acts_for(objek, pegawai):
    """The steps this person may do on this object now: a list of (Langkah, [Penugasan])."""
    hasil = []
    for langkah in langkah_untuk(objek):
        if not langkah.tampil:
            continue
        try:
            hasil.append((langkah, langkah.transition.check(objek, pegawai)))
        except TransitionDenied:
            continue
    return hasil
