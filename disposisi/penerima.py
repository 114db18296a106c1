"""The addressees an official may choose from, as the form and the papers name them."""

from dataclasses import dataclass, replace

from disposisi.permissions import tujuan_disposisi
from organisasi.models import Jabatan, UnitKerja
from organisasi.pengganti import Pengganti, pengganti

JUMLAH_SERING = 4
"""Chips that a thumb reaches without unfolding anything."""

J = UnitKerja.Jenis
KELOMPOK = {
    J.PIMPINAN: "Pimpinan",
    J.SETDA: "Pimpinan",
    J.ASISTEN: "Asisten",
    J.STAF_AHLI: "Staf Ahli",
    J.BAGIAN: "Bagian",
    J.DINAS: "Dinas",
    J.BADAN: "Badan dan Inspektorat",
    J.INSPEKTORAT: "Badan dan Inspektorat",
    J.SETWAN: "Badan dan Inspektorat",
    J.KECAMATAN: "Kecamatan",
}
URUTAN_KELOMPOK = list(dict.fromkeys([*KELOMPOK.values(), "Lainnya"]))


@dataclass(frozen=True)
class Pihak:
    """One addressee. `nilai` is "j12" (a post) or "u5" (a unit outside Setda, named by the title of its head).

    The form says `singkat` wherever it stands; `nama` is found by a search too.
    """

    nilai: str
    nama: str
    singkat: str
    kelompok: str
    objek: object
    pengganti: Pengganti | None = None
    """Who gets it today when the official himself is away."""


def pihak_jabatan(jabatan):
    return Pihak(f"j{jabatan.pk}", jabatan.nama, jabatan.sebutan, KELOMPOK.get(jabatan.unit.jenis, "Lainnya"), jabatan)


def pihak_untuk(jabatan):
    """Everybody this post may dispose to, in the order of the office: a list of Pihak. Constant queries."""
    dalam, luar = tujuan_disposisi(jabatan)
    daftar = [pihak_jabatan(j) for j in dalam.select_related("unit").order_by("urutan", "pk")]
    luar = list(luar.order_by("urutan", "pk"))
    kepala = {j.unit_id: j for j in Jabatan.objects.kepala().filter(unit__in=[u.pk for u in luar])}
    for unit in luar:
        kelompok = KELOMPOK.get(unit.jenis, "Lainnya")
        if unit.pk in kepala:
            nama, singkat = kepala[unit.pk].nama, kepala[unit.pk].sebutan
        else:
            nama, singkat = unit.nama, unit.singkatan or unit.nama
        daftar.append(Pihak(f"u{unit.pk}", nama, singkat, kelompok, unit))
    return beri_pengganti(daftar, kepala)


def beri_pengganti(daftar, kepala):
    """The same with who stands in today. A unit outside receives by its own staff, whether or not it has a head."""
    jabatan = {f"j{p.objek.pk}": p.objek.pk for p in daftar if isinstance(p.objek, Jabatan)}
    jabatan |= {f"u{unit_id}": j.pk for unit_id, j in kepala.items()}
    semua = pengganti(jabatan.values())
    hasil = []
    for p in daftar:
        satu = semua.get(jabatan.get(p.nilai))
        tampil = satu is not None and not (satu.kosong and p.nilai.startswith("u"))
        hasil.append(replace(p, pengganti=satu) if tampil else p)
    return hasil


def dahulukan(daftar, nilai):
    """(the chips shown first, the rest by group): learned choices first, filled up in the order of the office."""
    menurut_nilai = {p.nilai: p for p in daftar}
    sering = [menurut_nilai[n] for n in nilai if n in menurut_nilai][:JUMLAH_SERING]
    terpelajari = bool(sering)
    sering += [p for p in daftar if p not in sering][: JUMLAH_SERING - len(sering)]
    kelompok = {nama: [p for p in daftar if p.kelompok == nama and p not in sering] for nama in URUTAN_KELOMPOK}
    return sering, {nama: isi for nama, isi in kelompok.items() if isi}, terpelajari
