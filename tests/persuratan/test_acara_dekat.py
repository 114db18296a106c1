"""Invitations do not die in a tray: whoever holds one whose event is near is told, and so is the register's head."""

import datetime as dt
import heapq
import itertools
import random
import threading

import pytest
import time_machine
from django.db import connection, connections

from alur.models import Jejak, Notifikasi
from organisasi.models import HariLibur
from persuratan.acara_dekat import _dekat, ingatkan, sapu_acara_dekat
from persuratan.models import JenisNaskah, SuratMasuk, Tugas
from persuratan.tasks import sapu as tugas_latar
from persuratan.transitions import KOREKSI, TANPA_DISPOSISI
from tests.perjalanan import WITA, Perjalanan, wita
from tests.persuratan.meja import masuk, teks

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]
RABU = wita(11, 9)
"""Two working days after Monday 9 November 2026."""


def undangan(kantor, acara=RABU, pada=None, **ganti):
    isi = {"hal": "Undangan rapat stunting", "jenis": JenisNaskah.objects.get(kode="undangan"), "acara_tempat": "Aula"}
    return Perjalanan(kantor).catat(pada, acara_mulai=acara, **isi | ganti)


def sapu(saat):
    with time_machine.travel(saat, tick=False):
        return sapu_acara_dekat()


def pengingat():
    kabar = Notifikasi.objects.filter(jenis="PENGINGAT").order_by("pk")
    return list(kabar.values_list("penerima__username", "judul", "isi"))


def test_holder_and_head_are_told_at_once_and_once(kantor):
    p = undangan(kantor)

    assert [sapu(wita(9, 8, 11 + n)) for n in range(3)] == [1, 0, 0]
    isi = (
        "Acara lusa, menunggu diarahkan: Agenda 1/2026",
        "Undangan rapat stunting. Acara Rabu, 11 November 2026 09.00 WITA. Pemegang: Bagian Umum.",
    )
    assert pengingat() == [(nama, *isi) for nama in ("petugas", "petugas2", "kabag.umum")]
    (entri,) = Jejak.objects.filter(rantai=p.surat.rantai, transisi="acara_dekat")
    assert (entri.nama_pelaku, entri.tempat, entri.data["tugas"]["jenis"]) == ("Sistem", "sistem", "ARAHKAN")
    assert list(Notifikasi.objects.filter(jenis="PENGINGAT").values_list("tautan", flat=True)) == [
        f"/surat/{p.surat.kode}/arahkan/",
        f"/surat/{p.surat.kode}/arahkan/",
        f"/surat/{p.surat.kode}/",
    ]


def test_each_stage_is_told_of_anew_and_the_head_who_holds_it_once(kantor):
    p = undangan(kantor)
    sapu(wita(9, 8, 11))
    p.arahkan()
    assert sapu(wita(9, 8, 21)) == 1
    assert [x[:2] for x in pengingat()[3:]] == [("kabag.umum", "Acara lusa, menunggu telaah: Agenda 1/2026")]
    p.telaah()
    assert sapu(wita(9, 8, 51)) == 1
    assert [x[:2] for x in pengingat()[4:]] == [
        (nama, "Acara lusa, menunggu disposisi: Agenda 1/2026") for nama in ("sekda", "kabag.umum")
    ]
    p.disposisi(kantor.sekda, ke_unit=["Dinas Kesehatan"])
    assert sapu(wita(9, 10)) == 0


@pytest.mark.parametrize(
    ("acara", "banyak"),
    [
        (wita(9, 8, 12), 1),
        (wita(12, 23, 59), 1),
        (wita(13, 0), 0),
        (wita(9, 8, 11), 0),
        (wita(9, 8), 0),
        (None, 0),
    ],
    ids=["in a minute", "end of the third day", "the fourth day", "just begun", "before it came", "no event"],
)
def test_inside_three_working_days_and_not_after_the_event(kantor, acara, banyak):
    undangan(kantor, acara, acara_tempat="Aula" if acara else "")

    assert sapu(wita(9, 8, 11)) == banyak


def test_a_weekend_does_not_count(kantor):
    """Friday 13: three working days reach to Wednesday 18."""
    for hari in (18, 19):
        undangan(kantor, wita(hari, 9), wita(13, 9), diterima_pada=wita(13, 8))

    assert sapu(wita(13, 9, 1)) == 1


def test_a_letter_that_waits_is_told_of_when_its_event_comes_near(kantor):
    undangan(kantor, wita(13, 9))

    assert [sapu(wita(9, 23, 59)), sapu(wita(10, 0, 0))] == [0, 1]


def test_a_corrected_event_counts(kantor):
    p = undangan(kantor, wita(30, 9))
    assert sapu(wita(9, 8, 11)) == 0
    with time_machine.travel(wita(9, 8, 15), tick=False):
        KOREKSI.run(p.surat, oleh=kantor.petugas, catatan="Salah tanggal", acara_mulai=RABU)

    assert sapu(wita(9, 8, 16)) == 1


