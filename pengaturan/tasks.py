"""Background duties of this room. Rows decide; each task may run twice or be lost."""

import datetime
import logging

from celery import shared_task
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from organisasi.models import Pegawai
from pengaturan import draf
from pengaturan.backend import boleh_masuk, cari_pegawai
from pengaturan.models import Percobaan, PermintaanSandi
from pengaturan.sesi import SessionStore

log = logging.getLogger(__name__)

UMUR_PERMINTAAN = datetime.timedelta(hours=1)
SIMPAN_PERMINTAAN = datetime.timedelta(days=7)
SIMPAN_PERCOBAAN = datetime.timedelta(days=1)
PALING_BANYAK = 100


@shared_task(name="pengaturan.kirim_tautan_sandi")
def kirim_tautan_sandi():
    """Each minute, and rung by each request: answer the requests for a new password."""
    batas = timezone.now() - UMUR_PERMINTAAN
    menunggu = PermintaanSandi.objects.filter(dikirim_pada=None, diminta_pada__gt=batas).order_by("diminta_pada")
    for permintaan in menunggu[:PALING_BANYAK]:
        # Compare-and-set: two workers answer one request once.
        if not PermintaanSandi.objects.filter(pk=permintaan.pk, dikirim_pada=None).update(dikirim_pada=timezone.now()):
            continue
        try:
            for pegawai in _yang_dimaksud(permintaan.isian):
                _kirim_tautan(pegawai)
        except Exception as galat:  # noqa: BLE001 (whatever the mail server says, the next minute tries again)
            PermintaanSandi.objects.filter(pk=permintaan.pk).update(dikirim_pada=None)
            log.warning("tautan kata sandi tertunda: %s", type(galat).__name__)


def _yang_dimaksud(isian):
    """The people who get a link: by e-mail (several may share an office address), user name or NIP."""
    orang = list(Pegawai.objects.filter(~Q(email=""), email__iexact=isian)[:5]) if "@" in isian else []
    if not orang and (satu := cari_pegawai(isian)):
        orang = [satu]
    return [p for p in orang if p.email and boleh_masuk(p) and p.has_usable_password()]


def _kirim_tautan(pegawai):
    bagian = [urlsafe_base64_encode(force_bytes(pegawai.pk)), default_token_generator.make_token(pegawai)]
    isi = {
        "pegawai": pegawai,
        "tautan": settings.ALAMAT.rstrip("/") + reverse("sandi_atur", args=bagian),
        "kantor": settings.KANTOR,
        "bantuan": settings.BANTUAN,
    }
    send_mail(
        render_to_string("pengaturan/surel/sandi_subjek.txt", isi).strip(),
        render_to_string("pengaturan/surel/sandi_isi.txt", isi),
        None,
        [pegawai.email],
    )


@shared_task(name="pengaturan.bersihkan")
def bersihkan():
    """Each night: forget ended logins, old drafts, old attempts and old requests."""
    sekarang = timezone.now()
    SessionStore.clear_expired()
    draf.bersihkan()
    Percobaan.objects.filter(terakhir_pada__lt=sekarang - SIMPAN_PERCOBAAN).delete()
    PermintaanSandi.objects.filter(diminta_pada__lt=sekarang - SIMPAN_PERMINTAAN).delete()
