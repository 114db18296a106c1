"""Calendars out of the house: read back with three libraries, in the three zones; nothing doubled, nothing shifted."""

import datetime as dt
import re
import warnings
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
import vobject
from django.test import Client
from ical.calendar_stream import IcsCalendarStream

from disposisi.kalender import kalender_pegawai, uid
from disposisi.models import Kehadiran, LanggananKalender
from disposisi.transitions import HADIR, TIDAK_HADIR
from organisasi.ingatan import selama_membaca
from organisasi.models import Jabatan, Pegawai, Penugasan
from persuratan.models import SuratMasuk
from persuratan.services import koreksi_surat
from persuratan.transitions import MINTA_BATAL, SETUJUI_BATAL
from tests.disposisi.test_kehadiran import AS1, undangan, wakilkan
from tests.factories import PegawaiFactory, PenugasanFactory
from tests.halaman import teks
from tests.perjalanan import jabatan, wita

pytestmark = pytest.mark.tertanam

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the third library is old
    import ics


def baca(isi):
    """What three libraries read: each a list of (uid, start in UTC, end, summary)."""
    teks_ics = isi.decode()
    satu = [
        (str(e["uid"]), e.decoded("dtstart"), e.decoded("dtend"), str(e["summary"]))
        for e in icalendar.Calendar.from_ical(isi).walk("VEVENT")
    ]
    dua = [
        (e.uid.value, e.dtstart.value, e.dtend.value, e.summary.value)
        for k in vobject.readComponents(teks_ics)
        for e in k.contents.get("vevent", ())
    ]
    tiga = [(e.uid, e.dtstart, e.dtend, e.summary) for e in IcsCalendarStream.calendar_from_ics(teks_ics).events]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        empat = [(e.uid, e.begin.datetime, e.end.datetime, e.name) for e in ics.Calendar(teks_ics).events]
    return [
        sorted((u, a.astimezone(dt.UTC), b.astimezone(dt.UTC), s) for u, a, b, s in hasil)
        for hasil in (satu, dua, tiga, empat)
    ]


def acara(pegawai):
    """{uid: (status, sequence, summary)} of the feed, of a person as the next request would know it."""
    kalender = icalendar.Calendar.from_ical(kalender_pegawai(Pegawai.objects.get(pk=pegawai.pk)))
    return {str(e["uid"]): (str(e["status"]), e["sequence"], str(e["summary"])) for e in kalender.walk("VEVENT")}


@pytest.fixture
def surat(kantor, senin):
    surat = undangan(kantor).surat
    HADIR.run(surat, oleh=kantor.sekda)
    return SuratMasuk.objects.get(pk=surat.pk)


@pytest.mark.parametrize(
    ("zona", "kata"), [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]
)
def test_three_libraries_read_the_same_hour_in_three_zones(kantor, senin, settings, zona, kata):
    settings.TIME_ZONE, settings.ZONA = zona, kata
    mulai = dt.datetime(2026, 11, 17, 9, tzinfo=ZoneInfo(zona))
    surat = undangan(kantor, mulai).surat
    HADIR.run(surat, oleh=kantor.sekda)

    isi = kalender_pegawai(kantor.sekda)

    awal = mulai.astimezone(dt.UTC)
    satu = [(uid(surat, jabatan("Sekretaris Daerah").pk), awal, awal + dt.timedelta(hours=2), surat.hal)]
    assert baca(isi) == [satu] * 4
    assert f"09.00 {kata}" in str(icalendar.Calendar.from_ical(isi).walk("VEVENT")[0]["description"])


