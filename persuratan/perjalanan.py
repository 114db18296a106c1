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
from organisasi.models.pegawai import selain_nama
from organisasi.waktu import waktu_pendek
from persuratan.hitungan import Hitungan, hitung, hitung_tertutup
from persuratan.models.pilihan import TIDAK_MEMEGANG, Akhir, JenisTugas
from persuratan.models.tugas import Tugas
from persuratan.pemegang import penugasan_pemegang
from persuratan.rujukan import pasangkan
from persuratan.sisa import LEWAT, PenunjukSisa, Sisa
from persuratan.tetangga import lingkup, terlihat

BERTAHAP_DIBUKA = frozenset({JenisTugas.TELAAH, JenisTugas.PARAF, JenisTugas.DISPOSISI, JenisTugas.TENGAHI})


@dataclass(frozen=True)
class Saat:
    """One moment of a stage; `pada` is None while it has not come, `alasan` says why it never will."""

    kata: str
    ikon: str
    pada: dt.datetime | None
    alasan: str = "belum"
    teks: str = ""
    """Other words for the moment: of an old agenda often only the day is known."""


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
    batas: dt.datetime | None
    """The deadline; None while there is none, or when it would tell of an event that is closed to this person."""
    diingatkan: dt.datetime | None = None
    """When holder and supervisor were told that the event is near; None as with `batas`."""

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
    """The Perjalanan of a SuratMasuk (or Surat). `untuk`: the Pegawai who looks, for whom `surat` was fetched through
    `visible_to`; None sees everything.

    Two queries, and three more for the calendar and the norms when no `penunjuk` (PenunjukSisa) is given.
    `tugas`: what `muat_tugas` gave, when the caller has it already.
    """
    with selama_membaca():  # the names of then are looked up for each stage: one stamp for all
        return _susun(surat, untuk, penunjuk or PenunjukSisa(), tugas)


def _susun(surat, untuk, penunjuk, tugas):
    semua, unit_sendiri = tugas or muat_tugas(surat), lingkup(untuk)
    sembunyi = {t.pk for t in semua if not terlihat(t, unit_sendiri)}
    tampil = [t for t in semua if t.pk not in sembunyi]
    lanjutan = defaultdict(list)
    for tugas in tampil:
        lanjutan[tugas.asal_id].append(tugas)
    terbuka = [t for t in tampil if t.selesai_pada is None and t.jenis not in TIDAK_MEMEGANG]
    orang = penugasan_pemegang(terbuka)
    # Deadlines that an event has set are content of the letter.
    tertutup = untuk is not None and not surat.isi_terbuka
    return Perjalanan(
        surat=surat,
        sekarang=penunjuk.sekarang,
        tahap=tuple(_tahap(n, t, lanjutan, penunjuk, tertutup) for n, t in enumerate(tampil, 1)),
        tangan=tuple(_pegangan(t, orang.get(t.pk, ()), penunjuk, tertutup) for t in terbuka),
        keseluruhan=None if tertutup else _keseluruhan(surat, penunjuk),
        tugas=tuple(tampil),
        tersembunyi=frozenset(sembunyi),
        lain_memegang=sum(t.selesai_pada is None and t.jenis not in TIDAK_MEMEGANG for t in semua if t.pk in sembunyi),
    )


def muat_tugas(surat):
    """All obligations of a letter with what stands beside them: one query, in the order they began."""
    with selama_membaca():
        tugas = pasangkan(hafal("tugas surat", None, _tugas_surat, surat=surat.pk), "selesai_sebagai")
    menurut_pk = {t.pk: t for t in tugas}
    for t in tugas:
        t.surat = surat
        if t.asal_id in menurut_pk:  # the lineage is looked up for rights: it costs no query
            t.asal = menurut_pk[t.asal_id]
    return tugas


def _tugas_surat(surat):
    semua = Tugas.objects.filter(surat_id=surat).select_related("selesai_oleh", "pengiriman_diterima")
    return semua.defer(*selain_nama("selesai_oleh")).order_by("dibuka_pada", "pk")


