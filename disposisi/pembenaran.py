"""What an adjutant has typed for his official and nobody has confirmed yet, read from the ledger."""

from alur.models import Jejak
from persuratan.models.pilihan import JenisTugas

PEMBENARAN = ("benarkan", "koreksi_dikte")


def didiktekan_menunggu(surat, jabatan):
    """The ledger entries of this letter that were dictated by this post since it last confirmed; oldest first."""
    hasil = []
    for entri in Jejak.objects.filter(rantai=surat.rantai).order_by("urut"):
        if entri.transisi in PEMBENARAN and entri.data.get("jabatan") == jabatan.pk:
            hasil = []
        elif entri.data.get("didiktekan") and entri.data.get("atas_nama") == jabatan.pk:
            hasil.append(entri)
    return hasil


def tugas_pembenaran(surat, penugasan):
    """The open obligation of this assignment's own post to confirm, or None. The adjutant confirms nothing."""
    return next(
        (
            t
            for t in surat.surat_induk().tugas_terbuka
            if t.jenis == JenisTugas.BENARKAN and t.jabatan_id == penugasan.jabatan_id
        ),
        None,
    )
