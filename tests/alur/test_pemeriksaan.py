"""Nobody can rewrite who was late: every falsification is found with a seal held outside, and no false alarm."""

import collections
import datetime
import json
import time

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction

from alur import jejak, segel
from alur.models import Jejak, KepalaRantai, SegelHarian
from alur.pemeriksaan import periksa
from alur.pemicu import cabut_pemicu
from tests.alur.buku import AWAL_BUKU, Pemalsu, tulis_buku

pytestmark = [pytest.mark.tertanam, pytest.mark.django_db]


@pytest.fixture
def tanpa_pemicu(db):
    """A copy of the ledger in the hands of somebody who owns the database; undone with the test."""
    with connection.cursor() as kursor:
        cabut_pemicu(type("Penyunting", (), {"connection": connection, "execute": kursor.execute}))


@pytest.mark.parametrize("jumlah", [600, pytest.param(10_000, marks=pytest.mark.panjang)])
def test_every_falsification_is_found_with_a_seal_held_outside(tanpa_pemicu, jumlah):
    luar = segel.ekspor(tulis_buku(72, rantai=9))
    assert periksa(luar).temuan == ()
    lolos, tanpa_segel, hitung = [], collections.Counter(), collections.Counter()

    for benih in range(jumlah):
        with transaction.atomic():
            cara = Pemalsu(benih).palsukan()
            hitung[cara] += 1
            if periksa(luar).utuh:
                lolos.append((benih, *cara))
            if cara[1] == 3 and jumlah <= 600:
                tanpa_segel[periksa().utuh] += 1
            transaction.set_rollback(True)

    assert lolos == []
    assert len(hitung) == 24  # every way at every level
    if jumlah <= 600:
        # Negative control: rewriting ledger, heads and seals together goes unseen by the database alone.
        assert tanpa_segel[True] > tanpa_segel[False]
    assert periksa(luar).temuan == ()


@pytest.mark.parametrize(
    ("jumlah", "rantai", "batas"),
    [(20_000, 2_500, None), pytest.param(1_000_000, 100_000, 60, marks=pytest.mark.panjang)],
)
def test_a_clean_ledger_raises_no_alarm(jumlah, rantai, batas, capsys):
    terakhir = tulis_buku(jumlah, rantai=rantai)
    luar = json.loads(jejak.kanonik(segel.ekspor(terakhir, lengkap=True)))

    mulai = time.perf_counter()
    laporan = periksa(luar)
    lama = time.perf_counter() - mulai

    assert laporan.temuan == ()
    assert (laporan.jumlah_entri, laporan.jumlah_rantai, laporan.jumlah_segel) == (jumlah, rantai, 3)
    if batas:
        with capsys.disabled():
            print(f"\nperiksa {jumlah} entri: {lama:.1f} s ({connection.vendor})")  # noqa: T201
        assert lama < batas


def test_the_first_broken_link_is_named(tanpa_pemicu):
    tulis_buku(36, rantai=4)
    Jejak.objects.filter(rantai="surat:2", urut__in=[3, 5]).update(catatan="diubah")
    Jejak.objects.filter(rantai="surat:4", urut=9).delete()

    assert periksa().temuan == (
        "Rantai surat:2 putus pada urutan 3: kolomnya diubah, tidak sama dengan isi yang disidik.",
        "Rantai surat:4 terpotong: urutan 9 pernah disegel, kini berakhir di 8.",
    )
    assert periksa().putus.startswith("Rantai surat:2 putus pada urutan 3")


def test_an_entry_slipped_in_later_with_an_earlier_moment_is_found():
    tulis_buku(8, rantai=2)
    with time_machine.travel(AWAL_BUKU + datetime.timedelta(hours=1)):
        jejak.catat(rantai="surat:1", transisi="terima")

    assert periksa().temuan == (
        "Rantai surat:1 putus pada urutan 6: waktunya mendahului segel 07-01-2026 yang belum memuatnya.",
    )


def test_work_after_the_seal_is_no_alarm():
    luar = segel.ekspor(tulis_buku(8, rantai=2))
    with time_machine.travel(AWAL_BUKU + datetime.timedelta(days=10)):
        for rantai in ("surat:1", "surat:3", "sistem"):
            jejak.catat(rantai=rantai, transisi="terima")
        segel.susulkan()
        jejak.catat(rantai="surat:1", transisi="terima")

    assert periksa(luar).temuan == ()


def test_an_old_seal_still_proves_its_day(tanpa_pemicu):
    tulis_buku(24, rantai=3)
    pertama = segel.ekspor(SegelHarian.objects.earliest("tanggal"), lengkap=True)
    assert periksa(pertama).temuan == ()

    SegelHarian.objects.filter(tanggal=pertama["tanggal"]).update(jumlah_entri=7)

    assert periksa(pertama).temuan == ("Segel 05-01-2026: kolomnya diubah.",)


def test_a_lost_ledger_is_named_by_the_full_seal(tanpa_pemicu):
    luar = segel.ekspor(tulis_buku(6, rantai=2), lengkap=True)
    for model in (Jejak, KepalaRantai):
        model.objects.all().delete()
    SegelHarian.objects.first().kepala.model.objects.all().delete()
    SegelHarian.objects.all().delete()

    assert periksa().temuan == ()
    assert periksa(luar).temuan == (
        "Segel 07-01-2026 yang disimpan di luar tidak ada lagi di sini: segel telah diganti.",
        "Rantai surat:1 hilang seluruhnya.",
        "Rantai surat:2 hilang seluruhnya.",
    )


@pytest.mark.parametrize("ubah", [{"akar": "0" * 64}, {"jumlah_entri": 9}, {"kepala": [["surat:1", 1, "x"]]}, None])
def test_a_damaged_seal_file_says_so(ubah):
    luar = segel.ekspor(tulis_buku(6, rantai=2), lengkap=True) | ubah if ubah else {"akar": 3}

    assert periksa(luar).temuan[0] == (
        "Berkas segel rusak atau bukan segel e-Surat: sidiknya tidak cocok dengan isinya."
    )


def test_missing_triggers_are_a_warning(tanpa_pemicu):
    (peringatan,) = periksa().peringatan
    assert peringatan.startswith("Pemicu penjaga jejak tidak terpasang: alur_jejak_")


@pytest.mark.django_db(transaction=True)
def test_the_check_reads_one_moment_while_work_goes_on(capsys):
    with transaction.atomic():
        jejak.catat(rantai="surat:1", transisi="catat")

    call_command("periksa_jejak")

    assert capsys.readouterr().out == "Jejak utuh: 1 catatan dalam 1 rantai, 0 segel.\n"
