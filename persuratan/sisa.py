"""How much time an obligation has left, or by how much it is late: in words, and in one of three tones.

penunjuk = PenunjukSisa()            # one a request: one calendar, one "now"
penunjuk.sisa(tugas)                 # Sisa(nada="dekat", teks="Sisa 2 hari")
Tugas.objects.filter(q_nada("dekat", penunjuk.kelompok_pendek, **penunjuk.ambang))   # the same rule in the database
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from organisasi.kalender import Kalender
from organisasi.waktu import hari_kantor, lama_kata, lama_singkat
from persuratan.models.pilihan import Akhir
from persuratan.models.standar import StandarPelayanan
from persuratan.rujukan import Rujukan

Satuan = StandarPelayanan.Satuan
AMAN, DEKAT, LEWAT = "aman", "dekat", "lewat"

# When a deadline turns yellow.
NORMA_PANJANG = 3
"""Norms of this many working days or more, and every deadline set by an event or by a person, go by days …"""
SISA_HARI = 2
"""… and are yellow with this many working days left, or fewer."""
BAGIAN_SISA = 2
"""Shorter norms are yellow with one part in so many left, or less."""
SEHARI = dt.timedelta(hours=7, minutes=30)
"""What one working day of a norm is worth when it has to be halved."""
HARI_LEWAT = 2
"""From so many whole working days on, lateness is told in days."""


@dataclass(frozen=True)
class Sisa:
    """`nada` is "aman", "dekat", "lewat" or "" (no clock); `teks` stands beside it, always."""

    nada: str
    teks: str


class PenunjukSisa:
    """The rule for one request. `kalender` and `sekarang` default to the database and the clock."""

    def __init__(self, kalender=None, sekarang=None):
        self.kalender = kalender or Kalender.muat()
        self.sekarang = sekarang or timezone.now()
        self.hari_ini = timezone.localdate(self.sekarang)

    @cached_property
    def awal_hari(self):
        return timezone.make_aware(dt.datetime.combine(self.hari_ini, dt.time.min))

    # When it turns yellow -------------------------------------------------------------------------

    @cached_property
    def kuning_harian(self):
        """Deadlines before this moment have SISA_HARI working days left, or fewer."""
        hari = self.hari_ini
        for _ in range(SISA_HARI + 1):
            hari = self.kalender.hari_kerja_berikut(hari)
        return timezone.make_aware(dt.datetime.combine(hari, dt.time.min)) - dt.timedelta(microseconds=1)

    @cached_property
    def _pendek(self):
        """{(satuan, jumlah): (StandarPelayanan.pk, …)}: norms that turn yellow half-way, not by days."""
        kelompok = {}
        for s in Rujukan.kini().standar.values():
            if s.satuan != Satuan.HARI_KERJA or s.jumlah < NORMA_PANJANG:
                kelompok.setdefault((s.satuan, s.jumlah), []).append(s.pk)
        return {lama: tuple(pks) for lama, pks in sorted(kelompok.items())}

    @cached_property
    def kuning_pendek(self):
        """[moment of each short norm]: its deadlines up to that moment are yellow. In the order of kelompok_pendek."""
        return [self._separuh(*lama) for lama in self._pendek]

    @property
    def kelompok_pendek(self):
        """((StandarPelayanan.pk, …) of each short norm, …)."""
        return tuple(self._pendek.values())

    @cached_property
    def _kuning_per_standar(self):
        return {pk: saat for pks, saat in zip(self.kelompok_pendek, self.kuning_pendek, strict=True) for pk in pks}

    @property
    def ambang(self):
        """The moments `q_nada` compares with, by name."""
        pendek = {f"kuning_{n}": saat for n, saat in enumerate(self.kuning_pendek)}
        return {"sekarang": self.sekarang, "kuning_harian": self.kuning_harian, **pendek}

    def _separuh(self, satuan, jumlah):
        if satuan == Satuan.JAM_BERJALAN:
            return self.sekarang + dt.timedelta(hours=jumlah) / BAGIAN_SISA
        satu = {Satuan.MENIT_KERJA: dt.timedelta(minutes=1), Satuan.JAM_KERJA: dt.timedelta(hours=1)}
        return self.kalender.tambah_jam_kerja(self.sekarang, satu.get(satuan, SEHARI) * jumlah / BAGIAN_SISA)

    def nada(self, tugas):
        """The tone of an open obligation."""
        if tugas.tenggat_pada is None:
            return ""
        if tugas.tenggat_pada < self.sekarang:
            return LEWAT
        pendek = {} if tugas.tenggat_dari else self._kuning_per_standar
        return DEKAT if tugas.tenggat_pada <= pendek.get(tugas.standar_id, self.kuning_harian) else AMAN

    # Words ----------------------------------------------------------------------------------------

    def sisa(self, tugas, *, singkat=False, tertutup=False):
        """Tone and words: "Sisa 2 hari", "Lewat 1 jam 27 menit"; closed: "Tepat waktu" or "Lewat 5 jam".

        Needs `tugas.standar`. `singkat`: "Lewat 1 j 27 mnt", for narrow badges. `tertutup`: for one to whom the letter
        is closed; no length that would tell when its event is.
        """
        if tertutup and tugas.menurut_acara and tugas.akhir != Akhir.BATAL:
            return self._tersamar(tugas)
        if tugas.akhir == Akhir.BATAL and tugas.terlambat_pada is None:
            return Sisa("", "Dibatalkan")
        if tugas.selesai_pada is not None:
            return self.selesai(tugas.tenggat_pada, tugas.selesai_pada, jalan=berjalan(tugas), singkat=singkat)
        nada = self.nada(tugas)
        if nada == "":
            return Sisa("", "Tanpa batas waktu")
        if nada == LEWAT:
            return Sisa(LEWAT, self.lewat(tugas.tenggat_pada, self.sekarang, jalan=berjalan(tugas), singkat=singkat))
        harian = tugas.tenggat_dari or tugas.standar is None or tugas.standar.satuan == Satuan.HARI_KERJA
        return Sisa(nada, self._sisa(tugas.tenggat_pada, harian=harian, jalan=berjalan(tugas), singkat=singkat))

    def _tersamar(self, tugas):
        if tugas.selesai_pada is not None:
            tepat = tugas.selesai_pada <= tugas.tenggat_pada
            return Sisa(AMAN, "Tepat waktu") if tepat else Sisa(LEWAT, "Lewat batas")
        nada = self.nada(tugas)
        return Sisa(nada, "Lewat batas" if nada == LEWAT else "Batas tidak ditampilkan")

    def keseluruhan(self, surat):
        """The same for the whole way of a letter, receipt → distribution."""
        if surat.tenggat_pada is None:
            return Sisa("", "Tanpa batas waktu")
        if surat.dibatalkan and surat.terlambat_pada is None:
            return Sisa("", "Dibatalkan")
        if surat.didistribusikan_pada is not None:
            return self.selesai(surat.tenggat_pada, surat.didistribusikan_pada)
        if surat.tenggat_pada < self.sekarang:
            return Sisa(LEWAT, self.lewat(surat.tenggat_pada, self.sekarang))
        nada = DEKAT if surat.tenggat_pada <= self.kuning_harian else AMAN
        return Sisa(nada, self._sisa(surat.tenggat_pada))

    def selesai(self, tenggat, selesai, *, jalan=False, singkat=False):
        """Tone and words of what is over."""
        if tenggat is None:
            return Sisa("", "Selesai")
        if selesai <= tenggat:
            return Sisa(AMAN, "Tepat waktu")
        return Sisa(LEWAT, self.lewat(tenggat, selesai, jalan=jalan, singkat=singkat))

    def lewat(self, tenggat, sampai, *, jalan=False, singkat=False):
        """By how much: in whole minutes by the printed clock times, so that badge and table agree."""
        if jalan:
            return f"Lewat {(lama_singkat if singkat else lama_kata)(sampai - tenggat, berjalan=True)}"
        lama = self.lama_lewat(tenggat, sampai, singkat=singkat)
        return f"Lewat {lama}" if lama else "Lewat batas"

    def lama_lewat(self, tenggat, sampai, *, singkat=False):
        """ "3 hari kerja", "1 jam 27 menit": worked time between the two, "" when the office was closed all along."""
        hari = self._hari_penuh(tenggat, sampai)
        if hari >= HARI_LEWAT:
            return f"{hari} hari kerja"
        lama = self.kalender.lama_tampil(tenggat, sampai)
        return (lama_singkat if singkat else lama_kata)(lama) if lama else ""

    def _hari_penuh(self, dari, sampai):
        """Working days that went by entirely: the count errs in favour of the holder."""
        hari = hari_kantor(sampai)
        n = self.kalender.jumlah_hari_kerja(hari_kantor(dari), hari)
        tutup = self.kalender.tutup(hari)
        return n - 1 if tutup is not None and sampai < tutup else n

    def _sisa(self, tenggat, *, harian=True, jalan=False, singkat=False):
        kata = lama_singkat if singkat else lama_kata
        if jalan:
            return f"Sisa {kata(tenggat - self.sekarang, berjalan=True)}"
        if harian and (hari := self.kalender.jumlah_hari_kerja(self.hari_ini, hari_kantor(tenggat))):
            return f"Sisa {hari} hari"
        lama = self.kalender.lama_kerja(self.sekarang, tenggat)
        return f"Sisa {kata(lama)}" if lama else "Batasnya hari ini"


def q_nada(nada, kelompok_pendek, *, sekarang, kuning_harian=None, **kuning):
    """The Q of open obligations in this tone, "aman" with those without a clock: the rule of `PenunjukSisa.nada`."""
    lewat = Q(tenggat_pada__lt=sekarang)
    if nada == LEWAT:
        return lewat
    pendek = [pk for pks in kelompok_pendek for pk in pks]
    harian = Q(tenggat_dari__gt="") | Q(standar=None) | ~Q(standar__in=pendek)
    dekat = harian & Q(tenggat_pada__lte=kuning_harian)
    for n, pks in enumerate(kelompok_pendek):
        dekat |= Q(tenggat_dari="", standar__in=pks, tenggat_pada__lte=kuning[f"kuning_{n}"])
    if nada == DEKAT:
        return Q(tenggat_pada__gte=sekarang) & dekat
    return Q(tenggat_pada=None) | Q(tenggat_pada__gte=sekarang) & ~dekat


def berjalan(tugas):
    """Whether its clock runs day and night: a norm in elapsed hours that nothing has replaced."""
    return not tugas.tenggat_dari and tugas.standar is not None and tugas.standar.satuan == Satuan.JAM_BERJALAN
