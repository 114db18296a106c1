"""A text asked for often is prepared once for a connection; the answers stay what they were."""

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from organisasi import kueri_siap
from organisasi.hafalan import hafal
from organisasi.models import Pegawai
from tests.factories import JabatanFactory, PegawaiFactory
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
SERING = kueri_siap.SERING
TEKS = "100% 'kutip' %s"


@pytest.fixture(autouse=True)
def disiapkan(monkeypatch, kueri_tak_disiapkan):
    monkeypatch.setattr(kueri_siap, "SERING", SERING)


@pytest.fixture
def orang():
    orang = PegawaiFactory(jabatan=JabatanFactory())
    assert orang.penugasan_berlaku  # the directory is read before anything is counted
    return orang


def tanya(orang, nama):
    """[(name, a fixed text)] of those called `nama`, and the statements that asked for it."""

    def susun(nama):
        return Pegawai.objects.filter(nama=nama).annotate(teks=Value(TEKS)).values_list("nama", "teks")

    with CaptureQueriesContext(connection) as kueri:
        hasil = hafal("siap", orang, susun, nama=nama)
    return hasil, [k["sql"].split()[0] for k in kueri if "capacuan" not in k["sql"]]


def test_sesudah_sering_ditanya_disiapkan_sekali_lalu_hanya_dijalankan(orang):
    lain = PegawaiFactory()
    nama = [orang.nama, lain.nama, "tidak ada", orang.nama, lain.nama, "tidak ada"]
    hasil = [tanya(orang, n) for n in nama]

    assert [baris for baris, _ in hasil] == [[(n, TEKS)] if n != "tidak ada" else [] for n in nama]
    assert [kata for _, kata in hasil] == [["SELECT"]] * SERING + [["PREPARE", "EXECUTE"], ["EXECUTE"], ["EXECUTE"]]


def test_transaksi_yang_batal_tidak_membatalkan_yang_disiapkan(orang):
    for _ in range(SERING):
        tanya(orang, orang.nama)
    with transaction.atomic():
        assert tanya(orang, orang.nama)[1] == ["PREPARE", "EXECUTE"]
        transaction.set_rollback(True)

    assert tanya(orang, orang.nama) == ([(orang.nama, TEKS)], ["EXECUTE"])


def test_terlalu_banyak_dilepas_semua_dan_mulai_lagi(orang, monkeypatch):
    monkeypatch.setattr(kueri_siap, "PALING_BANYAK", 2)
    monkeypatch.setattr(kueri_siap, "SERING", 0)
    connection.kueri_siap = (connection.connection, {"a", "b"})

    assert tanya(orang, orang.nama) == ([(orang.nama, TEKS)], ["DEALLOCATE", "PREPARE", "EXECUTE"])
    assert tanya(orang, orang.nama)[1] == ["EXECUTE"]


def test_di_belakang_pembagi_sambungan_tidak_ada_yang_disiapkan(orang, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    assert [tanya(orang, orang.nama)[1] for _ in range(SERING + 2)] == [["SELECT"]] * (SERING + 2)


def test_halaman_yang_sering_dibuka_tetap_sama(kantor, client):
    """Home, lists and letters of people with different rights: the prepared texts give the same pages."""
    p = Perjalanan(kantor).sampai_dinas()
    Perjalanan(kantor).sampai_sekda()
    alamat = ["/", "/surat/", p.surat.get_absolute_url(), "/kabar/"]
    for orang in (kantor.petugas, kantor.dinkes, kantor.sekda, kantor.kabag_umum, kantor.auditor):
        with time_machine.travel(wita(9, 12), tick=False):
            client.force_login(orang)
            for a in alamat:
                client.get(a)  # looking is noted the first time
            halaman = [[_isi(client.get(a)) for a in alamat] for _ in range(SERING + 1)]
            with CaptureQueriesContext(connection) as kueri:
                halaman.append([_isi(client.get(a)) for a in alamat])
        assert halaman[1:] == halaman[:1] * (SERING + 1)
        assert sum(k["sql"].startswith("EXECUTE") for k in kueri) > 8


def _isi(jawaban):
    """What `<main>` shows, without what is new each time."""
    assert jawaban.status_code == 200
    isi = jawaban.content.decode().partition("<main")[2].partition("</main>")[0]
    return [baris for baris in isi.splitlines() if "name=" not in baris]


@pytest.mark.django_db(transaction=True)
def test_sambungan_baru_menyiapkan_sendiri(orang):
    for _ in range(SERING + 1):
        tanya(orang, orang.nama)
    connection.close()

    assert tanya(orang, orang.nama) == ([(orang.nama, TEKS)], ["PREPARE", "EXECUTE"])
