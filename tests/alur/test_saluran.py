"""Telegram, WhatsApp and webhooks: what leaves the house, over real HTTP to a simulator, and what never does."""

import datetime as dt
import json
import os
import signal
import socket

import pytest
import time_machine
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from alur import relai, saluran
from alur.models import JamTenang, JenisKabar, PengirimanKabar, PilihanKabar, SaluranKabar
from alur.notifikasi import beri_tahu
from alur.penyaluran import salurkan
from alur.saluran import GalatSaluran, Pesan
from alur.webhook import alamat_terpilih, boleh_dihubungi
from tests.alur.jaringan_tiruan import jaringan

pytestmark = pytest.mark.usefixtures("kalender_awal")
BOT = "123456789:AAtest-bot-token_abcdefghijklmnopqr"


@pytest.fixture
def luar(tmp_path, monkeypatch, settings):
    settings.TELEGRAM_BOT = BOT
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_NOMOR, settings.WHATSAPP_TEMPLAT = "EAAtoken1", "1234567890", "kabar"
    settings.WEBHOOK, settings.WEBHOOK_JARINGAN = True, ["127.0.0.1/32"]
    settings.ALAMAT = "https://surat.contoh.test"
    with jaringan(tmp_path, monkeypatch) as keadaan:
        yield keadaan


def pasang(pegawai, jenis, alamat, *, terverifikasi=True):
    sekarang = timezone.now()
    return SaluranKabar.objects.create(
        pegawai=pegawai,
        jenis=jenis,
        alamat_tersandi=saluran.sandikan(alamat),
        petunjuk="x",
        dibuat_pada=sekarang,
        garam=saluran.garam_baru(),
        kode_sampai=sekarang + dt.timedelta(minutes=15),
        terverifikasi_pada=sekarang if terverifikasi else None,
    )


def kabari(pegawai, **lain):
    isi = {"judul": "Surat menunggu disposisi Anda: Agenda 17/2026", "isi": "Undangan <rapat> & _makan_"}
    isi |= {"mendesak": True, "tautan": "/surat/abc/disposisi/", "jenis": JenisKabar.TUGAS} | lain
    beri_tahu([pegawai], kunci_awal="rapat:1:1:0", **isi)
    salurkan()


def antar_semua():
    return [relai.antarkan(pk) for pk in PengirimanKabar.objects.order_by("saluran").values_list("pk", flat=True)]


def test_one_urgent_notice_reaches_each_channel_once(orang, luar):
    ratna = orang("ratna")
    pasang(ratna, "TELEGRAM", "4321")
    pasang(ratna, "WHATSAPP", "6281200001200")
    pasang(ratna, "WEBHOOK", f"https://127.0.0.1:{luar.port}/kait/rahasia")
    kabari(ratna)

    assert antar_semua() == [True, True, True, True]
    assert antar_semua() == [False, False, False, False]
    telegram, kait, wa = sorted(luar.diterima, key=lambda d: ("telegram" not in d[0], "facebook" in d[0]))
    assert telegram[:2] == ("api.telegram.org", f"/bot{BOT}/sendMessage")
    assert telegram[3]["chat_id"] == 4321
    assert "Undangan &lt;rapat&gt; &amp; _makan_" in telegram[3]["text"]
    assert "https://surat.contoh.test/surat/abc/disposisi/" in telegram[3]["text"]

    assert wa[:2] == ("graph.facebook.com", "/v21.0/1234567890/messages")
    assert wa[2]["Authorization"] == "Bearer EAAtoken1"
    (isian,) = wa[3]["template"]["components"][0]["parameters"]
    assert (wa[3]["to"], wa[3]["template"]["name"], wa[3]["template"]["language"]) == (
        "+6281200001200",
        "kabar",
        {"code": "id"},
    )
    assert isian["text"] == (
        "Surat menunggu disposisi Anda: Agenda 17/2026 · Undangan <rapat> & _makan_ · "
        "Buka: https://surat.contoh.test/surat/abc/disposisi/ · e-Surat Kabupaten Contoh"
    )
    assert kait[:2] == (f"127.0.0.1:{luar.port}", "/kait/rahasia")
    assert kait[3]["judul"] == "Surat menunggu disposisi Anda: Agenda 17/2026"
    assert kait[3]["isi"].split("\n\n")[1] == "Buka: https://surat.contoh.test/surat/abc/disposisi/"
    assert kait[2]["Idempotency-Key"] == kait[3]["kunci"]
    assert "rapat:1" not in kait[3]["kunci"]