def test_each_change_raises_the_sequence_and_keeps_the_uid(kantor, surat, senin):
    tanda = uid(surat, jabatan("Sekretaris Daerah").pk)
    riwayat = [acara(kantor.sekda)]
    koreksi_surat(surat, {"acara_mulai": wita(17, 13)}, oleh=kantor.petugas, catatan="Acara diundur panitia")
    riwayat.append(acara(kantor.sekda))
    assert [a for _, a, _, _ in baca(kalender_pegawai(kantor.sekda))[0]] == [wita(17, 13)]
    TIDAK_HADIR.run(surat, oleh=kantor.sekda)
    riwayat.append(acara(kantor.sekda))
    wakilkan(kantor, surat, AS1)
    riwayat.append(acara(kantor.sekda))
    koreksi_surat(
        SuratMasuk.objects.get(pk=surat.pk),
        {"acara_mulai": None, "acara_tempat": ""},
        oleh=kantor.petugas,
        catatan="Acara dibatalkan panitia",
    )
    riwayat.append(acara(kantor.sekda))

    assert [set(a) for a in riwayat] == [{tanda}] * 5
    assert [a[tanda][:2] for a in riwayat] == [
        ("CONFIRMED", 1),
        ("CONFIRMED", 2),
        ("CANCELLED", 3),
        ("CANCELLED", 4),
        ("CANCELLED", 5),
    ]
    # The one who was sent: tentative while he was asked, cancelled with the event.
    assert [a[0] for a in acara(kantor.asisten1).values()] == ["CANCELLED"]


def test_a_cancelled_letter_cancels_its_event(kantor, senin):
    surat = undangan(kantor).surat
    wakilkan(kantor, surat, AS1)
    sebelum = acara(kantor.asisten1)
    with time_machine.travel(wita(10, 9), tick=False):
        MINTA_BATAL.run(surat, oleh=kantor.petugas, catatan="Tercatat dua kali")
        SETUJUI_BATAL.run(surat, oleh=kantor.kabag_umum)
    sesudah = acara(kantor.asisten1)

    assert [(a[0], sesudah[u][0], sesudah[u][1] - a[1]) for u, a in sebelum.items()] == [("TENTATIVE", "CANCELLED", 1)]


