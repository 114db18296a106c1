"""Long jobs: registered by the rooms above, asked for by a person, done by a worker, told when done.

A room registers a kind in its AppConfig.ready and asks for a job inside its own transaction:

    daftarkan_pekerjaan("persuratan.buku_agenda", susun_buku_agenda, judul="Buku agenda surat masuk")
    pekerjaan = mulai_pekerjaan("persuratan.buku_agenda", {"dari": "2026-01-01"}, request.user, kunci="…")

The function runs outside any transaction: `fungsi(tugas: Tugasan) -> Hasil | None`. It may run again from the start
after a crash, so it must be idempotent; what it finished it keeps with `tugas.simpan_bagian`. It reads through
`visible_to` for `tugas.pemilik` at that moment: a right withdrawn after the request is withdrawn here too.

The status of a Pekerjaan moves only here, by compare-and-set. `giliran` is the fencing number: a worker that was
taken for dead and wakes up again finds its turn gone and stops.
"""

import dataclasses
import datetime
import logging
from collections.abc import Callable, Iterable

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.urls import reverse
from django.utils import timezone

from alur.bel import bunyikan
from alur.models import JenisKabar
from alur.notifikasi import beri_tahu
from dokumen.galat import BerkasDitolak, DokumenGalat, PekerjaanBerhenti
from dokumen.gudang import Sementara, simpan_isi
from dokumen.models import BagianPekerjaan, Pekerjaan
from dokumen.rak import rak

logger = logging.getLogger(__name__)

Status = Pekerjaan.Status
MAKS_PERCOBAAN = 3
DIAM = datetime.timedelta(minutes=5)
"""A worker silent for this long is dead. A job's function reports at least every two minutes (`tugas.maju`)."""
BUNYI_ULANG = datetime.timedelta(seconds=60)
UMUR_HASIL = datetime.timedelta(days=7)
TERGANGGU = "Pekerjaan berhenti karena gangguan server. Data surat aman. Tekan Coba lagi."
DIBATALKAN = "Dibatalkan atas permintaan Anda. Data surat tidak berubah."
SIAP_DIUNDUH = "Hasilnya siap diunduh selama 7 hari."
SIAP_DILIHAT = "Buka halamannya untuk melihat hasilnya."
KEDALUWARSA = "Hasilnya sudah dihapus setelah 7 hari. Tekan Coba lagi untuk menyusunnya kembali."


@dataclasses.dataclass(frozen=True)
class Hasil:
    """What a job made: `isi` are the file's bytes, or an iterable of them that is walked once."""

    isi: bytes | Iterable[bytes]
    nama: str
    jenis: str = "application/pdf"
    jumlah_halaman: int = 0


@dataclasses.dataclass(frozen=True)
class Jenis:
    fungsi: Callable
    judul: str
    satuan: str
    boleh: Callable | None = None
    boleh_hasil: Callable | None = None


_daftar: dict[str, Jenis] = {}


def daftarkan_pekerjaan(jenis, fungsi, *, judul, satuan="baris", boleh=None, boleh_hasil=None):
    """Register a kind of job under a dotted name. `satuan`: what its progress counts ("baris", "surat").

    `boleh(pegawai)`: whether this person may still have such a result; a post that was left takes it along.
    `boleh_hasil(pekerjaan)`: the same of this very result.
    """
    macam = Jenis(fungsi, judul, satuan, boleh, boleh_hasil)
    if _daftar.get(jenis, macam) != macam:
        raise RuntimeError(f"Job kind {jenis} is registered twice")
    _daftar[jenis] = macam


def masih_boleh(pekerjaan):
    """Whether its owner may have the result today. A kind that no room registers any more keeps its results."""
    macam = _daftar.get(pekerjaan.jenis)
    if macam is None:
        return True
    if macam.boleh_hasil is not None and not macam.boleh_hasil(pekerjaan):
        return False
    return macam.boleh is None or macam.boleh(pekerjaan.pemilik)


def mulai_pekerjaan(jenis, parameter, pemilik, kunci=None, *, judul="", keterangan=""):
    """Ask for a job; returns its Pekerjaan. The same (pemilik, jenis, kunci) gives the same job, however often
    pressed.

    A failed, cancelled or expired one starts again with the new parameters. `parameter`: JSON values only, with the
    moment the data is frozen at. Rings after the caller's commit; with a dead broker the sweep finds the row.
    """
    macam = _daftar[jenis]
    sekarang = timezone.now()
    isi = {"parameter": parameter, "judul": judul or macam.judul, "keterangan": keterangan, "satuan": macam.satuan}
    waktu = {"dibuat_pada": sekarang, "denyut_pada": sekarang}
    if kunci is None:
        pekerjaan = Pekerjaan.objects.create(jenis=jenis, pemilik=pemilik, **isi, **waktu)
    else:
        try:
            with transaction.atomic():
                pekerjaan = Pekerjaan.objects.create(jenis=jenis, pemilik=pemilik, kunci=kunci, **isi, **waktu)
        except IntegrityError:
            pekerjaan = Pekerjaan.objects.get(jenis=jenis, pemilik=pemilik, kunci=kunci)
            if not pekerjaan.dapat_diulang:
                return pekerjaan
            if ulangi(pekerjaan):
                Pekerjaan.objects.filter(pk=pekerjaan.pk).update(**isi)
                if parameter != pekerjaan.parameter:
                    pekerjaan.bagian.all().delete()  # parts of another question
            return Pekerjaan.objects.get(pk=pekerjaan.pk)
    transaction.on_commit(lambda: bunyikan("dokumen.kerjakan", pekerjaan.pk))
    return pekerjaan


