"""Codes that people write by hand and read over the phone."""

import secrets

HURUF_KODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0 O 1 I L U: no two that look or sound alike."""


def kode_acak(panjang):
    """So many letters drawn by the machine's own randomness: nearly five bits each."""
    return "".join(secrets.choice(HURUF_KODE) for _ in range(panjang))
