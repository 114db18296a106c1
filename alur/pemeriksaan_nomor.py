"""Every number 1…n of every book and year: used, reserved, void or in the emergency book; never missing or twice."""

import dataclasses
import itertools
import re

from django.apps import apps
from django.utils import timezone

from alur.models import Nomor, NomorTerakhir

ANGKA = re.compile(r"-?[0-9]+")
"""A primary key; letters out of an old agenda have negative ones."""


@dataclasses.dataclass(frozen=True)
class LaporanNomor:
    """One book in one year; sentences in Indonesian."""

    buku: str
    tahun: int
    terakhir: int
    jumlah: dict[str, int]
    penjelasan: tuple[str, ...]
    cacat: tuple[str, ...]

    @property
    def ringkasan(self):
        rincian = ", ".join(f"{self.jumlah[s]} {s.label.lower()}" for s in Nomor.Status if self.jumlah.get(s))
        return f"{self.buku} {self.tahun}: nomor terakhir {self.terakhir}" + (f" ({rincian})" if rincian else "")


def periksa_nomor(*, buku=None, tahun=None):
    """A list of LaporanNomor, ordered by book and year; `cacat` is empty when every number is explained."""
    saring = {k: v for k, v in (("buku", buku), ("tahun", tahun)) if v is not None}
    terakhir = {(t.buku, t.tahun): t.nomor for t in NomorTerakhir.objects.filter(**saring)}
    baris = Nomor.objects.filter(**saring).select_related("diminta_oleh", "disetujui_oleh")
    per_buku = {
        kunci: list(isi)
        for kunci, isi in itertools.groupby(
            baris.order_by("buku", "tahun", "nomor", "pk").iterator(), key=lambda n: (n.buku, n.tahun)
        )
    }
    hilang = _tujuan_hilang(n.untuk for isi in per_buku.values() for n in isi if n.status == Nomor.Status.TERPAKAI)
    return [
        _satu_buku(buku, tahun, terakhir.get((buku, tahun)), per_buku.get((buku, tahun), []), hilang)
        for buku, tahun in sorted(terakhir.keys() | per_buku.keys())
    ]


def _satu_buku(buku, tahun, terakhir, baris, hilang):
    cacat, jumlah, penjelasan, harap, tidak_ada = [], {}, [], 1, 0
    if terakhir is None:
        cacat.append(f"{buku} {tahun}: penghitung tidak ada.")
        terakhir = 0
    for n in baris:
        jumlah[n.status] = jumlah.get(n.status, 0) + 1
        if n.nomor < harap:
            cacat.append(f"{buku} {tahun}: nomor {n.nomor} ganda.")
            continue
        if n.asal == Nomor.Asal.IMPOR:  # kept as the old book gave them, gaps and all
            tidak_ada += n.nomor - harap
        else:
            cacat += [f"{buku} {tahun}: nomor {k} hilang." for k in range(harap, min(n.nomor, harap + 100))]
        harap = n.nomor + 1
        if n.nomor > terakhir:
            cacat.append(f"{buku} {tahun}: nomor {n.nomor} melewati penghitung ({terakhir}).")
        if n.untuk in hilang and n.status == Nomor.Status.TERPAKAI:
            cacat.append(f"{buku} {tahun}: nomor {n.nomor} dipakai {n.untuk}, yang tidak ada.")
        if kalimat := _penjelasan(n):
            penjelasan.append(f"Nomor {n.nomor}: {kalimat}")
    cacat += [f"{buku} {tahun}: nomor {k} hilang." for k in range(harap, min(terakhir, harap + 100) + 1)]
    if tidak_ada:
        penjelasan.append(f"{tidak_ada} nomor di antaranya tidak ada pada agenda lama yang diimpor.")
    return LaporanNomor(buku, tahun, terakhir, jumlah, tuple(penjelasan), tuple(cacat))


def _penjelasan(n):
    """Why this number stands on no letter; empty for one in use."""
    if n.status == Nomor.Status.BATAL:
        return f"batal, {n.alasan_batal} (diminta {n.diminta_oleh}, disetujui {n.disetujui_oleh})."
    if n.status == Nomor.Status.DIPESAN:
        lewat = n.kedaluwarsa_pada <= timezone.now()
        return f"dipesan{' dan kedaluwarsa' if lewat else ''} sampai {_waktu(n.kedaluwarsa_pada)}, {n.alasan}."
    if n.status == Nomor.Status.DARURAT:
        return f"buku darurat, belum dicatat, {n.alasan}."
    return ""


def _waktu(pada):
    return f"{timezone.localtime(pada):%d-%m-%Y %H.%M}"


def _tujuan_hilang(untuk):
    """Those of "app.model:pk" whose row does not exist. One query per model and 500 numbers."""
    per_model = {}
    for teks in untuk:
        label, _, pk = teks.partition(":")
        per_model.setdefault(label, set()).add(pk)
    hilang = set()
    for label, pks in per_model.items():
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            hilang |= {f"{label}:{pk}" for pk in pks}
            continue
        angka = sorted(int(pk) for pk in pks if ANGKA.fullmatch(pk))
        ada = set()
        for i in range(0, len(angka), 500):
            ada |= set(model._base_manager.filter(pk__in=angka[i : i + 500]).values_list("pk", flat=True))
        hilang |= {f"{label}:{pk}" for pk in pks if not (ANGKA.fullmatch(pk) and int(pk) in ada)}
    return hilang
