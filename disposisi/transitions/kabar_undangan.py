"""Who is told of an answer to an invitation."""

from django.urls import reverse

from alur.models import JenisKabar
from alur.transitions import Kabar
from persuratan.models.pilihan import Keamanan
from persuratan.pemegang import orang_jabatan
from persuratan.transitions.kabar import kabar_pemegang


def kabar_jawaban(surat, konteks):
    """The adjutant, or the official whose words he typed; the one who had sent this post; those let go."""
    induk, baris = surat.surat_induk(), konteks.data.get("kehadiran")
    if baris is not None:
        tahu = {baris.jabatan_id, baris.mewakili_id} - {None}
        if surat.keamanan == Keamanan.B:
            tahu |= {*baris.jabatan.ajudan_ids()}
        orang = [p for p in orang_jabatan(tahu) if p != konteks.oleh]
        if orang:
            yield _kabar(induk, orang, "Undangan dijawab", f"{baris.jabatan}: {baris.kata}.")
    dilepas = [p for p in orang_jabatan([k.jabatan_id for k in konteks.data.get("dilepas", ())]) if p != konteks.oleh]
    if dilepas:
        isi = "Anda tidak perlu lagi menghadiri acara ini."
        # Some do not see the letter any more.
        yield _kabar(induk, dilepas, "Penunjukan mewakili dicabut", isi, tautan=reverse("tugas_saya"))


def _kabar(surat, orang, judul, isi, tautan=""):
    """Text leaves the house in e-mail: of anything but an open letter only that there is news."""
    if surat.keamanan == Keamanan.B:
        judul, isi = f"{judul}: {surat.sebutan}", f"{isi} {surat.hal}"
    else:
        judul, isi = f"Kabar surat: {surat.sebutan}", surat.hal_kabar
    return Kabar(penerima=orang, judul=judul, isi=isi, tautan=tautan, rahasia=surat.rahasia, jenis=JenisKabar.KABAR)


def kabar_wakil(surat, konteks):
    yield from kabar_pemegang(surat, konteks)
    yield from kabar_jawaban(surat, konteks)
