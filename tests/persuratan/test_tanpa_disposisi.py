"""Letters that no official has to dispose end at the counter, with a reason its head can read and object to."""

import datetime as dt

import pytest
import time_machine

from alur.kewenangan import TransitionDenied
from alur.models import Jejak, Notifikasi
from laporan.agenda import baris_agenda, surat_agenda
from persuratan.models import Surat, SuratMasuk
from persuratan.sapuan import sapu_terlambat
from persuratan.transitions import BUKA_KEMBALI, PINDAI, TANPA_DISPOSISI
from tests.perjalanan import Perjalanan, pindaian, wita
from tests.persuratan.meja import kirim, masuk, teks

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]
ALASAN = "Tagihan listrik, dibayar bendahara."
Status = SuratMasuk.Status


def selesaikan(p, pada=None, oleh=None, catatan=ALASAN):
    with time_machine.travel(pada or wita(9, 8, 30), tick=False):
        TANPA_DISPOSISI.run(p.surat, oleh=oleh or p.kantor.petugas, catatan=catatan)
    return p.segar()


def buka(p, pada=None, catatan="Menyangkut aset daerah."):
    with time_machine.travel(pada or wita(9, 9), tick=False):
        BUKA_KEMBALI.run(p.surat, oleh=p.kantor.kabag_umum, catatan=catatan)
    return p.segar()


def jejak(surat):
    return list(
        Jejak.objects.filter(rantai=surat.rantai).order_by("urut").values_list("transisi", "dari", "ke", "catatan")
    )


def seluruh_jalan(surat):
    return Surat.objects.values_list("didistribusikan_pada", "terlambat_pada").get(pk=surat.pk)


def test_the_letter_ends_at_the_counter_with_its_reason(kantor):
    surat = selesaikan(Perjalanan(kantor).catat())

    assert (surat.status, list(surat.tugas_terbuka)) == (Status.SELESAI, [])
    assert jejak(surat)[-2:] == [
        ("tanpa_disposisi", "TERCATAT", "TERCATAT", ALASAN),
        ("tuntas", "TERCATAT", "SELESAI", ""),
    ]
    arahkan = surat.tugas.get(jenis="ARAHKAN")
    assert (arahkan.hasil, arahkan.selesai_oleh, arahkan.selesai_pada) == (ALASAN, kantor.petugas, wita(9, 8, 30))
    assert seluruh_jalan(surat) == (wita(9, 8, 30), None)


def test_a_letter_that_waits_for_its_scan_is_not_finished_before_it(kantor):
    p = Perjalanan(kantor).catat(pindai=False)
    surat = selesaikan(p)
    assert (surat.status, [t.jenis for t in surat.tugas_terbuka]) == (Status.TERCATAT, ["CATAT"])

    surat.lampiran.create(
        berkas=pindaian(), jenis="PINDAIAN", ditambahkan_oleh=kantor.petugas, ditambahkan_pada=wita(9, 9)
    )
    with time_machine.travel(wita(9, 9), tick=False):
        PINDAI.run(surat, oleh=kantor.petugas)
    assert p.segar().status == Status.SELESAI


def test_a_way_that_was_late_stays_late(kantor):
    """Two working days from Monday 08.00: until Wednesday 16.00. The clerk decides on Thursday, before any sweep."""
    surat = selesaikan(Perjalanan(kantor).catat(), wita(12, 9))

    assert seluruh_jalan(surat) == (wita(12, 9), wita(11, 16))
    assert sapu_terlambat(wita(13, 9)) == 0


@pytest.mark.parametrize("catatan", ["", "   ", "\n"])
def test_no_reason_no_end(kantor, catatan):
    p = Perjalanan(kantor).catat()

    with pytest.raises(TransitionDenied, match=r"Tulis mengapa surat ini tidak perlu disposisi\."):
        selesaikan(p, catatan=catatan)
    assert p.segar().status == Status.TERCATAT


def test_a_secret_letter_is_not_the_counters_to_end(kantor):
    p = Perjalanan(kantor).catat(keamanan="R", pindai=False)

    with pytest.raises(TransitionDenied, match="Surat rahasia hanya dikenal dari sampulnya"):
        selesaikan(p)


@pytest.mark.parametrize("nama", ["kabag_umum", "sekda", "dinkes", "caraka"])
def test_only_who_holds_the_routing_may(kantor, nama):
    p = Perjalanan(kantor).catat()

    with pytest.raises(TransitionDenied, match=r"Tahap arahkan surat ini dikerjakan oleh Bagian Umum\."):
        selesaikan(p, oleh=getattr(kantor, nama))


