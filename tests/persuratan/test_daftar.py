"""Lists: order, filters in the address, pages by keyset in both directions."""

import datetime as dt
import re

import pytest
import time_machine
from django.db.models import Q

from persuratan.daftar import halaman_surat
from persuratan.models import JenisNaskah, SuratMasuk
from persuratan.sapuan import sapu_terlambat
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

DINKES, DISDIK = "Dinas Kesehatan", "Dinas Pendidikan"
KINI = wita(13, 9)


def nomor(halaman):
    return [s.nomor_agenda for s in halaman.surat]


@pytest.fixture
def tujuh(kantor):
    """Seven letters; the odd ones went to Dinas Kesehatan, by its unit or by its head."""
    for ke in range(1, 8):
        p = Perjalanan(kantor).sampai_sekda()
        if ke % 2:
            p.disposisi(kantor.sekda, ke_unit=[DINKES]).kirim(DINKES)


@pytest.mark.parametrize(("siapa", "urut"), [("petugas", [7, 6, 5, 4, 3, 2, 1]), ("dinkes", [7, 5, 3, 1])])
def test_halaman_maju_lalu_mundur_memuat_tiap_surat_sekali(kantor, tujuh, siapa, urut):
    pegawai = getattr(kantor, siapa)
    halaman = halaman_surat(pegawai, Q(), ukuran=2)
    maju, terlewat = [nomor(halaman)], [halaman]
    while halaman.lebih_lama:
        halaman = halaman_surat(pegawai, Q(), sebelum=halaman.lebih_lama, ukuran=2)
        maju.append(nomor(halaman))
        terlewat.append(halaman)
    assert [n for h in maju for n in h] == urut
    assert [len(h) for h in maju[:-1]] == [2] * (len(maju) - 1)
    mundur = []
    while halaman.lebih_baru:
        halaman = halaman_surat(pegawai, Q(), sesudah=halaman.lebih_baru, ukuran=2)
        mundur.append(nomor(halaman))
    assert [n for h in mundur for n in sorted(h)] == sorted(urut)[len(maju[-1]) :]
    assert (terlewat[0].lebih_baru, halaman.lebih_lama is not None) == (None, True)


def test_surat_yang_sampai_lewat_dua_jalan_tampil_sekali(kantor):
    """Kabag Hukum stands for his unit and holds a post: both ways lead to the same letter."""
    Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, kepada=["Kepala Bagian Hukum"], ke_unit=[DINKES])
    assert nomor(halaman_surat(kantor.kabag_hukum, Q(), ukuran=2)) == [1]


@pytest.fixture
def buka(client):
    def buka(pegawai, url):
        client.force_login(pegawai)
        with time_machine.travel(KINI, tick=False):
            isi = client.get(url).content.decode()
        return re.findall(r"<b>(\d+)/2026</b>", isi), isi

    return buka


@pytest.mark.parametrize(
    ("saring", "hasil"),
    [
        ("", ["5", "4", "3", "2", "1"]),
        ("?status=TERCATAT", ["4", "3", "1"]),
        ("?status=belum", ["4", "3", "2", "1"]),
        ("?status=SELESAI", ["5"]),
        ("?kecepatan=SEGERA", ["3"]),
        ("?keamanan=R", ["4"]),
        ("?jenis={undangan}", ["2"]),
        ("?dari=11-11-2026", ["4", "3"]),
        ("?sampai=10-11-2026", ["5", "2", "1"]),
        ("?dari=10-11-2026&sampai=10-11-2026", ["2"]),
        ("?terlambat=on", ["3", "2", "1"]),
        ("?pengirim=kejaksaan", ["4"]),
        ("?tahun=2026", ["5", "4", "3", "2", "1"]),
        ("?tahun=2025", []),
        ("?tangan={setda}", ["2"]),
        ("?status=belum&kecepatan=SEGERA", ["3"]),
        ("?status=salah&jenis=99&tahun=x&dari=entah", ["5", "4", "3", "2", "1"]),
    ],
)
def test_saringan(kantor, buka, saring, hasil):
    undangan = JenisNaskah.objects.get(undangan=True, kode="undangan")
    Perjalanan(kantor).catat(diterima_pada=wita(9, 8), pindai=False)
    Perjalanan(kantor).catat(wita(10, 8), diterima_pada=wita(10, 7, 40), jenis=undangan).arahkan(
        wita(10, 8, 10)
    ).telaah(wita(10, 11))
    Perjalanan(kantor).catat(wita(11, 8), diterima_pada=wita(11, 7, 50), kecepatan="SEGERA", pindai=False)
    Perjalanan(kantor).catat(
        wita(13, 8, 55), diterima_pada=wita(13, 8, 50), keamanan="R", nama_pengirim="Kejaksaan Negeri"
    )
    Perjalanan(kantor).sampai_sekda().arsipkan(kantor.sekda)
    # What the sweep would have recorded by now.
    sapu_terlambat(KINI)
    setda = kantor.sekda.penugasan.get().jabatan.unit_id
    assert buka(kantor.petugas, "/surat/" + saring.format(undangan=undangan.pk, setda=setda))[0] == hasil


