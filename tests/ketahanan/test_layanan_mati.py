"""Redis, the worker or PostgreSQL is dead: letters go on being saved, or a polite page says that they are not.

Nothing that was "Tersimpan" is lost, and nobody has to start anything again (issue A8, promises R12 to R15).
"""

import collections
import datetime as dt
import random
import signal
import threading
import time

import environ
import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from alur.models import Denyut, Jejak, Notifikasi
from ekspedisi.models import Pengiriman
from persuratan.models import SuratMasuk, Tugas
from persuratan.services import catat_surat_masuk
from script.layanan import port_kosong
from tests.ketahanan.conftest import buat_penghuni
from tests.ketahanan.kantor_nyata import anak, tunggu
from tests.ketahanan.klien import Catatan
from tests.ketahanan.langkah import AKUN, Kantoran, ketikan, pindaian
from tests.ketahanan.layanan_rusak import (
    PostgresSendiri,
    program_redis,
    redis_bisu,
    redis_hidup,
    redis_menolak,
    redis_tertelan,
)
from tests.ketahanan.pekerjaan import jadikan_jatuh_tempo, kerjakan, rencanakan, surel
from tests.ketahanan.pemeriksa import kabar_menunggu, periksa, periksa_kabar
from tests.ketahanan.peramban_mini import cari_formulir
from tests.perjalanan import isian

pytestmark = [pytest.mark.pg, pytest.mark.django_db(transaction=True)]
TUNGGU_TAK_PENTING = 2
"""Seconds an act may take longer than on a good day because of something that is not essential (R12)."""
PULIH = 10
"""Seconds after which the office works again once its database does (R15)."""
BOCOR = ("Traceback", "psycopg", "OperationalError", "connection to server", "127.0.0.1", "SELECT")


def satu_surat(kerja, nomor):
    """One letter from the counter to the receipt; {act: seconds}."""
    kode, _ = kerja.catat(nomor)
    kerja.arahkan(kode)
    kerja.telaah(kode)
    kerja.disposisi(kode)
    kerja.kirim(kode)
    kerja.terima(Pengiriman.objects.get(surat__kode=kode).kode)
    return dict(kerja.detik)


# Redis ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rusak",
    [redis_bisu, *(pytest.param(r, marks=pytest.mark.panjang) for r in (redis_menolak, redis_tertelan))],
)
def test_a_dead_redis_holds_nobody_and_the_sweep_tells_everybody_later(penghuni, buka_kantor, alamat, tmp_path, rusak):
    program, port = program_redis(tmp_path), port_kosong()
    if program is None:
        pytest.skip("needs a Redis server")
    kantor = buka_kantor(DATABASE_URL=alamat, CELERY_BROKER_URL=f"redis://127.0.0.1:{port}/0").web()
    kantor.tunggu_web()
    kerja = Kantoran(kantor, penghuni.sandi)
    for akun in AKUN:
        kerja[akun].buka("/")
    with redis_hidup(program, port, tmp_path):
        sehat = satu_surat(kerja, 1)
    with rusak(port):
        mati = [satu_surat(kerja, n) for n in (2, 3)]

    # Each web process waits once at most; what follows is as quick as ever.
    lebih = {nama: max(m[nama] for m in mati) - sehat[nama] for nama in sehat}
    assert {nama: d for nama, d in lebih.items() if d > TUNGGU_TAK_PENTING} == {}
    assert Pengiriman.objects.filter(status="DITERIMA").count() == 3
    assert kabar_menunggu() >= 6

    with redis_hidup(program, port, tmp_path):
        kantor.worker().tunggu_worker()
        jadikan_jatuh_tempo()
        kantor.bunyikan("alur.sapu_notifikasi", "alur.sapu_notifikasi")
        tunggu(lambda: not kabar_menunggu(), keluhan="notices left behind")
        kantor.tutup()
    assert periksa_kabar(surel(kantor), 0) == []
    assert periksa([], kantor.berkas) == []


