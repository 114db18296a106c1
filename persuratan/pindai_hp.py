"""*Pindai pakai HP*: the clerk's phone as a scanner, by a QR on the screen and without a login.

    tautan, rahasia = buka(pegawai, surat)      # the secret stands in the QR and nowhere else
    tautan = cari(rahasia)                      # on the phone: a live TautanPindai, or None
    halaman(pegawai, tautan.kode)               # on the PC: what has arrived, in order

Pages are uploads of the clerk (dokumen.potongan) in the place of the link, judged like any stranger's file.
"""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from dokumen import potongan
from dokumen.models import Unggahan
from organisasi.kode import kode_acak
from organisasi.models import Peran
from persuratan.models import SuratMasuk, TautanPindai
from persuratan.models.pilihan import RAHASIA
from persuratan.models.tautan import PERCOBAAN_PALING_BANYAK

UMUR = datetime.timedelta(minutes=10)
TERBUKA_PALING_BANYAK = 5
HALAMAN_PALING_BANYAK = 20
BERKAS_TERBESAR = 10
"""One link takes in no more bytes than so many files of the largest size, those refused at the end included."""
SIMPAN = datetime.timedelta(days=1)


def buka(pegawai, surat=None):
    """(a fresh TautanPindai, its secret of 144 bits). Of one person's links only the newest stay open."""
    sekarang, rahasia = timezone.now(), secrets.token_urlsafe(18)
    huruf = kode_acak(4)
    tautan = TautanPindai.objects.create(
        sidik=_sidik(rahasia),
        cocok=f"{huruf[:2]}-{huruf[2:]}",
        pegawai=pegawai,
        surat_id=surat.pk if surat else None,
        dibuat_pada=sekarang,
        berlaku_sampai=sekarang + UMUR,
    )
    terbuka = TautanPindai.objects.berlaku().filter(pegawai=pegawai)
    lama = terbuka.order_by("-pk").values_list("pk", flat=True)[TERBUKA_PALING_BANYAK:]
    terbuka.filter(pk__in=list(lama)).update(dicabut_pada=sekarang)
    return tautan, rahasia


def cari(rahasia):
    """The live link of a secret, as long as its person may still scan this letter; None otherwise."""
    tautan = TautanPindai.objects.berlaku().select_related("pegawai").filter(sidik=_sidik(rahasia)).first()
    if tautan is None or not tautan.pegawai.is_active or not tautan.pegawai.has_peran(Peran.AGENDARIS):
        return None
    if tautan.surat_id and not _boleh_dipindai(tautan):
        return None
    return tautan


def _boleh_dipindai(tautan):
    """Made secret or handed on meanwhile: the counter scans it no more."""
    surat = SuratMasuk.objects.visible_to(tautan.pegawai).filter(pk=tautan.surat_id, isi_terbuka=True)
    return surat.exclude(keamanan__in=RAHASIA).exclude(status=SuratMasuk.Status.BATAL).exists()


def milik(pegawai, kode):
    """The link of this person, also one that has ended; None otherwise."""
    if not kode or "\x00" in kode:
        return None
    return TautanPindai.objects.filter(pegawai=pegawai, kode=kode).first()


def cabut(pegawai, kode):
    """End a link now: its letter is saved, or its person says so."""
    if "\x00" not in kode:
        TautanPindai.objects.berlaku().filter(pegawai=pegawai, kode=kode).update(dicabut_pada=timezone.now())


def kiriman(tautan):
    """The uploads of the phone, in the order in which they were begun."""
    return potongan.hidup(tautan.pegawai_id).filter(tempat=tautan.tempat).order_by("pk")


def halaman(pegawai, kode):
    """What has arrived through this link (Sementara), in order; [] for a link of somebody else."""
    tautan = milik(pegawai, kode)
    if tautan is None:
        return []
    tiba = kiriman(tautan).filter(hasil__isnull=False)
    return [s for u in tiba if (s := potongan.sementara(u))]


def penuh(tautan):
    return Unggahan.objects.filter(tempat=tautan.tempat, galat="").count() >= HALAMAN_PALING_BANYAK


def ambil_jatah(tautan, ukuran):
    """Reserve one more file of `ukuran` bytes at this link; whether it could be had.

    By compare-and-set, before a byte is judged: whoever holds the link may fail, but not without end.
    """
    bita = ukuran if ukuran <= settings.BERKAS_MAKS else 0  # larger ones are refused before they travel
    sisa = TautanPindai.objects.filter(
        pk=tautan.pk,
        percobaan__lt=PERCOBAAN_PALING_BANYAK,
        bita__lte=settings.BERKAS_MAKS * BERKAS_TERBESAR - bita,
    )
    return sisa.update(percobaan=F("percobaan") + 1, bita=F("bita") + bita) == 1


def bersihkan():
    """Each night: links of yesterday. Returns how many."""
    return TautanPindai.objects.filter(dibuat_pada__lt=timezone.now() - SIMPAN).delete()[0]


def _sidik(rahasia):
    return hashlib.sha256(rahasia.encode("utf-8", "replace")).hexdigest()
