"""How much time is left: words and tones."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from persuratan.models import StandarPelayanan, SuratMasuk, Tugas
from persuratan.models.pilihan import KARENA_ACARA, JenisTugas
from persuratan.sisa import PenunjukSisa, Sisa
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

Satuan = StandarPelayanan.Satuan


def tugas(dibuka, satuan=None, jumlah=0, *, tenggat=None, dari="", selesai=None):
    """An obligation that is nowhere saved; its norm is the seeded one of that length, or a new one."""
    standar = None
    if satuan:
        standar = StandarPelayanan.objects.filter(
            satuan=satuan, jumlah=jumlah
        ).first() or StandarPelayanan.objects.create(
            jenis=JenisTugas.PARAF,
            kecepatan="BIASA",
            jumlah=jumlah,
            satuan=satuan,
            berlaku_mulai=dt.date(2000, 1, jumlah),
            berlaku_sampai=dt.date(2000, 1, jumlah),
        )
    return Tugas(
        jenis=JenisTugas.PARAF,
        dibuka_pada=dibuka,
        tenggat_pada=tenggat,
        tenggat_dari=dari,
        selesai_pada=selesai,
        standar=standar,
    )


@pytest.mark.parametrize(
    ("satuan", "jumlah", "tenggat", "kini", "hasil"),
    [
        # Norms in hours and minutes: yellow from half of the norm on.
        (Satuan.JAM_KERJA, 4, wita(10, 11, 30), wita(10, 8), Sisa("aman", "Sisa 3 jam 30 menit")),
        (Satuan.JAM_KERJA, 4, wita(10, 11, 30), wita(10, 9, 29), Sisa("aman", "Sisa 2 jam 1 menit")),
        (Satuan.JAM_KERJA, 4, wita(10, 11, 30), wita(10, 9, 30), Sisa("dekat", "Sisa 2 jam")),
        (Satuan.JAM_KERJA, 4, wita(10, 14, 0), wita(10, 11), Sisa("dekat", "Sisa 2 jam")),
        (Satuan.JAM_KERJA, 4, wita(10, 11, 30), wita(10, 11, 30), Sisa("dekat", "Batasnya hari ini")),
        (Satuan.JAM_KERJA, 4, wita(10, 11, 30), wita(10, 12, 57), Sisa("lewat", "Lewat 30 menit")),
        (Satuan.JAM_KERJA, 4, wita(9, 16), wita(10, 8, 57), Sisa("lewat", "Lewat 1 jam 27 menit")),
        (Satuan.JAM_KERJA, 4, wita(9, 16), wita(9, 20), Sisa("lewat", "Lewat batas")),
        (Satuan.JAM_KERJA, 4, wita(9, 16), wita(11, 10), Sisa("lewat", "Lewat 10 jam")),
        (Satuan.JAM_KERJA, 4, wita(9, 16), wita(12, 10), Sisa("lewat", "Lewat 2 hari kerja")),
        (Satuan.MENIT_KERJA, 25, wita(10, 8, 25), wita(10, 8, 12), Sisa("aman", "Sisa 13 menit")),
        (Satuan.MENIT_KERJA, 25, wita(10, 8, 25), wita(10, 8, 13), Sisa("dekat", "Sisa 12 menit")),
        # One working day: yellow with half a day of work left.
        (Satuan.HARI_KERJA, 1, wita(10, 16), wita(9, 9), Sisa("aman", "Sisa 1 hari")),
        (Satuan.HARI_KERJA, 1, wita(10, 16), wita(10, 11), Sisa("aman", "Sisa 4 jam")),
        (Satuan.HARI_KERJA, 1, wita(10, 16), wita(10, 11, 30), Sisa("dekat", "Sisa 3 jam 30 menit")),
        # Five working days: yellow with two working days left; a weekend is none.
        (Satuan.HARI_KERJA, 5, wita(13, 16, 30), wita(9, 9), Sisa("aman", "Sisa 4 hari")),
        (Satuan.HARI_KERJA, 5, wita(13, 16, 30), wita(11, 7), Sisa("dekat", "Sisa 2 hari")),
        (Satuan.HARI_KERJA, 5, wita(16, 16), wita(12, 9), Sisa("dekat", "Sisa 2 hari")),
        (Satuan.HARI_KERJA, 5, wita(17, 16), wita(12, 9), Sisa("aman", "Sisa 3 hari")),
        (Satuan.HARI_KERJA, 5, wita(13, 16, 30), wita(13, 14), Sisa("dekat", "Sisa 2 jam 30 menit")),
        # Elapsed hours: nights count.
        (Satuan.JAM_BERJALAN, 24, wita(11, 9), wita(10, 20), Sisa("aman", "Sisa 13 jam")),
        (Satuan.JAM_BERJALAN, 24, wita(11, 9), wita(10, 21), Sisa("dekat", "Sisa 12 jam")),
        (Satuan.JAM_BERJALAN, 24, wita(11, 9), wita(14, 11), Sisa("lewat", "Lewat 3 hari 2 jam")),
        # No norm at all.
        (None, 0, None, wita(10, 9), Sisa("", "Tanpa batas waktu")),
    ],
)
def test_sisa(kalender_awal, satuan, jumlah, tenggat, kini, hasil):
    penunjuk = PenunjukSisa(sekarang=kini)
    assert penunjuk.sisa(tugas(wita(9, 8), satuan, jumlah, tenggat=tenggat)) == hasil


def test_tenggat_karena_acara_dihitung_per_hari(kalender_awal):
    """The norm was four hours; the event took its place, and an event goes by days."""
    t = tugas(wita(9, 8), Satuan.JAM_KERJA, 4, tenggat=wita(11, 16), dari="Dimajukan karena acara")
    assert PenunjukSisa(sekarang=wita(9, 8)).sisa(t) == Sisa("dekat", "Sisa 2 hari")
    assert PenunjukSisa(sekarang=wita(11, 9)).sisa(t) == Sisa("dekat", "Sisa 6 jam")


@pytest.mark.parametrize(
    ("selesai", "hasil"),
    [
        (wita(10, 11), Sisa("aman", "Tepat waktu")),
        (wita(10, 11, 30), Sisa("aman", "Tepat waktu")),
        (wita(10, 14), Sisa("lewat", "Lewat 1 jam 30 menit")),
    ],
)
def test_yang_sudah_selesai(kalender_awal, selesai, hasil):
    t = tugas(wita(10, 7, 30), Satuan.JAM_KERJA, 4, tenggat=wita(10, 11, 30), selesai=selesai)
    assert PenunjukSisa(sekarang=wita(13, 9)).sisa(t) == hasil


@pytest.mark.parametrize(
    ("kini", "selesai", "hasil"),
    [
        (wita(6, 8), None, Sisa("aman", "Batas tidak ditampilkan")),
        (wita(9, 8), None, Sisa("dekat", "Batas tidak ditampilkan")),
        (wita(12, 8), None, Sisa("lewat", "Lewat batas")),
        (wita(13, 8), wita(11, 16), Sisa("aman", "Tepat waktu")),
        (wita(13, 8), wita(12, 9), Sisa("lewat", "Lewat batas")),
    ],
)
def test_batas_dari_acara_surat_tertutup_tidak_menyebut_lamanya(kalender_awal, kini, selesai, hasil):
    t = tugas(wita(6, 8), Satuan.JAM_KERJA, 4, tenggat=wita(11, 16), dari=KARENA_ACARA, selesai=selesai)
    assert PenunjukSisa(sekarang=kini).sisa(t, tertutup=True) == hasil


def test_batas_dari_standar_tetap_disebut(kalender_awal):
    t = tugas(wita(9, 8), Satuan.JAM_KERJA, 4, tenggat=wita(9, 16))
    assert PenunjukSisa(sekarang=wita(9, 14)).sisa(t, tertutup=True) == Sisa("dekat", "Sisa 2 jam")


def test_daftar_dan_beranda_loket_menyamarkan_batas_undangan_rahasia(kantor, client):
    """The event is tomorrow at nine: the letter must be out by four today, though its norm ends tomorrow."""
    p = Perjalanan(kantor).catat(keamanan="R", pindai=False, acara_mulai=wita(10, 9)).arahkan().telaah()
    p.disposisi(kantor.sekda, wita(9, 15, 30), ke_unit=["Dinas Kesehatan"])
    batas = list(Tugas.objects.terbuka().values_list("jenis", "tenggat_dari"))
    client.force_login(kantor.petugas)
    halaman = ("/", "/surat/", p.surat.get_absolute_url(), reverse("ekspedisi_buku"))
    with time_machine.travel(wita(9, 15, 40), tick=False):
        teks = {a: client.get(a).content.decode() for a in halaman}
    assert batas == [("DISTRIBUSI", KARENA_ACARA)]
    assert {a: ("Batas tidak ditampilkan" in t, "Sisa " in t) for a, t in teks.items()} == dict.fromkeys(
        halaman, (True, False)
    )


def test_singkat(kalender_awal):
    t = tugas(wita(9, 8), Satuan.JAM_KERJA, 4, tenggat=wita(9, 16))
    assert PenunjukSisa(sekarang=wita(10, 8, 57)).sisa(t, singkat=True) == Sisa("lewat", "Lewat 1 j 27 mnt")


def test_keseluruhan_tidak_dibebankan_kepada_siapa_pun(kantor):
    surat = Perjalanan(kantor).catat().surat
    with time_machine.travel(wita(11, 16), tick=False):
        assert PenunjukSisa().keseluruhan(surat) == Sisa("dekat", "Batasnya hari ini")
    with time_machine.travel(wita(12, 8), tick=False):
        assert PenunjukSisa().keseluruhan(surat) == Sisa("lewat", "Lewat 30 menit")
    SuratMasuk.objects.filter(pk=surat.pk).update(didistribusikan_pada=wita(11, 9))
    surat.refresh_from_db()
    assert PenunjukSisa().keseluruhan(surat) == Sisa("aman", "Tepat waktu")