def test_saringan_terlihat_dan_dapat_dihapus_satu_per_satu(kantor, buka):
    Perjalanan(kantor).catat(kecepatan="SEGERA")
    isi = buka(kantor.petugas, "/surat/?kecepatan=SEGERA&dari=9-11-2026&sebelum=999999999")[1]
    keping = re.findall(r'<a class="lencana biru" href="([^"]+)">(.*?) <svg', isi)
    assert keping == [("/surat/?kecepatan=SEGERA", "sejak 9-11-2026"), ("/surat/?dari=9-11-2026", "Segera")]


def test_saringan_terlambat_tidak_membocorkan_unit_tetangga(kantor, buka):
    """A Dinas may not find out by a filter that its neighbour is late."""
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES, DISDIK]).kirim(DINKES, DISDIK)
    p.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    sapu_terlambat(KINI)
    assert buka(kantor.disdik, "/surat/?terlambat=on")[0] == ["1"]
    assert buka(kantor.dinkes, "/surat/?terlambat=on")[0] == []
    unit = p.kiriman(DISDIK).unit_id
    assert buka(kantor.dinkes, f"/surat/?tangan={unit}")[0] == []


def test_tanggal_yang_tidak_terbaca_dikatakan(kantor, buka):
    Perjalanan(kantor).catat()
    nomor_tampil, isi = buka(kantor.petugas, "/surat/?dari=31-2-2026")
    kalimat = "Diterima sejak 31 Februari 2026 tidak ada. Periksa tanggal terakhir bulan Februari."
    assert nomor_tampil == ["1"]
    assert isi.count(kalimat) == 2  # above the list, and at its field, which on a phone stands below the list
    assert re.findall(r'<b>Saringan belum dipakai semua\.</b> (.*?) <a href="#saring">(.*?)</a>', isi) == [
        (kalimat, "Perbaiki saringan")
    ]


@pytest.mark.parametrize(
    "kunci", ["sebelum=x", "sebelum=-1", "sesudah=999999999999999999999", "sebelum=1&sesudah=1", "sebelum="]
)
def test_kunci_halaman_yang_rusak_tidak_merusak(kantor, client, kunci):
    Perjalanan(kantor).catat()
    client.force_login(kantor.petugas)
    assert [client.get(f"{u}{kunci}").status_code for u in ("/surat/?", "/cari/?q=data&", "/kabar/?")] == [200] * 3


@pytest.mark.parametrize(
    ("q", "judul", "ket"),
    [
        ("imunisasi", "Hasil cari “imunisasi”", "1 surat, terbaru di atas."),
        (
            "imunsasi",
            "Hasil cari “imunisasi”",
            "1 surat, terbaru di atas. Tidak ada “imunsasi”, jadi dicari <b>imunisasi</b>. "
            '<a href="/cari/?q=imunsasi&amp;persis=1">Cari persis seperti ditulis</a>',
        ),
        ("imunsasi&persis=1", "Hasil cari “imunsasi”", "Tidak ada surat yang cocok."),
        ("zzzz", "Hasil cari “zzzz”", "Tidak ada surat yang cocok."),
        ("", "Cari surat", "Tulis nomor agenda, nomor surat, pengirim, hal, tanggal, atau kode pada tanda terima."),
    ],
)
def test_halaman_cari(kantor, buka, q, judul, ket):
    Perjalanan(kantor).catat()
    isi = buka(kantor.petugas, f"/cari/?q={q}")[1]
    assert re.search(r"<h1>(.*?)</h1>\s*<p class=\"ket\">(.*?)</p>", isi, re.DOTALL).groups() == (judul, ket)


def test_koreksi_tidak_membocorkan_surat_orang_lain(kantor, buka):
    """The nearest word stands in a letter this person may not know of: nothing is suggested."""
    Perjalanan(kantor).catat(hal="Pengadaan genset")
    isi = buka(kantor.dinkes, "/cari/?q=gensett")[1]
    assert "jadi dicari" not in isi
    assert "genset<" not in isi


def test_cari_bersama_saringan(kantor, buka):
    Perjalanan(kantor).catat(kecepatan="SEGERA")
    Perjalanan(kantor).catat()
    assert buka(kantor.petugas, "/cari/?q=imunisasi")[0] == ["2", "1"]
    assert buka(kantor.petugas, "/cari/?q=imunisasi&kecepatan=SEGERA")[0] == ["1"]
    assert SuratMasuk.objects.filter(diterima_pada__date=dt.date(2026, 11, 9)).count() == 2
