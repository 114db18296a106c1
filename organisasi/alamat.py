"""Addresses of pages of any room. `reverse` is not free, and rooms below may name pages that only a room above has."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse


def tautan(nama, *args, **kwargs):
    """The address of a page, or "" while no room has it."""
    if not args and not kwargs:
        return _tetap(nama, get_urlconf() or settings.ROOT_URLCONF)
    try:
        return reverse(nama, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def alamat_berkode(nama, kode):
    """`reverse(nama, args=[kode])`, its pattern resolved once, for lists of dozens. `kode` needs no quoting.

    Raises NoReverseMatch while no room has that page.
    """
    return _pola(nama, get_urlconf() or settings.ROOT_URLCONF).replace("*", kode)


@lru_cache(maxsize=256)
def _tetap(nama, urlconf):
    try:
        return reverse(nama, urlconf)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=64)
def _pola(nama, urlconf):
    return reverse(nama, urlconf, args=["*"])
