from celery import shared_task

from alur.denyut import catat_denyut
from persuratan.sapuan import sapu_terlambat


@shared_task(name="persuratan.sapu_terlambat")
def sapu():
    """Beat rings each minute; running twice at once changes nothing."""
    sapu_terlambat()
    catat_denyut("sapuan")
