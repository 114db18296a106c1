"""The practice letter: a paper that exists nowhere, copied into the real fields. Nothing enters the register."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from rapidfuzz import fuzz

from organisasi.waktu import tanggal_naskah, tanggal_panjang
from persuratan.forms.isian_surat import IsianSurat
from persuratan.models.acuan import nomor_normal, normal

MIRIP = 85
"""Similarity, of 100, from which a line counts as copied: a comma more is no mistake."""


@dataclass(frozen=True)
class SuratLatihan:
    """What stands on the paper; its dates follow today, so that the form's own rules hold."""

    pengirim: str
    nomor: str
    tanggal: dt.date
    hal: str
    acara_tanggal: dt.date
    acara_jam: dt.time
    tempat: str
    kepada: str

    @property
    def hari_acara(self):
        return tanggal_panjang(self.acara_tanggal)

    @property
    def jam_acara(self):
        return f"{self.acara_jam:%H.%M} {settings.ZONA}"


def surat_latihan():
    hari = timezone.localdate()
    acara = hari + dt.timedelta(days=8)
    acara += dt.timedelta(days=max(0, 7 - acara.weekday()) if acara.weekday() > 4 else 0)  # not on a weekend
    return SuratLatihan(
        pengirim="Dinas Pendidikan Provinsi Contoh Raya",
        nomor=f"400.3/217/{(hari - dt.timedelta(days=3)).year}",
        tanggal=hari - dt.timedelta(days=3),
        hal="Undangan Rapat Persiapan Ujian Sekolah",
        acara_tanggal=acara,
        acara_jam=dt.time(9),
        tempat="Ruang Rapat Lantai 2",
        kepada="Sekretaris Daerah",
    )


class LatihanCatatForm(IsianSurat):
    """The fields of registering, with their real rules; what differs from the paper is told field by field."""

    def __init__(self, *args, surat, **kwargs):
        super().__init__(*args, **kwargs)
        self.surat = surat
        for nama in ("ditujukan_kepada", "klasifikasi", "cara_terima", "lampiran_fisik", "kecepatan", "keamanan"):
            del self.fields[nama]

    def clean(self):
        isi, kertas = super().clean(), self.surat
        jenis = isi.get("jenis")
        for nama, cocok, tertulis in (
            ("nama_pengirim", mirip(isi.get("nama_pengirim"), kertas.pengirim), kertas.pengirim),
            ("nomor_surat", nomor_normal(isi.get("nomor_surat") or "") == nomor_normal(kertas.nomor), kertas.nomor),
            ("tanggal_surat", isi.get("tanggal_surat") == kertas.tanggal, tanggal_naskah(kertas.tanggal)),
            ("hal", mirip(isi.get("hal"), kertas.hal), kertas.hal),
            ("acara_tanggal", isi.get("acara_tanggal") == kertas.acara_tanggal, kertas.hari_acara),
            ("acara_jam", isi.get("acara_jam") == kertas.acara_jam, kertas.jam_acara),
            ("acara_tempat", mirip(isi.get("acara_tempat"), kertas.tempat), kertas.tempat),
        ):
            if not cocok and nama not in self.errors:
                self.add_error(nama, f"Pada surat tertulis “{tertulis}”.")
        if jenis is not None and not jenis.undangan:
            self.add_error("jenis", "Surat ini undangan. Pilih jenis yang mempunyai acara.")
        return isi


def mirip(diketik, tertulis):
    return fuzz.ratio(normal(diketik or ""), normal(tertulis)) >= MIRIP
