"""First rows of the calendar: working hours by decree, holidays and cuti bersama by year.

Sown once by the data migrations and again by `manage.py muat_hari_libur TAHUN`, when the decree of a new year is out.
Sowing never touches what a person has changed, moved or deleted: a row is the programme's own only while every
version in its history says so (`ALASAN`).
"""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from organisasi.models import HariLibur, JamKerja

ALASAN = "Data awal"
"""`history_change_reason` of the rows the programme itself writes."""
TAHUN_AWAL = range(2021, 2029)

# The five-day week of every regional office since KepmenPAN 8/1996, after Keppres 68/1995; then Perpres 21/2023.
DASAR_LAMA = "Keppres 68 Tahun 1995 jo. KepmenPAN 8 Tahun 1996"
DASAR_BARU = "Perpres 21 Tahun 2023; rincian jam ditetapkan Bupati"
MULAI_LAMA, MULAI_BARU = dt.date(1996, 3, 15), dt.date(2023, 4, 12)

SENIN_KAMIS, JUMAT = range(4), (4,)
JAM_BIASA = ((SENIN_KAMIS, "07:30", "16:00", "12:00", "13:00"), (JUMAT, "07:30", "16:30", "11:30", "13:00"))
JAM_RAMADAN = ((SENIN_KAMIS, "08:00", "15:00", "12:00", "12:30"), (JUMAT, "08:00", "15:30", "11:30", "12:30"))

AWAL_RAMADAN = {
    # 1 Ramadan as the Minister of Religion fixed it after sidang isbat, and the rule for the hours.
    2021: (dt.date(2021, 4, 13), "SE MenPANRB 9 Tahun 2021"),
    2022: (dt.date(2022, 4, 3), "SE MenPANRB 11 Tahun 2022"),
    2023: (dt.date(2023, 3, 23), "SE MenPANRB 6 Tahun 2023"),
    2024: (dt.date(2024, 3, 12), "Perpres 21 Tahun 2023; awal Ramadan menurut sidang isbat"),
    2025: (dt.date(2025, 3, 1), "Perpres 21 Tahun 2023; awal Ramadan menurut sidang isbat"),
    2026: (dt.date(2026, 2, 19), "Perpres 21 Tahun 2023; awal Ramadan menurut sidang isbat"),
}
DASAR_PERKIRAAN = "Perkiraan: 30 hari sebelum Idulfitri; periksa setelah sidang isbat. Jam: Perpres 21 Tahun 2023"
IDULFITRI_1442, TAHUN_HIJRIAH = dt.date(2021, 5, 13), 354.367

TANDA_PERKIRAAN = " (perkiraan)"


class Laporan(NamedTuple):
    """What sowing one year did, in words for the admin: lists of "17-08-2027 Hari Kemerdekaan …"."""

    ditambah: list[str]
    diperbarui: list[str]
    dihapus: list[str]
    dibiarkan: list[str]


def _libur_paket(tahun, kategori):
    import holidays  # noqa: PLC0415 - a tenth of the start of every process, for what is sown once a year

    return holidays.country_holidays("ID", years=tahun, categories=(kategori,), language="id")


def daftar_hari_libur(tahun):
    """Columns of every HariLibur of a year: national holidays and cuti bersama, each with its source."""
    nasional, cuti = _libur_paket(tahun, "public"), _libur_paket(tahun, "government")
    skb = f"SKB 3 Menteri, Hari Libur Nasional dan Cuti Bersama {tahun}" if cuti else ""
    daftar = []
    for tanggal, nama in sorted((cuti | nasional).items()):
        perkiraan = TANDA_PERKIRAAN in nama
        nama = nama.replace(TANDA_PERKIRAAN, "")
        if "Pemilihan" in nama:
            sumber = "Keputusan Presiden tentang hari libur pemungutan suara"
        elif not skb:
            sumber = f"Perkiraan; SKB 3 Menteri {tahun} belum ada"
        else:
            sumber = f"{skb}; tanggal masih perkiraan" if perkiraan else skb
        daftar.append(
            {
                "tanggal": tanggal,
                "nama": nama,
                "jenis": HariLibur.Jenis.NASIONAL if tanggal in nasional else HariLibur.Jenis.CUTI_BERSAMA,
                "sumber": sumber,
            }
        )
    return daftar


def _jam(pola, **tetap):
    for hari_hari, *jam in pola:
        mulai, selesai, istirahat_mulai, istirahat_selesai = map(dt.time.fromisoformat, jam)
        for hari in hari_hari:
            yield tetap | {
                "hari": hari,
                "mulai": mulai,
                "selesai": selesai,
                "istirahat_mulai": istirahat_mulai,
                "istirahat_selesai": istirahat_selesai,
            }