# The worker -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sinyal", [signal.SIGKILL, pytest.param(signal.SIGSTOP, marks=pytest.mark.panjang)])
def test_a_dead_worker_is_told_and_what_waited_is_done_when_it_comes_back(penghuni, kantor_nyata, sinyal):
    kantor = kantor_nyata.web().worker()
    kantor.tunggu_web().tunggu_worker()
    kerja = Kantoran(kantor, penghuni.sandi)
    kalimat = "Pekerja latar tidak menjawab."
    assert (kalimat in kerja["admin"].buka("/akun/").teks, kantor.sehat()[1]["worker"]) == (False, "hidup")

    proses = kantor.proses["worker"]
    pengirim = [proses.pid, *anak(proses.pid)]
    for pid in pengirim if sinyal == signal.SIGSTOP else pengirim[:1]:
        kantor.sinyal(pid, sinyal)
    Denyut.objects.update(pada=timezone.now() - dt.timedelta(minutes=3, seconds=1))
    lalu = timezone.now() - dt.timedelta(days=21)
    with time_machine.travel(lalu, tick=False):
        terlambat = catat_surat_masuk(isian(diterima_pada=lalu), oleh=penghuni.petugas)

    status, laporan = kantor.sehat()
    assert (status, laporan["sehat"], laporan["worker"]) == (200, True, "mati")
    assert kalimat in kerja["admin"].buka("/akun/").teks
    assert kalimat not in kerja["petugas"].buka("/").teks
    satu_surat(kerja, 1)
    assert Tugas.objects.terlambat().count() == 0

    if sinyal == signal.SIGSTOP:
        for pid in pengirim:
            kantor.sinyal(pid, signal.SIGCONT)
        kantor.bunyikan("alur.denyut")
    else:
        kantor.matikan("worker")
        kantor.worker()
    kantor.tunggu_worker()
    jadikan_jatuh_tempo()
    kantor.bunyikan(*["persuratan.sapu_terlambat", "alur.sapu_notifikasi"] * 2)
    tunggu(lambda: Denyut.objects.filter(nama="sapuan").exists(), keluhan="no sweep")
    tunggu(lambda: Tugas.objects.terlambat().filter(surat=terlambat.pk).count() == 2, keluhan="overdue not recorded")
    jadikan_jatuh_tempo()
    kantor.bunyikan("alur.sapu_notifikasi")
    tunggu(lambda: not kabar_menunggu(), keluhan="notices left behind")
    assert kalimat not in kerja["admin"].buka("/akun/").teks
    kantor.tutup()

    assert Jejak.objects.filter(rantai=terlambat.rantai, transisi="terlambat").count() == 2
    assert periksa_kabar(surel(kantor), 0) == []


def test_two_beats_and_two_workers_record_each_overdue_once(penghuni, kantor_nyata):
    """A minute passes in each second: beats that ring that often, over deadlines of three weeks ago."""
    kantor = kantor_nyata.web()
    for n in (1, 2):
        kantor.worker(f"worker{n}").beat(f"beat{n}", "tests.ketahanan.beat_cepat")
    kantor.tunggu_web().tunggu_worker()
    lalu = timezone.now() - dt.timedelta(days=21)
    surat = []
    for n in range(12):
        with time_machine.travel(lalu + dt.timedelta(minutes=n), tick=False):
            surat.append(
                catat_surat_masuk(isian(diterima_pada=timezone.now(), hal=f"Surat {n}"), oleh=penghuni.petugas)
            )
        if n == 6:  # one of the workers dies in the middle of it
            kantor.matikan("worker2")

    def menit():
        return Denyut.objects.filter(nama="sapuan").values_list("pada", flat=True).first()

    tunggu(lambda: Tugas.objects.terlambat().count() == 24, keluhan="overdue not recorded")
    tunggu(menit, keluhan="no sweep has ended")
    for _ in range(3):  # and three minutes more, in which nothing may be added
        lama = menit()
        tunggu(lambda lama=lama: menit() > lama, keluhan="no beat")
    kantor.tutup()

    entri = collections.Counter(Jejak.objects.filter(transisi="terlambat").values_list("rantai", flat=True))
    assert entri == dict.fromkeys((s.rantai for s in surat), 2)
    assert Jejak.objects.filter(transisi="terlambat_keseluruhan").count() == 12
    kabar = collections.Counter(
        Notifikasi.objects.filter(judul__startswith="Lewat batas").values_list("kunci", flat=True)
    )
    assert set(kabar.values()) == {1}
    penerima = collections.Counter(
        Notifikasi.objects.filter(judul__startswith="Lewat batas").values_list("penerima__username", flat=True)
    )
    assert penerima == {"petugas": 24, "petugas2": 24, "kabag.umum": 24}


# PostgreSQL -----------------------------------------------------------------------------------------


@pytest.fixture
def postgres(transactional_db):
    """A PostgreSQL of its own with the demo office in it, the database of this process while the test runs."""
    with PostgresSendiri(connection.settings_dict) as pg:
        asli = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(environ.Env.db_url_config(pg.url))
        try:
            pg.penghuni = buat_penghuni()
            yield pg
        finally:
            connection.close()
            connection.settings_dict.update(asli)


def polos(jawab):
    """(status, Retry-After, the sentence, what leaked) of a page that should be the polite one."""
    return (
        jawab.status,
        jawab.kepala.get("retry-after"),
        "Penyimpanan data sedang tidak menjawab" in jawab.teks,
        [kata for kata in BOCOR if kata in jawab.html],
    )


