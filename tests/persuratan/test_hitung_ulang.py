"""Open deadlines follow a changed calendar, speed or event; the ledger says so, and what is late stays late."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connections, transaction

from alur.models import Jejak, Notifikasi
from organisasi.kalender import Kalender
from organisasi.models import HariLibur, JamKerja, PerubahanKalender
from persuratan.hitung_ulang import TUNGGU, kalender_diubah, surat_terdampak, terapkan_kalender
from persuratan.models import Surat, Tugas
from persuratan.perjalanan import susun
from persuratan.riwayat import rincian_batas
from persuratan.sapuan import sapu_terlambat
from persuratan.services import koreksi_surat
from tests.perjalanan import Perjalanan, wita

SELASA, RABU = dt.date(2026, 11, 10), dt.date(2026, 11, 11)
KES = "Dinas Kesehatan"


def libur(admin, tanggal, saat):
    """A day decreed free at this moment; returns how many letters it concerns."""
    with time_machine.travel(saat, tick=False), transaction.atomic():
        HariLibur.objects.create(tanggal=tanggal, nama="Cuti bersama Pilkada", jenis="CUTI_BERSAMA")
        return kalender_diubah(f"{tanggal:%d-%m-%Y} libur", oleh=admin)


def pada(saat, kerja=terapkan_kalender, **isi):
    with time_machine.travel(saat, tick=False):
        return kerja(**isi)


def batas(surat):
    """The open deadlines of a letter: (jenis, tenggat, why), oldest first."""
    return list(
        Tugas.objects.terbuka()
        .filter(surat=surat.pk)
        .order_by("pk")
        .values_list("jenis", "tenggat_pada", "tenggat_dari")
    )


def entri(surat, transisi="hitung_ulang_tenggat"):
    return list(Jejak.objects.filter(rantai=surat.rantai, transisi=transisi).order_by("urut"))


@pytest.fixture
def surat(kantor):
    """With Sekda since Monday 9 November 08.50, until Tuesday 16.00; the whole way until Wednesday 16.00."""
    return Perjalanan(kantor).sampai_sekda().surat


@pytest.mark.tertanam
def test_a_day_decreed_free_moves_open_deadlines_and_the_ledger_says_so(kantor, surat):
    selesai = Perjalanan(kantor).sampai_dinas()
    selesai.buka(kantor.dinkes, KES).terima(kantor.dinkes, KES).selesaikan(kantor.dinkes, pada=wita(9, 12))

    assert libur(kantor.admin, SELASA, wita(9, 14)) == 1
    assert [pada(wita(9, 14, 1)), pada(wita(9, 14, 2))] == [1, 0]

    assert batas(surat) == [("DISPOSISI", wita(11, 16), "")]
    assert Surat.objects.get(pk=surat.pk).tenggat_pada == wita(12, 16)
    (satu,) = entri(surat)
    tugas = Tugas.objects.get(surat=surat.pk, jenis="DISPOSISI")
    assert (satu.oleh, satu.tempat, satu.dari, satu.ke) == (None, "sistem", "NAIK", "NAIK")
    assert satu.data == {
        "ditutup": [],
        "dibuka": [],
        "tenggat": [
            {
                "tugas": tugas.pk,
                "jenis": "DISPOSISI",
                "pemegang": "Sekretaris Daerah",
                "lama": "2026-11-10T08:00:00.000Z",
                "baru": "2026-11-11T08:00:00.000Z",
                "karena": "",
            },
            {
                "tugas": None,
                "jenis": "KESELURUHAN",
                "pemegang": "",
                "lama": "2026-11-11T08:00:00.000Z",
                "baru": "2026-11-12T08:00:00.000Z",
                "karena": "",
            },
        ],
        "kalender": [
            {
                "perubahan": PerubahanKalender.objects.get().pk,
                "sebutan": "10-11-2026 libur",
                "oleh": kantor.admin.nama,
                "pada": "2026-11-09T06:00:00.000Z",
            }
        ],
    }
    assert rincian_batas(satu) == [
        f"10-11-2026 libur, diubah oleh {kantor.admin.nama}",
        "Disposisi Sekretaris Daerah: Sel 10 Nov 16.00 → Rab 11 Nov 16.00",
        "Keseluruhan, diterima sampai distribusi: Rab 11 Nov 16.00 → Kam 12 Nov 16.00",
    ]
    assert entri(selesai.surat) == []


def test_the_page_shows_the_sum_of_the_new_deadline(kantor, surat):
    libur(kantor.admin, SELASA, wita(9, 14))
    pada(wita(9, 14, 1))

    with time_machine.travel(wita(9, 15), tick=False):
        tahap = susun(surat).tahap[-1]
    assert tahap.hitungan.batas == (
        "Mulai Senin 9 Nov 08.50 + 1 hari kerja: Selasa 10 Nov libur (Cuti bersama Pilkada), Rabu 11 Nov"
        " → Rabu 11 Nov 16.00."
    )


@pytest.mark.tertanam
def test_what_is_late_stays_late_and_keeps_its_arithmetic(kantor, surat):
    assert pada(wita(10, 16, 1), sapu_terlambat) == 1

    libur(kantor.admin, SELASA, wita(11, 9))
    pada(wita(11, 9, 1))

    tugas = Tugas.objects.get(surat=surat.pk, jenis="DISPOSISI")
    assert (tugas.tenggat_pada, tugas.terlambat_pada) == (wita(10, 16), wita(10, 16))
    with time_machine.travel(wita(11, 10), tick=False):
        hitungan = susun(surat).tahap[-1].hitungan
    assert hitungan.batas == "Batas tercatat Sel 10 Nov 16.00, menurut kalender yang berlaku saat itu."
    # Only the whole way, not late yet, has moved.
    assert [d["jenis"] for d in entri(surat)[0].data["tenggat"]] == ["KESELURUHAN"]


def test_a_deadline_passed_before_the_change_is_a_fact_though_no_worker_noted_it(kantor, surat):
    libur(kantor.admin, SELASA, wita(11, 9))

    assert pada(wita(11, 9, 1), sapu_terlambat) == 1
    assert batas(surat) == [("DISPOSISI", wita(10, 16), "")]


def test_the_sweep_waits_for_the_calendar_it_was_overtaken_by(kantor, surat):
    """Decreed free on Monday, no worker since: on Tuesday evening nobody is called late on a free day."""
    libur(kantor.admin, SELASA, wita(9, 14))

    assert pada(wita(10, 16, 1), sapu_terlambat) == 0
    assert (pada(wita(10, 16, 2)), pada(wita(10, 16, 3), sapu_terlambat)) == (1, 0)
    assert batas(surat) == [("DISPOSISI", wita(11, 16), "")]


def test_an_act_on_the_day_after_a_free_day_is_in_time_without_a_worker(kantor, surat):
    libur(kantor.admin, SELASA, wita(9, 14))
    p = Perjalanan(kantor)
    p.surat = surat
    p.arsipkan(kantor.sekda, wita(11, 15))

    tugas = Tugas.objects.get(surat=surat.pk, jenis="DISPOSISI")
    assert (tugas.tenggat_pada, tugas.terlambat_pada) == (wita(11, 16), None)
    (arsip,) = entri(surat, "arsipkan")
    assert [(d["jenis"], d["baru"]) for d in arsip.data["tenggat"]] == [("DISPOSISI", "2026-11-11T08:00:00.000Z")]


def test_the_whole_way_ends_in_time_without_a_worker(kantor, surat):
    libur(kantor.admin, RABU, wita(9, 14))
    p = Perjalanan(kantor)
    p.surat = surat
    p.arsipkan(kantor.sekda, wita(12, 9))

    akhir = Surat.objects.get(pk=surat.pk)
    assert (akhir.status, akhir.tenggat_pada, akhir.terlambat_pada) == ("SELESAI", wita(12, 16), None)
    assert [[d["jenis"] for d in e.data["tenggat"]] for e in entri(surat)] == [["KESELURUHAN"]]


def test_a_deadline_of_the_giver_is_never_moved(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    p.disposisi(kantor.sekda, kepada=["Kepala Bagian Hukum"], batas_pada=wita(12, 16)).tindak_lanjuti(
        kantor.kabag_hukum, wita(9, 10)
    )
    assert batas(p.surat) == [("TINDAK_LANJUT", wita(12, 16), "Ditetapkan pemberi disposisi")]

    assert libur(kantor.admin, SELASA, wita(9, 14)) == 0
    pada(wita(9, 14, 1))
    assert batas(p.surat) == [("TINDAK_LANJUT", wita(12, 16), "Ditetapkan pemberi disposisi")]


def test_a_free_day_taken_back_never_makes_anybody_late(kantor):
    """Tuesday was free and becomes a working day on Wednesday morning: the norm then starts anew from there."""
    libur(kantor.admin, SELASA, wita(7, 9))
    pada(wita(7, 9, 5))
    surat = Perjalanan(kantor).sampai_sekda().surat
    assert batas(surat) == [("DISPOSISI", wita(11, 16), "")]
    Notifikasi.objects.all().delete()

    with time_machine.travel(wita(10, 18), tick=False), transaction.atomic():
        HariLibur.objects.get(tanggal=SELASA).delete()
        assert kalender_diubah("10-11-2026 bukan libur lagi", oleh=kantor.admin) == 1
    pada(wita(10, 18, 1))

    # Tuesday 16.00 is over; one working day from the change would be Thursday, so the old deadline stands.
    assert batas(surat) == [("DISPOSISI", wita(11, 16), "")]
    assert Surat.objects.get(pk=surat.pk).tenggat_pada == wita(11, 16)


def test_who_has_less_time_than_before_is_told_and_nobody_else(kantor):
    libur(kantor.admin, SELASA, wita(7, 9))
    pada(wita(7, 9, 5))
    surat = Perjalanan(kantor).sampai_sekda().surat
    Notifikasi.objects.all().delete()

    with time_machine.travel(wita(9, 12), tick=False), transaction.atomic():
        HariLibur.objects.get(tanggal=SELASA).delete()
        kalender_diubah("10-11-2026 bukan libur lagi", oleh=kantor.admin)
    pada(wita(9, 12, 1))

    assert batas(surat) == [("DISPOSISI", wita(10, 16), "")]
    assert list(Notifikasi.objects.values_list("penerima__username", "judul")) == [
        ("sekda", "Batas dimajukan: disposisi Agenda 1/2026")
    ]


def test_a_change_is_closed_only_when_no_act_of_before_can_still_commit(kantor, surat):
    libur(kantor.admin, SELASA, wita(9, 14))
    perubahan = PerubahanKalender.objects.get()

    pada(wita(9, 14, 1))
    perubahan.refresh_from_db()
    assert (perubahan.jumlah_surat, perubahan.diterapkan_pada) == (1, None)

    # An act under way all the time, opened with the old calendar, commits only now.
    Tugas.objects.filter(surat=surat.pk, jenis="DISPOSISI").update(tenggat_pada=wita(10, 16))
    selesai = wita(9, 14) + TUNGGU
    assert pada(selesai) == 1
    perubahan.refresh_from_db()
    assert (perubahan.jumlah_surat, perubahan.diterapkan_pada) == (2, selesai)
    assert batas(surat) == [("DISPOSISI", wita(11, 16), "")]


def test_an_unchanged_calendar_moves_nothing(kantor):
    for p in (Perjalanan(kantor).catat(), Perjalanan(kantor).sampai_sekda(), Perjalanan(kantor).sampai_dinas()):
        assert p.surat
    Perjalanan(kantor).catat(acara_mulai=wita(12, 9), acara_tempat="Aula").arahkan().telaah()
    for kecepatan in ("SEGERA", "AMAT_SEGERA"):
        Perjalanan(kantor).catat(kecepatan=kecepatan, pindai=False).arahkan()

    saat = [wita(h, j, m) for h in range(9, 17) for j, m in ((0, 5), (7, 45), (11, 0), (12, 30), (16, 0), (20, 0))]
    assert {s: surat_terdampak(s) for s in saat} == {s: set() for s in saat}


def test_many_letters_are_found_in_two_queries(kantor, django_assert_num_queries):
    Perjalanan(kantor).sampai_sekda()
    kalender = Kalender({SELASA: "uji"}, JamKerja.objects.all())
    surat_terdampak(wita(9, 9), kalender)
    with django_assert_num_queries(3):  # the stamp of what is remembered, then two
        satu = surat_terdampak(wita(9, 9), kalender)
    for _ in range(2):
        Perjalanan(kantor).sampai_sekda()
    with django_assert_num_queries(3):
        tiga = surat_terdampak(wita(9, 9), kalender)
    assert (len(satu), len(tiga)) == (1, 3)


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_two_workers_and_two_sweeps_move_each_letter_once_and_call_nobody_late(kantor):
    surat = [Perjalanan(kantor).sampai_sekda().surat for _ in range(6)]
    libur(kantor.admin, SELASA, wita(9, 14))
    palang, hasil, galat = threading.Barrier(4), [], []

    def satu(kerja):
        try:
            palang.wait()
            hasil.append((kerja.__name__, kerja()))
        except Exception as e:
            galat.append(e)
        finally:
            connections.close_all()

    # Tuesday evening: the old deadline has passed, the change is not applied yet.
    with time_machine.travel(wita(10, 16, 30), tick=False):
        benang = [threading.Thread(target=satu, args=[k]) for k in (terapkan_kalender, sapu_terlambat) * 2]
        for b in benang:
            b.start()
        for b in benang:
            b.join()

    assert galat == []
    assert sum(n for nama, n in hasil if nama == "terapkan_kalender") == 6
    assert sum(n for nama, n in hasil if nama == "sapu_terlambat") == 0
    assert [len(entri(s)) for s in surat] == [1] * 6
    assert [batas(s) for s in surat] == [[("DISPOSISI", wita(11, 16), "")]] * 6


# Correction -----------------------------------------------------------------------------------------


def koreksi(kantor, surat, saat, **kolom):
    with time_machine.travel(saat, tick=False):
        return koreksi_surat(surat, kolom, oleh=kantor.petugas, catatan="salah baca cap")


@pytest.mark.tertanam
def test_a_corrected_speed_moves_the_open_deadlines_and_tells_the_holder(kantor, surat):
    Notifikasi.objects.all().delete()
    koreksi(kantor, surat, wita(9, 9), kecepatan="SEGERA")

    # Disposition 4 hours from 08.50: until 12.00 3 h 10 m, from 13.00 50 m. The whole way: 1 hari kerja.
    assert batas(surat) == [("DISPOSISI", wita(9, 13, 50), "")]
    assert Surat.objects.get(pk=surat.pk).tenggat_pada == wita(10, 16)
    assert rincian_batas(entri(surat, "koreksi")[0]) == [
        "Disposisi Sekretaris Daerah: Sel 10 Nov 16.00 → Sen 9 Nov 13.50",
        "Keseluruhan, diterima sampai distribusi: Rab 11 Nov 16.00 → Sel 10 Nov 16.00",
    ]
    assert list(Notifikasi.objects.values_list("penerima__username", "judul")) == [
        ("sekda", "Batas dimajukan: disposisi Agenda 1/2026")
    ]


def test_a_faster_speed_corrected_late_counts_from_the_correction(kantor, surat):
    koreksi(kantor, surat, wita(9, 14), kecepatan="AMAT_SEGERA")

    # One hour from 08.50 is long over: one hour from the correction instead.
    assert batas(surat) == [("DISPOSISI", wita(9, 15), "Dihitung sejak batasnya diubah")]


def test_a_slower_speed_gives_time_back(kantor):
    surat = Perjalanan(kantor).catat(kecepatan="AMAT_SEGERA").arahkan().telaah(wita(9, 8, 30)).surat
    assert batas(surat) == [("DISPOSISI", wita(9, 9, 30), "")]

    koreksi(kantor, surat, wita(9, 9), kecepatan="BIASA")
    assert batas(surat) == [("DISPOSISI", wita(10, 16), "")]


def test_a_corrected_speed_leaves_what_has_passed(kantor, surat):
    koreksi(kantor, surat, wita(11, 9), kecepatan="SEGERA")
    assert batas(surat) == [("DISPOSISI", wita(10, 16), "")]


@pytest.mark.tertanam
def test_a_corrected_event_pulls_and_releases_open_deadlines(kantor, surat):
    koreksi(kantor, surat, wita(9, 9), acara_mulai=wita(10, 9))
    assert batas(surat) == [("DISPOSISI", wita(9, 16), "Dimajukan karena acara")]
    assert Surat.objects.get(pk=surat.pk).tenggat_pada == wita(10, 9)

    koreksi(kantor, surat, wita(9, 10), acara_mulai=wita(20, 9))
    assert batas(surat) == [("DISPOSISI", wita(10, 16), "")]
    assert Surat.objects.get(pk=surat.pk).tenggat_pada == wita(11, 16)


@pytest.mark.tertanam
def test_a_route_chosen_when_the_whole_way_is_late_leaves_it_late(kantor):
    """Received ten days ago, logged today: the longer norm of a paraf is over as well (was an IntegrityError)."""
    p = Perjalanan(kantor).catat(diterima_pada=wita(30, 8, bulan=10), tanggal_surat=dt.date(2026, 10, 29))
    p.arahkan(langkah=[("Kepala Bagian Umum", "PARAF"), ("Sekretaris Daerah", "DISPOSISI")])

    surat = p.segar()
    assert (surat.terlambat_pada, surat.tenggat_pada) == (wita(3, 16),) * 2