def ulangi(pekerjaan):
    """Start a job that ended without a result again; its parts are used. False when it is not of that kind."""
    sekarang = timezone.now()
    pindah = Pekerjaan.objects.filter(
        pk=pekerjaan.pk, status__in=(Status.GAGAL, Status.DIBATALKAN, Status.KEDALUWARSA)
    ).update(
        status=Status.MENUNGGU,
        pesan="",
        tahap="",
        percobaan=0,
        selesai=0,
        jumlah=0,
        mulai_pada=None,
        selesai_pada=None,
        denyut_pada=sekarang,
    )
    if pindah:
        transaction.on_commit(lambda: bunyikan("dokumen.kerjakan", pekerjaan.pk))
    return bool(pindah)


def batalkan(pekerjaan):
    """End a waiting or running job; the worker notices at its next report. False when it has ended already."""
    return _akhiri(
        Pekerjaan.objects.filter(pk=pekerjaan.pk, status__in=Pekerjaan.HIDUP), Status.DIBATALKAN, DIBATALKAN
    )


def kerjakan(pekerjaan_id):
    """One worker's turn: harmless when run twice, late, or for a job that is gone. The status reached, or None."""
    tugas = ambil(pekerjaan_id)
    if tugas is None:
        return None
    try:
        if tugas.pekerjaan.jenis not in _daftar:
            raise DokumenGalat("Jenis pekerjaan ini sudah tidak ada. Data surat aman. Minta lagi dari halamannya.")
        hasil = _daftar[tugas.pekerjaan.jenis].fungsi(tugas)
        return tugas.rampung(hasil)
    except PekerjaanBerhenti:
        return None
    except BerkasDitolak:  # our own result did not fit on the disk: the admin will make room
        return tugas.terganggu()
    except DokumenGalat as galat:  # a sentence for the owner: trying again by itself would only repeat it
        return tugas.gagal(galat.pesan)
    except Exception:  # noqa: BLE001 -- whatever a job does wrong must end in a row, not in a lost message
        logger.exception("Job %s (%s) failed", pekerjaan_id, tugas.pekerjaan.jenis)
        return tugas.terganggu()


def ambil(pekerjaan_id):
    """Take a waiting job: a Tugasan, or None when somebody else has it or nobody waits."""
    sekarang = timezone.now()
    pindah = Pekerjaan.objects.filter(pk=pekerjaan_id, status=Status.MENUNGGU).update(
        status=Status.BERJALAN,
        giliran=F("giliran") + 1,
        percobaan=F("percobaan") + 1,
        mulai_pada=sekarang,
        denyut_pada=sekarang,
    )
    if not pindah:
        return None
    return Tugasan(Pekerjaan.objects.select_related("pemilik").get(pk=pekerjaan_id))


