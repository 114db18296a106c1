"""Who was late, at which stage: counted over recorded facts, never a recomputation; how long, in worked time.

Only letters this person may know of are counted; a receiving unit counts its own stages, not its neighbours'.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Min, Q
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
    """The last twelve months and the year, newest first; then the years before in which anybody was late."""
    hari_ini = timezone.localdate()
    pertama = Tugas.objects.terlambat().aggregate(saat=Min("terlambat_pada"))["saat"]
    lalu = range(hari_ini.year - 1, timezone.localdate(pertama).year - 1 if pertama else hari_ini.year, -1)
    urut = [divmod(hari_ini.year * 12 + hari_ini.month - 1 - i, 12) for i in range(banyak)]
    return [
        *(Periode.bulan(tahun, bulan + 1) for tahun, bulan in urut),
        Periode.tahun(hari_ini.year),
        *map(Periode.tahun, lalu),
    ]


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
    surat = SuratMasuk.objects.visible_to(pegawai).exclude(status=SuratMasuk.Status.BATAL)
    return surat.filter(
        isi_terbuka=True, setelah_acara=True, diterima_pada__gte=periode.mulai, diterima_pada__lt=periode.sampai
    )


@dataclass(frozen=True)
class Jumlah:
    """One row of the report. `saring` are the parameters that lead to exactly these rows in the list.

    `terlama` is the (deadline, until when) that holds the most worked time.
    """

    nama: str
    banyak: int
    terbuka: int
    terlama: tuple
    saring: dict


def rekap(tugas, penunjuk):
    """(by stage in the order of the way, by holder with the most often late first): two lists of Jumlah, one query."""
    jenis, jabatan, unit = {}, {}, {}
    for j, pos, bagian, *saat in tugas.order_by().values_list(
        "jenis", "jabatan_id", "unit_id", "terlambat_pada", "selesai_pada"
    ):
        jenis.setdefault(j, []).append(saat)
        (unit if pos is None else jabatan).setdefault(bagian if pos is None else pos, []).append(saat)
    tahap = [_jumlah(j.label, jenis[j], {"tahap": j.value}, penunjuk) for j in JenisTugas if j in jenis]
    pemegang = [
        _jumlah(nama, baris[pk], {kunci: pk}, penunjuk)
        for kunci, model, baris in (("jabatan", Jabatan, jabatan), ("unit", UnitKerja, unit))
        for pk, nama in model.objects.filter(pk__in=baris).values_list("pk", "nama")
    ]
    return tahap, sorted(pemegang, key=lambda j: (-j.banyak, j.nama))


def _jumlah(nama, saat, saring, penunjuk):
    return Jumlah(
        nama=nama,
        banyak=len(saat),
        terbuka=sum(selesai is None for _, selesai in saat),
        terlama=paling_lama([(lewat, selesai or penunjuk.sekarang) for lewat, selesai in saat], penunjuk.kalender),
        saring=saring,
    )


def paling_lama(rentang, kalender):
    """The span with the most worked time. None is worked longer than it lasts, so that few have to be measured."""
    terlama, lama = None, None
    for dari, sampai in sorted(rentang, key=lambda r: r[0] - r[1]):
        if lama is not None and sampai - dari <= lama:
            break
        kerja = kalender.lama_kerja(dari, sampai)
        if lama is None or kerja > lama:
            terlama, lama = (dari, sampai), kerja
    return terlama
