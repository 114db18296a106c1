"""Giving out numbers. One counter row per (buku, tahun), locked last and until commit; one row per number given."""

from django.db import connection
from django.db.models import F
from django.utils import timezone

from alur.jejak import catat_sistem
from alur.models import Nomor, NomorTerakhir, PolaNomor
from alur.pola import BAWAAN, tulis


class NomorDitolak(Exception):
    """Why a number cannot be given, used or voided: one Indonesian sentence for the user."""


def ambil(buku, tahun, *, untuk, oleh=None):
    """The next number of `buku` in `tahun` (office year), used for `untuk` ("persuratan.suratmasuk:12").

    A rollback of the caller's transaction gives it back. Raises RuntimeError outside a transaction.
    """
    return _terbitkan(buku, tahun, status=Nomor.Status.TERPAKAI, untuk=untuk, dibuat_oleh=oleh)


def pesan(buku, tahun, *, jumlah=1, alasan, kedaluwarsa_pada, oleh):
    """Reserve `jumlah` numbers until `kedaluwarsa_pada`: a list of Nomor, in order."""
    if not alasan.strip():
        raise NomorDitolak("Tulis alasan memesan nomor.")
    if kedaluwarsa_pada <= timezone.now():
        raise NomorDitolak("Batas waktu pesanan sudah lewat. Pilih waktu yang akan datang.")
    return terbitkan_banyak(
        buku,
        tahun,
        jumlah,
        "nomor.pesan",
        status=Nomor.Status.DIPESAN,
        asal=Nomor.Asal.PESANAN,
        alasan=alasan,
        kedaluwarsa_pada=kedaluwarsa_pada,
        dibuat_oleh=oleh,
    )


def pakai(nomor, untuk):
    """Use a reserved or emergency number for `untuk`; returns the fresh Nomor. An expired reservation is refused."""
    nomor = _kunci(nomor)
    if nomor.status not in {Nomor.Status.DIPESAN, Nomor.Status.DARURAT}:
        raise NomorDitolak(f"Nomor {nomor.nomor}/{nomor.tahun} berstatus {nomor.get_status_display().lower()}.")
    if nomor.diminta_oleh_id:
        raise NomorDitolak(f"Nomor {nomor.nomor}/{nomor.tahun} sedang diminta batal.")
    if nomor.kedaluwarsa_pada and nomor.kedaluwarsa_pada <= timezone.now():
        raise NomorDitolak(f"Pesanan nomor {nomor.nomor}/{nomor.tahun} sudah kedaluwarsa. Ambil nomor baru.")
    nomor.status = Nomor.Status.TERPAKAI
    nomor.untuk = untuk
    nomor.save(update_fields=["status", "untuk"])
    return nomor


def minta_batal(nomor, oleh, alasan):
    """Ask that a number be voided; it stays what it is until somebody else agrees. Returns the fresh Nomor."""
    nomor = _kunci(nomor)
    if not alasan.strip():
        raise NomorDitolak("Tulis alasan membatalkan nomor.")
    if nomor.status == Nomor.Status.BATAL:
        raise NomorDitolak(f"Nomor {nomor.nomor}/{nomor.tahun} sudah batal.")
    if nomor.diminta_oleh_id:
        raise NomorDitolak(f"Nomor {nomor.nomor}/{nomor.tahun} sudah diminta batal oleh {nomor.diminta_oleh}.")
    nomor.diminta_oleh, nomor.diminta_pada, nomor.alasan_batal = oleh, timezone.now(), alasan
    nomor.save(update_fields=["diminta_oleh", "diminta_pada", "alasan_batal"])
    _ke_jejak("nomor.minta_batal", nomor, oleh, alasan)
    return nomor


def setujui_batal(nomor, oleh):
    """Void a number that somebody else asked to void. Its row stays, with reason; it is never given again."""
    nomor = _kunci(nomor)
    _pastikan_diminta(nomor)
    if nomor.diminta_oleh_id == oleh.pk:
        raise NomorDitolak("Pembatalan harus disetujui orang lain.")
    nomor.status, nomor.disetujui_oleh, nomor.disetujui_pada = Nomor.Status.BATAL, oleh, timezone.now()
    nomor.save(update_fields=["status", "disetujui_oleh", "disetujui_pada"])
    _ke_jejak("nomor.setujui_batal", nomor, oleh, nomor.alasan_batal)
    return nomor