def test_a_finished_letter_is_told_of_to_nobody(kantor):
    p = undangan(kantor)
    with time_machine.travel(
        wita(
            9,
            8,
            10,
        ),
        tick=False,
    ):
        TANPA_DISPOSISI.run(p.surat, oleh=kantor.petugas, catatan="Tembusan saja.")

    assert (sapu(wita(9, 8, 11)), pengingat()) == (0, [])


def test_after_an_outage_the_sweep_catches_up_but_not_past_the_event(kantor):
    undangan(kantor, wita(10, 9))
    undangan(kantor, wita(12, 9))

    assert sapu(wita(11, 8)) == 1
    assert {isi.split(". ")[1] for *_, isi in pengingat()} == {"Acara Kamis, 12 November 2026 09.00 WITA"}


def test_the_background_job_does_it(kantor):
    undangan(kantor)
    with time_machine.travel(wita(9, 8, 11), tick=False):
        tugas_latar()

    assert len(pengingat()) == 3


def test_without_a_head_the_other_supervisors_are_told(kantor):
    undangan(kantor)
    kantor.kabag_umum.penugasan.update(sampai=dt.date(2026, 11, 1))

    sapu(wita(9, 8, 11))
    assert [nama for nama, *_ in pengingat()] == ["petugas", "petugas2", "kasubbag.tu"]


@pytest.mark.parametrize("keamanan", ["T", "R", "SR"])
def test_of_a_secret_letter_neither_hal_nor_sender_nor_event_is_told(kantor, client, keamanan):
    hal, pengirim = "Undangan gelar perkara", "Kejaksaan Negeri Contoh"
    p = undangan(kantor, hal=hal, nama_pengirim=pengirim, keamanan=keamanan, pindai=False)

    assert sapu(wita(9, 8, 11)) == 1
    kata = " ".join(" ".join(x) for x in pengingat())
    assert [k in kata for k in (hal, pengirim, "Acara", "November", "Aula")] == [False] * 5
    assert [judul for _, judul, _ in pengingat()] == ["Menunggu diarahkan, perlu segera: Agenda 1/2026"] * 3
    if keamanan != "T":
        with time_machine.travel(wita(9, 8, 12), tick=False):
            for alamat in (p.surat.get_absolute_url(), f"/surat/{p.surat.kode}/jejak/"):
                halaman = teks(masuk(client, kantor.petugas).get(alamat))
                assert [k in halaman.lower() for k in ("acara", "undangan gelar")] == [False, False]


def test_the_page_of_the_letter_says_so(kantor, client):
    p = undangan(kantor)
    sapu(wita(9, 8, 11))
    with time_machine.travel(wita(9, 8, 12), tick=False):
        halaman = teks(masuk(client, kantor.petugas).get(p.surat.get_absolute_url()))
        catatan = teks(client.get(f"/surat/{p.surat.kode}/jejak/"))

    assert "Diingatkan Sen 9 Nov 08.11: acaranya dekat." in halaman
    assert "Pemegang dan pengawas diingatkan, dicatat sistem Sistem" in catatan


def test_what_was_done_in_between_is_not_told(kantor):
    p = undangan(kantor)
    tugas = p.surat.tugas.get(jenis="ARAHKAN")
    p.arahkan()
    with time_machine.travel(wita(9, 8, 21), tick=False):
        assert ingatkan(tugas.pk, p.surat.pk) is False


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_once(kantor):
    for _ in range(5):
        undangan(kantor)
    palang, hasil = threading.Barrier(4), []

    def satu():
        try:
            palang.wait()
            hasil.append(sapu_acara_dekat())
        finally:
            connections.close_all()

    with time_machine.travel(wita(9, 8, 11), tick=False):
        benang = [threading.Thread(target=satu) for _ in range(4)]
        for b in benang:
            b.start()
        for b in benang:
            b.join()

    assert (len(hasil), sum(hasil)) == (4, 5)
    assert Jejak.objects.filter(transisi="acara_dekat").count() == 5
    assert len(pengingat()) == 15


@pytest.mark.pg
def test_the_sweep_walks_a_partial_index(kantor):
    """Among thousands of closed obligations, with what the planner knows of them up to date."""
    undangan(kantor).arahkan().telaah()
    kolom = [f.column for f in Tugas._meta.concrete_fields if not f.primary_key]
    salin = f"INSERT INTO {Tugas._meta.db_table} ({', '.join(kolom)}) SELECT {', '.join(f't.{k}' for k in kolom)} "
    with time_machine.travel(wita(9, 8, 11), tick=False), connection.cursor() as kursor:
        kursor.execute(
            f"{salin} FROM {Tugas._meta.db_table} t, generate_series(1, 3000) WHERE t.selesai_pada IS NOT NULL"
        )
        kursor.execute("ANALYZE")
        rencana = _dekat(wita(9, 8, 11)).explain()

        kursor.execute("SET LOCAL enable_seqscan = off")  # of letters there is but one
        acara = (
            SuratMasuk.objects.filter(acara_mulai__gt=wita(9, 8), acara_mulai__lt=wita(12, 8)).values("pk").explain()
        )

    assert ("tugas_belum_diingatkan" in rencana, "surat_masuk_acara" in acara) == (True, True)