class Tugasan:
    """A job in the hands of one worker: what its function gets."""

    def __init__(self, pekerjaan, **syarat):
        self.pekerjaan = pekerjaan
        self.syarat = syarat
        self.parameter = pekerjaan.parameter
        self.pemilik = pekerjaan.pemilik

    def _milikku(self):
        return Pekerjaan.objects.filter(
            pk=self.pekerjaan.pk, status=Status.BERJALAN, giliran=self.pekerjaan.giliran, **self.syarat
        )

    def maju(self, selesai, jumlah=0, tahap=""):
        """Report progress and show that we live. Raises PekerjaanBerhenti when cancelled or taken over."""
        selesai = min(selesai, jumlah) if jumlah else selesai
        isi = {"selesai": selesai, "jumlah": jumlah, "denyut_pada": timezone.now()}
        if tahap:
            isi["tahap"] = tahap
        if selesai > self.pekerjaan.selesai:
            isi["percobaan"] = 1  # what moves is not stuck: only turns without progress are counted
        if not self._milikku().update(**isi):
            raise PekerjaanBerhenti(DIBATALKAN)
        self.pekerjaan.selesai = max(selesai, self.pekerjaan.selesai)

    def bagian_ada(self):
        """Numbers of the parts already made, by this turn or an earlier one."""
        return set(self.pekerjaan.bagian.values_list("nomor", flat=True))

    def simpan_bagian(self, nomor, isi):
        """Keep the bytes of a finished part."""
        BagianPekerjaan.objects.get_or_create(
            pekerjaan=self.pekerjaan,
            nomor=nomor,
            defaults={"sha256": simpan_isi(isi, nama="bagian", jenis="application/octet-stream").sha256},
        )

    def bagian(self, nomor):
        """The bytes of a part."""
        with rak().buka(self.pekerjaan.bagian.get(nomor=nomor).sha256) as isi:
            return isi.read()

    def rampung(self, hasil, kabar=""):
        """The end: result, status and notice commit together. None when cancelled meanwhile.

        `hasil`: Hasil, Sementara (safe in the store already) or None. A job that writes letters calls it itself, in
        the transaction of what it wrote: both stand or neither.
        """
        sementara = hasil if hasil is None or isinstance(hasil, Sementara) else simpan_hasil(hasil)
        with transaction.atomic():
            berkas = sementara and sementara.buat_berkas(self.pemilik)
            if not _akhiri(self._milikku(), Status.SELESAI, "", hasil=berkas, tahap=""):
                transaction.set_rollback(True)
                return None
            self.pekerjaan.bagian.all().delete()
            self._beri_tahu(f"Selesai: {self.pekerjaan.judul}", kabar or (SIAP_DIUNDUH if sementara else SIAP_DILIHAT))
        return Status.SELESAI

    def gagal(self, pesan):
        with transaction.atomic():
            if not _akhiri(self._milikku(), Status.GAGAL, pesan):
                return None
            self._beri_tahu(f"Gagal: {self.pekerjaan.judul}", pesan)
        return Status.GAGAL

    def terganggu(self):
        """An unforeseen fault: wait for the sweep to ring again, or give up after three turns without progress."""
        if Pekerjaan.objects.values_list("percobaan", flat=True).get(pk=self.pekerjaan.pk) >= MAKS_PERCOBAAN:
            return self.gagal(TERGANGGU)
        self._milikku().update(status=Status.MENUNGGU, denyut_pada=timezone.now())
        return Status.MENUNGGU

    def _beri_tahu(self, judul, isi):
        kabari(self.pekerjaan, judul, isi)


def simpan_hasil(hasil):
    """The bytes of a Hasil in the store: its Sementara."""
    return simpan_isi(hasil.isi, nama=hasil.nama, jenis=hasil.jenis, jumlah_halaman=hasil.jumlah_halaman)


def kabari(pekerjaan, judul, isi):
    """A notice with a link to the job's page, once per turn."""
    beri_tahu(
        [pekerjaan.pemilik],
        kunci_awal=f"pekerjaan:{pekerjaan.pk}:{pekerjaan.giliran}",
        judul=judul,
        isi=isi,
        tautan=reverse("pekerjaan_rinci", args=[pekerjaan.kode]),
        jenis=JenisKabar.KABAR,
    )


def _akhiri(pekerjaan, status, pesan, **lain):
    sekarang = timezone.now()
    return bool(
        pekerjaan.update(status=status, pesan=pesan[:300], selesai_pada=sekarang, denyut_pada=sekarang, **lain)
    )


def sapu_pekerjaan(paling_banyak=100):
    """Each minute: give dead workers' jobs back, ring again for those that wait, let old results go."""
    sekarang = timezone.now()
    diam = {"denyut_pada__lt": sekarang - DIAM}
    for pekerjaan in Pekerjaan.objects.filter(status=Status.BERJALAN, **diam).select_related("pemilik")[
        :paling_banyak
    ]:
        Tugasan(pekerjaan, **diam).terganggu()
    dibunyikan = 0
    for pk in (
        Pekerjaan.objects.filter(status=Status.MENUNGGU, denyut_pada__lt=sekarang - BUNYI_ULANG)
        .order_by("denyut_pada")
        .values_list("pk", flat=True)[:paling_banyak]
    ):
        # Rung at most once a minute each: a long queue must not grow by its own sweep.
        Pekerjaan.objects.filter(pk=pk, status=Status.MENUNGGU).update(denyut_pada=sekarang)
        if not bunyikan("dokumen.kerjakan", pk):
            break
        dibunyikan += 1
    lupakan_hasil(sekarang - UMUR_HASIL, paling_banyak)
    return dibunyikan


def lupakan_hasil(sebelum, paling_banyak=100):
    """Results older than a week: the row says so, the file goes unless another room holds it."""
    for pekerjaan in Pekerjaan.objects.filter(status=Status.SELESAI, selesai_pada__lt=sebelum, hasil__isnull=False)[
        :paling_banyak
    ]:
        berkas = pekerjaan.hasil
        with transaction.atomic():
            Pekerjaan.objects.filter(pk=pekerjaan.pk, status=Status.SELESAI).update(
                status=Status.KEDALUWARSA, hasil=None, pesan=KEDALUWARSA
            )
            try:
                with transaction.atomic():
                    berkas.delete()
            except ProtectedError:
                pass
