"""The calendar of officials: what they attend, or have been invited to and not answered, by day, clashes marked.

    acara = acara_jabatan(pegawai, jabatan_ids, dari, sampai)      # a list of Acara, by time
    bentrok(acara)                                                 # those that overlap another of the same post

Three queries, however many posts and events.
"""

import datetime as dt
from dataclasses import dataclass, replace

from disposisi.models import Kehadiran
from organisasi.direktori import Direktori
from organisasi.models import Peran
from persuratan.models import SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.peran import PEMBACA_AGENDA

PERKIRAAN = dt.timedelta(hours=2)
"""How long an event is taken to last: invitations say when they begin, hardly ever when they end."""
TERTUTUP = "Acara dinas"
BELUM = "BELUM"
Jawaban = Kehadiran.Jawaban
MENYITA = frozenset({Jawaban.HADIR, Jawaban.DITUNJUK, BELUM})
"""Answers that keep the official's time, and may clash."""
KATA = {
    Jawaban.HADIR: ("Hadir", "hijau", "centang"),
    Jawaban.DITUNJUK: ("Ditunjuk mewakili", "biru", "orang"),
    Jawaban.DIWAKILKAN: ("Diwakilkan", "", "disposisi"),
    Jawaban.TIDAK_HADIR: ("Tidak hadir", "", "silang"),
    BELUM: ("Belum dijawab", "kuning", "jam"),
}


@dataclass(frozen=True)
class Acara:
    """One event of one post, as one person may read it. `kode` is "" where the letter must not be named."""

    jabatan: object
    mulai: dt.datetime
    judul: str
    tempat: str
    pengirim: str
    sebutan: str
    kode: str
    jawaban: str
    rincian: str = ""
    bentrok: tuple = ()

    @property
    def selesai(self):
        return self.mulai + PERKIRAAN

    @property
    def lencana(self):
        kata, warna, ikon = KATA[self.jawaban]
        return (f"{kata} {self.rincian}".strip(), warna, ikon)

    @property
    def menyita(self):
        return self.jawaban in MENYITA


def beragenda(pegawai):
    """Whether the page concerns this person: by role, or because one of the posts was once invited or sent."""
    return pegawai.has_peran(*PEMBACA_AGENDA) or (Kehadiran.objects.filter(jabatan__in=pegawai.jabatan_ids).exists())


def jabatan_teragenda(pegawai):
    """The posts whose calendar this person may see, in the order of the office: those one answers for, and for a
    supervisor every official's. No query.
    """
    semua = Direktori.kini().jabatan
    boleh = pegawai.jabatan_ditulis_ids
    if pegawai.has_peran(Peran.PENGAWAS):
        boleh |= {pk for pk, j in semua.items() if j.aktif and j.has_peran(Peran.PENDISPOSISI)}
    return sorted((semua[pk] for pk in boleh), key=lambda j: (j.urutan, j.pk))


def acara_jabatan(pegawai, jabatan_ids, dari, sampai):
    """Events of these posts that begin in [dari, sampai), as `pegawai` may read them, clashes marked."""
    antara = {"surat__suratmasuk__acara_mulai__gte": dari, "surat__suratmasuk__acara_mulai__lt": sampai}
    dijawab = {
        (k.surat_id, k.jabatan_id): (k.jawaban, _rincian(k))
        for k in Kehadiran.objects.berlaku()
        .filter(jabatan__in=jabatan_ids, **antara)
        .select_related("wakil", "wakil_unit", "mewakili")
    }
    menunggu = Tugas.objects.terbuka().filter(jenis=JenisTugas.DISPOSISI, jabatan__in=jabatan_ids, **antara)
    belum = {kunci: (BELUM, "") for kunci in menunggu.values_list("surat_id", "jabatan_id") if kunci not in dijawab}
    semua = dijawab | belum
    hidup = SuratMasuk.objects.visible_to(pegawai).exclude(status=SuratMasuk.Status.BATAL)
    surat = hidup.in_bulk({pk for pk, _ in semua})
    jabatan = Direktori.kini().jabatan
    acara = [
        _acara(surat[pk], jabatan[jabatan_id], *jawaban)
        for (pk, jabatan_id), jawaban in semua.items()
        if pk in surat and surat[pk].acara_mulai is not None
    ]
    return tandai_bentrok(sorted(acara, key=lambda a: (a.mulai, a.jabatan.urutan, a.judul)))


def _rincian(kehadiran):
    if kehadiran.jawaban == Jawaban.DIWAKILKAN:
        return f"kepada {(kehadiran.wakil_unit or kehadiran.wakil).nama}"
    return f"{kehadiran.mewakili.sebutan}" if kehadiran.jawaban == Jawaban.DITUNJUK else ""


def _acara(surat, jabatan, jawaban, rincian):
    terbuka = surat.isi_terbuka
    return Acara(
        jabatan=jabatan,
        mulai=surat.acara_mulai,
        judul=surat.hal_tampil if terbuka else TERTUTUP,
        tempat=surat.acara_tempat if terbuka else "",
        pengirim=surat.nama_pengirim if terbuka else "",
        sebutan=surat.sebutan if terbuka else "",
        kode=surat.kode if terbuka else "",
        jawaban=jawaban,
        rincian=rincian if terbuka else "",
    )


def tandai_bentrok(acara):
    """The same events (in order of time), each with the others of its post that overlap it."""
    hasil = []
    for satu in acara:
        lain = tuple(
            b
            for b in acara
            if b is not satu
            and b.jabatan.pk == satu.jabatan.pk
            and satu.menyita
            and b.menyita
            and b.mulai < satu.selesai
            and satu.mulai < b.selesai
        )
        hasil.append(replace(satu, bentrok=lain))
    return hasil
