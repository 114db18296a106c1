"""Where an obligation is done: the address behind the button of Tugas saya, and the one behind the notice."""

from django.urls import NoReverseMatch, reverse

from organisasi.alamat import alamat_berkode
from persuratan.models.pilihan import JenisTugas

HALAMAN = {
    JenisTugas.CATAT: "surat_pindai",
    JenisTugas.ARAHKAN: "surat_arahkan",
    JenisTugas.DISPOSISI: "disposisi_beri",
    JenisTugas.PERSETUJUAN_BATAL: "surat_setujui_batal",
    JenisTugas.TENGAHI: "disposisi_tengahi",
    JenisTugas.BENARKAN: "disposisi_benarkan",
}
"""Kinds with a page of their own; the others are done on the letter's page."""


def alamat_kabar(tugas, surat, kiriman=None):
    """Where a notice leads: the page of the act, or the letter itself where the act has a page for many letters."""
    if tugas.jenis == JenisTugas.DISTRIBUSI:
        return f"{surat.get_absolute_url()}#tindakan"
    return alamat_tugas(tugas, surat, kiriman)


def alamat_tugas(tugas, surat, kiriman=None):
    """The page on which `tugas` is done. `kiriman` is the delivery that waits for an acknowledgement, if there is one.

    A room that is not built in leaves the letter's own page.
    """
    try:
        if tugas.jenis == JenisTugas.TERIMA and kiriman is not None:
            return kiriman.get_absolute_url()
        if tugas.jenis == JenisTugas.DISTRIBUSI:
            return f"{reverse('ekspedisi_buku')}?unit={tugas.untuk_unit_id}"
        if halaman := HALAMAN.get(tugas.jenis):
            return alamat_berkode(halaman, surat.kode)
    except NoReverseMatch:
        pass
    return f"{surat.get_absolute_url()}#tindakan"
