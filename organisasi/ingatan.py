"""Reference data kept in this process for as long as the database says it has not changed.

    direktori = ingat("direktori", Direktori.muat)

One tiny query compares the stamp (`CapAcuan`); only after a change is the data read again. What is kept is shared by
threads and requests: nobody writes to it. Inside a transaction that is rolled back nothing goes wrong, because a stamp
never comes back.
"""

import contextlib
import contextvars
import time

from django.db import connection

from organisasi.pemicu_cap import NAMA

UMUR = 60
"""Seconds after which the data is read again all the same: should a trigger be lost, this is how long it matters."""
_TANYA = "SELECT cap FROM organisasi_capacuan WHERE nama = %s"
_isi = {}
_permintaan: contextvars.ContextVar[dict | None] = contextvars.ContextVar("permintaan", default=None)


def ingat(nama, muat):
    """What `muat()` gave when the stamp was last another one. `nama` names it within the process."""
    cap = cap_kini()
    if cap is None:
        return muat()
    ada = _isi.get(nama)
    if ada is not None and ada[0] == cap and time.monotonic() < ada[2]:
        return ada[1]
    # Read after the stamp: data newer than its stamp is read once more, data older than it cannot be kept.
    nilai = muat()
    _isi[nama] = (cap, nilai, time.monotonic() + UMUR)
    return nilai


def cap_kini():
    """The stamp as it stands in the database, or None while nothing has ever been written."""
    sekali = _permintaan.get()
    if sekali is not None and "cap" in sekali:
        return sekali["cap"]
    with connection.cursor() as kursor:
        kursor.execute(_TANYA, [NAMA])
        baris = kursor.fetchone()
    cap = baris[0] if baris else None
    if sekali is not None:
        sekali["cap"] = cap
    return cap


def titip_cap(cap):
    """For whoever has read the stamp along with something else, at the start of a request that only reads."""
    sekali = _permintaan.get()
    if sekali is not None:
        sekali.setdefault("cap", cap)


@contextlib.contextmanager
def selama_membaca():
    """Ask for the stamp once: around a request, or a few lines, that change nothing. May stand inside another."""
    if _permintaan.get() is not None:
        yield
        return
    tanda = _permintaan.set({})
    try:
        yield
    finally:
        _permintaan.reset(tanda)
