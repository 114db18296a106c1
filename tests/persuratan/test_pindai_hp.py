"""Pindai pakai HP: pages of a phone without a login reach one form of one clerk, for ten minutes, and nothing else."""

import datetime
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.utils import timezone

from dokumen.models import Berkas, Unggahan
from persuratan import pindai_hp
from persuratan.models import LampiranSurat, TautanPindai
from persuratan.transitions import KOREKSI
from tests.dokumen.korpus import jpeg_gps, pdf
from tests.perjalanan import Perjalanan
from tests.persuratan.meja import CATAT, foto, ketikan, kirim, kunci, masuk, teks, tertanam
from tests.persuratan.potongan import unggah

pytestmark = pytest.mark.tertanam


@pytest.fixture(autouse=True)
def gudang(tmp_path, settings):
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.BERKAS_DIR = tmp_path / "berkas"
    settings.STORAGES = settings.STORAGES | {"default": lokasi}
    return tmp_path / "berkas"


@pytest.fixture
def hp():
    """A phone where nobody is logged in."""
    return Client()


def buka(klien, surat=""):
    """Press the button with scripts: (secret of the QR, code of the panel)."""
    panel = klien.post("/surat/hp/", {"hp": "buka", "surat": surat})
    return tertanam(panel, "kunci_hp")[0], tertanam(panel, "tautan")[0]


def kirim_hp(hp, rahasia, isi, nama="foto.jpg", **pilihan):
    return unggah(hp, isi, alamat=f"/hp/{rahasia}/unggahan/", nama=nama, **pilihan)


def di_pc(klien, tautan):
    """(state of the link, signed files) that the PC gets by asking."""
    jawaban = klien.get(f"/surat/hp/{tautan}/")
    return re.search(r'data-keadaan="(\w+)"', jawaban.content.decode())[1], tertanam(jawaban, "berkas_aman")


def test_pages_of_the_phone_appear_on_the_pc_and_are_saved_with_the_letter(meja, hp):
    rahasia, tautan = buka(meja)
    assert len(rahasia) * 6 >= 128
    assert di_pc(meja, tautan) == ("hidup", [])

    assert [kirim_hp(hp, rahasia, i).status_code for i in (jpeg_gps(), foto(warna="black").getvalue())] == [200, 200]
    keadaan, aman = di_pc(meja, tautan)
    assert (keadaan, len(aman), Berkas.objects.count()) == ("hidup", 2, 0)
    kirim(meja, ketikan(berkas_aman=aman, tautan=tautan))

    assert [(x.berkas.nama_asli, x.berkas.jumlah_halaman) for x in LampiranSurat.objects.all()] == [
        ("pindaian.pdf", 2)
    ]
    assert (hp.get(f"/hp/{rahasia}/").status_code, Unggahan.objects.count()) == (404, 0)
    assert di_pc(meja, tautan) == ("berakhir", [])


def test_a_page_that_comes_just_before_saving_is_not_lost(meja, hp):
    rahasia, tautan = buka(meja)
    kirim_hp(hp, rahasia, jpeg_gps())

    kirim(meja, ketikan(tautan=tautan))

    assert LampiranSurat.objects.count() == 1


def test_it_works_without_any_script_on_either_side(meja, hp):
    panel = kirim(meja, ketikan(hp="buka"))
    rahasia, tautan = tertanam(panel, "kunci_hp")[0], tertanam(panel, "tautan")[0]
    assert 'value="400.7.13/2217/Dinkes/2026"' in panel.content.decode()
    assert (panel.status_code, panel.content.decode().count("data:image/svg+xml")) == (200, 1)
    halaman = hp.get(f"/hp/{rahasia}/")
    assert TautanPindai.objects.get().cocok in teks(halaman)
    isi = {"kamera": SimpleUploadedFile("a.jpg", jpeg_gps()), "berkas": SimpleUploadedFile("b.pdf", pdf(3))}
    assert "4 halaman" in teks(hp.post(f"/hp/{rahasia}/", isi, follow=True))

    muat = meja.post(CATAT, ketikan(hp="muat", tautan=tautan, kunci_hp=rahasia))
    aman = tertanam(muat, "berkas_aman")
    assert (len(aman), tertanam(muat, "kunci_hp"), "2 berkas sudah masuk." in teks(muat)) == (2, [rahasia], True)
    lepas = tertanam(muat, "lepas")[0]
    muat = meja.post(CATAT, ketikan(lepas=lepas, berkas_aman=aman, tautan=tautan, kunci_hp=rahasia))
    assert len(tertanam(muat, "berkas_aman")) == 1
    isi = ketikan(berkas_aman=tertanam(muat, "berkas_aman"), tautan=tautan, kunci=kunci(muat))
    assert meja.post(CATAT, isi).status_code == 302
    assert [x.berkas.jumlah_halaman for x in LampiranSurat.objects.all()] == [1]  # the PDF stood first


