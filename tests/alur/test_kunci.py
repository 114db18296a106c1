"""A double tap or a resend makes one record and gets the same answer."""

import datetime
import random
import re

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone

from alur import tasks
from alur.models import Jejak, KunciFormulir

pytestmark = [pytest.mark.tertanam, pytest.mark.urls("tests.alur.jalur_uji"), pytest.mark.django_db]
MINGGU = datetime.timedelta(days=7)


@pytest.fixture
def peramban(ratna, client):
    client.force_login(ratna)
    return client


def kunci(peramban):
    return peramban.get("/kunci/").content.decode()


def kirim(peramban, ke, kunci):
    jawab = peramban.post(ke, {"kunci": kunci})
    return jawab.status_code, jawab.headers.get("Location", ""), jawab.content.decode()


def urutan():
    return list(Jejak.objects.order_by("urut").values_list("urut", flat=True))


def test_a_repeat_gets_the_same_answer_and_does_nothing(peramban):
    k = kunci(peramban)

    assert [kirim(peramban, "/simpan/", k) for _ in range(3)] == [(302, "/hasil/1/", "")] * 3
    assert urutan() == [1]
    assert peramban.get("/pesan/").content.decode() == "Tersimpan, urutan 1."


def test_a_repeat_after_the_sentence_was_read_shows_it_again(peramban):
    k = kunci(peramban)
    for _ in range(2):
        kirim(peramban, "/simpan/", k)
        assert peramban.get("/pesan/").content.decode() == "Tersimpan, urutan 1."


def test_two_forms_are_two_effects(peramban):
    assert [kirim(peramban, "/simpan/", kunci(peramban))[1] for _ in range(2)] == ["/hasil/1/", "/hasil/2/"]


def test_a_page_is_repeated_whole(peramban):
    k = kunci(peramban)
    jawab = [peramban.post("/halaman/", {"kunci": k}) for _ in range(2)]

    assert [(j.status_code, j.content, j["HX-Trigger"]) for j in jawab] == [(200, b"urutan 1", "segar")] * 2


def test_showing_a_form_writes_nothing(peramban):
    halaman = peramban.get("/formulir/").content.decode()

    assert re.fullmatch(r'<input type="hidden" name="kunci" value="[\w.:-]+">', halaman)
    assert KunciFormulir.objects.count() == 0


@pytest.mark.parametrize("ubah", [lambda k: "", lambda k: "palsu", lambda k: k[:-2] + "xx", lambda k: "9" + k])
def test_a_missing_or_forged_key_does_nothing_and_says_so(peramban, ubah):
    status, _ke, halaman = kirim(peramban, "/simpan/", ubah(kunci(peramban)))

    assert (status, urutan(), KunciFormulir.objects.count()) == (400, [], 0)
    assert "tidak ada yang berubah" in halaman


def test_a_key_of_somebody_else_does_nothing(peramban, bima):
    k = kunci(peramban)
    lain = Client()
    lain.force_login(bima)

    assert kirim(lain, "/simpan/", k)[0] == 400
    assert kirim(Client(), "/simpan/", k)[0] == 400
    assert urutan() == []


def test_a_key_signed_for_another_purpose_does_nothing(peramban, ratna):
    k = signing.TimestampSigner(salt="lain").sign(f"{ratna.pk}.abc")

    assert kirim(peramban, "/simpan/", k)[0] == 400


def test_a_form_left_open_for_a_week_does_nothing(peramban):
    k = kunci(peramban)
    with time_machine.travel(timezone.now() + MINGGU + datetime.timedelta(minutes=1)):
        peramban.force_login(KunciFormulir._meta.get_field("pegawai").related_model.objects.get())
        assert kirim(peramban, "/simpan/", k)[0] == 400
    assert urutan() == []


def test_a_guest_has_keys_too(db):
    tamu = Client()
    k = kunci(tamu)

    assert [kirim(tamu, "/simpan/", k)[1] for _ in range(2)] == ["/hasil/1/"] * 2
    assert KunciFormulir.objects.get().pegawai is None


def test_a_refused_act_leaves_no_key_behind(peramban):
    k = kunci(peramban)

    assert kirim(peramban, "/tolak/", k) == (422, "", "tidak jadi")
    with pytest.raises(ZeroDivisionError):
        kirim(peramban, "/gagal/", k)
    assert (urutan(), KunciFormulir.objects.count()) == ([], 0)
    assert kirim(peramban, "/simpan/", k) == (302, "/hasil/1/", "")


def test_old_keys_are_forgotten_after_they_can_no_longer_be_repeated(peramban):
    kirim(peramban, "/simpan/", kunci(peramban))
    for lama, sisa in ((MINGGU, 1), (MINGGU + datetime.timedelta(days=2), 0)):
        with time_machine.travel(timezone.now() + lama):
            tasks.bersihkan_kunci()
        assert KunciFormulir.objects.count() == sisa


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_simultaneous_sends_of_one_form_make_one_effect(serentak, orang):
    ratna = orang("ratna")
    para = []
    for _ in range(8):
        para.append(Client())
        para[-1].force_login(ratna)
    k = kunci(para[0])

    hasil = serentak(8, lambda i: kirim(para[i], "/simpan/", k))

    assert hasil == [(302, "/hasil/1/", "")] * 8
    assert urutan() == [1]


@pytest.mark.pg
@pytest.mark.panjang
@pytest.mark.django_db(transaction=True)
def test_a_thousand_forms_sent_up_to_five_times_make_a_thousand_effects(serentak, orang):
    ratna, acak = orang("ratna"), random.Random(4)
    para = []
    for _ in range(16):
        para.append(Client())
        para[-1].force_login(ratna)
    kiriman = [k for k in (kunci(para[0]) for _ in range(1000)) for _ in range(acak.randint(1, 5))]
    acak.shuffle(kiriman)

    hasil = serentak(16, lambda i: [(k, kirim(para[i], "/simpan/", k)) for k in kiriman[i::16]])

    assert urutan() == list(range(1, 1001))
    assert len({pasangan for bagian in hasil for pasangan in bagian}) == 1000  # every repeat got its form's answer


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_the_same_crowd_without_a_shared_key_makes_eight(serentak, orang):
    """Negative control: it is the key, not luck, that makes one effect."""
    ratna = orang("ratna")
    para = []
    for _ in range(8):
        para.append(Client())
        para[-1].force_login(ratna)
    kunci_kunci = [kunci(p) for p in para]

    serentak(8, lambda i: kirim(para[i], "/simpan/", kunci_kunci[i]))

    assert urutan() == list(range(1, 9))
