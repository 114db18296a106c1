"""Whoever's account is changed hears of it, in the app and by e-mail: a thief's change must be seen (ASVS 6.3.7)."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from alur.notifikasi import beri_tahu
from organisasi.waktu import waktu_panjang
from pengaturan import jejak

JUDUL = {
    jejak.SANDI_DIGANTI: "Kata sandi akun Anda diganti",
    jejak.SANDI_DIATUR_EMAIL: "Kata sandi akun Anda diatur ulang lewat e-mail",
    jejak.SANDI_DIATUR_ADMIN: "Kata sandi akun Anda diatur ulang oleh admin",
    jejak.KODE_DIPASANG: "Kode dari HP dipasang pada akun Anda",
    jejak.KODE_DILEPAS: "Kode dari HP dilepas dari akun Anda",
}


def catat_dan_beri_tahu(transisi, pegawai, *, oleh):
    """The ledger entry about this person's account, and the notice to that person; in the caller's transaction."""
    baris = jejak.catat(transisi, oleh=oleh, objek=pegawai)
    siapa = "" if oleh == pegawai else f", oleh {oleh.nama}"
    beri_tahu(
        [pegawai],
        kunci_awal=f"{baris.rantai}:{baris.urut}",
        judul=JUDUL[transisi],
        isi=(
            f"{JUDUL[transisi]} ({pegawai.username}) pada {waktu_panjang(timezone.localtime(baris.pada))}{siapa}. "
            f"Bukan Anda yang melakukan atau memintanya? Segera hubungi {settings.BANTUAN}."
        ),
        tautan=reverse("akun"),
    )