def test_the_phone_is_told_nothing_of_any_letter(meja, kantor, hp):
    surat = Perjalanan(kantor).catat(pindai=False, hal="Rapat stunting", nama_pengirim="Dinas Sosial").surat
    rahasia, _ = buka(meja, surat.kode)
    kirim_hp(hp, rahasia, jpeg_gps(), nama="undangan stunting.jpg")

    halaman = hp.get(f"/hp/{rahasia}/")

    isi = halaman.content.decode()
    assert [k in isi for k in ("stunting", "Dinas Sosial", surat.kode, kantor.petugas.nama, "1/2026")] == [False] * 5
    assert (halaman["Cache-Control"], tertanam(halaman, "berkas_aman")) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        [],
    )
    assert "1 halaman" in teks(halaman)


def akhir(kantor, surat, tautan):
    """How a link ends, by name."""
    return {
        "sepuluh menit": lambda: None,
        "ditutup": lambda: pindai_hp.cabut(kantor.petugas, tautan),
        "jabatan berakhir": lambda: kantor.petugas.penugasan.update(sampai=datetime.date(2026, 11, 1)),
        "akun dinonaktifkan": lambda: type(kantor.petugas).objects.update(is_active=False),
        "surat dirahasiakan": lambda: KOREKSI.run(surat, oleh=kantor.petugas, catatan="Keliru", keamanan="R"),
    }


@pytest.mark.parametrize("sebab", list(akhir(None, None, None)))
def test_when_the_link_has_ended_nothing_is_taken_any_more(meja, kantor, hp, gudang, sebab):
    surat = Perjalanan(kantor).catat(pindai=False).surat
    rahasia, tautan = buka(meja, surat.kode)
    awal = hp.post(f"/hp/{rahasia}/unggahan/", {"nama": "a", "ukuran": 10, "sidik": "abc"}).json()["kode"]
    akhir(kantor, surat, tautan)[sebab]()

    with time_machine.travel(
        timezone.now() + datetime.timedelta(minutes=10 if sebab == "sepuluh menit" else 1), tick=False
    ):
        utuh = hp.post(f"/hp/{rahasia}/", {"berkas": SimpleUploadedFile("a.pdf", pdf(1))})
        lain = [
            hp.get(f"/hp/{rahasia}/").status_code,
            hp.post(f"/hp/{rahasia}/unggahan/", {"nama": "b", "ukuran": 10, "sidik": "abd"}).status_code,
            hp.post(f"/hp/{rahasia}/unggahan/{awal}/", b"x" * 10, content_type="application/octet-stream").status_code,
            hp.post(f"/hp/{rahasia}/unggahan/{awal}/selesai/").status_code,
        ]

    assert ("Kode ini sudah berakhir" in teks(utuh), utuh.status_code, lain) == (True, 404, [404] * 4)
    assert [p for p in gudang.rglob("*") if p.is_file()] == []


def test_of_a_guessed_secret_not_a_byte_is_written(meja, hp, gudang):
    buka(meja)
    jawaban = hp.post("/hp/abcdefghijklmnopqrstuvwx/", {"berkas": SimpleUploadedFile("a.pdf", pdf(1))})

    assert (jawaban.status_code, [p for p in gudang.rglob("*") if p.is_file()]) == (404, [])


def test_the_secret_is_kept_as_a_hash_only(meja):
    rahasia, _ = buka(meja)
    assert rahasia not in str(list(TautanPindai.objects.values()))


def test_a_hostile_file_is_judged_as_of_any_stranger(meja, hp):
    rahasia, tautan = buka(meja)
    jawaban = kirim_hp(hp, rahasia, b"MZ\x90\x00" + b"\x00" * 200, "foto.jpg")
    lain = hp.post(f"/hp/{rahasia}/", {"berkas": SimpleUploadedFile("catatan.txt", b"Hanya catatan.\n" * 9)})

    assert (jawaban.status_code, jawaban.json()["pesan"][:26]) == (422, "Berkas ini sebuah program,")
    assert (lain.status_code, "catatan.txt: Berkas ini berkas teks" in teks(lain)) == (422, True)
    assert di_pc(meja, tautan) == ("hidup", [])


def test_pages_of_one_link_are_limited(meja, hp):
    rahasia, _ = buka(meja)
    jawaban = [
        hp.post(f"/hp/{rahasia}/unggahan/", {"nama": "a", "ukuran": 10, "sidik": f"foto-{n}"}).status_code
        for n in range(21)
    ]
    assert jawaban == [200] * 20 + [422]
    assert hp.post(f"/hp/{rahasia}/unggahan/", {"nama": "a", "ukuran": 10, "sidik": "foto-3"}).status_code == 200


HABIS = "Kode ini sudah terlalu banyak menerima kiriman. Yang sudah terkirim aman. Buka kode baru di komputer."


def mulai_hp(hp, rahasia, sidik, ukuran=10):
    jawaban = hp.post(f"/hp/{rahasia}/unggahan/", {"nama": "a", "ukuran": ukuran, "sidik": sidik})
    return jawaban.status_code, jawaban.json().get("pesan", "")


