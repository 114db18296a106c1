"""Codes of a letter and of its receipts, typed by hand or scanned: a QR code holds an address of ours."""

import re
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from organisasi.kode import HURUF_KODE

_H = f"[{HURUF_KODE}]"
POLA_LACAK = re.compile(f"({_H}{{5}})[ -]?({_H}{{5}})")
"""The bearer's code: "7KQ4M-2XR8T"."""
POLA_TERIMA = re.compile(f"(?:TT)[ -]?({_H}{{4}})[ -]?({_H}{{4}})")
"""A unit's receipt: "TT-8F3K-2QW7"."""
POLA_SURAT = re.compile(r"[A-Za-z0-9_-]{22}")
"""A letter or a delivery in an address."""


def baca_kode(teks):
    """The code in `teks` as it is stored, or "": a code alone, or an address of ours, of whatever host it was made."""
    return _rapi(_dari_alamat(teks) if "/" in teks else teks)


def _dari_alamat(teks):
    """Only the path counts: papers outlive the name of a server. "" for what is no address of a letter."""
    try:
        jalur = urlsplit(teks if "://" in teks else f"//{teks.lstrip('/')}" if teks[0] != "/" else teks).path
        return resolve(jalur if jalur.endswith(("/", ".pdf")) else f"{jalur}/").kwargs.get("kode", "")
    except (Resolver404, ValueError):
        return ""


def _rapi(teks):
    besar = teks.upper()
    if m := POLA_TERIMA.fullmatch(besar):
        return f"TT-{m[1]}-{m[2]}"
    # Ten letters in a row may be a word.
    if (m := POLA_LACAK.fullmatch(besar)) and (not teks.isalpha()):
        return f"{m[1]}-{m[2]}"
    return teks if POLA_SURAT.fullmatch(teks) else ""


def syarat_kode(kode):
    """The lookups, tried one after another, that may find the letter of a code: each asks one index."""
    if kode.startswith("TT-"):
        return ({"pengiriman__kode_terima": kode},)
    if POLA_SURAT.fullmatch(kode):
        return ({"kode": kode}, {"pengiriman__kode": kode})
    return ({"kode_lacak": kode},)