def daftar_jam_biasa():
    """Columns of the ordinary JamKerja: 37 h 30 m a week under both decrees."""
    lama = {"khusus": "", "berlaku_mulai": MULAI_LAMA, "berlaku_sampai": MULAI_BARU - dt.timedelta(days=1)}
    baru = {"khusus": "", "berlaku_mulai": MULAI_BARU, "berlaku_sampai": None}
    return [*_jam(JAM_BIASA, dasar=DASAR_LAMA, **lama), *_jam(JAM_BIASA, dasar=DASAR_BARU, **baru)]


def daftar_jam_ramadan(tahun):
    """Columns of the Ramadan JamKerja that ends with an Idulfitri of `tahun` (two in some years): 32 h 30 m a week."""
    daftar = []
    for idulfitri, nama in sorted(_libur_paket(tahun, "public").items()):
        if not nama.startswith("Hari Raya Idul Fitri"):
            continue
        hijriah = 1442 + round((idulfitri - IDULFITRI_1442).days / TAHUN_HIJRIAH)
        awal, dasar = AWAL_RAMADAN.get(tahun, (idulfitri - dt.timedelta(days=30), DASAR_PERKIRAAN))
        rentang = {"berlaku_mulai": awal, "berlaku_sampai": idulfitri - dt.timedelta(days=1)}
        daftar += _jam(JAM_RAMADAN, khusus=f"Ramadan {hijriah} H", dasar=dasar, **rentang)
    return daftar


def tanam(model, riwayat, daftar):
    """Insert rows with a first version each. Takes model classes, so that migrations can pass their own."""
    baris = model.objects.bulk_create([model(**kolom) for kolom in daftar])
    pada = timezone.now()
    riwayat.objects.bulk_create(
        [
            riwayat(id=b.pk, history_date=pada, history_type="+", history_change_reason=ALASAN, **kolom)
            for b, kolom in zip(baris, daftar, strict=True)
        ]
    )


def _kunci_libur(baris):
    return baris.tanggal


def _kunci_jam(baris):
    return baris.hari, baris.khusus


def _selaraskan(model, daftar, milik, kunci):
    """Bring the rows of one year up to `daftar`; `milik`: the queryset filter (dict) of that year's rows."""
    versi = list(model.history.all())
    disentuh = {v.id for v in versi if v.history_change_reason != ALASAN}
    kunci_disentuh = {kunci(v) for v in versi if v.id in disentuh}
    ada = list(model.objects.filter(**milik))
    per_kunci = {kunci(b): b for b in ada}
    laporan = Laporan([], [], [], [])
    baru = []
    for kolom in daftar:
        calon = model(**kolom)
        baris = per_kunci.get(kunci(calon))
        if kunci(calon) in kunci_disentuh:
            laporan.dibiarkan.append(str(baris or calon))
        elif baris is None:
            baru.append(kolom)
            laporan.ditambah.append(str(calon))
        elif any(getattr(baris, k) != v for k, v in kolom.items()):
            for k, v in kolom.items():
                setattr(baris, k, v)
            baris._change_reason = ALASAN
            baris.save()
            laporan.diperbarui.append(str(baris))
    tanam(model, model.history.model, baru)
    dikenal = {v.id for v in versi}
    usang = {kunci(b) for b in ada} - {kunci(model(**kolom)) for kolom in daftar}
    for baris in ada:
        if kunci(baris) in usang and baris.pk in dikenal - disentuh:
            laporan.dihapus.append(str(baris))
            baris._change_reason = ALASAN
            baris.delete()
    return laporan


@transaction.atomic
def muat_tahun(tahun):
    """Sow or refresh the holidays and Ramadan hours of one year. Returns (Laporan of holidays, Laporan of hours)."""
    libur = _selaraskan(HariLibur, daftar_hari_libur(tahun), {"tanggal__year": tahun}, _kunci_libur)
    ramadan = daftar_jam_ramadan(tahun)
    nama = {kolom["khusus"] for kolom in ramadan}
    jam = _selaraskan(JamKerja, ramadan, {"khusus__in": nama}, _kunci_jam)
    return libur, jam


def berubah(*laporan):
    """Whether sowing changed anything at all."""
    return any(satu.ditambah or satu.diperbarui or satu.dihapus for satu in laporan)


@transaction.atomic
def muat_awal():
    """Sow the whole first calendar where there is none (a database that was flushed); otherwise do nothing."""
    if not JamKerja.objects.exists():
        jam = [*daftar_jam_biasa(), *(kolom for tahun in TAHUN_AWAL for kolom in daftar_jam_ramadan(tahun))]
        tanam(JamKerja, JamKerja.history.model, jam)
    if not HariLibur.objects.exists():
        libur = [kolom for tahun in TAHUN_AWAL for kolom in daftar_hari_libur(tahun)]
        tanam(HariLibur, HariLibur.history.model, libur)
