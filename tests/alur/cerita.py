"""What a letter's obligations, ledger and readers are, told in rows that a test can compare whole."""

import pytest

from alur.kewenangan import TransitionDenied
from alur.models import Jejak
from organisasi.waktu import jam
from persuratan.models import Keterlibatan, Tugas
from tests.perjalanan import wita

AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
AS2 = "Asisten Perekonomian dan Pembangunan"


def w(saat):
    """ "9 08.10", office time; "" for a moment that never came."""
    return saat and f"{saat.astimezone(wita(1, 0).tzinfo).day} {jam(saat)}" or ""


def baris_tugas(surat):
    """One line per obligation: what and whose; opened, closed, by whom; deadline, worked minutes, lineage, late."""
    baris = Tugas.objects.filter(surat=surat.pk).select_related(
        "jabatan", "unit", "untuk_unit", "asal", "selesai_oleh"
    )
    return [
        (
            f"{t.jenis} {t.pemegang.sebutan if t.jabatan_id else t.unit.singkatan}"
            + (f" untuk {t.untuk_unit.singkatan}" if t.untuk_unit_id else ""),
            f"{w(t.dibuka_pada)} – {w(t.selesai_pada)}" + (f" {t.selesai_oleh.username}" if t.selesai_oleh_id else ""),
            w(t.tenggat_pada),
            t.lama_kerja_detik and t.lama_kerja_detik // 60,
            t.asal and t.asal.jenis,
            w(t.terlambat_pada),
        )
        for t in baris.order_by("pk")
    ]


def baris_jejak(surat):
    return [
        (j.transisi, f"{j.dari} → {j.ke}", j.oleh and j.oleh.username, j.sebagai and j.sebagai.sebutan)
        for j in Jejak.objects.filter(rantai=surat.rantai).order_by("urut")
    ]


def dalam_jalur(surat):
    return sorted(
        (k.jabatan.sebutan if k.jabatan_id else k.unit.nama, k.baca_isi)
        for k in Keterlibatan.objects.filter(surat=surat.pk).select_related("jabatan", "unit")
    )


def terbuka(surat):
    return sorted(f"{t.jenis} {t.pemegang}" for t in Tugas.objects.terbuka().filter(surat=surat.pk))


def tolak(verb, *args, **kwargs):
    with pytest.raises(TransitionDenied) as galat:
        verb(*args, **kwargs)
    return galat.value.pesan