SOPAN = (503, "30", True, [])
GANGGUAN = ((15, "sesi"), (40, signal.SIGQUIT), (65, "sesi"), (90, signal.SIGKILL), (115, signal.SIGINT))
"""After so many acts: `kill -9` of a database session, or this signal to the whole server."""


def test_without_its_database_the_office_is_polite_and_recovers_by_itself(postgres, buka_kantor):
    kantor = buka_kantor(DATABASE_URL=postgres.url, CELERY_BROKER_URL="filesystem://").web().tunggu_web()
    pekerja = anak(kantor.proses["web"].pid)
    kerja = Kantoran(kantor, postgres.penghuni.sandi)
    petugas = kerja["petugas"]
    form = kerja.formulir("petugas", "/surat/catat/", "nama_pengirim", "hal")
    isi = ketikan(1, hal="Undangan “rapat” <b>penting</b>", lampiran_fisik="1 berkas")
    postgres.hentikan()

    assert {
        a: polos(petugas.buka(a)) for a in ("/", "/surat/", "/surat/catat/", "/cari/?q=x", "/masuk/")
    } == dict.fromkeys(("/", "/surat/", "/surat/catat/", "/cari/?q=x", "/masuk/"), SOPAN)
    status, laporan = kantor.sehat()
    assert (status, laporan["basis_data"], laporan["worker"]) == (503, "buruk", "tidak diketahui")
    dengan_berkas = petugas.kirim(form.kirim("/surat/catat/", isi, [("berkas", "pindaian.pdf", pindaian(1))]))
    assert polos(dengan_berkas) == SOPAN
    assert "Berkas perlu dipilih lagi: pindaian.pdf." in dengan_berkas.teks
    jawab = petugas.kirim(form.kirim("/surat/catat/", isi))
    assert polos(jawab) == SOPAN
    ulang = cari_formulir(jawab.html, "kunci", "hal")
    assert {k: v for k, v in ulang.isian.items() if k in isi} == isi

    postgres.nyalakan()
    mulai = time.monotonic()
    tunggu(lambda: petugas.buka("/").status == 200, 60, "the office did not recover")
    assert time.monotonic() - mulai < PULIH
    jawab = petugas.kirim(ulang.kirim("/surat/catat/"))
    assert jawab.status == 302, jawab.teks
    assert "Tersimpan, nomor agenda 1/2026." in petugas.buka(jawab.tujuan).teks
    connection.close()
    assert petugas.kirim(ulang.kirim("/surat/catat/")).tujuan == jawab.tujuan
    assert list(SuratMasuk.objects.values_list("hal", "lampiran_fisik")) == [(isi["hal"], "1 berkas")]
    assert anak(kantor.proses["web"].pid) == pekerja  # nobody had to start anything again


def test_a_crashing_database_loses_nothing_it_confirmed(postgres, buka_kantor, benih):
    """Sessions killed, the server killed, the server stopped dead, while letters are registered: all or nothing."""
    kantor = buka_kantor(DATABASE_URL=postgres.url, CELERY_BROKER_URL="filesystem://").web().tunggu_web()
    rencana = rencanakan(postgres.penghuni, cap=f"p{benih}", catat=90, arahkan=45, telaah=0, terima=0)
    catatan, kejadian, acak, pulang = Catatan(), [], random.Random(benih), threading.Event()

    def rusakkan():
        try:
            for saat, sinyal in GANGGUAN:
                while catatan.jumlah() < saat:
                    if catatan.henti.wait(0.01):
                        raise AssertionError(f"berhenti pada {catatan.jumlah()} laku")
                if sinyal == "sesi":
                    kantor.sinyal(acak.choice(postgres.sesi_kantor()), signal.SIGKILL)
                    tunggu(postgres.menjawab, 60, "postgres did not come back")
                else:
                    postgres.hentikan(sinyal)
                    postgres.nyalakan()
                kejadian.append(sinyal)
        except Exception as galat:
            catatan.keluh(f"perusak sesudah {kejadian}: {type(galat).__name__}: {galat}")
            catatan.henti.set()
        pulang.wait()

    perusak = threading.Thread(target=rusakkan, daemon=True)
    perusak.start()
    try:
        kerjakan(kantor, rencana, postgres.penghuni.sandi, benih, tembakan=0, petugas=4, catatan=catatan)
        connection.close()
        assert (benih, catatan.cacat) == (benih, [])
        assert (catatan.jumlah(), len(kejadian)) == (135, 5)
        assert (benih, periksa(catatan.laku, kantor.berkas)) == (benih, [])
        assert catatan.hitung["sopan_503"] > 0
    finally:
        pulang.set()
        perusak.join()