# Stages ---------------------------------------------------------------------------------------------


def _tahap(nomor, tugas, lanjutan, penunjuk, tertutup):
    sisa = penunjuk.sisa(tugas, tertutup=tertutup)
    keadaan = "telat" if sisa.nada == LEWAT else "kini" if tugas.selesai_pada is None else "usai"
    nama = JenisTugas(tugas.jenis).label
    if tugas.untuk_unit_id:
        nama = f"{nama} ke {tugas.untuk_unit.nama_pada(tugas.dibuka_pada)}"
    return Tahap(
        tugas=tugas,
        nomor=nomor,
        nama=nama,
        pemegang=tugas.pemegang.nama_pada(tugas.dibuka_pada),
        keadaan=keadaan,
        sisa=sisa,
        saat=_saat(tugas, lanjutan[tugas.pk]),
        hitungan=(hitung_tertutup if tertutup and tugas.menurut_acara else hitung)(tugas, penunjuk),
        pelaku=_pelaku(tugas),
    )


def _pelaku(tugas):
    """The one who closed it, when that is not plain from the holder: "Surya Trembesi, Plh. Sekretaris Daerah"."""
    if tugas.selesai_oleh is None:
        return ""
    sebagai = tugas.selesai_sebagai
    return (
        f"{tugas.selesai_oleh.nama}, {sebagai.sebutan_pada(tugas.selesai_pada)}"
        if sebagai
        else tugas.selesai_oleh.nama
    )


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
            *(_berakhir(tugas) or (Saat("Ditindaklanjuti", "bendera", tugas.selesai_pada),)),
        )
    if tugas.jenis != JenisTugas.TERIMA:
        return ()
    kirim = kiriman(tugas)
    dibuka = kirim.dibuka_pada if kirim is not None else tugas.dilihat_pada
    saat = [Saat("Dikirim", "kirim", tugas.dibuka_pada), _dibuka(tugas, dibuka)]
    if akhir := _berakhir(tugas):
        return (*saat, *akhir)
    akhir = next((t for t in lanjutan if t.jenis == JenisTugas.TINDAK_LANJUT), None)
    tanpa = "hanya untuk diketahui" if tugas.untuk_diketahui else "belum"
    return (
        *saat,
        Saat("Diterima", "centang", tugas.selesai_pada),
        Saat(_kata_akhir(akhir), "bendera", akhir.selesai_pada if akhir else None, tanpa),
    )


def _kata_akhir(tindak_lanjut):
    return "Diteruskan" if tindak_lanjut is not None and tindak_lanjut.diteruskan else "Ditindaklanjuti"


def _berakhir(tugas):
    """The moment at which it ended without being done; nothing for any other."""
    gambar = "silang" if tugas.akhir == Akhir.BATAL else "kiri"
    return (Saat(tugas.get_akhir_display(), gambar, tugas.selesai_pada),) if tugas.akhir else ()


def _dibuka(tugas, pada):
    terlewat = pada is None and tugas.selesai_pada is not None
    return Saat("Dibuka", "mata", pada, "tidak tercatat" if terlewat else "belum")


# In whose hands -------------------------------------------------------------------------------------


def _pegangan(tugas, penugasan, penunjuk, tertutup):
    kalimat, tekanan = _kalimat(tugas)
    return Pegangan(
        tugas=tugas,
        pemegang=tugas.pemegang.nama,
        orang=tuple(_nama(p) for p in penugasan),
        kosong=not penugasan,
        kalimat=kalimat,
        tekanan=tekanan,
        sisa=penunjuk.sisa(tugas, tertutup=tertutup),
        batas=None if tertutup and tugas.menurut_acara else tugas.tenggat_pada,
        diingatkan=None if tertutup else tugas.diingatkan_pada,
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
    JenisTugas.PERSETUJUAN_BATAL: "Pembatalan menunggu persetujuan",
    JenisTugas.TENGAHI: "Menunggu putusan penengah",
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
