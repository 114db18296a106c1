"""Telling people. A row is the message; Redis and Celery are only the doorbell."""

import time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from alur import bel
from alur.models import JenisKabar, Notifikasi
from alur.relai import kirim_notifikasi
from organisasi.waktu import waktu_panjang

ANGGARAN = 1.0
"""Seconds one request may spend ringing; what is left is rung by the sweep."""


def beri_tahu(
    penerima,
    *,
    kunci_awal,
    judul,
    isi,
    tautan,
    rahasia=False,
    jenis=JenisKabar.KABAR,
    mendesak=False,
    perkara="",
):
    """Write one message to each Pegawai in `penerima`, once per `kunci_awal`, and ring after the commit.

    `tautan` is a path such as "/surat/12/". The caller masks `judul` and `isi` of R/SR letters and sets `rahasia`.
    `mendesak` goes out at once, also in quiet hours. `perkara` names what is owed (`Tugas.perkara`): once nobody
    owes it any more, whoever did it, the message counts as done.
    """
    sekarang = timezone.now()
    kunci = {f"{kunci_awal}:{p.pk}": p for p in penerima}
    _tulis(
        [
            Notifikasi(
                kunci=k,
                penerima=p,
                judul=judul[:200],
                isi=isi,
                tautan=tautan,
                rahasia=rahasia,
                jenis=jenis,
                mendesak=mendesak,
                perkara=perkara,
                dibuat_pada=sekarang,
            )
            for k, p in kunci.items()
        ]
    )


def beri_tahu_akun(pegawai, baris, judul, *, tautan, alamat_lama=""):
    """Tell a person what the ledger entry `baris` changed in that person's account; at once, and by every channel.

    `alamat_lama`: the e-mail address that no longer is the person's. It is told too: the new one may be the thief's.
    """
    siapa = "" if baris.oleh == pegawai else f", oleh {baris.oleh.nama}"
    pesan = {
        "kunci_awal": f"{baris.rantai}:{baris.urut}",
        "judul": judul,
        "isi": (
            f"{judul} ({pegawai.username}) pada {waktu_panjang(timezone.localtime(baris.pada))}{siapa}. "
            f"Bukan Anda yang melakukan atau memintanya? Segera hubungi {settings.BANTUAN}."
        ),
    }
    beri_tahu([pegawai], tautan=tautan, jenis=JenisKabar.AKUN, mendesak=True, **pesan)
    if alamat_lama:
        kirim_ke_alamat([alamat_lama], **pesan)


def kirim_ke_alamat(alamat, *, kunci_awal, judul, isi, lampiran="", nama_lampiran=""):
    """Write one message to each e-mail address in `alamat` that is nobody's here: a witness, an address given up."""
    sekarang = timezone.now()
    _tulis(
        [
            Notifikasi(
                kunci=f"{kunci_awal}:{a}",
                alamat=a,
                judul=judul[:200],
                isi=isi,
                lampiran=lampiran,
                nama_lampiran=nama_lampiran,
                dibuat_pada=sekarang,
            )
            for a in alamat
        ]
    )


def tutup_isi(rantai, isi, *, rahasia):
    """All messages of a chain say only `isi` from now on: those in the app, and mail that has not left yet."""
    Notifikasi.objects.filter(kunci__startswith=f"{rantai}:").update(isi=isi, rahasia=rahasia)


def tandai_ditangani(perkara, *, oleh, pada):
    """The messages about these matters are done, whoever did it; in the act's own transaction, one query."""
    if perkara:
        baris = Notifikasi.objects.filter(perkara__in=sorted(perkara), ditangani_pada=None)
        baris.update(ditangani_pada=pada, ditangani_oleh=oleh)


def _tulis(baris):
    if not baris:
        return
    Notifikasi.objects.bulk_create(baris, ignore_conflicts=True)
    kunci = [b.kunci for b in baris]
    pks = list(
        Notifikasi.objects.filter(kunci__in=kunci, disalurkan_pada=None).order_by("pk").values_list("pk", flat=True)
    )
    transaction.on_commit(lambda: bunyikan(pks))


def bunyikan(pks, anggaran=ANGGARAN, tugas=kirim_notifikasi.name):
    """Ring the worker for these rows; never raises and never holds the request: the sweep finds what was not rung."""
    mulai = time.monotonic()
    for pk in pks:
        if time.monotonic() - mulai > anggaran or not bel.bunyikan(tugas, pk):
            return
