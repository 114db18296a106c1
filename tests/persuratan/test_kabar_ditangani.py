"""A notice is done once nobody owes the thing any more, whoever did it; and the bell falls by itself."""

import datetime as dt

import pytest
import time_machine

from alur.models import JenisKabar, Notifikasi
from pengaturan.konteks import Rangka
from persuratan.kabar import mendesak
from persuratan.models import Surat
from persuratan.sapuan import sapu_terlambat
from tests.halaman import isi, teks
from tests.perjalanan import Perjalanan, wita

pytestmark = pytest.mark.tertanam
DINKES, BPBD = "Dinas Kesehatan", "Badan Penanggulangan Bencana Daerah"


def lonceng(orang, rf):
    permintaan = rf.get("/")
    permintaan.user = type(orang).objects.get(pk=orang.pk)
    return Rangka(permintaan).hitungan.get("kabar", 0)


def keadaan(orang):
    """(kind, who handled it) of each notice of this person, oldest first."""
    return list(
        Notifikasi.objects.filter(penerima=orang).order_by("pk").values_list("jenis", "ditangani_oleh__username")
    )


def test_the_bell_of_all_falls_when_one_of_them_has_done_it(kantor, rf):
    jalan = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES, BPBD])
    pengirim = (kantor.petugas, kantor.petugas2, kantor.caraka)
    assert [lonceng(o, rf) for o in pengirim] == [1, 1, 1]

    jalan.kirim(DINKES)
    assert [lonceng(o, rf) for o in pengirim] == [1, 1, 1]  # it is still to be sent to the other unit
    jalan.kirim(BPBD)
    assert [lonceng(o, rf) for o in pengirim] == [0, 0, 0]
    assert keadaan(kantor.petugas2) == [(JenisKabar.TUGAS, "caraka")]
    assert keadaan(kantor.bpbd) == [(JenisKabar.TUGAS, None)]


def test_being_late_is_handled_with_the_thing_itself(kantor, rf):
    jalan = Perjalanan(kantor).catat().arahkan()
    sapu_terlambat(wita(10, 16, 1))
    assert keadaan(kantor.kabag_umum) == [(JenisKabar.TUGAS, None), (JenisKabar.TERLAMBAT, None)]
    atasan = Notifikasi.objects.exclude(penerima=kantor.kabag_umum).filter(jenis=JenisKabar.TERLAMBAT)
    assert list(atasan.values_list("ditangani_pada", flat=True)) == [None]

    saat = wita(11, 9)
    jalan.telaah(saat)

    assert (lonceng(kantor.kabag_umum, rf), lonceng(kantor.sekda, rf)) == (0, 1)
    assert keadaan(kantor.kabag_umum) == [(JenisKabar.TUGAS, "kabag.umum"), (JenisKabar.TERLAMBAT, "kabag.umum")]
    assert list(atasan.values_list("ditangani_pada", "ditangani_oleh__username")) == [(saat, "kabag.umum")]


def test_the_page_says_who_has_done_it(client, kantor):
    jalan = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES])
    jalan.kirim(DINKES, pada=wita(9, 10, 30))
    client.force_login(kantor.petugas2)
    with time_machine.travel(wita(9, 11), tick=False):
        halaman = client.get("/kabar/")

    assert f"Sudah ditangani oleh {kantor.caraka.nama}, 10.30." in teks(halaman)
    assert "Tidak ada kabar baru." in teks(halaman)
    assert 'class="baru"' not in isi(halaman)


def test_the_same_queries_however_many_have_been_handled(client, kantor, django_assert_num_queries):
    def halaman():
        with django_assert_num_queries(5):
            client.get("/kabar/?sebelum=999999999")

    client.force_login(kantor.petugas2)
    for kali in (1, 2):
        for _ in range(kali):
            Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)
        client.get("/kabar/")
        halaman()


@pytest.mark.parametrize(
    ("isian", "diharap"),
    [
        ({}, False),
        ({"kecepatan": "SEGERA"}, False),
        ({"kecepatan": "AMAT_SEGERA"}, True),
        ({"acara_mulai": wita(12, 9)}, True),  # Thursday: three working days after Monday
        ({"acara_mulai": wita(13, 9)}, False),
        ({"acara_mulai": wita(9, 8, 11)}, False),  # it has begun when the letter is looked at
        ({"acara_mulai": dt.datetime(9999, 12, 30, tzinfo=dt.UTC)}, False),
    ],
)
def test_what_is_urgent(kantor, isian, diharap):
    surat = Perjalanan(kantor).catat(**isian).surat
    assert mendesak(Surat.objects.get(pk=surat.pk), wita(9, 8, 30)) is diharap
