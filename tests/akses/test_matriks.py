"""Every address × method × account × letter, against answers written by hand."""

import datetime as dt

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client

from tests.akses.harapan import HARAPAN
from tests.akses.jalur import METODE, alamat, semua_jalur
from tests.akses.panggung import ANONIM, KINI, SEMUA, buat_objek, nilai_parameter, parameter_untuk

PER_SURAT = {"kode", "berkas", "pk"}
CETAK = {
    "agenda_pimpinan_cetak",
    "darurat_formulir",
    "disposisi_lembar",
    "ekspedisi_tanda_terima",
    "riwayat_perjalanan",
    "surat_tanda_terima",
}
"""Each answer takes a print of a second: no HEAD, and for those who may, GET of one letter."""
DITOLAK = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
"""Refused everywhere, before a letter is looked for: asked of every letter, by each of them, in the long form."""
DIMINTA = tuple(m for m in METODE if m not in DITOLAK)


def test_setiap_alamat_punya_jawaban_dan_sebaliknya():
    ada = {nama for nama, _ in semua_jalur()}

    assert (sorted(ada - set(HARAPAN)), sorted(set(HARAPAN) - ada)) == ([], [])


class Penanya:
    """One account with its own session, put back after every question."""

    def __init__(self, akun, kantor):
        self.klien = Client(raise_request_exception=False)
        if akun != ANONIM:
            self.klien.force_login(getattr(kantor, akun.replace(".", "_")))
        self.kuki = {nama: kue.value for nama, kue in self.klien.cookies.items()}

    def tanya(self, metode, url):
        self.klien.cookies.clear()
        for nama, nilai in self.kuki.items():
            self.klien.cookies[nama] = nilai
        with transaction.atomic():
            jawaban = self.klien.generic(metode, url)
            transaction.set_rollback(True)
        for tutup in jawaban._resource_closers:  # files served; closing the response itself would close the database
            tutup()
        if jawaban.status_code == 302 and jawaban["Location"].startswith("/masuk/"):
            return "masuk"
        return jawaban.status_code


def sel(nama, parameter, objek, semua_akun):
    """The cells of one address for one letter: (method, account)."""
    for metode in METODE:
        if objek != "kes" and not PER_SURAT & set(parameter):
            continue  # an address of no letter answers the same for all
        if nama in CETAK and metode == "HEAD":
            continue
        for akun in semua_akun:
            if nama in CETAK and objek != "kes" and HARAPAN[nama].jawaban(metode, akun, objek) == 200:
                continue
            yield metode, akun


@pytest.mark.lama
@pytest.mark.parametrize(
    ("objek", "semua_akun", "semua_metode"),
    [
        # The first letter is asked for at every address: in two halves, so that two processes share the work.
        pytest.param("kes", SEMUA[::2], DIMINTA + DITOLAK[:3], id="kes-1"),
        pytest.param("kes", SEMUA[1::2], DIMINTA + DITOLAK[:3], id="kes-2"),
        pytest.param("pdk", SEMUA, DIMINTA, id="pdk"),
        pytest.param("rahasia", SEMUA, DIMINTA, id="rahasia"),
        pytest.param("kes", SEMUA, DITOLAK[3:], id="kes-ditolak", marks=pytest.mark.panjang),
        pytest.param("pdk", SEMUA, DITOLAK, id="pdk-ditolak", marks=pytest.mark.panjang),
        pytest.param("rahasia", SEMUA, DITOLAK, id="rahasia-ditolak", marks=pytest.mark.panjang),
    ],
)
def test_setiap_sel_dijawab_seperti_tertulis(kantor, settings, tmp_path, objek, semua_akun, semua_metode):
    salah, jumlah = tanya_semua(kantor, settings, tmp_path, objek, semua_akun, semua_metode)

    assert salah == []
    assert jumlah > 2000


@pytest.mark.tertanam
def test_setiap_halaman_terbuka_juga_pada_penyimpanan_tertanam(kantor, settings, tmp_path):
    """Every page but the prints, for those who see the most; on PostgreSQL the matrix has asked it already."""
    if connection.vendor == "postgresql":
        pytest.skip("asked by the whole matrix")
    akun = ("petugas", "sekda", "dinas.kesehatan", "admin")
    salah, jumlah = tanya_semua(kantor, settings, tmp_path, "kes", akun, ["GET"], kecuali=CETAK)

    assert salah == []
    assert jumlah > 500


def tanya_semua(kantor, settings, tmp_path, objek, semua_akun, semua_metode, kecuali=()):
    """(cells answered otherwise than written, cells asked)."""
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": lokasi}
    contoh = buat_objek(kantor)[objek]
    salah, jumlah = [], 0

    with time_machine.travel(KINI, tick=False):
        penanya = {akun: Penanya(akun, kantor) for akun in semua_akun}
        nilai = nilai_parameter(kantor, contoh)
        for nama, parameter in semua_jalur():
            url = alamat(nama, parameter, parameter_untuk(nama, nilai))
            for metode, akun in sel(nama, parameter, objek, semua_akun):
                if metode not in semua_metode or nama in kecuali:
                    continue
                dapat, harap = penanya[akun].tanya(metode, url), HARAPAN[nama].jawaban(metode, akun, objek)
                jumlah += 1
                if dapat != harap:
                    salah.append(f"{nama} {metode} {akun}: {dapat}, tertulis {harap}")
    return salah, jumlah


BUKAN_SURAT = {
    *("cek", "verifikasi", "kalender_langganan", "hp_potongan", "hp_selesai"),
    *("pekerjaan_rinci", "pekerjaan_batalkan", "pekerjaan_ulangi"),
}
"""Open to everybody, or one's own jobs; their results are asked for too."""


@pytest.mark.parametrize(
    ("berakhir", "jawaban"),
    [
        (lambda orang: orang.penugasan.update(sampai=KINI.date() - dt.timedelta(days=1)), {404, 405}),
        (lambda orang: type(orang).objects.filter(pk=orang.pk).update(is_active=False), {"masuk"}),
    ],
    ids=["masa jabatan habis", "akun dinonaktifkan"],
)
@pytest.mark.parametrize("akun", ["dinas.kesehatan", "petugas", "asisten1"])
def test_login_yang_masih_terbuka_tidak_membawa_hak_lama(kantor, settings, tmp_path, akun, berakhir, jawaban):
    """Logged in, letters just looked at; then the post is over. The next request of every address knows."""
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": lokasi}
    contoh, orang = buat_objek(kantor)["kes"], getattr(kantor, akun.replace(".", "_"))
    with time_machine.travel(KINI, tick=False):
        nilai, penanya = nilai_parameter(kantor, contoh), Penanya(akun, kantor)
        surat = [
            (metode, alamat(nama, parameter, parameter_untuk(nama, nilai)))
            for nama, parameter in semua_jalur()
            if {"kode", "berkas"} & set(parameter) and nama not in BUKAN_SURAT
            for metode in ("GET", "POST")
        ]
        sebelum = penanya.tanya("GET", contoh.surat.get_absolute_url())
        berakhir(orang)
        sesudah = {penanya.tanya(*s) for s in surat}

    assert (sebelum, len(surat) > 30, sesudah - jawaban) == (200, True, set())
