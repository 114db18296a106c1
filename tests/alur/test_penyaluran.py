"""Over which channels, and when: at once, twice a day, not in the night; and never twice."""

import collections
import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from alur import relai, tasks
from alur.models import (
    ButirKabar,
    JamTenang,
    JenisKabar,
    Notifikasi,
    PengirimanKabar,
    PilihanKabar,
    SaluranKabar,
)
from alur.notifikasi import beri_tahu, tandai_ditangani
from alur.penyaluran import salurkan
from tests.perjalanan import wita

pytestmark = [pytest.mark.tertanam, pytest.mark.usefixtures("kalender_awal")]
SENIN_PAGI = wita(9, 9)


def kabari(penerima, nomor=1, pada=SENIN_PAGI, **lain):
    isi = {"judul": f"Surat menunggu telaah Anda: Agenda {nomor}/2026", "isi": f"Hal {nomor}"}
    isi |= {"tautan": f"/surat/{nomor}/", "jenis": JenisKabar.TUGAS} | lain
    with time_machine.travel(pada, tick=False):
        beri_tahu([penerima], kunci_awal=f"rapat:k{nomor}:1:0", **isi)
        salurkan()


def jadwal():
    """(digest?, when) of each message that has not gone, in office time."""
    belum = PengirimanKabar.objects.filter(terkirim_pada=None, batal_pada=None).order_by("berikutnya_pada", "pk")
    return [(p.ringkasan, f"{timezone.localtime(p.berikutnya_pada):%a %d %H.%M}") for p in belum]


def sapu(pada):
    """The sweep and its workers at this moment."""
    with time_machine.travel(pada, tick=False):
        salurkan(relai.belum_disalurkan())
        return sum(relai.antarkan(pk) for pk in relai.tertinggal())


@pytest.mark.parametrize(
    ("pada", "lain", "diharap"),
    [
        (wita(9, 7), {}, (True, "Mon 09 07.30")),
        (wita(9, 7, 30), {}, (True, "Mon 09 13.00")),
        (wita(9, 9), {}, (True, "Mon 09 13.00")),
        (wita(9, 13), {}, (True, "Tue 10 07.30")),
        (wita(13, 14), {}, (True, "Mon 16 07.30")),  # Friday afternoon: after the weekend
        (wita(24, 16, bulan=12), {}, (True, "Mon 28 07.30")),  # 25 December is a holiday
        (wita(9, 23), {"mendesak": True}, (False, "Mon 09 23.00")),
        (wita(14, 23), {"jenis": JenisKabar.AKUN}, (False, "Sat 14 23.00")),
    ],
)
def test_by_mail_twice_a_working_day_and_what_is_urgent_at_once(ratna, pada, lain, diharap):
    kabari(ratna, pada=pada, **lain)
    assert jadwal() == [diharap]


@pytest.mark.parametrize(
    ("pada", "tenang", "diharap"),
    [
        (wita(9, 12), None, "Mon 09 12.00"),
        (wita(9, 20), None, "Tue 10 06.00"),
        (wita(10, 5, 59), None, "Tue 10 06.00"),
        (wita(10, 6), None, "Tue 10 06.00"),
        (wita(9, 12, 30), (dt.time(12), dt.time(13)), "Mon 09 13.00"),
        (wita(9, 20), (dt.time(12), dt.time(13)), "Mon 09 20.00"),
        (wita(9, 23), (None, None), "Mon 09 23.00"),
    ],
)
def test_at_once_but_not_in_the_quiet_hours(ratna, pada, tenang, diharap):
    PilihanKabar.objects.create(pegawai=ratna, jenis="TUGAS", saluran="EMAIL", cara="SEGERA")
    if tenang:
        JamTenang.objects.create(pegawai=ratna, mulai=tenang[0], selesai=tenang[1])
    kabari(ratna, pada=pada)
    assert jadwal() == [(False, diharap)]


def test_a_digest_waits_for_the_end_of_long_quiet_hours(ratna):
    JamTenang.objects.create(pegawai=ratna, mulai=dt.time(18), selesai=dt.time(9))
    kabari(ratna, pada=wita(9, 15))
    assert jadwal() == [(True, "Tue 10 09.00")]


def test_who_wants_no_mail_of_a_kind_gets_none(ratna):
    PilihanKabar.objects.create(pegawai=ratna, jenis="TUGAS", saluran="EMAIL", cara="TIDAK")
    kabari(ratna, 1, mendesak=True)
    kabari(ratna, 2, jenis=JenisKabar.TERLAMBAT, mendesak=True)
    assert list(ButirKabar.objects.values_list("notifikasi__jenis", flat=True)) == [JenisKabar.TERLAMBAT]


