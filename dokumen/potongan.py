"""An upload in pieces that survives a reload, a lost line and a restart of the server.

    unggahan = mulai(pemilik, "meja:…", nama="surat.pdf", ukuran=3_100_000, sidik="…")   # again: the same one
    terima(unggahan, 0, isi)         # → bytes received without a gap; a repeat changes nothing
    selesaikan(unggahan)             # → the row with its `hasil` or `galat`; a repeat says the same

Each piece lies on the shelf under its hash, and a row says where it belongs: no open file, no lock, any process of any
machine takes the next one. Two senders of the same piece meet at a constraint.
"""

import dataclasses

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from dokumen.alasan import tolak
from dokumen.galat import BerkasDitolak
from dokumen.gudang import UMUR_SEMENTARA, Sementara, disk_dijaga, simpan_sementara, tulis
from dokumen.models import Potongan, Unggahan
from dokumen.models.unggahan import UKURAN_POTONGAN
from dokumen.nama import nama_rapi
from dokumen.proses import ruang_kerja
from dokumen.rak import HASH, rak

TERBUKA_PALING_BANYAK = 40
"""Unfinished uploads at one person's desk; all together hold no more than so many files of the largest size."""
BERKAS_TERBUKA = 20
SEMUA_PALING_BANYAK = 400
SEMENTARA_GAGAL = {"penuh", "gangguan"}
"""Reasons that lie with the server: the pieces stay, and the end may be asked for again."""


class SalahLetak(Exception):
    """The piece does not follow what is here; `diterima` says where to go on."""

    def __init__(self, diterima):
        super().__init__(str(diterima))
        self.diterima = diterima


def hidup(pemilik):
    """The uploads of a person that may still be gone on with or used."""
    return Unggahan.objects.filter(pemilik=pemilik, dibuat_pada__gt=timezone.now() - UMUR_SEMENTARA)


