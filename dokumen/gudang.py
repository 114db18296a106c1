"""Bytes in: hashed while streaming, judged, fsynced, renamed; only then may a transaction make rows of them.

`simpan_sementara` does all input and output *before* the caller's transaction, so that no number is taken for a file
that cannot be kept. What a failed request leaves on the shelf belongs to nobody and goes after 48 hours.
"""

import contextlib
import dataclasses
import datetime
import errno
import hashlib
import logging
import os

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from alur.bel import bunyikan
from dokumen import penilai
from dokumen.alasan import tolak
from dokumen.models import Berkas
from dokumen.nama import nama_rapi
from dokumen.proses import berkas_anak, jalankan_anak, ruang_kerja
from dokumen.rak import POTONGAN, cadangan_terpakai, rak, sinkronkan_folder

logger = logging.getLogger(__name__)

UMUR_SEMENTARA = datetime.timedelta(hours=24)
"""How long bytes without a row may be claimed; half of what the janitor waits, so that the two never meet."""
BERHALAMAN = {"application/pdf", "image/jpeg", "image/png", "image/tiff"}
_garam = "dokumen.sementara"


@dataclasses.dataclass(frozen=True)
class Sementara:
    """Bytes that are safe on the shelf and belong to nobody yet."""

    sha256: str
    ukuran: int
    jenis: str
    nama: str
    jumlah_halaman: int = 0
    aktif: bool = False
    sha256_unggahan: str = ""
    asal: str = Berkas.Asal.UNGGAHAN
    catatan: tuple = dataclasses.field(default=(), compare=False)
    """Sentences worth telling the uploader (name changed, private data removed)."""

    def buat_berkas(self, oleh):
        """The row, inside the caller's transaction: no input or output. Page images are asked for after the commit."""
        sekarang = timezone.now()
        berhalaman = self.jenis in BERHALAMAN and self.asal == Berkas.Asal.UNGGAHAN
        berkas = Berkas.objects.create(
            sha256=self.sha256,
            sha256_unggahan=self.sha256_unggahan,
            ukuran=self.ukuran,
            jenis=self.jenis,
            nama_asli=self.nama,
            asal=self.asal,
            aktif=self.aktif,
            jumlah_halaman=self.jumlah_halaman,
            diunggah_oleh=oleh,
            diunggah_pada=sekarang,
            status_halaman=Berkas.StatusHalaman.MENUNGGU if berhalaman else Berkas.StatusHalaman.TANPA_GAMBAR,
        )
        if berhalaman:
            transaction.on_commit(lambda: bunyikan("dokumen.buat_halaman", berkas.pk))
        return berkas

    def tanda(self, oleh):
        """A signed text for a hidden field: a form that failed elsewhere need not ask for the file again."""
        isi = dataclasses.asdict(self) | {"catatan": [], "oleh": oleh.pk}
        return signing.dumps(isi, salt=_garam, compress=True)

    @classmethod
    def dari_tanda(cls, tanda, oleh):
        """The other way round, for the same person within a day; BerkasDitolak otherwise."""
        try:
            isi = signing.loads(tanda, salt=_garam, max_age=UMUR_SEMENTARA)
        except signing.BadSignature:
            raise tolak("kedaluwarsa") from None
        if isi.pop("oleh") != oleh.pk or not rak().ada(isi["sha256"]):
            raise tolak("kedaluwarsa")
        return cls(**isi | {"catatan": ()})


def simpan_sementara(file, *, nama=None):
    """Take an upload in. `file`: anything with `chunks()` or `read()`; `nama`: the sender's name for it.

    Returns a Sementara. Raises BerkasDitolak (with `.pesan`) and leaves nothing behind.
    """
    if getattr(file, "ditolak", None):  # the upload handler stopped reading; see dokumen.unggah
        raise file.ditolak
    nama = nama if nama is not None else getattr(file, "name", "") or ""
    with disk_dijaga(), ruang_kerja() as folder:
        masuk = folder / "unggahan"
        sha256, ukuran = tulis(potongan(file), masuk)
        hasil = penilai.nilai(masuk, folder)
        sha256_unggahan, asli = "", nama_rapi(nama, hasil.jenis)
        catatan = [] if asli == nama else [f"Nama berkas dirapikan menjadi {asli}."]
        if hasil.bersih:
            sha256_unggahan, masuk = sha256, hasil.bersih
            sha256, ukuran = hash_dan_sinkron(masuk)
            catatan.append("Data lokasi dan kamera pada foto sudah dihapus.")
        rak().masukkan(masuk, sha256)
    return Sementara(
        sha256=sha256,
        ukuran=ukuran,
        jenis=hasil.jenis,
        nama=asli,
        jumlah_halaman=hasil.halaman,
        aktif=bool(hasil.aktif),
        sha256_unggahan=sha256_unggahan,
        catatan=tuple(catatan),
    )