def test_one_mail_tells_all_that_is_new_with_a_way_to_each_letter(ratna, settings):
    settings.ALAMAT = "https://surat.contoh.test"
    for nomor in (1, 2, 3, 4):
        kabari(ratna, nomor, pada=wita(9, 8, nomor), perkara=f"surat:{nomor}:TELAAH:j1")
    kabari(ratna, 5, jenis=JenisKabar.TERLAMBAT, judul="Lewat batas: telaah Agenda 5/2026", rahasia=True)
    Notifikasi.objects.filter(kunci__startswith="rapat:k2:").update(dibaca_pada=SENIN_PAGI)
    tandai_ditangani({"surat:3:TELAAH:j1"}, oleh=ratna, pada=SENIN_PAGI)

    assert [sapu(wita(9, 12, 59)), sapu(wita(9, 13)), sapu(wita(9, 13, 1))] == [0, 1, 0]
    (surel,) = mail.outbox
    assert surel.subject == "3 kabar surat, 1 lewat batas"
    assert surel.body.split("\n\n") == [
        "LEWAT BATAS",
        "- Lewat batas: telaah Agenda 5/2026\n  https://surat.contoh.test/surat/5/",
        "MENUNGGU ANDA",
        "- Surat menunggu telaah Anda: Agenda 1/2026\n  Hal 1\n  https://surat.contoh.test/surat/1/",
        "- Surat menunggu telaah Anda: Agenda 4/2026\n  Hal 4\n  https://surat.contoh.test/surat/4/",
        "Semua kabar: https://surat.contoh.test/kabar/",
        "e-Surat Kabupaten Contoh",
    ]


def test_of_one_matter_only_the_last_word_is_told(ratna):
    kabari(ratna, 1, perkara="surat:1:TELAAH:j1")
    kabari(
        ratna, 2, jenis=JenisKabar.TERLAMBAT, judul="Lewat batas: telaah Agenda 1/2026", perkara="surat:1:TELAAH:j1"
    )
    sapu(wita(9, 13))
    assert [s.subject for s in mail.outbox] == ["Lewat batas: telaah Agenda 1/2026"]


def test_a_long_digest_counts_what_it_does_not_list(ratna):
    for nomor in range(33):
        kabari(ratna, nomor)
    sapu(wita(9, 13))
    (surel,) = mail.outbox
    assert (surel.subject, surel.body.count("\n- ") + surel.body.count("\n\n- ")) == ("33 kabar surat", 60)
    assert "Dan 3 kabar lain. Semua kabar: http" in surel.body


def test_nothing_is_sent_of_what_is_done_or_read_by_then(ratna):
    kabari(ratna, 1, perkara="surat:1:TELAAH:j1")
    tandai_ditangani({"surat:1:TELAAH:j1"}, oleh=None, pada=SENIN_PAGI)
    assert sapu(wita(9, 13)) == 0
    assert (mail.outbox, PengirimanKabar.objects.get().batal_pada) == ([], wita(9, 13))


def test_a_digest_missed_in_an_outage_goes_once_when_the_worker_is_back(ratna):
    kabari(ratna, 1, pada=wita(9, 7))  # for 07.30, and then the worker dies
    with time_machine.travel(wita(9, 8), tick=False):
        beri_tahu([ratna], kunci_awal="rapat:k2:1:0", judul="Dua", isi="", tautan="/surat/2/")
    with time_machine.travel(wita(10, 8), tick=False):
        beri_tahu([ratna], kunci_awal="rapat:k3:1:0", judul="Tiga", isi="", tautan="/surat/3/")

    assert [sapu(wita(10, 10)), sapu(wita(10, 10, 1))] == [1, 0]
    assert [s.subject for s in mail.outbox] == ["3 kabar surat"]
    assert jadwal() == []


def test_what_comes_after_a_digest_has_been_taken_up_waits_for_the_next(ratna):
    kabari(ratna, 1)
    with time_machine.travel(wita(9, 13), tick=False):
        assert relai._klaim(PengirimanKabar.objects.get().pk) is not None
    kabari(ratna, 2, pada=wita(9, 12, 59))
    assert jadwal() == [(True, "Mon 09 13.05"), (True, "Tue 10 07.30")]


