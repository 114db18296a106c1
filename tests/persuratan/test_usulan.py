"""The sender's last letter as a proposal: taken by one key, never over what was typed, nothing of secret letters."""

import re

import pytest
import time_machine
from django.http import HttpResponse

from organisasi.models import Jabatan
from persuratan.contoh import buat_rute
from persuratan.models import JenisNaskah, Klasifikasi, LangkahNaik, RuteNaik, SuratMasuk
from persuratan.models.pilihan import JenisTugas
from persuratan.transitions import KEMBALIKAN
from tests.perjalanan import Perjalanan, wita
from tests.persuratan.meja import CATAT, ketikan, kirim, kunci, masuk, teks

pytestmark = pytest.mark.tertanam
PERIKSA = "/surat/catat/periksa/"
AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
SEKDA = ("Sekretaris Daerah", JenisTugas.DISPOSISI)


def kesehatan():
    return Klasifikasi.objects.get(kode="400.7")


@pytest.fixture
def dulu(kantor, meja):
    """Yesterday's letter of the sender: a request, about health."""
    return Perjalanan(kantor).catat(wita(9, 8), klasifikasi=kesehatan(), cara_terima="POS").surat


def usulan(jawaban):
    html = jawaban.content.decode()
    bagian = html.partition('hx-swap-oob="innerHTML:#usulan">')[2].partition("</div>")[0]
    return teks(HttpResponse(bagian))


def test_the_last_letter_is_offered_only_for_what_is_still_empty(meja, dulu):
    kosong = ketikan(jenis="", nomor_surat="2")

    assert usulan(meja.post(PERIKSA, kosong)) == "Pakai isian terakhir: Permohonan, 400.7 Kesehatan Enter"
    assert usulan(meja.post(PERIKSA, kosong | {"klasifikasi": "900"})) == ("Pakai isian terakhir: Permohonan Enter")
    assert usulan(meja.post(PERIKSA, ketikan(klasifikasi="900"))) == ""
    assert usulan(meja.post(PERIKSA, kosong | {"nama_pengirim": "Dinas Lain"})) == ""


def test_without_scripts_a_button_fills_the_empty_fields_and_keeps_the_rest(meja, dulu):
    isi = ketikan(jenis="", klasifikasi="900 Keuangan", hal="Baru diketik", pakai="1")

    halaman = kirim(meja, isi)

    html = halaman.content.decode()
    assert halaman.status_code == 200
    assert re.search(rf'name="jenis" value="{dulu.jenis_id}"[^>]* checked', html)
    assert ('value="900 Keuangan"' in html, 'value="Baru diketik"' in html) == (True, True)
    assert SuratMasuk.objects.count() == 1
    baru = kirim(meja, isi | {"nama_pengirim": "Dinas Lain"})
    assert "Belum ada surat terbuka dari pengirim ini. Isi jenis dan kodenya seperti biasa." in teks(baru)
    assert 'value="Baru diketik"' in baru.content.decode()


@pytest.mark.parametrize("nama", ["\x00", "\u202e", "", "x" * 100_000, "文書"])
def test_a_name_that_is_none_has_no_last_letter(meja, nama):
    jawaban = kirim(meja, ketikan(nama_pengirim=nama, pakai="1"))
    assert (jawaban.status_code, "Belum ada surat terbuka dari pengirim ini." in teks(jawaban)) == (200, True)
    assert usulan(meja.post(PERIKSA, ketikan(nama_pengirim=nama))) == ""


@pytest.mark.parametrize("keamanan", ["T", "R", "SR"])
def test_a_letter_that_is_not_open_to_all_is_no_proposal(meja, kantor, dulu, keamanan):
    undangan = JenisNaskah.objects.get(kode="undangan")
    rahasia = Perjalanan(kantor).catat(
        wita(9, 8, 5), keamanan=keamanan, jenis=undangan, klasifikasi=Klasifikasi.objects.get(kode="700.1"),
        nomor_surat="RHS/1", pindai=False,
    )  # fmt: skip
    rahasia.arahkan(wita(9, 8, 6), [(AS1, JenisTugas.PARAF), SEKDA])

    kosong = ketikan(jenis="", nomor_surat="2")
    assert usulan(meja.post(PERIKSA, kosong)).startswith("Pakai isian terakhir: Permohonan, 400.7 Kesehatan")
    berikut = Perjalanan(kantor).catat(wita(9, 8, 7), nomor_surat="3").surat
    assert "Seperti surat terakhir" not in teks(meja.get(f"/surat/{berikut.kode}/arahkan/"))


def test_one_more_like_it_copies_what_is_the_same_and_nothing_else(meja, dulu):
    halaman = meja.get(f"{CATAT}?seperti={dulu.kode}")

    html = halaman.content.decode()
    assert [x in html for x in ('type="text" value="Dinas', 'value="400.7 Kesehatan"')] == [True] * 2
    assert '<option value="POS" selected>' in html
    assert [x in html for x in (dulu.nomor_surat, dulu.hal, "6-11-2026")] == [False] * 3
    assert f'href="{CATAT}?seperti={dulu.kode}"' in meja.get(dulu.get_absolute_url()).content.decode()
    assert f'href="?seperti={dulu.kode}"' not in html
    isi = ketikan(nomor_surat="77", lanjut="baru") | {"kunci": kunci(halaman)}
    berikut = meja.get(meja.post(CATAT, isi).url).content.decode()
    assert f'href="?seperti={SuratMasuk.objects.latest("pk").kode}">Catat lagi seperti ini' in berikut


