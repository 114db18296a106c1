"""The journey of a letter as plain objects: each stage with its moments, its clock and the arithmetic behind it.

    perjalanan = susun(surat)                     # everything, as for the evidence sheet
    perjalanan = susun(surat, untuk=pegawai)      # what this person may see of it

View-free and in a constant number of queries. Deliveries belong to a room above: they are reached by the names of
their relations (`tugas.pengiriman`, `tugas.pengiriman_diterima`), never imported.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from organisasi.hafalan import hafal
from organisasi.ingatan import selama_membaca
from organisasi.models import Peran, UnitKerja
from organisasi.waktu import jam, lama_kata, tanggal_pendek, waktu_pendek
from persuratan.models.pilihan import JenisTugas
from persuratan.models.standar import StandarPelayanan
from persuratan.models.tugas import Tugas
from persuratan.pemegang import penugasan_pemegang
from persuratan.rujukan import pasangkan
from persuratan.sisa import LEWAT, PenunjukSisa, Sisa, berjalan

BARIS_TERBANYAK = 12
"""Rows of one arithmetic table before its middle is drawn together."""
MELIHAT_SEMUA = (Peran.AGENDARIS, Peran.CARAKA, Peran.PENGAWAS, Peran.AUDITOR)
BERTAHAP_DIBUKA = frozenset({JenisTugas.TELAAH, JenisTugas.PARAF, JenisTugas.DISPOSISI})


@dataclass(frozen=True)
class Saat:
    """One moment of a stage; `pada` is None while it has not come, `alasan` says why it never will."""

    kata: str
    ikon: str
    pada: dt.datetime | None
    alasan: str = "belum"


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


@dataclass(frozen=True)
class Tahap:
    """One obligation on the way, over or open. `keadaan`: "usai", "kini" or "telat"."""

    tugas: object
    nomor: int
    nama: str
    pemegang: str
    keadaan: str
    sisa: Sisa
    saat: tuple[Saat, ...]
    hitungan: Hitungan
    pelaku: str = ""

    @property
    def terbuka(self):
        return self.tugas.selesai_pada is None


@dataclass(frozen=True)
class Pegangan:
    """One answer to "di tangan siapa": an open obligation, who does it today, and since when."""

    tugas: object
    pemegang: str
    orang: tuple[str, ...]
    kosong: bool
    kalimat: str
    tekanan: str
    sisa: Sisa

    @property
    def lewat(self):
        return self.sisa.nada == LEWAT


@dataclass(frozen=True)
class Keseluruhan:
    """The whole way, receipt → distribution: charged to no holder."""

    mulai: dt.datetime
    tenggat: dt.datetime
    selesai: dt.datetime | None
    sisa: Sisa


@dataclass(frozen=True)
class Perjalanan:
    surat: object
    sekarang: dt.datetime
    tahap: tuple[Tahap, ...]
    tangan: tuple[Pegangan, ...]
    keseluruhan: Keseluruhan | None
    tugas: tuple = field(repr=False, default=())
    """The Tugas shown, oldest first."""
    tersembunyi: frozenset = frozenset()
    """Ids of Tugas of other units that this person does not see."""
    lain_memegang: int = 0
    """How many open obligations stay unnamed."""


def susun(surat, *, untuk=None, penunjuk=None, tugas=None):
    """The Perjalanan of a SuratMasuk (or Surat). `untuk`: the Pegawai who looks; None sees everything.

    Two queries, and three more for the calendar and the norms when no `penunjuk` (PenunjukSisa) is given.
    `tugas`: what `muat_tugas` gave, when the caller has it already.
    """
    penunjuk = penunjuk or PenunjukSisa()
    semua, unit_sendiri = tugas or muat_tugas(surat), lingkup(untuk)
    sembunyi = {t.pk for t in semua if not terlihat(t, unit_sendiri)}
    tampil = [t for t in semua if t.pk not in sembunyi]
    lanjutan = defaultdict(list)
    for tugas in tampil:
        lanjutan[tugas.asal_id].append(tugas)
    terbuka = [t for t in tampil if t.selesai_pada is None]
    orang = penugasan_pemegang(terbuka)
    return Perjalanan(
        surat=surat,
        sekarang=penunjuk.sekarang,
        tahap=tuple(_tahap(n, t, lanjutan, penunjuk) for n, t in enumerate(tampil, 1)),
        tangan=tuple(_pegangan(t, orang.get(t.pk, ()), penunjuk) for t in terbuka),
        keseluruhan=_keseluruhan(surat, penunjuk),
        tugas=tuple(tampil),
        tersembunyi=frozenset(sembunyi),
        lain_memegang=sum(t.selesai_pada is None for t in semua if t.pk in sembunyi),
    )


def muat_tugas(surat):
    """All obligations of a letter with what stands beside them: one query, in the order they began."""
    with selama_membaca():
        tugas = pasangkan(hafal("tugas surat", None, _tugas_surat, surat=surat.pk), "selesai_sebagai")
    for t in tugas:
        t.surat = surat
    return tugas


def _tugas_surat(surat):
    semua = Tugas.objects.filter(surat_id=surat).select_related("selesai_oleh", "pengiriman_diterima")
    return semua.order_by("dibuka_pada", "pk")


def lingkup(pegawai):
    """Ids of the outside units a person speaks for; None when the person sees the whole journey.

    A receiving unit sees the way down to itself, and not how its neighbours fare (as `Pengiriman.visible_to`).
    """
    if pegawai is None or pegawai.has_peran(*MELIHAT_SEMUA):
        return None
    return {p.jabatan.unit_id for p in pegawai.penugasan_berlaku if _luar(p.jabatan.unit)} or None


def _luar(unit):
    return not unit.dalam_setda and unit.jenis != UnitKerja.Jenis.PIMPINAN


def terlihat(tugas, unit_sendiri):
    """Whether a stage is shown to one whose `lingkup` is `unit_sendiri`."""
    if unit_sendiri is None:
        return True
    return unit_terlihat(tugas.untuk_unit or tugas.unit or tugas.jabatan.unit, unit_sendiri)


def unit_terlihat(unit, unit_sendiri):
    return unit.pk in unit_sendiri or not _luar(unit)


# Stages ---------------------------------------------------------------------------------------------


def _tahap(nomor, tugas, lanjutan, penunjuk):
    sisa = penunjuk.sisa(tugas)
    keadaan = "telat" if sisa.nada == LEWAT else "kini" if tugas.selesai_pada is None else "usai"
    nama = tugas.get_jenis_display()
    if tugas.untuk_unit_id:
        nama = f"{nama} ke {tugas.untuk_unit.nama}"
    return Tahap(
        tugas=tugas,
        nomor=nomor,
        nama=nama,
        pemegang=tugas.pemegang.nama,
        keadaan=keadaan,
        sisa=sisa,
        saat=_saat(tugas, lanjutan[tugas.pk]),
        hitungan=hitung(tugas, penunjuk),
        pelaku=_pelaku(tugas),
    )


def _pelaku(tugas):
    """The one who closed it, when that is not plain from the holder: "Surya Trembesi, Plh. Sekretaris Daerah"."""
    if tugas.selesai_oleh is None:
        return ""
    sebagai = tugas.selesai_sebagai
    return f"{tugas.selesai_oleh.nama}, {sebagai.sebutan}" if sebagai else tugas.selesai_oleh.nama


def kiriman(tugas):
    """The delivery that waits for, or ended with, this acknowledgement; None inside Setda."""
    try:
        return tugas.pengiriman_diterima
    except ObjectDoesNotExist:
        return None


def _saat(tugas, lanjutan):
    """The moments of a stage, each recorded by itself; what nobody records is not shown."""
    if tugas.jenis in BERTAHAP_DIBUKA:
        return (
            Saat("Dikirim", "kirim", tugas.dibuka_pada),
            _dibuka(tugas, tugas.dilihat_pada),
            Saat("Ditindaklanjuti", "bendera", tugas.selesai_pada),
        )
    if tugas.jenis != JenisTugas.TERIMA:
        return ()
    kirim = kiriman(tugas)
    dibuka = kirim.dibuka_pada if kirim is not None else tugas.dilihat_pada
    saat = [Saat("Dikirim", "kirim", tugas.dibuka_pada), _dibuka(tugas, dibuka)]
    if kirim is not None and kirim.dikembalikan_pada is not None:
        return (*saat, Saat("Dikembalikan", "kiri", kirim.dikembalikan_pada))
    akhir = next((t for t in lanjutan if t.jenis == JenisTugas.TINDAK_LANJUT), None)
    tanpa = "hanya untuk diketahui" if tugas.untuk_diketahui else "belum"
    return (
        *saat,
        Saat("Diterima", "centang", tugas.selesai_pada),
        Saat("Ditindaklanjuti", "bendera", akhir.selesai_pada if akhir else None, tanpa),
    )


def _dibuka(tugas, pada):
    terlewat = pada is None and tugas.selesai_pada is not None
    return Saat("Dibuka", "mata", pada, "tidak tercatat" if terlewat else "belum")


# Arithmetic -----------------------------------------------------------------------------------------


def hitung(tugas, penunjuk):
    """How long it took, or has taken, against its norm, row by row."""
    akhir = max(tugas.selesai_pada or penunjuk.sekarang, tugas.dibuka_pada)
    ekor = "" if tugas.selesai_pada else ", masih berjalan"
    if berjalan(tugas):
        return _hitung_berjalan(tugas, akhir, ekor, penunjuk)
    if _bernorma_jam(tugas):
        return _hitung_jam(tugas, akhir, ekor, penunjuk)
    return _hitung_tenggat(tugas, akhir, ekor, penunjuk)


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


def _hitung_tenggat(tugas, akhir, ekor, penunjuk):
    """A norm in working days, or a deadline set by an event or a person: only what lies beyond it is counted."""
    kalender = penunjuk.kalender
    dipakai = lama_kata(_jumlah(kalender.rincian(tugas.dibuka_pada, akhir)))
    if tugas.tenggat_pada is None:
        return Hitungan(f"{dipakai} kerja, tanpa standar{ekor}.", "", ())
    if tugas.tenggat_dari or tugas.standar is None:
        batas = f"{tugas.tenggat_dari or 'Batas'}: {waktu_pendek(tugas.tenggat_pada)}."
        ringkas = f"{dipakai} kerja, batas {waktu_pendek(tugas.tenggat_pada)}{ekor}."
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


# In whose hands -------------------------------------------------------------------------------------


def _pegangan(tugas, penugasan, penunjuk):
    kalimat, tekanan = _kalimat(tugas)
    return Pegangan(
        tugas=tugas,
        pemegang=tugas.pemegang.nama,
        orang=tuple(_nama(p) for p in penugasan),
        kosong=not penugasan,
        kalimat=kalimat,
        tekanan=tekanan,
        sisa=penunjuk.sisa(tugas),
    )


def _nama(penugasan):
    definitif = penugasan.jenis == penugasan.Jenis.DEFINITIF
    nama = penugasan.pegawai.nama
    return nama if definitif else f"{penugasan.get_jenis_display()} {nama}"


MENUNGGU = {
    JenisTugas.CATAT: "Menunggu dipindai",
    JenisTugas.ARAHKAN: "Menunggu diarahkan",
    JenisTugas.TELAAH: "Menunggu telaah",
    JenisTugas.PARAF: "Menunggu paraf",
    JenisTugas.DISPOSISI: "Menunggu disposisi",
}


def _kalimat(tugas):
    """(what and since when, what has not happened yet): "Dikirim Rab 11 Nov 11.45." and "Belum dibuka…"."""
    sejak = waktu_pendek(tugas.dibuka_pada)
    if tugas.jenis == JenisTugas.TINDAK_LANJUT:
        return f"Sedang ditindaklanjuti sejak {sejak}.", ""
    if tugas.jenis == JenisTugas.DISTRIBUSI:
        return f"Menunggu dikirim ke {tugas.untuk_unit.nama} sejak {sejak}.", ""
    if tugas.jenis == JenisTugas.TERIMA:
        kirim = kiriman(tugas)
        dibuka = kirim.dibuka_pada if kirim is not None else tugas.dilihat_pada
        if dibuka is None:
            return f"Dikirim {sejak}.", "Belum dibuka, belum diterima."
        return f"Dikirim {sejak}, dibuka {waktu_pendek(dibuka)}.", "Belum diterima."
    menunggu = f"{MENUNGGU[tugas.jenis]} sejak {sejak}."
    if tugas.jenis in BERTAHAP_DIBUKA and tugas.dilihat_pada is None:
        return menunggu, "Belum dibuka."
    return menunggu, ""


def _keseluruhan(surat, penunjuk):
    if surat.tenggat_pada is None:
        return None
    mulai = getattr(surat, "diterima_pada", None) or surat.dibuat_pada
    return Keseluruhan(
        mulai=timezone.localtime(mulai),
        tenggat=surat.tenggat_pada,
        selesai=surat.didistribusikan_pada,
        sisa=penunjuk.keseluruhan(surat),
    )