# A month (promise U17) ------------------------------------------------------------------------------------

DETIK_15 = dt.timedelta(minutes=15)


def hari_kerja(dari, sampai, libur):
    """Working days after `dari` up to `sampai`, counted on fingers: the product's calendar is not asked."""
    hari = (dari + dt.timedelta(days=n) for n in range(1, (sampai - dari).days + 1))
    return sum(h.weekday() < 5 and h not in libur for h in hari)


@pytest.mark.lama
@pytest.mark.parametrize(
    ("banyak", "hari"), [(150, range(9, 14)), pytest.param(2000, range(2, 31), marks=pytest.mark.panjang)]
)
def test_a_month_of_invitations(kantor, banyak, hari):
    """Every letter near its event is told of within 15 minutes, every late one is stamped, none after its event."""
    acak = random.Random(17)
    libur = set(HariLibur.objects.values_list("tanggal", flat=True))
    kantor_buka = [h for h in hari if dt.date(2026, 11, h).weekday() < 5]
    urut, acara_acara, surat = itertools.count(), [], {}

    def pada(saat, kerja):
        heapq.heappush(acara_acara, (saat, next(urut), kerja))

    def daftar(saat):
        def kerja():
            acara = saat + dt.timedelta(
                days=acak.choice((-2, -1, 0, 0, 1, 1, 2, 3, 4, 5, 7, 10)), minutes=acak.randrange(600)
            )
            isi = {} if acak.random() < 0.15 else {"acara": acara}
            diterima = saat - dt.timedelta(minutes=acak.choice((5, 20, 90, 1500)))
            p = undangan(
                kantor,
                isi.get("acara"),
                saat,
                diterima_pada=diterima,
                pindai=False,
                acara_tempat="Aula" if isi else "",
            )
            surat[p.surat.pk] = p
            langkah = saat
            for gerak in (p.arahkan, p.telaah, lambda s: p.arsipkan(kantor.sekda, s)):
                langkah += dt.timedelta(minutes=acak.choice((17, 45, 200, 1000, 3000)))
                if acak.random() < 0.25:
                    break  # this one stays in the tray
                pada(langkah, lambda gerak=gerak, langkah=langkah: gerak(langkah))

        return kerja

    for _ in range(banyak):
        saat = wita(acak.choice(kantor_buka), 8) + dt.timedelta(minutes=acak.randrange(450))
        pada(saat, daftar(saat))
    for h in hari:
        for menit in (0, *range(8 * 60, 18 * 60, 12)):
            saat = wita(h, 0) + dt.timedelta(minutes=menit + 3)
            pada(saat, lambda saat=saat: sapu(saat))
    while acara_acara:
        heapq.heappop(acara_acara)[2]()

    assert len(surat) == banyak
    diingatkan = {}
    for rantai, saat in Jejak.objects.filter(transisi="acara_dekat").values_list("rantai", "pada"):
        diingatkan.setdefault(rantai, []).append(saat)
    didisposisi = dict(Jejak.objects.filter(transisi="arsipkan").values_list("rantai", "pada"))
    dekat, terlewat, sesudah, cap = 0, [], [], []
    for s in SuratMasuk.objects.all():
        saat, acara = s.dibuat_pada.astimezone(WITA), s.acara_mulai
        cap += [s.pk] if s.setelah_acara != (acara is not None and acara <= s.diterima_pada) else []
        if acara is None:
            continue
        sesudah += [s.pk for x in diingatkan.get(s.rantai, ()) if x >= acara]
        batas = min(acara, didisposisi.get(s.rantai, acara), saat + DETIK_15)
        if acara > saat + DETIK_15 and hari_kerja(saat.date(), acara.astimezone(WITA).date(), libur) <= 3:
            dekat += 1
            if not any(saat <= x <= batas for x in diingatkan.get(s.rantai, ())):
                terlewat.append(s.pk)
    assert (dekat > banyak / 4, terlewat, sesudah, cap) == (True, [], [], [])
    assert SuratMasuk.objects.filter(setelah_acara=True).count() > banyak / 20
    kunci = Notifikasi.objects.filter(jenis="PENGINGAT").values_list("kunci", flat=True)
    assert len(kunci) == len(set(kunci)) > 0
    assert Tugas.objects.exclude(diingatkan_pada=None).count() == sum(map(len, diingatkan.values()))