def test_of_a_secret_letter_no_channel_tells_the_content(orang, luar):
    ratna = orang("ratna")
    for jenis, alamat in (("TELEGRAM", "4321"), ("WHATSAPP", "6281200001200")):
        pasang(ratna, jenis, alamat)
    pasang(ratna, "WEBHOOK", f"https://127.0.0.1:{luar.port}/")
    kabari(ratna, isi="Isi yang rahasia", rahasia=True)
    antar_semua()
    assert (len(luar.diterima), "yang rahasia" in str(luar.diterima)) == (3, False)


@pytest.mark.parametrize(
    ("jenis", "alamat", "galat"),
    [
        ("TELEGRAM", "4321", "GalatSaluran: Telegram menolak (403)."),
        ("WHATSAPP", "6281200001200", "GalatSaluran: WhatsApp menolak (131030)."),
        ("WEBHOOK", "https://127.0.0.1:{port}/x", "GalatSaluran: Webhook menolak (403)."),
    ],
)
def test_a_refusal_postpones_and_names_neither_address_nor_secret(orang, luar, jenis, alamat, galat, capfd):
    luar.jawaban = (403, {"description": "Forbidden: 4321", "error": {"message": "no 6281200001200", "code": 131030}})
    ratna = orang("ratna", email="")
    pasang(ratna, jenis, alamat.format(port=luar.port))
    kabari(ratna)
    assert antar_semua() == [False]
    pesan = PengirimanKabar.objects.get()
    assert (pesan.galat, pesan.percobaan, pesan.terkirim_pada) == (galat, 1, None)
    bocor = (BOT, "EAAtoken1", "4321", "6281200001200")
    assert [r for r in capfd.readouterr().err.splitlines() if any(b in r for b in bocor)] == []


def test_an_answer_without_end_is_cut_off_by_the_limit_of_the_task_and_postponed(orang, luar):
    def habis(*_):
        raise SoftTimeLimitExceeded

    sebelumnya = signal.signal(signal.SIGUSR1, habis)  # as the pool of the worker does it
    luar.tanpa_akhir = lambda: os.kill(os.getpid(), signal.SIGUSR1)
    ratna = orang("ratna", email="")
    pasang(ratna, "WEBHOOK", f"https://127.0.0.1:{luar.port}/")
    kabari(ratna)
    try:
        assert antar_semua() == [False]
    finally:
        signal.signal(signal.SIGUSR1, sebelumnya)
    pesan = PengirimanKabar.objects.get()
    assert (pesan.galat, pesan.percobaan) == ("GalatSaluran: Webhook tidak dapat dihubungi.", 1)


@pytest.mark.parametrize("tugas", [relai.kirim_notifikasi, relai.kirim_kabar, relai.kirim_kode])
def test_no_task_of_the_relay_outlives_the_lease_of_its_row(tugas):
    assert (tugas.soft_time_limit, tugas.time_limit) == (30, 45)
    assert tugas.time_limit < relai.SEWA.total_seconds()


def test_a_kind_the_office_has_not_set_up_is_not_used(orang, luar, settings):
    settings.TELEGRAM_BOT, settings.WEBHOOK = "", False
    ratna = orang("ratna", email="")
    pasang(ratna, "TELEGRAM", "4321")
    pasang(ratna, "WEBHOOK", f"https://127.0.0.1:{luar.port}/")
    pasang(ratna, "WHATSAPP", "6281200001200", terverifikasi=False)
    kabari(ratna)
    assert (saluran.tersedia(), antar_semua(), luar.diterima) == (["WHATSAPP"], [], [])


def test_a_webhook_hears_at_once_and_people_twice_a_day(orang, luar):
    ratna = orang("ratna", email="")
    JamTenang.objects.create(pegawai=ratna)
    for jenis, alamat in (("TELEGRAM", "4321"), ("WEBHOOK", f"https://127.0.0.1:{luar.port}/")):
        pasang(ratna, jenis, alamat)
    kabari(ratna, mendesak=False)
    assert list(PengirimanKabar.objects.order_by("saluran").values_list("saluran", "ringkasan")) == [
        ("TELEGRAM", True),
        ("WEBHOOK", False),
    ]
    PilihanKabar.objects.create(pegawai=ratna, jenis="TUGAS", saluran="TELEGRAM", cara="SEGERA")
    beri_tahu([ratna], kunci_awal="rapat:2:1:0", judul="x", isi="", tautan="/", jenis=JenisKabar.TUGAS)
    salurkan()
    assert PengirimanKabar.objects.filter(saluran="TELEGRAM", ringkasan=False).count() == 1


