"""A file in pieces: gone on with after every break, whole in the end, and nobody's but its sender's."""

import datetime
import hashlib
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from dokumen.models import Berkas, Potongan, Unggahan
from dokumen.penjaga import bersihkan_yatim
from dokumen.potongan import bersihkan_unggahan
from dokumen.rak import rak
from persuratan.models import LampiranSurat
from tests.dokumen.korpus import pdf
from tests.persuratan.meja import CATAT, foto, ketikan, kirim, kunci, masuk, tertanam
from tests.persuratan.potongan import MEJA, UKURAN, kirim_potongan, mulai, unggah

pytestmark = pytest.mark.tertanam
ALAMAT = "/surat/unggahan/"
SEGERA = -(10**9)
"""The desk's clock stands still in the past, that of the disk does not."""


@pytest.fixture(autouse=True)
def gudang(tmp_path, settings):
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.BERKAS_DIR = tmp_path / "berkas"
    settings.STORAGES = settings.STORAGES | {"default": lokasi}
    return tmp_path / "berkas"


def pdf_besar(kali=3):
    """A good PDF of so many pieces: a comment as long as that after the header."""
    isi = pdf(1)
    di = isi.index(b"\n") + 1
    isian = b"%" + random.Random(5).randbytes(kali * UKURAN).hex().encode()[: kali * UKURAN - len(isi) - 100] + b"\n"
    return isi[:di] + isian + isi[di:]


def baris(klien, tempat=MEJA):
    """(signed files, files on their way) that the form of this tab shows."""
    jawaban = klien.get(ALAMAT, {"tempat": tempat})
    return len(tertanam(jawaban, "berkas_aman")), jawaban.content.decode().count("lembar-jalan")


def test_a_file_in_pieces_arrives_whole_and_is_attached(meja):
    isi = pdf_besar()
    jawaban = unggah(meja, isi)
    (tanda,) = tertanam(jawaban, "berkas_aman")
    assert (Berkas.objects.count(), Potongan.objects.count(), baris(meja)) == (0, 0, (1, 0))

    kirim(meja, ketikan(berkas_aman=tanda))

    assert LampiranSurat.objects.get().berkas.sha256 == hashlib.sha256(isi).hexdigest()
    assert (Unggahan.objects.count(), baris(meja)) == (0, (0, 0))


def test_after_a_break_the_next_piece_goes_where_the_last_one_ended(meja):
    isi = pdf_besar()
    url = f"{ALAMAT}{mulai(meja, isi).json()['kode']}/"
    assert kirim_potongan(meja, url, isi, 0).json() == {"diterima": UKURAN}

    lagi = mulai(meja, isi).json()  # the page was loaded again
    assert (f"{ALAMAT}{lagi['kode']}/", lagi["diterima"], baris(meja)) == (url, UKURAN, (0, 1))
    ulang = kirim_potongan(meja, url, isi, 0)  # the answer was lost: sent once more
    lompat = kirim_potongan(meja, url, isi, 2 * UKURAN)
    belum = meja.post(url + "selesai/")
    assert [(j.status_code, j.json()["diterima"]) for j in (ulang, lompat, belum)] == [
        (200, UKURAN),
        (409, UKURAN),
        (409, UKURAN),
    ]

    for letak in (UKURAN, 2 * UKURAN):
        kirim_potongan(meja, url, isi, letak)
    akhir = [meja.post(url + "selesai/") for _ in range(2)]
    assert [len(tertanam(j, "berkas_aman")) for j in akhir] == [1, 1]
    assert Unggahan.objects.get().sha256_hasil == hashlib.sha256(isi).hexdigest()


def test_the_same_file_chosen_in_another_tab_goes_on_there(meja):
    isi = pdf_besar()
    url = f"{ALAMAT}{mulai(meja, isi).json()['kode']}/"
    kirim_potongan(meja, url, isi, 0)

    assert mulai(meja, isi, tempat="meja:lainlain99").json()["diterima"] == UKURAN
    assert (baris(meja), baris(meja, "meja:lainlain99")) == ((0, 0), (0, 1))


