"""The admin at the screens: what the tests of people, posts and calendar share."""

from alur.models import Jejak
from tests.halaman import kunci


def isi(response):
    return response.content.decode()


def kirim(klien, url, data=None, **lain):
    """Open the page, take its form key, send the form."""
    return klien.post(url, {"kunci": kunci(klien.get(url))} | (data or {}), **lain)


def entri_terakhir():
    j = Jejak.objects.filter(rantai="sistem").order_by("-urut").first()
    return j.transisi, j.oleh.username, j.objek, j.data
