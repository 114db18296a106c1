"""Whoever's account is changed hears of it, in the app and by e-mail: a thief's change must be seen (ASVS 6.3.7)."""

from django.urls import reverse

from alur.notifikasi import beri_tahu_akun
from pengaturan import jejak

JUDUL = {
    jejak.SANDI_DIGANTI: "Kata sandi akun Anda diganti",
    jejak.SANDI_DIATUR_EMAIL: "Kata sandi akun Anda diatur ulang lewat e-mail",
    jejak.SANDI_DIATUR_ADMIN: "Kata sandi akun Anda diatur ulang oleh admin",
    jejak.KODE_DIPASANG: "Kode dari HP dipasang pada akun Anda",
    jejak.KODE_DILEPAS: "Kode dari HP dilepas dari akun Anda",
    jejak.EMAIL_DIGANTI: "Alamat e-mail akun Anda diganti",
    jejak.SALURAN_DIPASANG: "Saluran kabar dipasang pada akun Anda",
    jejak.SALURAN_DILEPAS: "Saluran kabar dilepas dari akun Anda",
}


def catat_dan_beri_tahu(transisi, pegawai, *, oleh, data=None, alamat_lama=""):
    """The ledger entry about this person's account, and the notice to that person; in the caller's transaction."""
    baris = jejak.catat(transisi, oleh=oleh, objek=pegawai, data=data)
    beri_tahu_akun(pegawai, baris, JUDUL[transisi], tautan=reverse("akun"), alamat_lama=alamat_lama)


def email_diganti(pegawai, lama, *, oleh):
    """Whoever reads this address may ask for a new password: its change is told like that of a password."""
    if pegawai.email != lama:
        beda = jejak.perbedaan({"email": lama}, {"email": pegawai.email})
        catat_dan_beri_tahu(jejak.EMAIL_DIGANTI, pegawai, oleh=oleh, data={"ubah": beda}, alamat_lama=lama)
