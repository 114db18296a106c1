"""Setting up a channel: an address is kept, a code goes there, and only then it is used."""

import datetime
import hmac

from django.db import transaction
from django.utils import timezone

from alur import saluran
from alur.bel import bunyikan
from alur.models import Saluran, SaluranKabar
from alur.relai import kirim_kode
from pengaturan import jejak
from pengaturan.peringatan import catat_dan_beri_tahu

UMUR_KODE = datetime.timedelta(minutes=15)


@transaction.atomic
def pasang(pegawai, jenis, alamat, petunjuk):
    """Keep the address and let a worker send the code there; what was set up before is no longer used."""
    satu, _ = SaluranKabar.objects.update_or_create(
        pegawai=pegawai,
        jenis=jenis,
        defaults={"alamat_tersandi": saluran.sandikan(alamat), "petunjuk": petunjuk, "dibuat_pada": timezone.now()}
        | _kode_baru()
        | {"terverifikasi_pada": None},
    )
    transaction.on_commit(lambda: bunyikan(kirim_kode.name, satu.pk))
    return satu


@transaction.atomic
def kirim_ulang(satu):
    """A new code to the same address; the old one is worth nothing."""
    if SaluranKabar.objects.filter(pk=satu.pk, terverifikasi_pada=None).update(**_kode_baru()):
        transaction.on_commit(lambda: bunyikan(kirim_kode.name, satu.pk))


def _kode_baru():
    sampai = timezone.now() + UMUR_KODE
    return {"garam": saluran.garam_baru(), "kode_sampai": sampai, "kode_dikirim_pada": None, "galat": ""}


@transaction.atomic
def cocokkan(satu, kode):
    """Whether this is the code that was sent; then the channel is used from now on."""
    sekarang = timezone.now()
    sama = hmac.compare_digest("".join(kode.split()).encode(), saluran.kode(satu).encode())
    baris = SaluranKabar.objects.filter(
        pk=satu.pk, garam=satu.garam, terverifikasi_pada=None, kode_sampai__gt=sekarang
    )
    if not sama or not baris.update(terverifikasi_pada=sekarang, galat=""):
        return False
    _catat(jejak.SALURAN_DIPASANG, satu)
    return True


@transaction.atomic
def lepas(satu, *, oleh=None):
    """`oleh`: whoever does it, unless it is the owner."""
    jumlah, _ = SaluranKabar.objects.filter(pk=satu.pk).delete()
    if jumlah and satu.terverifikasi_pada:
        _catat(jejak.SALURAN_DILEPAS, satu, oleh=oleh)


def lepas_semua(pegawai, *, oleh):
    """A reset password takes the channels back too: a thief may have set one up."""
    for satu in SaluranKabar.objects.select_related("pegawai").filter(pegawai=pegawai):
        lepas(satu, oleh=oleh)


def _catat(transisi, satu, *, oleh=None):
    data = {"saluran": satu.jenis, "petunjuk": satu.petunjuk}
    catat_dan_beri_tahu(transisi, satu.pegawai, oleh=oleh or satu.pegawai, data=data)


def keadaan(pegawai):
    """[(Saluran, SaluranKabar or None)] of the kinds this office offers."""
    ada = {s.jenis: s for s in SaluranKabar.objects.filter(pegawai=pegawai)}
    return [(Saluran(j), ada.get(j)) for j in saluran.tersedia()]
