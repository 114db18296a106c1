"""The outbox: stored with the act, delivered once, and no broker or mail server can hold up an act."""

import collections
import datetime
import socket
import time

import kombu.transport.redis  # noqa: F401 - loaded beforehand: its import is not what the tests measure
import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from alur import bel as bel_pekerja
from alur import relai, tasks
from alur.models import Notifikasi, PengirimanKabar
from alur.notifikasi import beri_tahu
from alur.penyaluran import salurkan
from esurat.celery import app

pytestmark = pytest.mark.tertanam
SATU_MENIT = datetime.timedelta(seconds=61)
PILIHAN_REDIS = {"socket_timeout": 1, "socket_connect_timeout": 0.8, "max_retries": 0}


@pytest.fixture(autouse=True)
def bel(monkeypatch):
    """bel(url) points the doorbell to a broker; in memory by default. The breaker starts closed."""
    monkeypatch.setattr(bel_pekerja, "_diam_sampai", 0.0)

    def pasang(url, **pilihan):
        for nama in ("broker_url", "broker_read_url", "broker_write_url"):
            monkeypatch.setitem(app.conf, nama, url)
        monkeypatch.setitem(app.conf, "broker_transport_options", pilihan)
        app._after_fork()  # forget the pooled connections to the broker before

    pasang("memory://")
    with app.connection_for_read() as sambungan:
        sambungan.SimpleQueue("celery").clear()
    yield pasang
    app._after_fork()


def kerjakan_antrean():
    """What a worker would do with the calls that wait in memory; returns their names and arguments."""
    jalan = []
    with app.connection_for_read() as sambungan, sambungan.SimpleQueue("celery") as antrean:
        while True:
            try:
                pesan = antrean.get(block=False)
            except antrean.Empty:
                return jalan
            pesan.ack()
            nama, argumen = pesan.headers["task"], pesan.payload[0]
            app.tasks[nama](*argumen)
            jalan.append((nama, *argumen))


def lama(panggilan):
    """Seconds that these calls take together."""
    mulai = time.perf_counter()
    for panggil in panggilan:
        panggil()
    return time.perf_counter() - mulai


def kabari(*penerima, kunci="rapat:1:1:0", **lain):
    isi = {"judul": "Surat 17/2026 menunggu Anda", "isi": "Undangan rapat.", "tautan": "/surat/1/", "mendesak": True}
    isi |= lain
    beri_tahu(penerima, kunci_awal=kunci, **isi)


