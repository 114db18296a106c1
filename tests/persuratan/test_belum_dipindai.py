"""Register first, scan later: the list of what still waits for its scan."""

import re

import pytest

from tests.perjalanan import Perjalanan
from tests.persuratan.meja import foto, kirim, masuk, teks

pytestmark = pytest.mark.tertanam
DAFTAR = "/surat/belum-dipindai/"


def nomor(jawaban):
    """Agenda numbers of the rows, as they stand."""
    return [int(n) for n in re.findall(r"<small>Agenda (\d+)/2026</small>", jawaban.content.decode())]


def test_what_has_no_scan_stands_there_until_it_has_one(meja, kantor):
    surat = [Perjalanan(kantor).catat(pindai=False).surat for _ in range(2)]
    Perjalanan(kantor).catat()
    Perjalanan(kantor).catat(keamanan="R", hal="Kas daerah", pindai=False)  # its scan is not the counter's work
    assert (nomor(meja.get(DAFTAR)), "Kas daerah" in teks(meja.get(DAFTAR))) == ([1, 2], False)
    assert f'href="/surat/{surat[0].kode}/pindaian/"' in meja.get(DAFTAR).content.decode()

    kirim(meja, {"berkas": foto()}, f"/surat/{surat[0].kode}/pindaian/")

    assert nomor(meja.get(DAFTAR)) == [2]
    assert f'<a href="{DAFTAR}">semua yang belum dipindai</a>' in meja.get("/").content.decode()


def test_the_most_urgent_first_page_by_page(meja, kantor):
    for _ in range(12):
        Perjalanan(kantor).catat(pindai=False)
    Perjalanan(kantor).catat(pindai=False, kecepatan="AMAT_SEGERA")

    pertama = meja.get(DAFTAR)
    lanjut = re.search(r'href="([^"]+)" rel="next"', pertama.content.decode())[1].replace("&amp;", "&")
    assert (nomor(pertama), nomor(meja.get(lanjut))) == ([13, *range(1, 12)], [12])


def test_empty_and_odd_pages_are_answered(meja):
    for akhiran in ("", "?setelah=apa", "?setelah=2026-99_9", f"?setelah=_{'9' * 18}"):
        assert "Semua surat sudah dipindai." in teks(meja.get(DAFTAR + akhiran))


def test_nobody_but_the_counter_sees_it(meja, kantor, client):
    for orang in (kantor.sekda, kantor.caraka, kantor.kabag_umum, kantor.dinkes):
        assert masuk(client, orang).get(DAFTAR).status_code == 404


def test_it_asks_a_fixed_number_of_questions(meja, kantor, django_assert_max_num_queries):
    jumlah = []
    for n in (1, 3):
        for _ in range(n):
            Perjalanan(kantor).catat(pindai=False)
        with django_assert_max_num_queries(40) as dicatat:
            meja.get(DAFTAR)
        jumlah.append(len(dicatat))
    assert jumlah[0] == jumlah[1]
