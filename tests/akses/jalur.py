"""Every address of the product, read from the URL resolver: the cells of the matrix are generated, never listed."""

import re

from django.urls import URLPattern, get_resolver, reverse

METODE = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def semua_jalur(resolver=None, awalan=""):
    """(name, parameters) of each address; one name with two shapes gives two rows."""
    for pola in (resolver or get_resolver()).url_patterns:
        if isinstance(pola, URLPattern):
            nama = pola.name or f"tanpa-nama:{awalan}{pola.pattern}"
            yield nama, tuple(re.findall(r"<(?:\w+:)?(\w+)>", f"{awalan}{pola.pattern}"))
        else:
            yield from semua_jalur(pola, f"{awalan}{pola.pattern}")


def alamat(nama, parameter, isi):
    """The address of `nama` with `isi` for its parameters; "" stands for one this object has none of."""
    return reverse(nama, kwargs={p: isi[p] for p in parameter})