def test_a_link_whose_uploads_fail_is_used_up_and_the_clerks_desk_goes_on(meja, hp):
    """Whoever got hold of the QR spoils the QR alone: what had arrived is kept, PC and next QR are untouched."""
    rahasia, tautan = buka(meja)
    kirim_hp(hp, rahasia, jpeg_gps())
    TautanPindai.objects.update(percobaan=F("percobaan") + 56)
    gagal = [kirim_hp(hp, rahasia, b"MZ" + bytes(20), sidik="sama-saja").status_code for _ in range(2)]
    utuh = hp.post(f"/hp/{rahasia}/", {"berkas": SimpleUploadedFile("a.txt", b"Hanya catatan.")})
    assert (gagal, utuh.status_code, HABIS in teks(utuh)) == ([422] * 2, 422, False)

    assert mulai_hp(hp, rahasia, "lain") == (422, HABIS)
    habis = hp.post(f"/hp/{rahasia}/", {"berkas": SimpleUploadedFile("a.pdf", pdf(1))})
    assert (habis.status_code, HABIS in teks(habis)) == (422, True)
    assert list(TautanPindai.objects.values_list("percobaan", flat=True)) == [60]

    assert unggah(meja, pdf(1)).status_code == 200
    assert kirim_hp(hp, buka(meja)[0], pdf(1)).status_code == 200
    kirim(meja, ketikan(tautan=tautan))
    assert [x.berkas.jumlah_halaman for x in LampiranSurat.objects.all()] == [1]


def test_a_link_takes_only_so_many_bytes(meja, hp, settings):
    settings.BERKAS_MAKS = 100
    rahasia, _ = buka(meja)

    mulai = [mulai_hp(hp, rahasia, f"foto-{n}", 100)[0] for n in range(10)]

    assert (mulai, mulai_hp(hp, rahasia, "foto-10", 1)) == ([200] * 10, (422, HABIS))
    assert mulai_hp(hp, rahasia, "foto-3", 100) == (200, "")  # the same again goes on where it stood
    assert mulai_hp(hp, rahasia, "besar", 101)[1].startswith("Berkas ini lebih besar dari")
    assert list(TautanPindai.objects.values_list("percobaan", "bita")) == [(11, 1000)]


def test_what_phones_have_begun_takes_no_room_from_the_desk(meja, hp, settings):
    settings.BERKAS_MAKS = 1000
    for _ in range(3):
        rahasia, _ = buka(meja)
        assert {mulai_hp(hp, rahasia, f"foto-{n}", 500)[0] for n in range(20)} == {200}

    mulai = [
        meja.post("/surat/unggahan/", {"tempat": "meja:abcdefgh12", "nama": "a", "ukuran": 9, "sidik": f"s-{n}"})
        for n in range(41)
    ]

    assert [j.status_code for j in mulai] == [200] * 40 + [422]


def test_the_phone_page_answers_one_network_only_so_often(meja, hp, settings):
    rahasia, _ = buka(meja)
    settings.BATAS_PUBLIK = settings.BATAS_PUBLIK | {"hp": (2, datetime.timedelta(hours=1))}
    assert [hp.get(f"/hp/{rahasia}/").status_code for _ in range(3)] == [200, 200, 429]


def test_what_one_clerk_opened_is_no_other_ones(meja, kantor, hp):
    rahasia, tautan = buka(meja)
    kirim_hp(hp, rahasia, jpeg_gps())
    lain = masuk(Client(), kantor.petugas2)

    assert [lain.get(f"/surat/hp/{tautan}/").status_code, hp.get(f"/surat/hp/{tautan}/").status_code] == [404, 302]
    kirim(lain, ketikan(tautan=tautan, hp="tutup"))
    assert kirim(lain, ketikan(tautan=tautan)).status_code == 302
    assert (LampiranSurat.objects.count(), di_pc(meja, tautan)[0]) == (0, "hidup")


def test_a_sealed_letter_gets_no_code(meja, kantor):
    rahasia = Perjalanan(kantor).catat(keamanan="R", pindai=False).surat
    assert meja.post("/surat/hp/", {"hp": "buka", "surat": rahasia.kode}).status_code == 404
    assert kirim(meja, {"hp": "buka"}, f"/surat/{rahasia.kode}/pindaian/", dari=CATAT).status_code == 302
    assert TautanPindai.objects.count() == 0


def test_only_the_newest_five_codes_of_a_clerk_stay_open(meja, hp):
    semua = [buka(meja)[0] for _ in range(6)]
    assert [hp.get(f"/hp/{r}/").status_code for r in semua] == [404] + [200] * 5


def test_odd_codes_are_answered_politely(meja):
    assert meja.post("/surat/hp/", {"hp": "buka", "surat": "a\x00"}).status_code == 404
    assert meja.post("/surat/hp/", {"hp": "tutup", "tautan": "a\x00"}).status_code == 200
    assert kirim(meja, ketikan(hp="muat", tautan="a\x00", kunci_hp="é\x00")).status_code == 200
