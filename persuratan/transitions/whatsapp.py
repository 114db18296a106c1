"""A word to the holder from the sender's own phone. We know that WhatsApp was opened, never that it was sent."""

from alur.transitions import Transition
from persuratan.models import SuratMasuk
from persuratan.permissions import is_pengantar

Status = SuratMasuk.Status


def catat_dibuka(surat, konteks):
    """Whom it is for and about which obligation; the number stays with its owner, a ledger forgets nothing."""
    tugas, orang = konteks.data["tugas"], konteks.data["orang"]
    konteks.tambahan |= {
        "kepada": [str(tugas.pemegang)],
        "tugas": {"tugas": tugas.pk, "jenis": tugas.jenis},
        "pegawai": orang.pk,
    }


BUKA_WHATSAPP = Transition(
    name="buka_whatsapp",
    label="Kirim lewat WhatsApp",
    kata_jejak="WhatsApp dibuka",
    ikon="hp",
    sources=frozenset({Status.TERCATAT, Status.NAIK, Status.TERDISPOSISI}),
    target=None,
    permission=is_pengantar,
    effect=catat_dibuka,
)
