"""SQL known by heart: a query that a person's pages ask again and again is composed once, then only its values change.

    hafal("surat", pegawai, lambda kode: Surat.objects.visible_to(pegawai).filter(kode=kode), kode=kode)     # a list

On a list or on a letter's page Django spends more time composing SQL than the database spends answering it. What a
person may see follows from posts and the day, so the text stays the same until one of them changes
(`organisasi.ingatan`). The values may be int, str, aware datetime, or a list of int that is not empty; which of them
are given may shape the query, everything else that does belongs into `nama`.
"""

import copy
import datetime as dt

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone

from organisasi.ingatan import ingat
from organisasi.kueri_siap import KueriSiap

PALING_BANYAK = 512
"""Queries kept at once; an office of hundreds forgets and composes anew."""
_umum = {}
_ANGKA = 7_000_000_000_000_000
_SAAT = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)


def hafal(nama, pegawai, susun, /, **nilai):
    """The rows of the QuerySet `susun(**nilai)` as a list. `pegawai`: None when it is the same for everybody."""
    return _ambil(nama, pegawai, lambda tanda: _KueriHafal(susun, tanda), nilai).baris(nilai)


def hafal_umum(nama, susun, /, **nilai):
    """As `hafal`, of a text that follows from no post, unit or day: nothing is asked of the database beforehand."""
    kunci = (nama, tuple(nilai), connection.vendor)
    hafalan = _umum.get(kunci)
    if hafalan is None:
        hafalan = _umum[kunci] = _KueriHafal(susun, _tanda_semua(nilai))
    return hafalan.baris(nilai)


def kueri_tetap(nama, pegawai, susun, /, **nilai):
    """The (SQL, parameters) that `susun(**nilai)` gives, for a cursor."""
    return _ambil(nama, pegawai, lambda tanda: _Hafalan(susun(**tanda), tanda), nilai).isi(nilai)


def _ambil(nama, pegawai, susun, nilai):
    peta = ingat("hafalan", dict)
    panjang = tuple((k, _panjang(v)) for k, v in nilai.items() if isinstance(v, list))
    # A person whose rights were read before a post was taken away, or before midnight, may still be in the middle of a
    # request: what is composed with those rights must not serve the same person's next one.
    kunci = (nama, tuple(nilai), pegawai and pegawai.tanda_hak, timezone.localdate(), panjang)
    hafalan = peta.get(kunci)  # asked once: another thread may forget everything at any moment
    if hafalan is None:
        if len(peta) >= PALING_BANYAK:
            peta.clear()
        # Composed with marks in place of the values: where a mark turns up, the value goes.
        hafalan = peta[kunci] = susun(_tanda_semua(nilai))
    return hafalan


def _tanda_semua(nilai):
    return {k: _tanda(v, n) for n, (k, v) in enumerate(nilai.items(), start=1)}


def _tanda(nilai, n):
    if isinstance(nilai, list):
        return [_ANGKA + n * 100_000 + i for i in range(_panjang(nilai))]
    if isinstance(nilai, dt.datetime):
        return _SAAT + dt.timedelta(seconds=n)
    if isinstance(nilai, str):
        return f"tanda-hafalan-{n}"
    return _ANGKA + n


def _bekas_tanda(param):
    """Whether something made out of a mark stands here."""
    if isinstance(param, int) and not isinstance(param, bool):
        return param >= _ANGKA
    return "tanda-hafalan" in str(param) or str(param).startswith("2999-")


def _panjang(daftar):
    """Lists are filled up to 16, 32, 64 …, so that a few texts serve all of them."""
    return max(16, 1 << (len(daftar) - 1).bit_length())


def _polos(nilai):
    """A value, or the values of a list filled up by its last, as the database is given them."""
    if isinstance(nilai, list):
        return nilai + nilai[-1:] * (_panjang(nilai) - len(nilai))
    return [connection.ops.adapt_datetimefield_value(nilai) if isinstance(nilai, dt.datetime) else nilai]


class _Hafalan:
    """SQL, and for each parameter either its fixed value or where its value comes from."""

    def __init__(self, kueri, tanda):
        sql, params = kueri
        dari = {satu: (k, n) for k, v in tanda.items() for n, satu in enumerate(_polos(v))}
        params = [(dari.get(p) if isinstance(p, int | str | dt.datetime) else None, p) for p in params]
        self.kueri = KueriSiap(sql, params)
        # A value that an expression had taken apart would stay the mark, or the first one, for ever.
        hilang = set(tanda) - {d[0] for d, _ in params if d}
        if hilang or any(d is None and _bekas_tanda(p) for d, p in params):
            raise RuntimeError(
                f"The query does not take its values as they stand: {', '.join(sorted(hilang or tanda))}."
            )

    def isi(self, nilai):
        polos = {k: _polos(v) for k, v in nilai.items()}
        return self.kueri.isi(lambda dari: polos[dari[0]][dari[1]])


class _KueriHafal:
    """A QuerySet whose compiler has done its work; Django makes rows and objects of the answer as it always does."""

    def __init__(self, susun, tanda):
        self.susun, self.qs = susun, susun(**tanda)
        self.kompiler = self.qs.query.get_compiler(self.qs.db)
        try:
            hafalan = _Hafalan(self.kompiler.as_sql(), tanda)
            self.pengubah = self.kompiler.get_converters([s[0] for s in self.kompiler.select])
        except EmptyResultSet:  # empty for a mark, as when a column holds no number so large, is not empty for all
            hafalan = None
        self.hafalan = hafalan

    def baris(self, nilai):
        if self.hafalan is None:
            return list(self.susun(**nilai))
        kompiler, jawaban = copy.copy(self.kompiler), self.hafalan.isi(nilai)
        kompiler.connection = connection  # each thread has its own
        kompiler.as_sql = lambda *a, **kw: jawaban
        kompiler.get_converters = lambda _: self.pengubah
        qs = self.qs.all()
        # Never handed out as a QuerySet: a further filter would be passed over in silence.
        qs.query.get_compiler = lambda *a, **kw: kompiler
        return list(qs)
