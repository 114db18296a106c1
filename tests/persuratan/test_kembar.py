"""Likely the same letter: by number, by date where there is no number, by its file. The clerk decides."""

import pytest
import time_machine

from dokumen.models import Berkas
from persuratan.kembar import BERKAS, NOMOR, TANPA_NOMOR, cari_kembar
from persuratan.models import Pengirim, SuratMasuk
from persuratan.services import koreksi_surat, lampirkan
from tests.perjalanan import Perjalanan, isian, wita
from tests.persuratan.meja import foto, ketikan, kirim, teks, tertanam
from tests.persuratan.potongan import unggah

pytestmark = pytest.mark.tertanam
LAIN = {"nama_pengirim": "Kantor Lain", "nomor_surat": "1/X/2026"}


@pytest.fixture(autouse=True)
def toko(settings, tmp_path):
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": lokasi}


def kembar(pegawai, *, nama_pengirim="", **isi):
    dikenal = Pengirim.objects.kenal(nama_pengirim)
    isi["pengirim"] = list(Pengirim.objects.sekelompok(dikenal[1].pk).values_list("pk", flat=True)) if dikenal else []
    return [(k.alasan, [s.nomor_agenda for s in k.surat]) for k in cari_kembar(pegawai, **isi)]


def test_the_same_scan_on_another_letter_is_asked_about_and_can_be_meant(meja):
    kirim(meja, ketikan(berkas=foto()))

    jawaban = kirim(meja, ketikan(**LAIN, berkas=foto("dari WA.jpg")))

    assert jawaban.status_code == 422
    assert (
        "Mungkin sudah dicatat. Berkas yang sama sudah terlampir pada Agenda 1/2026 , diterima Senin, 9 November 2026 "
        "pukul 08.00. Buka agenda 1/2026 Ini surat lain, lanjutkan" in teks(jawaban)
    )
    assert kirim(meja, ketikan(**LAIN, berkas=foto(), berbeda="1")).status_code == 302
    assert (SuratMasuk.objects.count(), Berkas.objects.values("sha256").distinct().count()) == (2, 1)


def test_two_photos_joined_into_one_are_known_again(meja):
    def dua():
        return [foto("1.jpg", "white"), foto("2.jpg", "grey")]

    kirim(meja, ketikan(berkas=dua()))
    assert "Berkas yang sama sudah terlampir pada Agenda 1/2026" in teks(kirim(meja, ketikan(**LAIN, berkas=dua())))
    assert kirim(meja, ketikan(**LAIN, berkas=dua()[::-1])).status_code == 302


def test_a_file_taken_in_while_typing_is_told_at_once(meja, kantor):
    kirim(meja, ketikan(berkas=foto()))
    (tanda,) = tertanam(unggah(meja, foto().getvalue()), "berkas_aman")

    bagian = meja.post("/surat/catat/periksa/", ketikan(**LAIN, berkas_aman=tanda))
    assert "Berkas yang sama sudah terlampir pada Agenda 1/2026" in teks(bagian)
    assert "Mungkin" not in teks(meja.post("/surat/catat/periksa/", ketikan(**LAIN, berkas_aman=tanda + "x")))


def test_reasons_stand_apart_and_a_letter_is_named_once(kantor, meja):
    satu = Perjalanan(kantor).catat(wita(9, 8)).surat
    dua = Perjalanan(kantor).catat(wita(9, 8, 1), **LAIN).surat
    sidik = {x.lampiran.get().berkas.sha256 for x in (satu, dua)}

    sama = isian()
    assert kembar(
        kantor.petugas, nama_pengirim=sama["nama_pengirim"], nomor_surat=sama["nomor_surat"], sidik=sidik
    ) == [(NOMOR, [1]), (BERKAS, [2])]


def test_without_a_number_sender_and_date_are_the_letter(kantor, meja):
    Perjalanan(kantor).catat(wita(9, 8), nomor_surat="")
    tanya = {"nama_pengirim": "dinas kesehatan provinsi contoh raya", "tanpa_nomor": True}

    tanggal = isian()["tanggal_surat"]
    assert kembar(kantor.petugas, **tanya, tanggal_surat=tanggal) == [(TANPA_NOMOR, [1])]
    assert kembar(kantor.petugas, **tanya, tanggal_surat=tanggal.replace(day=5)) == []
    assert kembar(kantor.petugas, **tanya) == []
    assert kembar(kantor.petugas, **tanya | {"nomor_surat": "7", "tanpa_nomor": False}, tanggal_surat=tanggal) == []


def test_the_file_of_a_letter_that_was_sealed_betrays_it_to_nobody_outside(kantor, meja):
    """Control: those in its line do find it by its file."""
    p = Perjalanan(kantor).catat(wita(9, 8)).arahkan(wita(9, 8, 5))
    sidik = {p.surat.lampiran.get().berkas.sha256}
    with time_machine.travel(wita(9, 8, 6), tick=False):
        koreksi_surat(p.surat, {"keamanan": "R"}, oleh=kantor.petugas, catatan="Ternyata rahasia.")

    assert kembar(kantor.petugas, sidik=sidik) == []
    assert kembar(kantor.kabag_umum, sidik=sidik) == [(BERKAS, [1])]
    assert kembar(kantor.dinkes, sidik=sidik) == []
    lampirkan(
        Perjalanan(kantor).catat(wita(9, 8, 7), pindai=False, **LAIN).surat, Berkas.objects.all(), oleh=kantor.petugas
    )
    assert kembar(kantor.petugas, sidik=sidik) == [(BERKAS, [2])]
