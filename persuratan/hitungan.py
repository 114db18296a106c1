"""The arithmetic of a stage, row by row: how long it took against its norm, and how its deadline came about."""

import datetime as dt
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from organisasi.waktu import jam, lama_kata, tanggal_pendek, waktu_pendek
from persuratan.models.standar import StandarPelayanan
from persuratan.sisa import berjalan
from persuratan.tenggat import dari_standar

BARIS_TERBANYAK = 12
"""Rows of one arithmetic table before its middle is drawn together."""
PALING_BANYAK = 2000
_sudah: WeakKeyDictionary = WeakKeyDictionary()
"""{Kalender: {what a sum depends on: Hitungan}}: a letter is opened many times, its closed stages never change."""


@dataclass(frozen=True)
class Baris:
    """One row of the arithmetic: `jenis` is "", "jumlah" (a sum) or "lewat" (the result, when late)."""

    label: str
    lama: str
    jenis: str = ""


@dataclass(frozen=True)
class Hitungan:
    """`ringkas` in one line, `batas` how the deadline came about, `baris` the table (may be empty)."""

    ringkas: str
    batas: str
    baris: tuple[Baris, ...]


def hitung(tugas, penunjuk):
    """How long it took, or has taken, against its norm, row by row. What is over is worked out once a calendar."""
    if tugas.selesai_pada is None:
        return _hitung(tugas, penunjuk)
    sudah = _sudah.setdefault(penunjuk.kalender, {})
    norma = tugas.standar and (tugas.standar.satuan, tugas.standar.jumlah)
    kunci = (norma, tugas.dibuka_pada, tugas.selesai_pada, tugas.tenggat_pada, tugas.tenggat_dari)
    hasil = sudah.get(kunci)  # asked once: another thread may forget everything at any moment
    if hasil is None:
        if len(sudah) >= PALING_BANYAK:
            sudah.clear()
        hasil = sudah[kunci] = _hitung(tugas, penunjuk)
    return hasil


def _hitung(tugas, penunjuk):
    akhir = max(tugas.selesai_pada or penunjuk.sekarang, tugas.dibuka_pada)
    ekor = "" if tugas.selesai_pada else ", masih berjalan"
    if _kalender_lain(tugas, penunjuk.kalender):
        return _hitung_tenggat(tugas, akhir, ekor, penunjuk, tercatat=True)
    if berjalan(tugas):
        return _hitung_berjalan(tugas, akhir, ekor, penunjuk)
    if _bernorma_jam(tugas):
        return _hitung_jam(tugas, akhir, ekor, penunjuk)
    return _hitung_tenggat(tugas, akhir, ekor, penunjuk)


def hitung_tertutup(tugas, penunjuk):
    """For one who may not know when the event is that set the deadline: how long it took, and no moment."""
    akhir = max(tugas.selesai_pada or penunjuk.sekarang, tugas.dibuka_pada)
    ekor = "" if tugas.selesai_pada else ", masih berjalan"
    dipakai = lama_kata(penunjuk.kalender.lama_tampil(tugas.dibuka_pada, akhir))
    return Hitungan(f"{dipakai} kerja, batasnya tidak ditampilkan{ekor}.", "", ())


def _kalender_lain(tugas, kalender):
    """Whether the calendar has changed since this deadline became a fact: its sum would no longer give it."""
    if tugas.tenggat_dari or tugas.standar is None or tugas.tenggat_pada is None:
        return False
    return dari_standar(tugas.standar, tugas.dibuka_pada, kalender) != tugas.tenggat_pada


def _bernorma_jam(tugas):
    satuan = (StandarPelayanan.Satuan.MENIT_KERJA, StandarPelayanan.Satuan.JAM_KERJA)
    return tugas.standar is not None and not tugas.tenggat_dari and tugas.standar.satuan in satuan


def _norma(standar):
    satu = {
        StandarPelayanan.Satuan.MENIT_KERJA: dt.timedelta(minutes=1),
        StandarPelayanan.Satuan.JAM_KERJA: dt.timedelta(hours=1),
        StandarPelayanan.Satuan.JAM_BERJALAN: dt.timedelta(hours=1),
    }
    return satu[standar.satuan] * standar.jumlah


