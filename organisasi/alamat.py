"""Addresses that differ only by a code which needs no quoting: a list has dozens, and `reverse` is not free."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_urlconf, reverse


def alamat_berkode(nama, kode):
    """`reverse(nama, args=[kode])`, its pattern resolved once. Raises NoReverseMatch while no room has that page."""
    return _pola(nama, get_urlconf() or settings.ROOT_URLCONF).replace("*", kode)


@lru_cache(maxsize=64)
def _pola(nama, urlconf):
    return reverse(nama, urlconf, args=["*"])
