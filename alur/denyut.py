"""Is anybody working in the background? Read by the admin's banner and by /sehat/."""

import datetime

from django.utils import timezone

from alur.models import Denyut

BATAS_DIAM = datetime.timedelta(minutes=3)


def catat_denyut(nama):
    Denyut.objects.update_or_create(nama=nama, defaults={"pada": timezone.now()})


def denyut_terakhir(nama="pekerja"):
    """The moment (aware datetime) the duty last reported, or None if it never did."""
    return Denyut.objects.filter(nama=nama).values_list("pada", flat=True).first()


def pekerja_hidup():
    """True when a worker wrote the canary within three minutes."""
    terakhir = denyut_terakhir("pekerja")
    return terakhir is not None and timezone.now() - terakhir <= BATAS_DIAM
