"""Is anybody working in the background? Read by the admin's banner and by /sehat/."""

import datetime

from django.utils import timezone

from alur.models import Denyut

BATAS_DIAM = datetime.timedelta(minutes=3)


def catat_denyut(nama):
    Denyut.objects.update_or_create(nama=nama, defaults={"pada": timezone.now()})


def denyut_terakhir(*nama):
    """The moment (aware datetime) one of the duties last reported, or None if none ever did."""
    return Denyut.objects.filter(nama__in=nama).order_by("-pada").values_list("pada", flat=True).first()


def pekerja_hidup():
    """True when a worker wrote the canary within three minutes."""
    return _baru_saja(denyut_terakhir("pekerja"))


def pekerja_diam():
    """True when people should be told: no canary for three minutes, though the office has been open for as long."""
    return not _baru_saja(denyut_terakhir("pekerja", "mulai"))


def _baru_saja(saat):
    return saat is not None and timezone.now() - saat <= BATAS_DIAM
