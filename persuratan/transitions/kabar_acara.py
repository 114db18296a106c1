"""A correction moves an event: whoever has answered the invitation hears of it.

Answers belong to a room above: they are reached by the name of their relation (`surat.kehadiran`), not imported.
"""

from django.utils import timezone

from alur.models import JenisKabar
from alur.transitions import Kabar
from organisasi.waktu import jam_zona, tanggal_panjang
from persuratan.kabar import mendesak
from persuratan.models.pilihan import Keamanan
from persuratan.pemegang import orang_jabatan
from persuratan.transitions.hitung_ulang import kabar_dimajukan

ACARA = frozenset({"acara_mulai", "acara_tempat"})


def kabar_koreksi(surat, konteks):
    """Of a moved event, and of deadlines that came nearer; nobody hears of both."""
    orang = _yang_menjawab(surat, konteks)
    if orang:
        judul, isi = _kata(surat)
        yield Kabar(
            penerima=orang,
            judul=f"{judul}: {surat.sebutan}",
            isi=isi,
            rahasia=surat.rahasia,
            jenis=JenisKabar.PENGINGAT,
            mendesak=mendesak(surat, konteks.saat),
        )
    yield from kabar_dimajukan(surat, konteks, kecuali=orang)


def _yang_menjawab(surat, konteks):
    """Who holds a post that comes, sends somebody, was sent or does not come; nobody once the event is over."""
    if not ACARA & konteks.tambahan["koreksi"].keys():
        return []
    acara = (konteks.data["acara_semula"], surat.acara_mulai)
    if not any(mulai is not None and mulai > konteks.saat for mulai in acara):
        return []
    jabatan = surat.kehadiran.berlaku().values_list("jabatan_id", flat=True)
    return [p for p in orang_jabatan(jabatan) if p != konteks.oleh]


def _kata(surat):
    """(title, text). That there is an event is content: of a letter that is not open neither is told."""
    if surat.keamanan != Keamanan.B:
        return "Data surat dikoreksi", surat.hal_kabar
    if surat.acara_mulai is None:
        return "Acara tidak lagi tercatat", f"{surat.hal_kabar}."
    acara = timezone.localtime(surat.acara_mulai)
    tempat = f", {surat.acara_tempat}" if surat.acara_tempat else ""
    return "Acara berubah", f"{surat.hal_kabar}. Sekarang {tanggal_panjang(acara)} {jam_zona(acara)}{tempat}."
