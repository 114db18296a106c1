"""How a result divides: by year, stage, holder and so on, counted over what this person sees, as its rows show it."""

from collections import Counter
from dataclasses import dataclass

from persuratan.models import SuratMasuk
from persuratan.models.pilihan import Keamanan, Kecepatan
from persuratan.models.tugas import JENIS

DIHITUNG = 5000
"""A larger result is not counted: each value would take a look at all of it."""
DITAMPILKAN = 12


@dataclass(frozen=True)
class Nilai:
    kunci: str
    kata: str
    jumlah: int


@dataclass(frozen=True)
class Pilahan:
    """`nama`: the filter of `SaringForm` that a value sets."""

    nama: str
    judul: str
    nilai: list


def pilahan(temuan):
    """The Pilahan of a result in four queries; None when it is too large to be counted."""
    pks = temuan.pks(DIHITUNG + 1)
    if len(pks) > DIHITUNG:
        return None
    surat = SuratMasuk.objects.filter(pk__in=pks).order_by()
    kolom = list(surat.values_list("tahun_agenda", "status", "jenis_id", "keamanan", "kecepatan"))
    tahun, status, jenis, keamanan, kecepatan = (Counter(x[n] for x in kolom) for n in range(5))
    # The obligations that the filters themselves look at, or a count would promise what its link does not keep.
    tugas = temuan.form.tugas_dihitung().filter(surat_id__in=pks).order_by()
    terbuka = list(tugas.terbuka().values_list("surat_id", "jenis", "jabatan_id", "unit_id", "jabatan__unit_id"))
    unit = {(s, u or ju) for s, _, _, u, ju in terbuka}
    pemegang = {(s, j) for s, _, j, _, _ in terbuka if j}
    tahap = {(s, jenis) for s, jenis, *_ in terbuka}
    terlambat = tugas.terlambat().values("surat_id").distinct().count()
    pilihan = {nama: dict(temuan.form.fields[nama].choices) for nama in ("tangan", "pemegang", "jenis")}
    semua = [
        Pilahan("tahun", "Tahun agenda", [Nilai(str(k), str(k), n) for k, n in sorted(tahun.items())[::-1] if k]),
        Pilahan("status", "Keadaan", _berlabel(status, dict(SuratMasuk.Status.choices))),
        Pilahan("tahap", "Tahap", _berlabel(_cacah(tahap), dict(JENIS))),
        Pilahan("tangan", "Di tangan unit", _terbanyak(_cacah(unit), pilihan["tangan"])),
        Pilahan("pemegang", "Di tangan jabatan", _terbanyak(_cacah(pemegang), pilihan["pemegang"])),
        Pilahan("terlambat", "Keterlambatan", [Nilai("on", "Terlambat", terlambat)] if terlambat else []),
        Pilahan("keamanan", "Keamanan", _berlabel(keamanan, dict(Keamanan.choices))),
        Pilahan("kecepatan", "Kecepatan", _berlabel(kecepatan, dict(Kecepatan.choices))),
        Pilahan("jenis", "Jenis surat", _terbanyak(jenis, pilihan["jenis"])),
    ]
    return [p for p in semua if p.nilai]


def _cacah(pasangan):
    return Counter(nilai for _, nilai in pasangan)


def _berlabel(cacah, label):
    """In the order the office knows them."""
    return [Nilai(str(k), str(kata), cacah[k]) for k, kata in label.items() if cacah[k]]


def _terbanyak(cacah, label):
    """The most frequent ones."""
    return [Nilai(str(k), label[k], n) for k, n in cacah.most_common(DITAMPILKAN) if k in label]
