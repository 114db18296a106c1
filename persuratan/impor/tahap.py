"""The stages of a letter as an old book knows them: with both moments they are Tugas, closed; else only words."""

from dataclasses import dataclass
from typing import Any

from organisasi.kalender import Kalender
from persuratan import tenggat
from persuratan.impor.nilai import tulis
from persuratan.models import Tugas
from persuratan.models.pilihan import JenisTugas

J = JenisTugas
KOLOM_SAAT = {
    J.DISPOSISI: ("diterima_pada", "disposisi_pada"),
    J.DISTRIBUSI: ("disposisi_pada", "dikirim_pada"),
    J.TERIMA: ("dikirim_pada", "diterima_penerima_pada"),
}
"""Between which columns a stage lies. The book does not say when a letter came to the official: from receipt on."""


class Penghitung:
    """Calendar and norms, read once for a whole file."""

    def __init__(self):
        self.kalender = Kalender.muat()
        self.tahun_libur = {t.year for t in self.kalender.libur}

    def dapat_dihitung(self, *saat):
        """Without the holidays of its year nobody can say that something was late."""
        return all(s.hari.year in self.tahun_libur for s in saat)

    def batas(self, jenis, surat, mulai):
        """(norm, deadline, why) of a stage that began at `mulai`."""
        standar = tenggat.standar_berlaku(jenis, surat.kecepatan, mulai)
        return standar, *tenggat.batas(jenis, standar, mulai, surat.acara_mulai, self.kalender)


@dataclass(frozen=True)
class Tahap:
    """One stage of the book. `bernorma`: whether its holder alone had the letter between the two moments."""

    jenis: str
    pemegang: Any
    mulai: Any
    selesai: Any
    untuk: Any = None
    bernorma: bool = True

    @property
    def bertugas(self):
        """Whether the database can hold it: both moments, a holder of today, and for a delivery its unit."""
        tujuan = self.jenis != J.DISTRIBUSI or self.untuk.unit is not None
        return bool(self.mulai and self.selesai and tujuan and (self.pemegang.jabatan or self.pemegang.unit))

    def tugas(self, surat, hitung):
        """The Tugas as it would stand today, not saved; late only when whole days say so."""
        mulai = self.mulai.akhir(hitung.kalender)
        tugas = Tugas(
            surat_id=surat.pk,
            jenis=self.jenis,
            jabatan=self.pemegang.jabatan,
            unit=self.pemegang.unit,
            untuk_unit=self.untuk and self.untuk.unit,
            dibuka_pada=mulai,
            selesai_pada=max(mulai, self.selesai.awal(hitung.kalender)),
        )
        if self.bernorma and hitung.dapat_dihitung(self.mulai, self.selesai):
            tugas.standar, tugas.tenggat_pada, tugas.tenggat_dari = hitung.batas(self.jenis, surat, mulai)
            if tugas.sudah_lewat():
                tugas.terlambat_pada = tugas.tenggat_pada
        tugas.lama_kerja_detik = tenggat.detik_terpakai(tugas)
        return tugas

    def teks(self):
        """What the page says of a stage that is no Tugas."""
        return {
            "jenis": str(self.jenis),
            "pemegang": self.pemegang.teks,
            "unit": [u.pk for u in (self.pemegang.unit, self.untuk and self.untuk.unit) if u],
            "luar": self.jenis != J.DISPOSISI and self.pemegang.jabatan is None,
            "untuk": self.untuk.teks if self.untuk else "",
            "mulai": tulis(self.mulai) if self.mulai else "",
            "selesai": tulis(self.selesai) if self.selesai else "",
        }


def susun(isian, unit_pencatat):
    """All stages of a row, in the order of the way. `unit_pencatat`: a Nama, whose book it was."""
    diterima, disposisi, dikirim, sampai = (
        isian.saat.get(n) for n in ("diterima_pada", "disposisi_pada", "dikirim_pada", "diterima_penerima_pada")
    )
    # Of several officials and one moment nobody can say who had it how long: the way is kept, and blames nobody.
    sendiri = len(isian.pejabat) == 1
    tahap = [Tahap(J.DISPOSISI, p, diterima, disposisi, bernorma=sendiri) for p in isian.pejabat]
    dalam = [n for n in isian.tujuan if n.jabatan is not None]
    tahap += [Tahap(J.DISTRIBUSI, unit_pencatat, disposisi, dikirim, untuk=n) for n in isian.tujuan if n not in dalam]
    return tahap + [Tahap(J.TERIMA, n, dikirim, sampai) for n in isian.tujuan]


def pasang_keseluruhan(surat, isian, hitung):
    """The whole way, receipt → sent: charged to nobody. Without an end in the book it has no limit either."""
    mulai = isian.saat["diterima_pada"]
    akhir = isian.saat.get("dikirim_pada") or isian.saat.get("diterima_penerima_pada")
    if akhir is None:
        return
    surat.didistribusikan_pada = max(surat.diterima_pada, akhir.awal(hitung.kalender))
    if not hitung.dapat_dihitung(mulai, akhir):
        return
    jenis = J.KESELURUHAN_PANJANG if len(isian.pejabat) > 1 else J.KESELURUHAN
    surat.standar = tenggat.standar_berlaku(jenis, surat.kecepatan, surat.diterima_pada)
    surat.tenggat_pada = tenggat.batas_keseluruhan(
        surat.standar, surat.diterima_pada, surat.acara_mulai, hitung.kalender
    )
    if surat.sudah_lewat(surat.didistribusikan_pada):
        surat.terlambat_pada = surat.tenggat_pada