def test_once_routed_it_is_too_late(kantor):
    p = Perjalanan(kantor).catat().arahkan()

    with pytest.raises(TransitionDenied, match=r"tidak berlaku lagi: status sudah Naik ke pimpinan\."):
        selesaikan(p)


def test_the_head_of_the_counter_opens_it_again(kantor):
    p = Perjalanan(kantor).catat()
    selesaikan(p)
    Notifikasi.objects.all().delete()

    surat = buka(p)

    assert (surat.status, [str(t) for t in surat.tugas_terbuka]) == (Status.TERCATAT, ["Arahkan · Bagian Umum"])
    assert seluruh_jalan(surat) == (None, None)
    assert jejak(surat)[-1] == ("buka_kembali", "SELESAI", "TERCATAT", "Menyangkut aset daerah.")
    assert sorted(Notifikasi.objects.values_list("penerima__username", "judul")) == [
        ("petugas", "Surat menunggu diarahkan: Agenda 1/2026"),
        ("petugas2", "Surat menunggu diarahkan: Agenda 1/2026"),
    ]
    p.arahkan(wita(9, 9, 10))
    assert p.surat.status == Status.NAIK


@pytest.mark.parametrize(
    ("nama", "kalimat"),
    [("petugas", "Hanya kepala Bagian Umum yang"), ("kasubbag", "Hanya kepala Bagian Umum yang")],
)
def test_nobody_else_opens_it_again(kantor, nama, kalimat):
    surat = selesaikan(Perjalanan(kantor).catat())

    with pytest.raises(TransitionDenied, match=kalimat):
        BUKA_KEMBALI.run(surat, oleh=getattr(kantor, nama), catatan="x")


def test_a_letter_that_was_disposed_is_not_opened_again(kantor):
    p = Perjalanan(kantor).catat()
    selesaikan(p)
    buka(p)
    p.arahkan(wita(9, 9, 10)).telaah(wita(9, 9, 20)).arsipkan(kantor.sekda, wita(9, 9, 40))

    assert p.surat.status == Status.SELESAI
    with pytest.raises(TransitionDenied, match="Surat ini selesai melalui disposisi"):
        buka(p, wita(9, 10))


def test_the_book_tells_how_it_ended(kantor):
    selesaikan(Perjalanan(kantor).catat())
    p = Perjalanan(kantor).catat()
    selesaikan(p)
    buka(p)
    p.arahkan(wita(9, 9, 10)).telaah(wita(9, 9, 20)).arsipkan(kantor.sekda, wita(9, 9, 40))
    with time_machine.travel(wita(9, 12), tick=False):
        baris = baris_agenda(surat_agenda(kantor.petugas, dt.date(2026, 11, 9), dt.date(2026, 11, 9)), 0, None)

    assert [b["keterangan"] for b in baris] == [f"Tanpa disposisi: {ALASAN}", "Selesai"]


def test_the_head_finds_them_in_the_register(kantor, client):
    surat = selesaikan(Perjalanan(kantor).catat(hal="Tagihan listrik"))
    selesaikan(p := Perjalanan(kantor).catat(hal="Tagihan air"))
    buka(p)
    Perjalanan(kantor).catat(hal="Bantuan hukum").arahkan().telaah().arsipkan(kantor.sekda)

    with time_machine.travel(wita(9, 12), tick=False):
        daftar = teks(masuk(client, kantor.kabag_umum).get("/surat/?status=tanpa"))
        rinci = teks(client.get(surat.get_absolute_url()))

    assert [k in daftar for k in ("Tagihan listrik", "Tagihan air", "Bantuan hukum")] == [True, False, False]
    assert ALASAN in rinci
    assert "Buka kembali" in rinci


def test_the_page_asks_once_and_keeps_what_was_typed(meja, kantor):
    surat = Perjalanan(kantor).catat().surat
    alamat = f"/surat/{surat.kode}/tanpa-disposisi/"
    assert "Surat ini tidak naik ke pimpinan dan selesai di sini." in teks(meja.get(alamat))

    kosong = kirim(meja, {"catatan": " "}, alamat)
    assert (kosong.status_code, "Tulis mengapa surat ini tidak perlu disposisi." in teks(kosong)) == (422, True)
    nol = kirim(meja, {"catatan": "Tagihan\x00"}, alamat)
    assert (nol.status_code, SuratMasuk.objects.get().status) == (422, Status.TERCATAT)

    jawaban = kirim(meja, {"catatan": ALASAN}, alamat)

    assert (jawaban.status_code, jawaban.url) == (302, surat.get_absolute_url())
    assert "Agenda 1/2026 ditetapkan tidak perlu disposisi." in teks(meja.get(jawaban.url))
    lagi = meja.get(alamat, follow=True)
    assert "tidak berlaku lagi: status sudah Selesai." in teks(lagi)
