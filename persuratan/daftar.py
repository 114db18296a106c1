"""A page of the register: newest first, by keyset, in a time that does not grow with the register.

Who sees the whole register walks the primary key. Everybody else walks the rows of `Keterlibatan` of each of his posts
and units, whose unique indexes are in list order, a page from each. A condition `post OR unit` would make the database
read and sort all his letters for every page.
"""

import contextlib
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection

from organisasi.hafalan import hafal, kueri_tetap
from persuratan.models import SuratMasuk, Tugas
from persuratan.models.pilihan import TIDAK_MEMEGANG
from persuratan.models.surat import pihak_dilihat
from persuratan.peran import PEMBACA_REGISTER
from persuratan.rujukan import pasangkan, sambung

UKURAN = 20


@dataclass(frozen=True)
class HalamanSurat:
    """`surat` with `terbuka_kini` (their open Tugas) and `isi_terbuka`; keys of the pages around it, or None.

    `jumlah`: how many there are on all pages, counted no further than was asked; None on later pages.
    """

    surat: list
    lebih_baru: int | None
    lebih_lama: int | None
    jumlah: int | None = None


def halaman_surat(pegawai, saring, *, pilih=None, sebelum=None, sesudah=None, ukuran=UKURAN, hitung=0):
    """The HalamanSurat of what this person may know of. `saring` is a Q; `sebelum`, `sesudah` are primary keys.

    `pilih`: a function that narrows a queryset further (a search). It gets letters that carry `isi_terbuka`.
    `hitung`: count up to so many and one, on the first page.
    """
    naik = sesudah is not None and sebelum is None
    pertama = sebelum is None and sesudah is None
    banyak = max(ukuran, hitung if pertama else 0) + 1
    batas = {"sesudah": sesudah} if naik else {} if pertama else {"sebelum": sebelum}

    def susun(**batas):
        sumber = [pilih(qs) if pilih else qs for qs in _sumber(pegawai, saring, dengan_isi=pilih is not None)]
        return _kueri_pks(sumber, naik, banyak, **batas)

    polos = not saring and pilih is None
    sql = kueri_tetap(f"daftar {naik} {banyak}{pertama}", pegawai, susun, **batas) if polos else susun(**batas)
    pks = _pks(sql, naik, banyak)
    jumlah, ada_lagi, pks = len(pks), len(pks) > ukuran, pks[:ukuran]
    if naik:
        pks.reverse()
    surat = lengkapi(pegawai, pks) if pks else []
    baru = naik and ada_lagi or sebelum is not None
    lama = not naik and ada_lagi or naik
    return HalamanSurat(
        surat=surat,
        lebih_baru=pks[0] if pks and baru else None,
        lebih_lama=pks[-1] if pks and lama else None,
        jumlah=jumlah if pertama else None,
    )


def semua_pk(pegawai, saring, *, pilih=None, paling_banyak):
    """The keys of the newest `paling_banyak` letters of the whole result, newest first: one query."""
    sumber = [pilih(qs) if pilih else qs for qs in _sumber(pegawai, saring, dengan_isi=pilih is not None)]
    return _pks(_kueri_pks(sumber, False, paling_banyak), False, paling_banyak)


def lengkapi(pegawai, pks):
    """The letters of a list, newest first, with what each shows: two queries."""
    surat = sambung(surat_terlihat(pegawai, pks), "jenis")
    per_surat = {s.pk: s for s in surat}
    for s in surat:
        s.terbuka_kini = []
    for tugas in pasangkan(hafal("tugas terbuka", None, _tugas_terbuka, pks=pks)):
        per_surat[tugas.surat_id].terbuka_kini.append(tugas)
    return sorted(surat, key=lambda s: -s.pk)


def surat_terlihat(pegawai, pks):
    """Those of the letters `pks` (not empty) that this person may know of, in no order."""
    return hafal("surat", pegawai, lambda pks: SuratMasuk.objects.visible_to(pegawai).filter(pk__in=pks), pks=pks)


def _tugas_terbuka(pks):
    terbuka = Tugas.objects.terbuka().exclude(jenis__in=sorted(TIDAK_MEMEGANG))
    return terbuka.filter(surat_id__in=pks).order_by("tenggat_pada", "pk")


def _sumber(pegawai, saring, *, dengan_isi):
    """One queryset for each way a letter comes to this person.

    `dengan_isi`: the rows carry `isi_terbuka`. That joins the parent table, which PostgreSQL then walks from the
    newest letter on, however deep the page: it carries a bound over no join.
    """
    surat = SuratMasuk.objects.with_isi_terbuka(pegawai) if dengan_isi else SuratMasuk.objects.all()
    surat = surat.filter(saring)
    if pegawai.has_peran(*PEMBACA_REGISTER):
        yield surat
        return
    jabatan, unit = pihak_dilihat(pegawai)
    yield from (surat.filter(keterlibatan__jabatan_id=pk) for pk in jabatan)
    yield from (surat.filter(keterlibatan__unit_id=pk) for pk in unit)


def _kueri_pks(sumber, naik, banyak, sebelum=None, sesudah=None):
    """(SQL, parameters) of the first `banyak` keys beyond the cursor on each way; all ways in one query."""
    urut = "pk" if naik else "-pk"
    batas = {"pk__gt": sesudah} if naik else {"pk__lt": sebelum} if sebelum is not None else {}
    bagian = []
    for qs in sumber:
        with contextlib.suppress(EmptyResultSet):
            bagian.append(qs.filter(**batas).order_by(urut).values("pk")[:banyak].query.sql_with_params())
    # Each way is cut to a page by itself before they are put together; as `union()` neither database would do it.
    sql = " UNION ALL ".join(f"SELECT * FROM ({satu}) AS jalan_{n}" for n, (satu, _) in enumerate(bagian))  # noqa: S608
    return sql, [p for _, params in bagian for p in params]


def _pks(kueri, naik, banyak):
    """The first `banyak` keys in walking order, each once. `kueri`: (SQL, parameters)."""
    sql, params = kueri
    if not sql:
        return []
    with connection.cursor() as kursor:
        kursor.execute(sql, params)
        pks = {pk for (pk,) in kursor.fetchall()}
    return sorted(pks, reverse=not naik)[:banyak]
