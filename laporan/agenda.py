"""The agenda book of a period, as the office prints it: rows read once per chunk, in constant queries."""

import datetime as dt

from django.db.models import Prefetch, Q
from django.utils import timezone

from alur.models import Nomor
from disposisi.models import PenerimaDisposisi
from organisasi.ingatan import selama_membaca
from organisasi.kalender import Kalender
from organisasi.waktu import lama_kata
from persuratan.models import SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.models.surat_masuk import BUKU

PANJANG = 400
"""Letters in one cell from which its row may go on over the page; shorter rows stay whole."""
SEMPIT = 2
"""The last column is as much narrower than the others."""
TIDAK_DITULIS = "(tidak ditulis)"
"""Of a secret letter, for whoever prints: the book lies on a desk when the right to the letter is long gone."""


def surat_agenda(pegawai, dari, sampai, *, sampai_pk=None):
    """Registered letters received on the office days dari…sampai, in agenda order; frozen at `sampai_pk`."""
    zona = timezone.get_current_timezone()
    awal = dt.datetime.combine(dari, dt.time.min, tzinfo=zona)
    akhir = dt.datetime.combine(sampai + dt.timedelta(days=1), dt.time.min, tzinfo=zona)
    surat = SuratMasuk.objects.visible_to(pegawai).filter(
        # An old agenda stands in its own book, with its own numbers.
        buku=BUKU,
        diterima_pada__gte=awal,
        diterima_pada__lt=akhir,
        nomor_agenda__isnull=False,
    )
    if sampai_pk is not None:
        surat = surat.filter(pk__lte=sampai_pk)
    return surat.order_by("tahun_agenda", "nomor_agenda")


def baris_agenda(surat, dari, sampai):
    """Rows dari <= i < sampai of a queryset as plain dicts: the columns of the agenda book."""
    penerima = PenerimaDisposisi.objects.select_related("jabatan", "unit").order_by("disposisi_id", "urutan")
    disebut = Tugas.objects.filter(Q(terlambat_pada__isnull=False) | Q(jenis=JenisTugas.ARAHKAN))
    disebut = disebut.select_related("jabatan", "unit").order_by("terlambat_pada", "pk")
    daftar = surat.prefetch_related(
        Prefetch("disposisi__penerima", queryset=penerima),
        Prefetch("tugas", queryset=disebut, to_attr="tugas_disebut"),
    )[dari:sampai]
    alasan = _alasan_batal(daftar)
    sekarang = timezone.now()
    with selama_membaca():
        kalender = Kalender.muat()
        return [_baris(s, kalender, sekarang, alasan.get(s.sebutan_objek())) for s in daftar]


def _alasan_batal(daftar):
    """{what the number was for: its Nomor} of the cancelled letters; no query when there is none."""
    batal = [s.sebutan_objek() for s in daftar if s.dibatalkan]
    return {n.untuk: n for n in Nomor.objects.filter(untuk__in=batal)} if batal else {}


def _baris(surat, kalender, sekarang, batal):
    pihak = [(p.jabatan or p.unit).sebutan_pada(d.pada) for d in surat.disposisi.all() for p in d.penerima.all()]
    kepada = "; ".join(dict.fromkeys(pihak))
    ket = keterangan(surat, kalender, sekarang, batal)
    hal = f"({surat.get_keamanan_display().lower()})" if surat.rahasia else surat.hal_tampil
    return {
        "panjang": max(len(kepada), len(hal), SEMPIT * len(ket)) > PANJANG,
        "batal": surat.dibatalkan,
        "bulan": timezone.localdate(surat.diterima_pada).replace(day=1),
        "diterima": surat.diterima_pada,
        "nomor_agenda": surat.nomor_lengkap,
        "pengirim": TIDAK_DITULIS if surat.rahasia else surat.nama_pengirim,
        "tanggal_surat": surat.tanggal_surat,
        "nomor_surat": TIDAK_DITULIS if surat.rahasia else surat.nomor_surat,
        "hal": hal,
        "kepada": kepada,
        "keterangan": ket,
    }


def keterangan(surat, kalender, sekarang, batal=None):
    """What the last column says: the lateness with its holder first, then how the letter ended.

    `batal`: the Nomor of a cancelled letter, which says why; that comes before all else.
    """
    kata = []
    if surat.dibatalkan:
        kata.append(f"Batal: {batal.alasan_batal}" if batal and _boleh(surat) else "Batal")
    if surat.setelah_acara and not surat.rahasia:
        kata.append("Diterima setelah acara")
    terlambat = [t for t in surat.tugas_disebut if t.terlambat_pada]
    if terlambat:
        tugas = terlambat[0]
        lewat = kalender.lama_kerja(tugas.tenggat_pada, max(tugas.selesai_pada or sekarang, tugas.tenggat_pada))
        siapa = tugas.pemegang.sebutan_pada(tugas.dibuka_pada)
        kata.append(f"Lewat {lama_kata(lewat)} ({siapa})" if lewat else f"Lewat di luar jam kerja ({siapa})")
    if surat.status == SuratMasuk.Status.SELESAI:
        kata.append(_selesai(surat))
    return "; ".join(kata)


def _selesai(surat):
    """How it ended: without a disposition when the counter's last word on it was a reason."""
    arahkan = max((t for t in surat.tugas_disebut if t.jenis == JenisTugas.ARAHKAN), key=lambda t: t.pk, default=None)
    if arahkan is None or not arahkan.hasil:
        return "Selesai"
    return f"Tanpa disposisi: {arahkan.hasil}" if _boleh(surat) else "Tanpa disposisi"


def _boleh(surat):
    """Whether reasons may be printed: they tell of the content, and paper is read by more than who printed it."""
    return surat.isi_terbuka and not surat.rahasia