def test_what_was_taken_in_for_one_form_shows_on_no_other(meja):
    unggah(meja, pdf(1))
    assert (baris(meja), baris(meja, "meja:lainlain99")) == ((1, 0), (0, 0))


def test_a_piece_damaged_on_the_way_is_asked_for_again(meja):
    isi = pdf_besar()
    url = f"{ALAMAT}{mulai(meja, isi).json()['kode']}/"
    kepala = {"Upload-Offset": "0", "Upload-Sidik": hashlib.sha256(isi[:UKURAN]).hexdigest()}

    rusak = meja.post(url, b"x" * UKURAN, content_type="application/octet-stream", headers=kepala)

    assert (rusak.status_code, rusak.json(), Potongan.objects.count()) == (409, {"diterima": 0}, 0)
    assert kirim_potongan(meja, url, isi, 0, sidik=False).json() == {"diterima": UKURAN}


@pytest.mark.parametrize(
    ("ganti", "status", "kata"),
    [
        ({"ukuran": 25_000_001}, 422, "Berkas ini lebih besar dari 25 MB."),
        ({"ukuran": 0}, 422, "Berkas ini kosong (0 bita)."),
        ({"ukuran": "-1"}, 400, "Permintaan ini tidak lengkap."),
        ({"ukuran": "9" * 30}, 400, "Permintaan ini tidak lengkap."),
        ({"sidik": "A b\x00"}, 400, "Permintaan ini tidak lengkap."),
        ({"nama": "a\x00.pdf"}, 400, "Permintaan ini tidak lengkap."),
        ({"tempat": "hp:curian-orang"}, 400, "Permintaan ini tidak lengkap."),
    ],
)
def test_odd_beginnings_are_refused_in_a_sentence(meja, ganti, status, kata):
    jawaban = mulai(meja, b"x", **ganti)

    assert (jawaban.status_code, jawaban.json()["pesan"][: len(kata)]) == (status, kata)
    assert Unggahan.objects.count() == 0


def test_odd_pieces_are_refused_and_leave_nothing(meja, gudang):
    url = f"{ALAMAT}{mulai(meja, b'x' * 100).json()['kode']}/"

    def potongan(isi, letak):
        return meja.post(
            url, isi, content_type="application/octet-stream", headers={"Upload-Offset": letak}
        ).status_code

    besar = meja.post(
        url, b"x" * (UKURAN + 1), content_type="application/octet-stream", headers={"Upload-Offset": "0"}
    )
    assert besar.status_code == 413
    assert [potongan(b"x" * 101, "0"), potongan(b"", "0"), potongan(b"x", "-1"), potongan(b"x", "²")] == [
        409,
        200,
        400,
        400,
    ]
    assert (Potongan.objects.count(), [p for p in gudang.rglob("*") if p.is_file()]) == (0, [])


def test_a_bad_file_is_refused_at_the_end_like_any_other(meja):
    program = b"MZ\x90\x00" + b"\x00" * 200
    jawaban = unggah(meja, program)

    assert jawaban.status_code == 422
    assert jawaban.json()["pesan"].startswith("Berkas ini sebuah program, bukan jenis yang diterima.")
    assert (baris(meja), Potongan.objects.count()) == ((0, 0), 0)
    assert unggah(meja, program).status_code == 422  # chosen again: begun again


def test_on_a_full_disk_the_pieces_stay_and_the_end_is_asked_for_again(meja, settings):
    isi = pdf(1)
    url = f"{ALAMAT}{mulai(meja, isi).json()['kode']}/"
    kirim_potongan(meja, url, isi, 0)
    settings.BERKAS_CADANGAN = 10**18

    assert meja.post(url + "selesai/").status_code == 503
    settings.BERKAS_CADANGAN = 0
    assert len(tertanam(meja.post(url + "selesai/"), "berkas_aman")) == 1


