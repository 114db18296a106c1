"""What the help of one page says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bantuan:
    """`guna`: one sentence; `langkah`: what to press; `panduan`: the stem of the guide that tells more."""

    judul: str
    guna: str
    langkah: tuple[str, ...] = ()
    panduan: str = ""


def bantuan(judul, guna, *langkah, panduan=""):
    return Bantuan(judul, guna, langkah, panduan)