@pytest.mark.parametrize("kode", ["tidak-ada", "", "x" * 300])
def test_one_more_like_nothing_is_the_empty_form(meja, kode):
    assert 'name="nama_pengirim" type="text" value=""' in meja.get(f"{CATAT}?seperti={kode}").content.decode()


def test_a_sealed_letter_gives_nothing_to_the_next(meja, kantor):
    surat = Perjalanan(kantor).catat(keamanan="R", klasifikasi=kesehatan(), pindai=False).surat

    html = meja.get(f"{CATAT}?seperti={surat.kode}").content.decode()
    assert [x in html for x in ('value="400.7 Kesehatan"', 'type="text" value="Dinas')] == [False] * 2
    assert "Catat lagi seperti ini" not in teks(meja.get(surat.get_absolute_url()))


def arahkan(meja, kantor, **ganti):
    """The page for one more letter of the sender, and the letter."""
    surat = Perjalanan(kantor).catat(wita(9, 8, 9), nomor_surat="9", **ganti).surat
    return meja.get(f"/surat/{surat.kode}/arahkan/"), surat


def langkah(surat):
    return list(LangkahNaik.objects.filter(surat=surat.pk).order_by("urutan").values_list("jabatan__nama", "jenis"))


def test_the_standing_route_says_that_it_was_the_last_one(kantor, client):
    buat_rute()
    dulu = Perjalanan(kantor).catat().arahkan().surat
    with time_machine.travel(wita(9, 8, 30), tick=False):
        halaman, _ = arahkan(masuk(client, kantor.petugas), kantor)

    assert f"Surat terakhir pengirim ini, {dulu.sebutan} , juga lewat rute ini." in teks(halaman)
    assert "Seperti surat terakhir pengirim ini" not in teks(halaman)


def test_a_named_route_of_the_last_letter_stands_first_and_once(meja, kantor):
    bupati = RuteNaik.objects.get(nama="Kabag Umum, Asisten III, Sekda, lalu Bupati")
    rute = [(x.jabatan.nama, x.jenis) for x in bupati.langkah.select_related("jabatan").order_by("urutan")]
    Perjalanan(kantor).catat(wita(9, 8)).arahkan(wita(9, 8, 1), rute)

    halaman, surat = arahkan(meja, kantor)

    html = halaman.content.decode()
    assert html.count(f'name="rute" value="{bupati.pk}"') == 1
    assert html.index("Seperti surat terakhir pengirim ini") < html.index("Rute baku:")
    assert html.count("autofocus") == 1
    meja.post(f"/surat/{surat.kode}/arahkan/", {"rute": bupati.pk, "kunci": kunci(halaman)})
    assert langkah(surat) == rute


def test_a_route_made_for_the_last_letter_can_be_taken_again_or_changed(meja, kantor):
    rute = [(AS1, JenisTugas.PARAF), SEKDA]
    Perjalanan(kantor).catat(wita(9, 8)).arahkan(wita(9, 8, 1), rute)

    halaman, surat = arahkan(meja, kantor)
    assert "lewat rute yang disusun untuk surat itu saja" in teks(halaman)
    ubah = meja.get(f"/surat/{surat.kode}/arahkan/?ubah=terakhir")
    assert "Berangkat dari “rute Agenda 1/2026”." in teks(ubah)

    form = halaman.content.decode().partition("Seperti surat terakhir")[0].rpartition("<form")[2]
    isi = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    meja.post(f"/surat/{surat.kode}/arahkan/", isi)
    assert langkah(surat) == rute


def test_a_route_with_a_post_that_is_gone_is_no_proposal(meja, kantor):
    Perjalanan(kantor).catat(wita(9, 8)).arahkan(wita(9, 8, 1), [(AS1, JenisTugas.PARAF), SEKDA])
    Jabatan.objects.filter(nama=AS1).update(aktif=False)
    RuteNaik.objects.exclude(baku=True).update(aktif=False)

    assert "Seperti surat terakhir" not in teks(arahkan(meja, kantor)[0])


def test_a_letter_that_came_back_is_offered_no_last_route(meja, kantor):
    Perjalanan(kantor).catat(wita(9, 8)).arahkan(wita(9, 8, 1), [(AS1, JenisTugas.PARAF), SEKDA])
    kedua = Perjalanan(kantor).catat(wita(9, 8, 2), nomor_surat="2").arahkan(wita(9, 8, 3)).surat
    with time_machine.travel(wita(9, 8, 40), tick=False):
        KEMBALIKAN.run(kedua, oleh=kantor.kabag_umum, catatan="Bukan untuk kami")
        assert "Seperti surat terakhir" not in teks(meja.get(f"/surat/{kedua.kode}/arahkan/"))