def simpan_isi(isi, *, nama, jenis="application/pdf", jumlah_halaman=0):
    """Keep bytes that this application made itself (a print, an export), or an iterable of them. Not judged: they are
    ours.
    """
    with disk_dijaga(), ruang_kerja() as folder:
        masuk = folder / "buatan"
        sha256, ukuran = tulis([isi] if isinstance(isi, bytes) else isi, masuk, maks=None)
        rak().masukkan(masuk, sha256)
    return Sementara(
        sha256=sha256,
        ukuran=ukuran,
        jenis=jenis,
        nama=nama_rapi(nama, jenis),
        jumlah_halaman=jumlah_halaman,
        asal=Berkas.Asal.BUATAN,
    )


def gabung_gambar(daftar, *, nama="pindaian.pdf"):
    """Photographed pages (Sementara of pictures, in order) become one PDF; returns its Sementara.

    The pictures stay unclaimed on the shelf and go with the janitor. Of a single one the hash of what came is kept.
    """
    if not daftar or any(not s.jenis.startswith("image/") for s in daftar):
        raise tolak("bukan_gambar")
    with disk_dijaga(), ruang_kerja() as folder, contextlib.ExitStack() as tumpukan:
        jalur = [tumpukan.enter_context(rak().jalur(s.sha256)) for s in daftar]
        jawaban = jalankan_anak(
            "gabung",
            {"masuk": [str(j) for j in jalur], "keluar": str(folder), "maks_piksel": penilai.MAKS_PIKSEL},
            folder=folder,
            baca=jalur,
            detik=30,
            batas={"cpu": 25},
        ).akhir
        if not jawaban.get("ok"):
            raise tolak(jawaban.get("alasan", "terlalu_berat"))
        masuk = berkas_anak(folder, jawaban["jalur"])
        if masuk is None:
            raise tolak("rusak")
        sha256, ukuran = hash_dan_sinkron(masuk)
        if ukuran > settings.BERKAS_MAKS:
            raise tolak("terlalu_besar", maks=settings.BERKAS_MAKS // 1_000_000)
        rak().masukkan(masuk, sha256)
    return Sementara(
        sha256=sha256,
        ukuran=ukuran,
        jenis="application/pdf",
        nama=nama_rapi(nama, "application/pdf"),
        jumlah_halaman=jawaban["halaman"],
        sha256_unggahan=(daftar[0].sha256_unggahan or daftar[0].sha256) if len(daftar) == 1 else "",
    )


def potongan(file):
    """The pieces of an upload; a broken connection in the middle is told as such."""
    if hasattr(file, "chunks"):
        yield from file.chunks(POTONGAN)
        return
    while isi := file.read(POTONGAN):
        yield isi


def tulis(isi, tujuan, maks=-1):
    """Stream pieces to a new file, hashing on the way, and fsync it. Returns (sha256, bytes)."""
    if maks == -1:
        maks = settings.BERKAS_MAKS
    cerna, ukuran = hashlib.sha256(), 0
    periksa_sisa()
    fd = os.open(tujuan, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(fd, "wb") as keluar:
        for bagian in isi:
            ukuran += len(bagian)
            if maks is not None and ukuran > maks:
                raise tolak("terlalu_besar", maks=maks // 1_000_000)
            cerna.update(bagian)
            keluar.write(bagian)
        keluar.flush()
        os.fsync(keluar.fileno())
    if not ukuran:
        raise tolak("kosong")
    return cerna.hexdigest(), ukuran


def hash_dan_sinkron(jalur):
    """(sha256, bytes) of a file another process wrote, fsynced as if we had."""
    with open(jalur, "rb+") as berkas:
        os.fsync(berkas.fileno())
        cerna = hashlib.file_digest(berkas, "sha256")
        ukuran = berkas.tell()
    os.chmod(jalur, 0o600)
    return cerna.hexdigest(), ukuran


def periksa_sisa():
    """Keep a reserve for the database: a full disk must refuse a scan, not a saved letter."""
    if cadangan_terpakai():
        raise tolak("penuh")


@contextlib.contextmanager
def disk_dijaga():
    """What the disk refuses becomes a sentence; the admin finds the cause in the log."""
    try:
        yield
    except OSError as galat:
        logger.error("The store failed: %s", galat)
        raise tolak("penuh" if galat.errno in {errno.ENOSPC, errno.EDQUOT} else "gangguan") from galat


def keadaan_gudang():
    """For the health page: "baik", "penuh" (the reserve is reached: scans are refused, letters are still saved), or
    "buruk" (nothing can be written). Writes and removes one small file.
    """
    try:
        with ruang_kerja() as folder:
            (folder / "denyut").write_bytes(b"\0" * 4096)
            sinkronkan_folder(folder)
        rak().ada("0" * 64)  # a foreign storage must answer
        return "penuh" if cadangan_terpakai() else "baik"
    except Exception:  # noqa: BLE001  a foreign storage raises what it likes; each of them means "no"
        return "buruk"
