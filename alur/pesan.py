"""The words of what leaves the house: one notice, or a digest. A secret one tells only that there is one."""

from django.conf import settings

from alur.models import JenisKabar
from alur.saluran import Pesan
from organisasi.alamat import tautan

TERDAFTAR = 30
"""Notices a digest lists; the others are counted, with the way to all of them."""
URUTAN = [JenisKabar.TERLAMBAT, JenisKabar.TUGAS, JenisKabar.PENGINGAT, JenisKabar.KABAR, JenisKabar.AKUN]
KEPALA = {
    JenisKabar.TERLAMBAT: "LEWAT BATAS",
    JenisKabar.TUGAS: "MENUNGGU ANDA",
    JenisKabar.PENGINGAT: "PENGINGAT",
    JenisKabar.KABAR: "KABAR",
    JenisKabar.AKUN: "AKUN ANDA",
}


def satu(kabar, kunci):
    bagian = [_isi(kabar)]
    if kabar.tautan:
        bagian.append(f"Buka: {_penuh(kabar.tautan)}")
    bagian.append(_kaki())
    return Pesan(kunci=kunci, judul=_sebaris(kabar.judul), isi="\n\n".join(b for b in bagian if b))


def ringkasan(daftar, kunci):
    """One message about several notices: what is late first. Of one matter only its last notice is told."""
    terakhir = {k.perkara or f"#{k.pk}": k for k in sorted(daftar, key=lambda k: (k.dibuat_pada, k.pk))}
    daftar = sorted(terakhir.values(), key=lambda k: (URUTAN.index(k.jenis), k.dibuat_pada, k.pk))
    if len(daftar) == 1:
        return satu(daftar[0], kunci)
    terlambat = sum(k.jenis == JenisKabar.TERLAMBAT for k in daftar)
    judul = f"{len(daftar)} kabar surat{f', {terlambat} lewat batas' if terlambat else ''}"
    bagian, kepala = [], None
    for kabar in daftar[:TERDAFTAR]:
        if kabar.jenis != kepala:
            kepala = kabar.jenis
            bagian.append(KEPALA[JenisKabar(kepala)])
        baris = [f"- {_sebaris(kabar.judul)}", _sebaris(_isi(kabar)), _penuh(kabar.tautan) if kabar.tautan else ""]
        bagian.append("\n  ".join(b for b in baris if b))
    lebih = len(daftar) - TERDAFTAR
    semua = f"Semua kabar: {_penuh(tautan('kabar') or '/')}"
    bagian.append(f"Dan {lebih} kabar lain. {semua}" if lebih > 0 else semua)
    bagian.append(_kaki())
    return Pesan(kunci=kunci, judul=judul, isi="\n\n".join(bagian))


def kode_saluran(kode, kunci):
    isi = f"Kode untuk memasang kabar e-Surat: {kode}. Berlaku 15 menit. Bukan Anda yang meminta? Abaikan saja."
    return Pesan(kunci=kunci, judul="Kode e-Surat", isi=f"{isi}\n\n{_kaki()}")


def _isi(kabar):
    return "" if kabar.rahasia else kabar.isi


def _sebaris(teks):
    """A line break in a subject would split the header; in a list it would split the row."""
    return " ".join(teks.split())


def _penuh(jalur):
    return f"{settings.ALAMAT.rstrip('/')}{jalur}"


def _kaki():
    return f"e-Surat {settings.KANTOR}"
