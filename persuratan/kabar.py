"""What a message about a letter may still tell: it is kept for good, the right to the letter is not."""

from persuratan.models import Surat
from persuratan.models.surat import AWALAN_RANTAI


def tutup_tanpa_hak(pesan, penerima):
    """Empty `isi` (in memory) of the messages about letters whose content is closed to `penerima` now; one query."""
    kode = {p.pk: p.kunci.split(":")[1] for p in pesan if p.isi and p.kunci.startswith(AWALAN_RANTAI)}
    if not kode:
        return
    terbuka = set(
        Surat.objects.visible_to(penerima)
        .filter(kode__in=set(kode.values()), isi_terbuka=True)
        .values_list("kode", flat=True)
    )
    for p in pesan:
        if p.pk in kode and kode[p.pk] not in terbuka:
            p.isi = ""
