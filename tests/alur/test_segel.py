import datetime
import hashlib
import json

import pytest
import time_machine
from django.core.management import CommandError, call_command

from alur import jejak, segel, tasks
from alur.models import KepalaTersegel, Notifikasi, SegelHarian

pytestmark = [pytest.mark.tertanam, pytest.mark.django_db]
WITA = datetime.timezone(datetime.timedelta(hours=8))


def pukul(hari, jam=9):
    return datetime.datetime(2026, 3, hari, jam, tzinfo=WITA)


def tanggal(hari):
    return datetime.date(2026, 3, hari)


@pytest.fixture
def jam():
    with time_machine.travel(pukul(2), tick=False) as perjalanan:
        yield perjalanan


def test_a_seal_covers_all_heads(jam):
    a = jejak.catat(rantai="surat:a", transisi="catat")
    b = jejak.catat(rantai="surat:b", transisi="catat")

    hasil = segel.segel_hari()

    daun = [hashlib.sha256(f"\0surat:{r}\n1\n{e.hash}".encode()).digest() for r, e in (("a", a), ("b", b))]
    assert hasil.akar == hashlib.sha256(b"\1" + daun[0] + daun[1]).hexdigest()
    assert (hasil.tanggal, hasil.jumlah_rantai, hasil.jumlah_entri, hasil.hash_sebelum) == (tanggal(2), 2, 2, "0" * 64)
    assert segel.segel_hari() == hasil


def test_the_root_of_an_odd_number_of_heads_is_that_of_rfc_6962():
    def daun(n):
        return hashlib.sha256(f"\0r{n}\n{n}\nh".encode()).digest()

    def simpul(kiri, kanan):
        return hashlib.sha256(b"\1" + kiri + kanan).digest()

    bertiga = simpul(simpul(daun(1), daun(2)), daun(3))
    bertujuh = simpul(
        simpul(simpul(daun(1), daun(2)), simpul(daun(3), daun(4))), simpul(simpul(daun(5), daun(6)), daun(7))
    )

    assert segel.akar_merkle((f"r{n}", n, "h") for n in range(1, 4)) == bertiga.hex()
    assert segel.akar_merkle((f"r{n}", n, "h") for n in range(1, 8)) == bertujuh.hex()
    assert segel.akar_merkle([]) == hashlib.sha256(b"").hexdigest()


def test_only_moved_heads_are_kept_and_folding_gives_all(jam):
    for rantai in ("surat:a", "surat:Z", "surat:é"):
        jejak.catat(rantai=rantai, transisi="catat")
    pertama = segel.segel_hari()
    jam.move_to(pukul(3))
    baru = jejak.catat(rantai="surat:a", transisi="disposisi")
    kedua = segel.segel_hari()

    assert list(KepalaTersegel.objects.filter(segel=kedua).values_list("rantai", "urut", "hash")) == [
        ("surat:a", 2, baru.hash)
    ]
    assert [k[:2] for k in segel.kepala_pada(pertama)] == [("surat:Z", 1), ("surat:a", 1), ("surat:é", 1)]
    assert [k[:2] for k in segel.kepala_pada(kedua)] == [("surat:Z", 1), ("surat:a", 2), ("surat:é", 1)]
    assert kedua.hash_sebelum == pertama.hash


def test_after_an_outage_one_seal_covers_the_days_missed(jam):
    jejak.catat_sistem("masuk")
    tasks.segel_kemarin()
    assert [s.tanggal for s in SegelHarian.objects.all()] == [tanggal(1)]

    jam.move_to(pukul(6))
    for _ in range(2):  # two beats
        tasks.segel_kemarin()

    assert list(SegelHarian.objects.order_by("tanggal").values_list("mulai_tanggal", "tanggal", "jumlah_entri")) == [
        (tanggal(1), tanggal(1), 1),
        (tanggal(2), tanggal(5), 1),
    ]


def test_days_to_come_and_covered_days_are_refused(jam):
    segel.segel_hari()

    for hari in (1, 3):
        with pytest.raises(ValueError, match="day"):
            segel.segel_hari(tanggal(hari))
    with pytest.raises(CommandError, match="Tanggal ini belum tiba"):
        call_command("segel_hari", "2026-03-03")


def test_witnesses_get_the_seal_as_a_file(jam, settings, mailoutbox, django_capture_on_commit_callbacks):
    settings.SAKSI = ["inspektorat@contoh.test", "kabag@contoh.test"]
    jejak.catat_sistem("masuk")
    with django_capture_on_commit_callbacks():
        hasil = segel.segel_hari()

    for pesan in Notifikasi.objects.order_by("pk"):
        tasks.kirim_notifikasi(pesan.pk)

    assert [s.to for s in mailoutbox] == [["inspektorat@contoh.test"], ["kabag@contoh.test"]]
    assert mailoutbox[0].subject == f"Segel jejak 02-03-2026: {jejak.kode_pendek(hasil)}"
    nama, isi, _jenis = mailoutbox[0].attachments[0]
    assert nama == "segel-2026-03-02.json"
    assert json.loads(isi) == segel.ekspor(hasil)
    assert len(isi) < 500


def test_an_exported_seal_is_checked_by_the_command(jam, tmp_path, capsys):
    jejak.catat_sistem("masuk")
    call_command("segel_hari")
    call_command("ekspor_segel", str(tmp_path / "segel.json"), "--lengkap")
    capsys.readouterr()

    call_command("periksa_jejak", "--segel", str(tmp_path / "segel.json"))

    assert capsys.readouterr().out == "Jejak utuh: 1 catatan dalam 1 rantai, 1 segel. Segel dari luar cocok.\n"


def test_an_unreadable_seal_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("periksa_jejak", "--segel", str(tmp_path / "tidak-ada.json"))
    with pytest.raises(CommandError, match="Segel itu belum ada"):
        call_command("ekspor_segel")
