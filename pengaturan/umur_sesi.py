"""How long a login lasts."""

import datetime

DIAM = datetime.timedelta(hours=4)
"""A login that is not remembered ends after this long without a page (ASVS 7.3.1)."""
PANJANG = datetime.timedelta(hours=12)
"""… and after this long in any case (ASVS 7.3.2)."""
INGAT = datetime.timedelta(days=30)
CATAT_ULANG = datetime.timedelta(minutes=5)
"""How exactly "terakhir dipakai" is kept: one write in five minutes, not one per page."""


def habis(masuk, terakhir, ingat, sekarang):
    """True when a login begun at `masuk` and last used at `terakhir` (aware datetimes) is over."""
    if ingat:
        return sekarang - masuk > INGAT
    return sekarang - masuk > PANJANG or sekarang - terakhir > DIAM
