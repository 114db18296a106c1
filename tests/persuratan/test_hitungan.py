"""The arithmetic of a closed stage is worked out once, and again under another calendar or after another end."""

import datetime as dt

import pytest

from organisasi.kalender import Kalender
from organisasi.models import JamKerja
from persuratan.hitungan import hitung
from persuratan.models import StandarPelayanan, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.sisa import PenunjukSisa
from tests.perjalanan import wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]


def test_yang_selesai_dihitung_sekali_untuk_tiap_kalender(kalender_awal):
    biasa = Kalender.muat()
    libur = Kalender({**biasa.libur, dt.date(2026, 11, 10): "Libur daerah"}, JamKerja.objects.all())
    norma = StandarPelayanan(satuan=StandarPelayanan.Satuan.JAM_KERJA, jumlah=20)

    def tahap(selesai):
        return Tugas(
            jenis=JenisTugas.PARAF,
            dibuka_pada=wita(9, 8),
            tenggat_pada=wita(11, 14),
            selesai_pada=selesai,
            standar=norma,
        )

    def ringkas(kalender, selesai):
        return hitung(tahap(selesai), PenunjukSisa(kalender, wita(13, 8))).ringkas

    assert (ringkas(biasa, wita(11, 9)), ringkas(libur, wita(11, 9)), ringkas(biasa, wita(11, 10))) == (
        "16 jam dari standar 20 jam.",
        "8 jam 30 menit kerja, standar 20 jam.",
        "17 jam dari standar 20 jam.",
    )
    lagi = [hitung(tahap(wita(11, 9)), PenunjukSisa(biasa, wita(n, 8))) for n in (12, 13)]
    assert lagi[0] is lagi[1]