def test_uploads_are_their_senders_alone(meja, kantor):
    isi = pdf_besar()
    url = f"{ALAMAT}{mulai(meja, isi).json()['kode']}/"
    lain, sekda = masuk(Client(), kantor.petugas2), masuk(Client(), kantor.sekda)

    assert [kirim_potongan(k, url, isi, 0).status_code for k in (lain, sekda)] == [404, 404]
    assert [k.post(url + "selesai/").status_code for k in (lain, sekda)] == [404, 404]
    lain.post(ALAMAT + "lepas/", {"kode": Unggahan.objects.get().kode})
    assert (baris(lain), mulai(lain, isi).json()["diterima"], Unggahan.objects.count()) == ((0, 0), 0, 2)


def test_what_is_let_go_does_not_come_back(meja):
    jawaban = unggah(meja, pdf(1))
    mulai(meja, pdf_besar())
    assert baris(meja) == (1, 1)

    meja.post(ALAMAT + "lepas/", {"sha256": tertanam(jawaban, "lepas")[0], "kode": ""})
    assert baris(meja) == (0, 1)
    assert kirim(meja, ketikan(lepas="a\x00")).status_code == 200
    meja.post(ALAMAT + "lepas/", {"sha256": "", "kode": Unggahan.objects.get().kode})
    assert baris(meja) == (0, 0)


def test_open_uploads_are_limited_in_number_and_size(meja, settings):
    for n in range(40):
        assert mulai(meja, b"x", sidik=f"berkas-{n}").status_code == 200
    penuh = mulai(meja, b"x", sidik="berkas-40")
    assert (penuh.status_code, penuh.json()["pesan"][:46]) == (422, "Terlalu banyak berkas yang belum dipakai. Berk")
    Unggahan.objects.all().delete()
    for n in range(20):
        assert mulai(meja, b"x", sidik=f"besar-{n}", ukuran=25_000_000).status_code == 200
    assert mulai(meja, b"x", sidik="besar-20", ukuran=25_000_000).status_code == 422


def test_after_a_day_an_upload_is_gone_and_its_bytes_with_the_janitor(meja, gudang):
    isi = pdf_besar()
    url = f"{ALAMAT}{mulai(meja, isi).json()['kode']}/"
    kirim_potongan(meja, url, isi, 0)
    (potong,) = Potongan.objects.values_list("sha256", flat=True)
    assert (bersihkan_unggahan(), bersihkan_yatim(umur=SEGERA), rak().ada(potong)) == (0, 0, True)

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25), tick=False):
        assert kirim_potongan(meja, url, isi, UKURAN).status_code in {302, 404}
        bersihkan_unggahan()
        assert Unggahan.objects.count() == 0
    assert (bersihkan_yatim(umur=SEGERA), rak().ada(potong)) == (1, False)


def test_the_list_asks_a_fixed_number_of_questions(meja, django_assert_max_num_queries):
    jumlah = []
    for n in (1, 3):
        for k in range(n):
            url = f"{ALAMAT}{mulai(meja, b'x' * 100, sidik=f'berkas-{k}').json()['kode']}/"
            kirim_potongan(meja, url, b"x" * 50, 0)
        with django_assert_max_num_queries(20) as dicatat:
            assert baris(meja) == (0, n)
        jumlah.append(len(dicatat))
    assert jumlah[0] == jumlah[1]


def test_a_form_without_scripts_sends_its_files_whole(meja):
    jawaban = kirim(meja, ketikan(hal="", berkas=foto()))
    (tanda,) = tertanam(jawaban, "berkas_aman")
    assert meja.post(CATAT, ketikan(berkas_aman=tanda, kunci=kunci(jawaban))).status_code == 302
    assert LampiranSurat.objects.count() == 1


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_the_same_piece_sent_by_two_at_once_counts_once(kantor):
    klien, isi = masuk(Client(), kantor.petugas), pdf_besar()
    url = f"{ALAMAT}{mulai(klien, isi).json()['kode']}/"

    pengirim = [masuk(Client(), kantor.petugas) for _ in range(6)]

    def sekali(klien):
        try:
            return kirim_potongan(klien, url, isi, 0).json()["diterima"]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as kolam:
        assert list(kolam.map(sekali, pengirim)) == [UKURAN] * 6
    assert list(Potongan.objects.values_list("mulai", "ukuran")) == [(0, UKURAN)]
