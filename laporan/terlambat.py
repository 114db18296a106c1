"""Who was late, at which stage: an aggregate over recorded facts, never a recomputation.

Only letters this person may know of are counted; a receiving unit counts its own stages, not its neighbours'.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from organisasi.models import Jabatan, UnitKerja
from organisasi.waktu import BULAN
from persuratan.models import Surat, SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.tetangga import lingkup

POLA = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
TAHUN = (1945, 2100)


@dataclass(frozen=True)
class Periode:
    """A month or a year of the office. `kunci` is how it stands in an address: "2026-11", "2026"."""

    kunci: str
    nama: str
    mulai: dt.datetime
    sampai: dt.datetime

    @classmethod
    def baca(cls, teks):
        """The period of an address; what is none is the present month."""
        m = POLA.fullmatch(teks or "")
        if m and TAHUN[0] <= int(m[1]) <= TAHUN[1] and (m[2] is None or 1 <= int(m[2]) <= 12):
            return cls.bulan(int(m[1]), int(m[2])) if m[2] else cls.tahun(int(m[1]))
        hari_ini = timezone.localdate()
        return cls.bulan(hari_ini.year, hari_ini.month)

    @classmethod
    def bulan(cls, tahun, bulan):
        lanjut = (tahun, bulan + 1) if bulan < 12 else (tahun + 1, 1)
        return cls(f"{tahun}-{bulan:02}", f"{BULAN[bulan - 1]} {tahun}", _awal(tahun, bulan), _awal(*lanjut))

    @classmethod
    def tahun(cls, tahun):
        return cls(str(tahun), f"Tahun {tahun}", _awal(tahun, 1), _awal(tahun + 1, 1))


def _awal(tahun, bulan):
    return timezone.make_aware(dt.datetime(tahun, bulan, 1))  # noqa: DTZ001 - made aware on the spot


def pilihan_periode(banyak=12):
    """The last twelve months and the year, newest first."""
    hari_ini = timezone.localdate()
    urut = [divmod(hari_ini.year * 12 + hari_ini.month - 1 - i, 12) for i in range(banyak)]
    return [*(Periode.bulan(tahun, bulan + 1) for tahun, bulan in urut), Periode.tahun(hari_ini.year)]


def tugas_terlambat(pegawai, periode=None):
    """Late obligations this person may know of: those still open (`periode` None), or those late since the period."""
    tugas = Tugas.objects.terlambat().filter(surat__in=Surat.objects.visible_to(pegawai).values("pk"))
    unit = lingkup(pegawai)
    if unit is not None:
        tugas = tugas.filter(Q(unit_id__in=unit) | Q(jabatan__unit_id__in=unit))
    if periode is None:
        return tugas.terbuka()
    return tugas.filter(terlambat_pada__gte=periode.mulai, terlambat_pada__lt=periode.sampai)


def undangan_lewat(pegawai, periode):
    """Letters that arrived after their event: late from the sender, before anybody here can be blamed.

    Those alone whose content is open: that a letter invites to an event, and that it is over, is content.
    """
    return SuratMasuk.objects.visible_to(pegawai).filter(
        isi_terbuka=True, setelah_acara=True, diterima_pada__gte=periode.mulai, diterima_pada__lt=periode.sampai
    )


@dataclass(frozen=True)
class Jumlah:
    """One row of the report. `saring` are the parameters that lead to exactly these rows in the list."""

    nama: str
    banyak: int
    terbuka: int
    terlama: dt.timedelta
    saring: dict


def rekap(tugas):
    """(by stage in the order of the way, by holder with the most often late first): two lists of Jumlah, one query."""
    baris = list(
        tugas.order_by()
        .values("jenis", "jabatan_id", "unit_id")
        .annotate(
            banyak=Count("pk"),
            terbuka=Count("pk", filter=Q(selesai_pada=None)),
            terlama=Max(
                ExpressionWrapper(
                    Coalesce(F("selesai_pada"), Value(timezone.now())) - F("terlambat_pada"),
                    output_field=DurationField(),
                )
            ),
        )
    )
    jabatan = dict(Jabatan.objects.filter(pk__in={b["jabatan_id"] for b in baris} - {None}).values_list("pk", "nama"))
    unit = dict(UnitKerja.objects.filter(pk__in={b["unit_id"] for b in baris} - {None}).values_list("pk", "nama"))
    tahap = [
        _jumlah(j.label, [b for b in baris if b["jenis"] == j], {"tahap": j.value})
        for j in JenisTugas
        if any(b["jenis"] == j for b in baris)
    ]
    pemegang = [
        *(_jumlah(nama, [b for b in baris if b["jabatan_id"] == pk], {"jabatan": pk}) for pk, nama in jabatan.items()),
        *(_jumlah(nama, [b for b in baris if b["unit_id"] == pk], {"unit": pk}) for pk, nama in unit.items()),
    ]
    return tahap, sorted(pemegang, key=lambda j: (-j.banyak, j.nama))


def _jumlah(nama, baris, saring):
    return Jumlah(
        nama=nama,
        banyak=sum(b["banyak"] for b in baris),
        terbuka=sum(b["terbuka"] for b in baris),
        terlama=max(b["terlama"] for b in baris),
        saring=saring,
    )
