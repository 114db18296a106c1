"""Giving to one who is away says who gets it instead: on the chip, after sending, and where a route is chosen."""

import datetime as dt
import re

import pytest

from alur.models import Jejak
from organisasi.models import Penugasan
from organisasi.pengganti import pengganti
from tests.disposisi.test_beri import alamat, isian
from tests.factories import PegawaiFactory, PenugasanFactory
from tests.halaman import teks
from tests.perjalanan import Perjalanan, jabatan

pytestmark = pytest.mark.tertanam
AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
SEKDA = "Sekretaris Daerah"


def gantikan(nama, orang="Rimba Pengganti", jenis=Penugasan.Jenis.PLH, *, sampai=13):
    return PenugasanFactory(
        pegawai=PegawaiFactory(nama=orang),
        jabatan=jabatan(nama),
        jenis=jenis,
        mulai=dt.date(2026, 11, 9),
        sampai=dt.date(2026, 11, sampai),
    )


def kosongkan(nama):
    Penugasan.objects.filter(jabatan=jabatan(nama)).update(sampai=dt.date(2026, 11, 6))
    jabatan(nama).save()  # the stamp of the reference data


def test_only_who_is_away_today_has_a_stand_in(kantor, senin, django_assert_max_num_queries):
    gantikan(AS1)
    gantikan("Asisten Perekonomian dan Pembangunan", "Nanti Saja", jenis=Penugasan.Jenis.PLT)
    kosongkan("Kepala Bagian Hukum")
    nama = [AS1, "Asisten Perekonomian dan Pembangunan", "Kepala Bagian Hukum", SEKDA]
    pk = {jabatan(n).pk: n for n in nama}

    pengganti(pk)  # the directory is read anew
    with django_assert_max_num_queries(2):  # its stamp, and one for all the names
        hasil = pengganti(pk)

    assert {pk[k]: (p.kata, p.kosong) for k, p in hasil.items()} == {
        AS1: ("Plh. Rimba Pengganti", False),
        "Asisten Perekonomian dan Pembangunan": ("Plt. Nanti Saja", False),
        "Kepala Bagian Hukum": ("belum ada pejabat", True),
    }
    senin.move_to(dt.datetime(2026, 11, 14, 9, tzinfo=dt.UTC))
    assert {pk[k] for k in pengganti(pk)} == {"Kepala Bagian Hukum"}


def test_the_chip_names_the_stand_in_and_so_does_the_page_after(client, kantor, jalan, senin):
    surat = jalan.sampai_sekda().surat
    gantikan(AS1)
    kosongkan("Kepala Bagian Hukum")
    client.force_login(kantor.sekda)

    halaman = client.get(alamat(surat))

    label = re.findall(r"<label[^>]*>(.*?)</label>", halaman.content.decode(), re.DOTALL)
    kata = [" ".join(re.sub(r"<[^>]+>", " ", isi).split()) for isi in label]
    assert [k for k in kata if k.startswith(("Asisten I ", "Kabag Hukum"))] == [
        "Asisten I Plh. Rimba Pengganti",
        "Kabag Hukum belum ada pejabat",
    ]
    data = isian(halaman, isi=["Tindak lanjuti"]) | {"kepada": [f"j{jabatan(AS1).pk}"]}
    terkirim = client.get(client.post(alamat(surat), data)["Location"])
    assert f"{AS1} tidak di tempat, suratnya diterima Plh. Rimba Pengganti." in teks(terkirim)


def test_the_form_asks_one_query_more_however_many_are_away(client, kantor, jalan, senin):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    surat = jalan.sampai_sekda().surat
    client.force_login(kantor.sekda)

    def hitung():
        client.get(alamat(surat))  # what is read once for all pages
        with CaptureQueriesContext(connection) as kueri:
            client.get(alamat(surat))
        return len(kueri)

    tanpa = hitung()
    gantikan(AS1)
    satu = hitung()
    for nama in ("Kepala Bagian Hukum", "Kepala Bagian Pemerintahan"):
        gantikan(nama)
    assert (satu, hitung()) == (tanpa + 1, tanpa + 1)


def test_a_route_names_the_stand_in_before_and_after(client, kantor, senin):
    p = Perjalanan(kantor).catat()
    gantikan(SEKDA)
    client.force_login(kantor.petugas)
    url = f"/surat/{p.surat.kode}/arahkan/"

    halaman = client.get(url)
    assert "Sekretaris Daerah (Plh. Rimba Pengganti)" in teks(halaman)
    kunci_form = re.search(r'name="kunci" value="([^"]+)"', halaman.content.decode())[1]
    data = {"kunci": kunci_form, "susun": "1", "langkah-TOTAL_FORMS": "1", "langkah-INITIAL_FORMS": "0"}
    data |= {"langkah-0-urutan": "1", "langkah-0-jabatan": str(jabatan(SEKDA).pk), "langkah-0-jenis": "DISPOSISI"}
    jawab = client.post(url, data)

    assert "Sekda tidak di tempat, suratnya diterima Plh. Rimba Pengganti." in teks(client.get(jawab["Location"]))


def test_the_first_act_of_a_stand_in_says_so_in_the_ledger_and_on_the_page(client, kantor, jalan, senin):
    surat = jalan.sampai_sekda().surat
    plh = gantikan(SEKDA).pegawai
    jalan.disposisi(plh, kepada=[AS1])

    entri = Jejak.objects.get(rantai=surat.rantai, transisi="disposisi")
    assert (entri.sebagai.jenis, entri.nama_pelaku, entri.jabatan_pelaku) == (
        "PLH",
        "Rimba Pengganti",
        "Plh. Sekretaris Daerah",
    )
    client.force_login(kantor.kabag_umum)
    assert "Rimba Pengganti, Plh. Sekretaris Daerah" in teks(client.get(surat.get_absolute_url()))