def mulai(pemilik, tempat, *, nama, ukuran, sidik, pindahkan=True):
    """Begin an upload, or find the one begun before: after a reload the same file goes on where it stood.

    `sidik`: what the sender knows the file by; `pindahkan`: also one begun in another place of the same kind. Without
    it the place stands alone and fills its own measure only. Raises BerkasDitolak in a sentence.
    """
    if ukuran > settings.BERKAS_MAKS:
        raise tolak("terlalu_besar", maks=settings.BERKAS_MAKS // 1_000_000)
    if ukuran < 1:
        raise tolak("kosong")
    lama = _begitu_juga(pemilik, tempat, ukuran, sidik, pindahkan)
    if lama:
        return lama
    semua = hidup(pemilik).filter(tempat__startswith=_jenis(tempat) if pindahkan else tempat)
    terbuka = semua.filter(hasil__isnull=True, galat="").aggregate(banyak=Count("pk"), isi=Sum("ukuran", default=0))
    if (
        terbuka["banyak"] >= TERBUKA_PALING_BANYAK
        or terbuka["isi"] + ukuran > settings.BERKAS_MAKS * BERKAS_TERBUKA
        or semua.count() >= SEMUA_PALING_BANYAK
    ):
        raise tolak("terlalu_banyak_unggahan")
    sekarang = timezone.now()
    try:
        with transaction.atomic():
            return Unggahan.objects.create(
                pemilik=pemilik,
                tempat=tempat,
                nama=_nama(nama),
                ukuran=ukuran,
                sidik=sidik,
                dibuat_pada=sekarang,
                terakhir_pada=sekarang,
            )
    except IntegrityError:  # pressed twice at once: the other one is it
        return Unggahan.objects.get(pemilik=pemilik, tempat=tempat, sidik=sidik)


def _begitu_juga(pemilik, tempat, ukuran, sidik, pindahkan):
    di_sini = Unggahan.objects.filter(pemilik=pemilik, tempat=tempat, sidik=sidik)
    di_sini.filter(~Q(galat="") | ~Q(ukuran=ukuran) | Q(dibuat_pada__lte=timezone.now() - UMUR_SEMENTARA)).delete()
    satu = di_sini.first()
    if satu is None and pindahkan:
        lain = hidup(pemilik).filter(
            sidik=sidik, ukuran=ukuran, tempat__startswith=_jenis(tempat), hasil__isnull=True, galat=""
        )
        satu = lain.order_by("-terakhir_pada").first()
        if satu:
            satu.tempat = tempat
            satu.save(update_fields=["tempat"])
    return satu


def _jenis(tempat):
    return tempat.split(":")[0] + ":"


def _nama(nama):
    """A name to show until the content has been judged."""
    return nama_rapi(nama, "").removesuffix(".bin")


def dengan_kemajuan(daftar):
    """Uploads that know how far they are without a query each: for lists."""
    return daftar.annotate(sudah=Sum("potongan__ukuran", default=0))


def diterima(unggahan):
    """Bytes received so far; pieces come one after the other, so there is no gap."""
    if unggahan.hasil is not None or unggahan.galat:
        return unggahan.ukuran
    if hasattr(unggahan, "sudah"):
        return unggahan.sudah
    return unggahan.potongan.aggregate(n=Sum("ukuran", default=0))["n"]


def terima(unggahan, letak, isi, sha256=""):
    """Take one piece; returns the bytes received. A repeat of an earlier piece changes nothing.

    `sha256`: what the sender says of the piece; "" when it cannot say. Raises SalahLetak or BerkasDitolak.
    """
    sudah = diterima(unggahan)
    if letak + len(isi) <= sudah:
        return sudah
    if letak != sudah or not isi or len(isi) > UKURAN_POTONGAN or letak + len(isi) > unggahan.ukuran:
        raise SalahLetak(sudah)
    with disk_dijaga(), ruang_kerja() as folder:
        hash_isi, _ = tulis([isi], folder / "potongan")
        if sha256 and sha256 != hash_isi:
            raise SalahLetak(sudah)  # damaged on the way: sent again
        rak().masukkan(folder / "potongan", hash_isi)
    try:
        with transaction.atomic():
            Potongan.objects.create(unggahan=unggahan, mulai=letak, ukuran=len(isi), sha256=hash_isi)
            Unggahan.objects.filter(pk=unggahan.pk).update(terakhir_pada=timezone.now())
    except IntegrityError:  # the same piece came twice at once, or the upload was thrown away meanwhile
        if not Unggahan.objects.filter(pk=unggahan.pk).exists():
            raise tolak("kedaluwarsa") from None
        return diterima(unggahan)
    return letak + len(isi)


class _Tersambung:
    """The pieces as one file, as `simpan_sementara` reads it."""

    def __init__(self, unggahan):
        self.name = unggahan.nama
        self.potongan = list(unggahan.potongan.order_by("mulai").values_list("sha256", flat=True))

    def chunks(self, _):
        for sha256 in self.potongan:
            with rak().buka(sha256) as isi:
                yield isi.read()


def selesaikan(unggahan, periksa=None):
    """Put the pieces together and judge the file; returns the Unggahan with `hasil` or `galat`.

    `periksa(sementara)` may refuse what the place does not take. Raises SalahLetak while pieces are missing, and
    BerkasDitolak when only the server failed: then the end may be asked for again.
    """
    if unggahan.hasil is None and not unggahan.galat:
        sudah = diterima(unggahan)
        if sudah < unggahan.ukuran:
            raise SalahLetak(sudah)
        _catat(unggahan, lambda: simpan_sementara(_Tersambung(unggahan)), periksa)
    return unggahan


def simpan_utuh(pemilik, tempat, file, periksa=None):
    """A file that came whole (a form without scripts), as a finished Unggahan."""
    sekarang = timezone.now()
    unggahan = Unggahan(
        pemilik=pemilik,
        tempat=tempat,
        nama=_nama(file.name),
        ukuran=max(1, file.size),
        dibuat_pada=sekarang,
        terakhir_pada=sekarang,
    )
    unggahan.sidik = f"utuh:{unggahan.kode}"
    _catat(unggahan, lambda: simpan_sementara(file), periksa)
    return unggahan


def _catat(unggahan, ambil, periksa):
    try:
        sementara = ambil()
        if periksa:
            periksa(sementara)
    except BerkasDitolak as ditolak:
        if ditolak.alasan in SEMENTARA_GAGAL:
            raise
        unggahan.galat = ditolak.pesan[:400]
    else:
        unggahan.hasil = dataclasses.asdict(sementara)
        unggahan.sha256_hasil = sementara.sha256
    unggahan.terakhir_pada = timezone.now()
    with transaction.atomic():
        unggahan.save()
        unggahan.potongan.all().delete()


def sementara(unggahan):
    """The Sementara of a finished upload; None when its bytes have gone."""
    hasil = Sementara(**unggahan.hasil | {"catatan": tuple(unggahan.hasil["catatan"])})
    return hasil if rak().ada(hasil.sha256) else None


def lupakan(pemilik, sha256):
    """These contents have found their letter: their uploads are no longer offered."""
    Unggahan.objects.filter(pemilik=pemilik, sha256_hasil__in=[s for s in sha256 if HASH.fullmatch(s)]).delete()


def bersihkan_unggahan():
    """Each night: what was begun a day ago and not used. Returns how many; the bytes go with the janitor."""
    return Unggahan.objects.filter(dibuat_pada__lte=timezone.now() - UMUR_SEMENTARA).delete()[0]
