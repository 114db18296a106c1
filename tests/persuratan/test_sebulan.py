"""Notices are not noise (janji U18): a month of letters through the real acts, told to everybody the usual way.

2,000 letters a month are 95 on each of its 21 working days; the short form is half a day's and what follows from it.
Where a worker would sweep each minute, this one does at the hours when something can become due, and after each act on
an urgent letter. What is measured are messages: in the app every notice stands as a row, at once.
"""

import collections
import datetime as dt
import random
import statistics

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from alur import relai
from alur.models import ButirKabar, Notifikasi, PengirimanKabar
from alur.penyaluran import salurkan
from organisasi.kalender import Kalender
from persuratan.models import Tugas
from persuratan.sapuan import sapu_terlambat
from tests.perjalanan import WITA, Perjalanan

TUJUAN = ["Dinas Kesehatan", "Dinas Pendidikan", "Badan Penanggulangan Bencana Daerah"]
SEHARI = 95
SAPUAN = (dt.time(6), dt.time(7, 30), dt.time(10), dt.time(13), dt.time(15), dt.time(20, 30))


def hari_kerja():
    """The working days of November 2026, as the office's own calendar knows them."""
    semua = (dt.date(2026, 11, n) for n in range(1, 31))
    return [h for h in semua if Kalender.muat().is_hari_kerja(h)]


def rencana(acak, banyak):
    """[(moment, letter, step, …)]: most letters go the whole way, a tenth stays somewhere and gets late."""
    hari = hari_kerja()[: max(1, round(banyak / SEHARI))]
    for nomor in range(banyak):
        pagi = dt.datetime.combine(acak.choice(hari), dt.time(8), WITA) + dt.timedelta(minutes=acak.randrange(360))
        undian = acak.random()
        isi = {"kecepatan": "AMAT_SEGERA" if undian < 0.05 else "SEGERA" if undian < 0.2 else "BIASA"}
        isi |= {"diterima_pada": pagi, "hal": f"Hal ke-{nomor}", "tanggal_surat": pagi.date()}
        if undian > 0.95:
            isi |= {"keamanan": "R"}
        sampai = acak.choices(range(6), (2, 2, 3, 2, 3, 88))[0]
        saat = pagi
        for langkah in range(sampai + 1):
            saat += dt.timedelta(minutes=acak.randrange(5, 120))
            if saat.hour >= 16:
                saat = dt.datetime.combine(Kalender.muat().hari_kerja_berikut(saat.date()), dt.time(8, 15), WITA)
            yield saat, nomor, langkah, isi


def jalankan(kantor, acak, banyak):
    """The month: acts and sweeps in the order of the clock."""
    jalan = {}
    laku = sorted(rencana(acak, banyak), key=lambda r: r[:3])
    akhir = laku[-1][0].date()
    hari = dt.date(2026, 11, 1)
    sapuan = []
    while hari <= akhir:
        sapuan += [dt.datetime.combine(hari, jam, WITA) for jam in SAPUAN]
        hari += dt.timedelta(days=1)
    kejadian = sorted([*((r[0], 0, r) for r in laku), *((s, 1, None) for s in sapuan)], key=lambda k: k[:2])
    for saat, _, rencana_laku in kejadian:
        if rencana_laku is None:
            sapu(saat)
        else:
            melangkah(kantor, jalan, acak, *rencana_laku)
            if rencana_laku[3]["kecepatan"] == "AMAT_SEGERA":
                with time_machine.travel(saat, tick=False):
                    salurkan()
                    antar(ringkasan=False)


def melangkah(kantor, jalan, acak, saat, nomor, langkah, isi):
    if langkah == 0:
        jalan[nomor] = Perjalanan(kantor).catat(saat, pindai="keamanan" not in isi, **isi)
        return
    satu = jalan[nomor]
    if langkah == 1:
        satu.arahkan(saat)
    elif langkah == 2:
        satu.telaah(saat)
    elif langkah == 3:
        satu.unit = acak.sample(TUJUAN, acak.randrange(1, 4))
        satu.disposisi(kantor.sekda, saat, ke_unit=satu.unit)
    elif langkah == 4:
        satu.kirim(*satu.unit, pada=saat)
    else:
        penerima = dict(zip(TUJUAN, (kantor.dinkes, kantor.disdik, kantor.bpbd), strict=True))
        for nama in satu.unit:
            satu.buka(penerima[nama], nama, saat).terima(penerima[nama], nama, saat)


def sapu(saat):
    with time_machine.travel(saat, tick=False):
        sapu_terlambat(saat)
        salurkan()
        antar()


def antar(**saring):
    siap = PengirimanKabar.objects.filter(
        terkirim_pada=None, batal_pada=None, berikutnya_pada__lte=timezone.now(), **saring
    )
    for pk in list(siap.values_list("pk", flat=True)):
        relai.antarkan(pk)


def per_orang_sehari():
    """Messages per person and day, over the days on which the person got any."""
    terkirim = PengirimanKabar.objects.exclude(terkirim_pada=None).values_list("penerima_id", "terkirim_pada")
    return collections.Counter((orang, timezone.localdate(saat)) for orang, saat in terkirim)


@pytest.mark.parametrize(
    "banyak",
    [SEHARI // 2, pytest.param(2000, id="2000", marks=[pytest.mark.panjang, pytest.mark.lama])],
)
def test_a_month_of_letters_is_no_noise_and_tells_nobody_twice(kantor, banyak, monkeypatch):
    monkeypatch.setattr("alur.bel.bunyikan", lambda *a: True)
    jalankan(kantor, random.Random(18), banyak)

    hitungan = per_orang_sehari()
    assert statistics.median(hitungan.values()) <= 6
    pengenal = [s.message()["Message-ID"] for s in mail.outbox]
    assert len(pengenal) == len(set(pengenal)) == PengirimanKabar.objects.exclude(terkirim_pada=None).count()
    # Each effect is told once over the one channel; what is done or read before it leaves is not told again.
    assert ButirKabar.objects.count() == Notifikasi.objects.exclude(penerima__email="").count()
    assert PengirimanKabar.objects.exclude(galat="").count() == 0
    assert Tugas.objects.terlambat().exists()
