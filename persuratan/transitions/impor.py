"""A letter out of an old agenda: closed history from the start. Many at once, by `persuratan.impor.tulis`."""

from alur.kewenangan import TransitionDenied
from alur.transitions import Transition, menyebut
from persuratan.models import SuratMasuk
from persuratan.models.pilihan import JenisTugas
from persuratan.permissions import is_pengelola_register

Status = SuratMasuk.Status


def hanya_berkas(surat):
    raise TransitionDenied("Surat agenda lama masuk bersama berkasnya, lewat halaman Impor agenda lama.")


@menyebut(JenisTugas.DISPOSISI, JenisTugas.DISTRIBUSI, JenisTugas.TERIMA)
def tahap_usai(surat, konteks):
    """The stages the old book has times for: `persuratan.impor.tahap` makes them."""
    return ()


IMPOR = Transition(
    name="impor",
    label="Impor agenda lama",
    kata_jejak="Dicatat dari agenda lama",
    ikon="unggah",
    sources=frozenset({Status.KONSEP}),
    target=Status.SELESAI,
    permission=is_pengelola_register,
    guard=hanya_berkas,
    closes=tahap_usai,
)