def _hitung_jam(tugas, akhir, ekor, penunjuk):
    """A norm in working minutes or hours: time used, less the norm."""
    kalender, norma = penunjuk.kalender, _norma(tugas.standar)
    ruas = kalender.rincian(tugas.dibuka_pada, akhir)
    lama = _jumlah(ruas)
    baris = [*_baris_ruas(ruas)]
    lewat = akhir > tugas.tenggat_pada
    if len(baris) > 1 or lewat:
        baris.append(Baris("Jumlah jam kerja", lama_kata(lama, nol=True), "jumlah"))
    if lewat:
        baris.append(Baris("Dikurangi standar", lama_kata(norma, nol=True)))
        baris.append(Baris("Lewat", lama_kata(max(lama - norma, dt.timedelta()), nol=True), "lewat"))
    return Hitungan(
        ringkas=f"{lama_kata(lama)} dari standar {tugas.standar.lama}{ekor}.",
        batas=kalender.jelaskan_jam_kerja(tugas.dibuka_pada, norma, awal="Mulai") + ".",
        baris=tuple(baris),
    )


def _hitung_berjalan(tugas, akhir, ekor, penunjuk):
    """A norm in elapsed hours: nights and holidays count."""
    norma, lama = _norma(tugas.standar), akhir - tugas.dibuka_pada
    baris = [Baris(_rentang(tugas.dibuka_pada, akhir), lama_kata(lama, berjalan=True))]
    if akhir > tugas.tenggat_pada:
        baris.append(Baris("Dikurangi standar", lama_kata(norma, berjalan=True)))
        baris.append(Baris("Lewat", lama_kata(akhir - tugas.tenggat_pada, berjalan=True), "lewat"))
    return Hitungan(
        ringkas=f"{lama_kata(lama, berjalan=True)} dari standar {tugas.standar.lama} berjalan{ekor}.",
        batas=penunjuk.kalender.jelaskan_jam_berjalan(tugas.dibuka_pada, norma, awal="Mulai") + ".",
        baris=tuple(baris),
    )


def _hitung_tenggat(tugas, akhir, ekor, penunjuk, *, tercatat=False):
    """A norm in working days, or a deadline set by an event or a person: only what lies beyond it is counted."""
    kalender = penunjuk.kalender
    dipakai = lama_kata(kalender.lama_tampil(tugas.dibuka_pada, akhir))
    if tugas.tenggat_pada is None:
        return Hitungan(f"{dipakai} kerja, tanpa standar{ekor}.", "", ())
    if tugas.tenggat_dari or tugas.standar is None:
        batas = f"{tugas.tenggat_dari or 'Batas'}: {waktu_pendek(tugas.tenggat_pada)}."
        ringkas = f"{dipakai} kerja, batas {waktu_pendek(tugas.tenggat_pada)}{ekor}."
    elif tercatat:
        batas = f"Batas tercatat {waktu_pendek(tugas.tenggat_pada)}, menurut kalender yang berlaku saat itu."
        ringkas = f"{dipakai} kerja, standar {tugas.standar.lama}{ekor}."
    else:
        batas = kalender.jelaskan_hari_kerja(tugas.dibuka_pada, tugas.standar.jumlah, awal="Mulai") + "."
        ringkas = f"{dipakai} kerja, standar {tugas.standar.lama}{ekor}."
    baris = []
    if akhir > tugas.tenggat_pada:
        ruas = kalender.rincian(tugas.tenggat_pada, akhir)
        baris = [*_baris_ruas(ruas), Baris("Lewat", lama_kata(_jumlah(ruas), nol=True), "lewat")]
    return Hitungan(ringkas=ringkas, batas=batas, baris=tuple(baris))


def _jumlah(ruas):
    return sum((r.tampil for r in ruas), dt.timedelta())


def _baris_ruas(ruas):
    """One row a stretch; the middle of a long table is one row with its own sum, so that the sum stays true."""
    if len(ruas) > BARIS_TERBANYAK:
        tengah = ruas[4:-2]
        yield from _baris_ruas(ruas[:4])
        yield Baris(f"{len(tengah)} baris lagi", lama_kata(_jumlah(tengah), nol=True))
        yield from _baris_ruas(ruas[-2:])
        return
    for r in ruas:
        yield Baris(f"{tanggal_pendek(r.mulai)} {jam(r.mulai)}–{jam(r.selesai)}", lama_kata(r.tampil, nol=True))


def _rentang(dari, sampai):
    return f"{waktu_pendek(dari)} – {waktu_pendek(sampai)}"