def test_the_same_queries_for_one_reader_and_for_many(orang, django_assert_num_queries):
    def tulis(nomor, banyak):
        penerima = [orang(f"orang{nomor}{n}") for n in range(banyak)]
        with time_machine.travel(SENIN_PAGI, tick=False):
            beri_tahu(penerima, kunci_awal=f"rapat:k{nomor}:1:0", judul="x", isi="", tautan="/")

    tulis(0, 1)
    salurkan()  # the calendar is read once
    for nomor, banyak in ((1, 1), (2, 3)):
        tulis(nomor, banyak)
        with django_assert_num_queries(14):
            assert salurkan() == banyak


# Two workers


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("terjaga", [True, False])
def test_two_workers_write_and_send_each_message_once(serentak, orang, monkeypatch, terjaga):
    """The negative control takes the lease away: then somebody gets the same digest twice."""
    penerima = [orang(f"orang{n}") for n in range(12)]
    with time_machine.travel(wita(9, 8), tick=False):
        for nomor in range(5):
            beri_tahu(penerima, kunci_awal=f"rapat:k{nomor}:1:0", judul=f"Kabar {nomor}", isi="", tautan="/")
    if not terjaga:
        monkeypatch.setattr(relai, "_klaim", lambda pk: PengirimanKabar.objects.select_related("penerima").get(pk=pk))
    with time_machine.travel(wita(9, 13), tick=False):
        serentak(4, lambda _: salurkan(list(Notifikasi.objects.values_list("pk", flat=True))))
        pks = relai.tertinggal()
        serentak(4, lambda _: [relai.antarkan(pk) for pk in pks])

    kali = collections.Counter(s.to[0] for s in mail.outbox)
    assert (set(kali.values()) == {1}) is terjaga
    assert {s.subject for s in mail.outbox} == {"5 kabar surat"}
    assert ButirKabar.objects.count() == 60


@pytest.mark.parametrize(
    ("baris", "nama"),
    [
        (lambda p: JamTenang(pegawai=p, mulai=dt.time(20)), "jamtenang_utuh"),
        (lambda p: JamTenang(pegawai=p, mulai=dt.time(20), selesai=dt.time(20)), "jamtenang_utuh"),
        (lambda p: PilihanKabar(pegawai=p, jenis="AKUN", saluran="EMAIL", cara="TIDAK"), "keamanan_akun_selalu"),
        (lambda p: _saluran(p, jenis="EMAIL"), "salurankabar_bukan_email"),
        (lambda p: _pengiriman(terkirim_pada=SENIN_PAGI, batal_pada=SENIN_PAGI), "terkirim_atau_batal"),
        (lambda p: _pengiriman(ringkasan=True), "ringkasan_untuk_pegawai"),
    ],
)
def test_the_database_refuses(ratna, baris, nama):
    baris = baris(ratna)
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        type(baris).objects.bulk_create([baris])


def test_the_database_knows_one_channel_of_a_kind_and_one_message_per_channel(ratna):
    kabari(ratna)
    butir = ButirKabar.objects.get()
    butir.pk = None
    for dua in ([_saluran(ratna), _saluran(ratna)], [butir]):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(dua[0]).objects.bulk_create(dua)


def _saluran(pegawai, jenis="TELEGRAM"):
    saat = {"dibuat_pada": SENIN_PAGI, "kode_sampai": SENIN_PAGI}
    return SaluranKabar(pegawai=pegawai, jenis=jenis, alamat_tersandi="x", petunjuk="x", garam="x", **saat)


def _pengiriman(**lain):
    return PengirimanKabar(kunci="x", saluran="EMAIL", dibuat_pada=SENIN_PAGI, berikutnya_pada=SENIN_PAGI, **lain)


def test_the_sweep_is_what_a_worker_does(ratna, monkeypatch):
    """`sapu` above stands for this: the task writes what was not heard and rings for what is due."""
    dibunyikan = []
    monkeypatch.setattr("alur.bel.bunyikan", lambda tugas, pk: dibunyikan.append((tugas, pk)) or True)
    with time_machine.travel(wita(9, 8), tick=False):
        beri_tahu([ratna], kunci_awal="rapat:k1:1:0", judul="x", isi="", tautan="/")
    dibunyikan.clear()
    with time_machine.travel(wita(9, 13), tick=False):
        tasks.sapu_notifikasi()
        pk = PengirimanKabar.objects.get().pk
        assert dibunyikan == [("alur.kirim_kabar", pk)]
        tasks.kirim_kabar(pk)
    assert len(mail.outbox) == 1
