"""Overdue: a recorded fact, written once, by the sweep or by the act that closes the row too late."""

import threading

import pytest
import time_machine
from django.db import connections

from alur.models import Jejak, Notifikasi
from persuratan.models import Surat, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.sapuan import sapu_terlambat, tandai_terlambat
from tests.perjalanan import Perjalanan, wita

KES = "Dinas Kesehatan"


def sapu(saat):
    with time_machine.travel(saat, tick=False):
        return sapu_terlambat()


def tercatat(surat):
    """The late obligations of a letter: (jenis, terlambat_pada), oldest first."""
    return list(Tugas.objects.terlambat().filter(surat=surat.pk).order_by("pk").values_list("jenis", "terlambat_pada"))


def entri(surat, transisi="terlambat"):
    return Jejak.objects.filter(rantai=surat.rantai, transisi=transisi).count()


def di_sekda(kantor):
    """With Sekda since Monday 9 November 08.50; one working day: until Tuesday 16.00."""
    return Perjalanan(kantor).sampai_sekda().surat


@pytest.mark.tertanam
def test_yang_jatuh_tempo_hari_ini_belum_terlambat(kantor):
    surat = di_sekda(kantor)

    assert sapu(wita(10, 16)) == 0
    assert tercatat(surat) == []


@pytest.mark.tertanam
def test_lewat_tenggat_dicatat_sekali_dengan_jejak_dan_kabar(kantor):
    surat = di_sekda(kantor)
    Notifikasi.objects.all().delete()

    # Disposition until Tuesday 16.00; the whole way, two working days, until Wednesday 16.00.
    assert [sapu(wita(10, 16, 1)), sapu(wita(10, 16, 2))] == [1, 0]

    assert tercatat(surat) == [("DISPOSISI", wita(10, 16))]
    assert entri(surat) == 1
    assert sorted(Notifikasi.objects.values_list("penerima__username", "judul")) == [
        ("bupati", "Lewat batas: disposisi Agenda 1/2026, Sekretaris Daerah"),
        ("sekda", "Lewat batas: disposisi Agenda 1/2026"),
    ]


@pytest.mark.parametrize("keamanan", ["B", "R"])
def test_atasan_di_luar_jalur_tidak_membaca_hal_dari_kabarnya(kantor, client, keamanan):
    """Kepala Dinas and Sekda both supervise somebody who is late; Sekda alone has had the letter."""
    isi = {"hal": "Mutasi pejabat", "keamanan": keamanan, "pindai": False}
    jalan = Perjalanan(kantor).catat(**isi).arahkan().telaah()
    jalan.disposisi(kantor.sekda, ke_unit=[KES], kepada=["Asisten Pemerintahan dan Kesejahteraan Rakyat"]).kirim(KES)
    Notifikasi.objects.all().delete()

    sapu(wita(10, 16, 1))

    kabar = Notifikasi.objects.filter(penerima__username__in=["kepala.dinkes", "sekda"])
    terbuka = keamanan == "B"
    hal = "Mutasi pejabat" if terbuka else "Surat rahasia"
    assert sorted(kabar.values_list("penerima__username", "judul", "isi")) == [
        ("kepala.dinkes", f"Lewat batas: penerimaan Agenda 1/2026{f', {KES}' if terbuka else ''}", ""),
        (
            "sekda",
            "Lewat batas: disposisi Agenda 1/2026",
            f"{hal}. Pemegang: Asisten Pemerintahan dan Kesejahteraan Rakyat.",
        ),
    ]


def test_keseluruhan_dicatat_pada_surat_bukan_pada_pemegang(kantor):
    surat = di_sekda(kantor)

    assert sapu(wita(11, 16, 1)) == 2

    surat = Surat.objects.get(pk=surat.pk)
    assert (surat.terlambat_pada, surat.didistribusikan_pada) == (wita(11, 16), None)
    assert entri(surat, "terlambat_keseluruhan") == 1


def test_sehari_tanpa_pekerja_tidak_menyembunyikan_apa_pun(kantor):
    surat = Perjalanan(kantor).sampai_dinas().surat
    for _ in range(2):
        Perjalanan(kantor).sampai_dinas()

    # TERIMA opened Monday 10.30, one working day: Tuesday 16.00. The worker wakes on Friday.
    assert sapu(wita(13, 9)) == 3
    assert tercatat(surat) == [("TERIMA", wita(10, 16))]


def test_tindakan_yang_terlambat_mencatat_sendiri(kantor):
    p = Perjalanan(kantor).sampai_dinas()
    p.buka(kantor.dinkes, KES, wita(12, 9)).terima(kantor.dinkes, KES, wita(12, 9, 5))

    assert tercatat(p.surat) == [("TERIMA", wita(10, 16))]
    assert sapu(wita(12, 10)) == 0
    tutup = Jejak.objects.filter(rantai=p.surat.rantai, transisi="terima").get().data["ditutup"]
    assert [(t["jenis"], t["terlambat_pada"]) for t in tutup] == [("TERIMA", "2026-11-10T08:00:00.000Z")]


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_dua_sapuan_sekaligus_mencatat_tepat_sekali(kantor):
    surat = [di_sekda(kantor) for _ in range(6)]
    Notifikasi.objects.all().delete()
    palang, hasil = threading.Barrier(4), []

    def satu():
        try:
            palang.wait()
            hasil.append(sapu_terlambat(wita(10, 17)))
        finally:
            connections.close_all()

    benang = [threading.Thread(target=satu) for _ in range(4)]
    for b in benang:
        b.start()
    for b in benang:
        b.join()

    assert (len(hasil), sum(hasil)) == (4, 6)
    assert [entri(s) for s in surat] == [1] * 6
    assert Notifikasi.objects.count() == 12


def test_yang_selesai_sebelum_dikunci_tidak_ditandai(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    tugas = p.surat.tugas_terbuka[0]
    p.disposisi(kantor.sekda, wita(10, 15), ke_unit=[KES])

    assert tandai_terlambat(tugas.pk, p.surat.pk, wita(10, 17)) is False
    assert tercatat(p.surat) == []


@pytest.mark.parametrize(
    ("kecepatan", "tenggat"),
    [
        # Telaah opened Monday 9 November 08.20.
        ("BIASA", wita(9, 9, 20)),
        ("SEGERA", wita(9, 9, 5)),
        ("AMAT_SEGERA", wita(9, 8, 35)),
    ],
)
def test_standar_menurut_kecepatan(kantor, kecepatan, tenggat):
    surat = Perjalanan(kantor).catat(kecepatan=kecepatan).arahkan().surat

    assert [(t.jenis, t.tenggat_pada) for t in surat.tugas_terbuka] == [(JenisTugas.TELAAH, tenggat)]


def test_acara_memajukan_setiap_tenggat(kantor):
    p = Perjalanan(kantor).catat(acara_mulai=wita(10, 9), acara_tempat="Aula")
    p.arahkan().telaah()

    # The norm would be Tuesday 16.00; the invited office must hold the letter by Monday's close.
    assert [(t.jenis, t.tenggat_pada, t.tenggat_dari) for t in p.surat.tugas_terbuka] == [
        ("DISPOSISI", wita(9, 16), "Dimajukan karena acara")
    ]


def test_diterima_setelah_acara_dicap_sejak_dicatat(kantor):
    surat = Perjalanan(kantor).catat(acara_mulai=wita(8, 9), acara_tempat="Aula").segar()

    assert surat.setelah_acara is True
    assert Jejak.objects.get(rantai=surat.rantai, transisi="catat").data["setelah_acara"] is True