def test_the_file_of_a_letter_is_the_same_entry_as_in_the_feed(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    jawaban = client.get(f"/surat/{surat.kode}/acara.ics")

    assert jawaban["Content-Type"] == "text/calendar; charset=utf-8"
    assert baca(jawaban.content) == baca(kalender_pegawai(kantor.sekda))
    # Another reader adds one of its own; a stranger finds nothing.
    client.force_login(kantor.petugas)
    assert [e[0] for e in baca(client.get(f"/surat/{surat.kode}/acara.ics").content)[0]] == [uid(surat)]
    client.force_login(kantor.dinkes)
    assert client.get(f"/surat/{surat.kode}/acara.ics").status_code == 404


def test_a_decline_at_first_never_stood_in_the_calendar(kantor, senin):
    surat = undangan(kantor).surat
    TIDAK_HADIR.run(surat, oleh=kantor.sekda)

    assert acara(kantor.sekda) == {}


def test_a_secret_letter_tells_nothing_but_the_time(kantor, senin):
    surat = undangan(kantor, keamanan="R", hal="Penertiban aset pulau", nama_pengirim="Kejaksaan").surat
    HADIR.run(surat, oleh=kantor.sekda)

    isi = kalender_pegawai(kantor.sekda).decode()

    assert [e[3] for e in baca(isi.encode())[0]] == ["Acara dinas"]
    assert [kata for kata in ("Penertiban", "Kejaksaan", "Gedung DPRD") if kata in isi] == []


def test_who_holds_two_posts_goes_there_once(kantor, surat, senin):
    lain = undangan(kantor).surat
    wakilkan(kantor, lain, AS1)
    HADIR.run(lain, oleh=kantor.asisten1)
    PenugasanFactory(pegawai=kantor.sekda, jabatan=jabatan(AS1), jenis=Penugasan.Jenis.PLT, mulai=dt.date(2026, 11, 1))

    assert sorted(s for s, _, _ in acara(kantor.sekda).values()) == ["CONFIRMED", "CONFIRMED"]
    assert len({e[0] for e in baca(kalender_pegawai(Pegawai.objects.get(pk=kantor.sekda.pk)))[0]}) == 2


def test_a_stand_in_has_the_events_of_the_days_he_stands_in(kantor, surat, senin):
    plh = PegawaiFactory()
    awal, akhir = dt.date(2026, 11, 9), dt.date(2026, 11, 17)
    PenugasanFactory(
        pegawai=plh, jabatan=jabatan("Sekretaris Daerah"), jenis=Penugasan.Jenis.PLH, mulai=awal, sampai=akhir
    )
    sesudah = undangan(kantor, wita(18, 9)).surat
    HADIR.run(sesudah, oleh=plh)
    tanda = [uid(s, jabatan("Sekretaris Daerah").pk) for s in (surat, sesudah)]

    assert {u: s for u, (s, _, _) in acara(plh).items()} == {tanda[0]: "CONFIRMED"}
    assert {u: s for u, (s, _, _) in acara(kantor.sekda).items()} == {tanda[0]: "CANCELLED", tanda[1]: "CONFIRMED"}


def test_what_was_typed_makes_no_line_of_its_own(kantor, senin):
    jahat = "Rapat\r\nEND:VEVENT\r\nATTENDEE:x; a,b\\n \u2028 “é”"
    surat = undangan(kantor, hal=jahat).surat
    HADIR.run(surat, oleh=kantor.sekda)

    hasil = baca(kalender_pegawai(kantor.sekda))

    assert [[e[3] for e in satu] for satu in hasil[:2]] == [[" ".join(jahat.split())]] * 2
    assert b"\nATTENDEE" not in kalender_pegawai(kantor.sekda)


def test_the_feed_asks_no_more_for_three_events_than_for_one(kantor, surat, senin, django_assert_num_queries):
    def hitung():
        pegawai = Pegawai.objects.get(pk=kantor.sekda.pk)
        pegawai.penugasan_berlaku  # noqa: B018 - read once, shared by every page
        with selama_membaca(), django_assert_num_queries(KUERI_FEED):
            return len(baca(kalender_pegawai(pegawai))[0])

    assert hitung() == 1
    for jam in (8, 9):
        HADIR.run(undangan(kantor, wita(18, jam)).surat, oleh=kantor.sekda)
    assert hitung() == 3


KUERI_FEED = 4
"""Answers, letters, their history, and the stamp of the reference data."""


# The private address --------------------------------------------------------------------------------


def alamat_baru(client, kantor):
    halaman = client.post("/akun/kalender/", {"sandi": kantor.sandi})
    return re.search(r"/kalender/[\w-]{43}\.ics", teks(halaman) + halaman.content.decode())[0]


def test_the_address_is_shown_once_needs_no_login_and_can_be_taken_back(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    pertama = alamat_baru(client, kantor)
    assert pertama not in client.get("/akun/kalender/").content.decode()
    assert pertama[10:-4] not in str(LanggananKalender.objects.values_list())

    tamu = Client()
    jawaban = tamu.get(pertama)
    assert (jawaban.status_code, len(baca(jawaban.content)[0])) == (200, 1)
    assert "no-store" in jawaban["Cache-Control"]

    kedua = alamat_baru(client, kantor)
    assert [tamu.get(a).status_code for a in (pertama, kedua)] == [404, 200]
    client.post("/akun/kalender/", {"cabut": "1"})
    assert (tamu.get(kedua).status_code, LanggananKalender.objects.count()) == (404, 0)


def test_the_address_dies_with_the_account_and_follows_the_post(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    alamat = alamat_baru(client, kantor)
    Penugasan.objects.filter(pegawai=kantor.sekda).update(sampai=dt.date(2026, 11, 8))
    Jabatan.objects.get(nama="Sekretaris Daerah").save()  # the stamp of the reference data
    assert baca(Client().get(alamat).content)[0] == []
    kantor.sekda.is_active = False
    kantor.sekda.save()
    assert Client().get(alamat).status_code == 404


def test_guesses_are_few(client, kantor, senin, settings):
    settings.BATAS_PUBLIK = {"kalender_langganan": (2, dt.timedelta(hours=1))}
    assert [client.get(f"/kalender/{'x' * n}.ics").status_code for n in (1, 43, 900)] == [404, 404, 429]


def test_two_answers_of_one_post_cannot_stand_side_by_side(kantor, surat, senin):
    from django.db import IntegrityError, transaction

    baris = Kehadiran.objects.get()
    baris.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Kehadiran.objects.bulk_create([baris])


def test_a_letter_without_event_has_no_file(client, kantor, jalan, senin):
    surat = jalan.sampai_sekda().surat
    client.force_login(kantor.sekda)
    assert client.get(f"/surat/{surat.kode}/acara.ics").status_code == 404