# The code


def test_the_code_goes_over_the_channel_itself_and_once(orang, luar):
    satu = pasang(orang("ratna"), "TELEGRAM", "4321", terverifikasi=False)
    assert relai.kode_tertinggal() == [satu.pk]
    assert [relai.kirimkan_kode(satu.pk) for _ in range(2)] == [True, False]
    ((_, _, _, isi),) = luar.diterima
    assert f"Kode untuk memasang kabar e-Surat: {saluran.kode(satu)}." in isi["text"]
    satu.refresh_from_db()
    assert saluran.kode(satu) not in json.dumps(list(SaluranKabar.objects.values()), default=str)


def test_a_code_that_could_not_be_sent_says_so_and_an_old_one_is_not_sent(orang, luar):
    luar.jawaban = (400, {"description": "chat not found"})
    satu = pasang(orang("ratna"), "TELEGRAM", "4321", terverifikasi=False)
    assert relai.kirimkan_kode(satu.pk) is False
    satu.refresh_from_db()
    assert (satu.galat, relai.kode_tertinggal()) == ("Telegram menolak (400).", [])
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16)):
        assert relai.kirimkan_kode(satu.pk) is False
    assert len(luar.diterima) == 1


def test_addresses_are_read_only_with_the_key_of_the_office(orang, settings):
    satu = pasang(orang("ratna"), "WEBHOOK", "https://contoh.test/rahasia")
    assert "contoh.test" not in satu.alamat_tersandi
    lama, settings.SECRET_KEY = settings.SECRET_KEY, "k" * 60
    with pytest.raises(GalatSaluran, match="pasang ulang"):
        saluran.alamat(satu)
    settings.SECRET_KEY_FALLBACKS = [lama]
    assert saluran.alamat(satu) == "https://contoh.test/rahasia"


# Where a webhook may lead


@pytest.mark.parametrize(
    ("ip", "boleh"),
    [
        ("103.10.66.1", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.0.0.5", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:103.10.66.1", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("5f00::1", False),
        ("fec0::1", False),
        ("2606:4700::1111", True),
    ],
)
def test_only_public_addresses(ip, boleh, settings):
    settings.WEBHOOK_JARINGAN = []
    assert boleh_dihubungi(ip) is boleh
    settings.WEBHOOK_JARINGAN = ["127.0.0.0/8"]
    assert boleh_dihubungi("127.0.0.1") is True


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "[::1]"])
def test_no_spelling_of_our_own_machine_gets_through(luar, settings, host):
    settings.WEBHOOK_JARINGAN = []
    with pytest.raises(GalatSaluran, match="Webhook tidak dapat dihubungi."):
        saluran.kirim("WEBHOOK", f"https://{host}:{luar.port}/", Pesan(kunci="k", judul="x", isi="y"))
    assert luar.diterima == []


def test_a_name_with_one_inner_address_is_refused_and_the_looked_up_address_is_the_one_connected_to(monkeypatch):
    def jawab(*alamat):
        hasil = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 443)) for a in alamat]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: hasil)

    jawab("103.10.66.1")
    assert alamat_terpilih("contoh.test", 443) == "103.10.66.1"
    jawab("103.10.66.1", "10.0.0.1")
    with pytest.raises(OSError, match="not a public address"):
        alamat_terpilih("contoh.test", 443)


def test_a_redirect_is_not_followed(luar):
    luar.jawaban, luar.kepala = (302, {}), {"Location": f"https://127.0.0.1:{luar.port}/dalam"}
    with pytest.raises(GalatSaluran, match=r"Webhook menolak \(302\)"):
        saluran.kirim("WEBHOOK", f"https://127.0.0.1:{luar.port}/", Pesan(kunci="k", judul="x", isi="y"))
    assert [d[1] for d in luar.diterima] == ["/"]


@pytest.mark.parametrize("tujuan", ["http://127.0.0.1:1/", "file:///etc/passwd", "https://", "gopher://x/"])
def test_nothing_but_https_is_spoken(tujuan, settings):
    settings.WEBHOOK_JARINGAN = ["127.0.0.1/32"]
    with pytest.raises(GalatSaluran):
        saluran.kirim("WEBHOOK", tujuan, Pesan(kunci="k", judul="x", isi="y"))