def test_each_person_is_told_once_and_rung_after_the_commit(ratna, bima, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        kabari(ratna, bima, ratna)
        assert kerjakan_antrean() == []

    baris = list(
        Notifikasi.objects.order_by("pk").values_list("pk", "kunci", "penerima", "judul", "tautan", "rahasia")
    )
    assert [b[1:] for b in baris] == [
        (f"rapat:1:1:0:{p.pk}", p.pk, "Surat 17/2026 menunggu Anda", "/surat/1/", False) for p in (ratna, bima)
    ]
    assert kerjakan_antrean() == [("alur.kirim_notifikasi", baris[0][0]), ("alur.kirim_notifikasi", baris[1][0])]
    assert [s.to for s in mail.outbox] == [["ratna@contoh.test"], ["bima@contoh.test"]]

    with django_capture_on_commit_callbacks(execute=True):
        kabari(ratna, bima)
    assert (Notifikasi.objects.count(), kerjakan_antrean(), len(mail.outbox)) == (2, [], 2)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_act_tells_nobody(django_user_model):
    ratna = django_user_model.objects.create(username="ratna", nama="Ratna")
    with transaction.atomic():
        kabari(ratna)
        transaction.set_rollback(True)

    assert (list(Notifikasi.objects.all()), kerjakan_antrean()) == ([], [])


def test_the_mail_names_the_letter_and_carries_the_key(ratna, settings):
    settings.ALAMAT = "https://surat.contoh.test/"
    kabari(ratna, judul="Surat baru\r\nBcc: x@contoh.test")
    (kabar,) = Notifikasi.objects.all()

    assert [tasks.kirim_notifikasi(kabar.pk) or relai.kirim(kabar.pk) for _ in range(2)] == [0, 0]

    (surel,) = mail.outbox
    assert surel.subject == "Surat baru Bcc: x@contoh.test"
    assert surel.body == "Undangan rapat.\n\nBuka: https://surat.contoh.test/surat/1/\n\ne-Surat Kabupaten Contoh"
    assert surel.message()["Message-ID"] == relai.id_pesan(f"rapat:1:1:0:{ratna.pk}")
    (pesan,) = PengirimanKabar.objects.all()
    assert (pesan.percobaan, pesan.galat, pesan.terkirim_pada is not None) == (1, "", True)


def test_a_secret_message_tells_by_mail_only_that_there_is_one(ratna):
    kabari(ratna, judul="Surat rahasia menunggu Anda", isi="Isi yang rahasia.", rahasia=True)
    relai.kirim(Notifikasi.objects.get().pk)

    assert "rahasia." not in mail.outbox[0].body
    assert mail.outbox[0].body.startswith("Buka: http")


@pytest.mark.parametrize("lain", [{"email": ""}, {"is_active": False}])
def test_without_a_mail_address_the_app_itself_is_the_delivery(orang, lain):
    kabari(orang("sari", **lain))

    assert relai.kirim(Notifikasi.objects.get().pk) == 0
    assert (mail.outbox, list(PengirimanKabar.objects.all())) == ([], [])
    assert Notifikasi.objects.get().disalurkan_pada is not None


@pytest.mark.parametrize("lain", [{"email": ""}, {"is_active": False}])
def test_an_address_given_up_meanwhile_ends_the_message(ratna, lain):
    kabari(ratna)
    salurkan()
    for nama, nilai in lain.items():
        setattr(ratna, nama, nilai)
    ratna.save()

    assert relai.antarkan(PengirimanKabar.objects.get().pk) is False
    pesan = PengirimanKabar.objects.get()
    assert (mail.outbox, pesan.terkirim_pada, pesan.batal_pada is not None) == ([], None, True)


def test_a_dead_mail_server_only_postpones(ratna, settings):
    kabari(ratna)
    salurkan()
    (pesan,) = PengirimanKabar.objects.all()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )

    tunda = []
    saat = timezone.now()
    for _ in range(10):
        with time_machine.travel(saat, tick=False):
            assert relai.antarkan(pesan.pk) is False
            pesan.refresh_from_db()
            tunda.append((pesan.berikutnya_pada - saat).total_seconds() / 60)
        saat = pesan.berikutnya_pada

    assert tunda == [2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert pesan.galat.startswith("ConnectionRefusedError")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(saat):
        assert relai.tertinggal() == [pesan.pk]
        assert relai.antarkan(pesan.pk) is True
    assert len(mail.outbox) == 1


def test_a_relay_killed_in_between_is_repeated_after_its_lease(ratna):
    kabari(ratna)
    salurkan()
    pk = PengirimanKabar.objects.get().pk
    assert relai._klaim(pk) is not None  # claimed, then killed before sending

    assert relai.antarkan(pk) is False
    with time_machine.travel(timezone.now() + relai.SEWA):
        assert relai.tertinggal() == [pk]
        assert relai.antarkan(pk) is True
    assert len(mail.outbox) == 1


def test_a_relay_killed_each_time_is_repeated_ever_later(ratna):
    kabari(ratna)
    salurkan()
    pk, saat, sewa = PengirimanKabar.objects.get().pk, timezone.now(), []
    for _ in range(5):
        with time_machine.travel(saat, tick=False):
            assert relai._klaim(pk) is not None
        berikut = PengirimanKabar.objects.get().berikutnya_pada
        sewa.append((berikut - saat).total_seconds() / 60)
        saat = berikut
    assert sewa == [5, 5, 8, 16, 32]


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kali", [1, pytest.param(250, marks=pytest.mark.panjang)])
def test_four_relays_at_once_send_each_message_once(serentak, orang, kali):
    for n in range(kali):
        kabari(*(orang(f"orang{k}") for k in range(20)), kunci=f"rapat:{n}:1:0")
    pks = list(Notifikasi.objects.order_by("pk").values_list("pk", flat=True))

    hasil = serentak(4, lambda _: sum(relai.kirim(pk) for pk in pks))

    assert sum(hasil) == 20 * kali
    assert collections.Counter(s.to[0] for s in mail.outbox) == {f"orang{n}@contoh.test": kali for n in range(20)}


def test_with_redis_dead_the_act_goes_on_and_the_sweep_delivers(ratna, bel, django_capture_on_commit_callbacks):
    bel("redis://127.0.0.1:1/0", **PILIHAN_REDIS)
    with django_capture_on_commit_callbacks() as setelah_commit:
        for n in range(50):
            kabari(ratna, kunci=f"rapat:{n}:1:0")

    assert lama(setelah_commit) < 2
    assert Notifikasi.objects.filter(disalurkan_pada=None).count() == 50

    bel("memory://")
    with time_machine.travel(timezone.now() + SATU_MENIT):
        bel_pekerja._diam_sampai = 0.0
        tasks.sapu_notifikasi()
        assert len(kerjakan_antrean()) == 50
        tasks.sapu_notifikasi()
    assert kerjakan_antrean() == []
    assert len(mail.outbox) == 50
    assert Notifikasi.objects.filter(disalurkan_pada=None).count() == 0


def test_a_redis_that_never_answers_holds_one_request_less_than_two_seconds(
    ratna, bel, django_capture_on_commit_callbacks
):
    with socket.create_server(("127.0.0.1", 0)) as bisu:
        bel(f"redis://127.0.0.1:{bisu.getsockname()[1]}/0", **PILIHAN_REDIS)
        with django_capture_on_commit_callbacks() as setelah_commit:
            for n in range(2):
                kabari(ratna, kunci=f"rapat:{n}:1:0")

        assert 1 <= lama(setelah_commit[:1]) < 2
        assert lama(setelah_commit[1:]) < 0.5  # the breaker is open: nobody waits a second time


def test_the_sweep_leaves_fresh_and_leased_rows_alone(ratna):
    kabari(ratna)
    assert relai.belum_disalurkan() == []
    with time_machine.travel(timezone.now() + SATU_MENIT):
        assert len(relai.belum_disalurkan()) == 1
    salurkan()
    assert relai.tertinggal() == []
    with time_machine.travel(timezone.now() + SATU_MENIT):
        assert len(relai.tertinggal()) == 1
        PengirimanKabar.objects.update(berikutnya_pada=timezone.now() + SATU_MENIT)
        assert relai.tertinggal() == []


@pytest.mark.parametrize("alamat", ["", "luar@contoh.test"])
def test_a_message_has_exactly_one_goal(ratna, alamat):
    penerima = ratna if alamat else None
    sekarang = timezone.now()
    with pytest.raises(IntegrityError, match="notifikasi_satu_tujuan"), transaction.atomic():
        Notifikasi.objects.bulk_create(
            [
                Notifikasi(
                    kunci="x",
                    penerima=penerima,
                    alamat=alamat,
                    judul="x",
                    dibuat_pada=sekarang,
                )
            ]
        )


def test_nobody_to_tell_is_no_work(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        kabari()