def tolak_batal(nomor, oleh, alasan):
    """Turn a request down; the number stays what it was and the ledger keeps the request."""
    nomor = _kunci(nomor)
    _pastikan_diminta(nomor)
    nomor.diminta_oleh, nomor.diminta_pada, nomor.alasan_batal = None, None, ""
    nomor.save(update_fields=["diminta_oleh", "diminta_pada", "alasan_batal"])
    _ke_jejak("nomor.tolak_batal", nomor, oleh, alasan)
    return nomor


def kedaluwarsa(buku=None):
    """Reservations whose time is over, oldest first: never reused, to be voided or explained."""
    baris = Nomor.objects.filter(status=Nomor.Status.DIPESAN, kedaluwarsa_pada__lte=timezone.now())
    return (baris.filter(buku=buku) if buku else baris).order_by("kedaluwarsa_pada", "pk")


def bentuk(buku, *, nomor_urut, tanggal, **slot):
    """The printed number by the pattern of `buku` in force on `tanggal`; slots as in `alur.pola.tulis`."""
    berlaku = PolaNomor.objects.filter(buku=buku, berlaku_mulai__lte=tanggal).order_by("-berlaku_mulai").first()
    return tulis(berlaku.pola if berlaku else BAWAAN, nomor_urut=nomor_urut, tanggal=tanggal, **slot)


def tahun_kantor(saat=None):
    """The year on the office's calendar: not UTC's, which is still last year until 08.00 WITA on 1 January."""
    return timezone.localdate(saat).year


def _terbitkan(buku, tahun, **isi):
    return Nomor.objects.create(
        buku=buku, tahun=tahun, nomor=_naikkan(buku, tahun, 1), dibuat_pada=timezone.now(), **isi
    )


def _naikkan(buku, tahun, banyak):
    """Raise the counter; the last of the numbers taken."""
    if not connection.in_atomic_block:
        raise RuntimeError("The number and its letter must commit together.")
    NomorTerakhir.objects.get_or_create(buku=buku, tahun=tahun)
    penghitung = NomorTerakhir.objects.filter(buku=buku, tahun=tahun)
    penghitung.update(nomor=F("nomor") + banyak)  # holds the row until commit, on PostgreSQL and on SQLite
    return penghitung.values_list("nomor", flat=True).get()


def terbitkan_banyak(buku, tahun, jumlah, tindakan, **isi):
    """The next `jumlah` numbers at once, with one ledger entry: a list of Nomor, in order."""
    if not 1 <= jumlah <= 500:
        raise NomorDitolak("Jumlah nomor antara 1 dan 500.")
    akhir, pada = _naikkan(buku, tahun, jumlah), timezone.now()
    hasil = Nomor.objects.bulk_create(
        Nomor(buku=buku, tahun=tahun, nomor=n, dibuat_pada=pada, **isi) for n in range(akhir - jumlah + 1, akhir + 1)
    )
    catat_sistem(
        tindakan,
        oleh=isi["dibuat_oleh"],
        objek=f"alur.nomor:{hasil[0].pk}",
        data={"buku": buku, "tahun": tahun, "dari": hasil[0].nomor, "sampai": hasil[-1].nomor},
        catatan=isi["alasan"],
    )
    return hasil


def _kunci(nomor):
    if not connection.in_atomic_block:
        raise RuntimeError("A number changes inside its letter's transaction.")
    return Nomor.objects.select_for_update(of=("self",)).select_related("diminta_oleh").get(pk=nomor.pk)


def _pastikan_diminta(nomor):
    if nomor.status == Nomor.Status.BATAL:
        raise NomorDitolak(f"Nomor {nomor.nomor}/{nomor.tahun} sudah batal.")
    if not nomor.diminta_oleh_id:
        raise NomorDitolak(f"Nomor {nomor.nomor}/{nomor.tahun} tidak sedang diminta batal.")


def _ke_jejak(tindakan, nomor, oleh, alasan):
    catat_sistem(
        tindakan,
        oleh=oleh,
        objek=f"alur.nomor:{nomor.pk}",
        data={"buku": nomor.buku, "tahun": nomor.tahun, "nomor": nomor.nomor, "untuk": nomor.untuk},
        catatan=alasan,
    )
