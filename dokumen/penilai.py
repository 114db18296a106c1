"""Judge an upload by its content, in the limited child program, within what a clerk at the counter can bear."""

from dataclasses import dataclass
from pathlib import Path

from dokumen.alasan import tolak
from dokumen.nama import JENIS
from dokumen.proses import berkas_anak, bilangan, jalankan_anak

MAKS_HALAMAN = 500
"""A4 both sides, a ream: the thickest bundle a counter takes as one letter. Above that the annexes are split."""
MAKS_PIKSEL = 80_000_000
"""A3 at 600 dpi is 70 megapixels; what is larger is a poster or an attack."""
DETIK_CPU, DETIK = 8, 20
"""Processor and clock. An ordinary scan takes a third of a second; the clock only ends what waits for nothing."""


@dataclass(frozen=True)
class HasilNilai:
    jenis: str
    halaman: int
    aktif: tuple
    bersih: Path | None


def nilai(jalur, folder):
    """Judge the file at `jalur`; `folder` is a private work folder. Raises BerkasDitolak with its sentence."""
    jawaban = jalankan_anak(
        "nilai",
        {"masuk": str(jalur), "keluar": str(folder), "maks_halaman": MAKS_HALAMAN, "maks_piksel": MAKS_PIKSEL},
        folder=folder,
        baca=[jalur],
        detik=DETIK,
        batas={"cpu": DETIK_CPU},
    )
    akhir = jawaban.akhir
    if not jawaban.pagar or (jawaban.sebab == "henti" and not akhir):  # it did not come to look at the file
        raise tolak("gangguan")
    if not akhir:
        raise tolak("terlalu_berat" if jawaban.sebab == "waktu" else "rusak")
    if not akhir.pop("ok"):
        raise tolak(akhir.pop("alasan"), **akhir)
    bersih = berkas_anak(folder, akhir["bersih"]) if akhir["bersih"] else None
    if akhir["bersih"] and bersih is None:
        raise tolak("rusak")
    if akhir["jenis"] not in JENIS or not bilangan(akhir["halaman"], 0, MAKS_HALAMAN):
        raise tolak("rusak")
    return HasilNilai(jenis=akhir["jenis"], halaman=akhir["halaman"], aktif=tuple(akhir["aktif"]), bersih=bersih)
