"""The private calendar address of a person: made, renewed, taken back. Each is in the ledger and told to the owner."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alur import jejak
from alur.notifikasi import beri_tahu_akun
from disposisi.models import LanggananKalender

JUDUL = {
    "kalender_dibuat": "Alamat kalender dibuat pada akun Anda",
    "kalender_diganti": "Alamat kalender akun Anda diganti",
    "kalender_dicabut": "Alamat kalender akun Anda dicabut",
}


@transaction.atomic
def buat(pegawai):
    """A new address; the one before stops working at once. Two taps: the later one counts, and is the one shown."""
    kode = LanggananKalender.kode_baru()
    isi = {"sidik": LanggananKalender.sidik_dari(kode), "dibuat_pada": timezone.now(), "dipakai_pada": None}
    _, baru = LanggananKalender.objects.update_or_create(pegawai=pegawai, defaults=isi)
    _catat("kalender_dibuat" if baru else "kalender_diganti", pegawai, oleh=pegawai)
    return kode


@transaction.atomic
def cabut(pegawai, *, oleh):
    """Whether there was an address to take back. A reset password takes it back too: a thief may have made it."""
    ada = LanggananKalender.objects.filter(pegawai=pegawai).delete()[0]
    if ada:
        _catat("kalender_dicabut", pegawai, oleh=oleh)
    return bool(ada)


def _catat(transisi, pegawai, *, oleh):
    baris = jejak.catat_sistem(transisi, oleh=oleh, objek=f"{pegawai._meta.label_lower}:{pegawai.pk}")
    beri_tahu_akun(pegawai, baris, JUDUL[transisi], tautan=reverse("kalender_saya"))
