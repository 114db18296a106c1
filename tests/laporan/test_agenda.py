"""The agenda book: what its rows say, who may print it, and that nothing is clipped."""

import datetime as dt

import pypdfium2
import pytest
import time_machine
from django.urls import reverse

from dokumen.pekerjaan import kerjakan, mulai_pekerjaan
from laporan.agenda import baris_agenda, surat_agenda
from laporan.cetak import JENIS_AGENDA, render_buku_agenda
from tests.factories import UnitKerjaFactory
from tests.perjalanan import Perjalanan, wita

AWAL, AKHIR = dt.date(2026, 11, 9), dt.date(2026, 11, 13)
KES = "Dinas Kesehatan"


def halaman_pdf(isi):
    """The text of each page, white space folded."""
    return [" ".join(h.get_textpage().get_text_range().split()) for h in pypdfium2.PdfDocument(isi)]


def baris(pegawai):
    with time_machine.travel(wita(13, 12), tick=False):
        return baris_agenda(surat_agenda(pegawai, AWAL, AKHIR), 0, None)


def test_baris_memuat_kolom_buku_agenda(kantor):
    Perjalanan(kantor).sampai_dinas()

    assert baris(kantor.petugas) == [
        {
            "panjang": False,
            "batal": False,
            "bulan": dt.date(2026, 11, 1),
            "diterima": wita(9, 8),
            "nomor_agenda": "1/2026",
            "pengirim": "Dinas Kesehatan Provinsi Contoh Raya",
            "tanggal_surat": dt.date(2026, 11, 6),
            "nomor_surat": "400.7.13/2217/Dinkes/2026",
            "hal": "Permintaan data capaian imunisasi",
            "kepada": "Asisten I; Dinkes",
            "keterangan": "",
        }
    ]


def test_keterangan_menyebut_yang_terlambat_dan_yang_selesai(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    p.disposisi(kantor.sekda, wita(11, 9), ke_unit=[KES]).kirim(KES, pada=wita(11, 9, 30))
    p.buka(kantor.dinkes, KES, wita(11, 10)).terima(kantor.dinkes, KES, wita(11, 10)).selesaikan(kantor.dinkes)

    # Sekda: received Monday 08.50, one working day, so until Tuesday 16.00; disposed Wednesday 09.00.
    assert [b["keterangan"] for b in baris(kantor.petugas)] == ["Lewat 1 jam 30 menit (Sekda); Selesai"]


def test_surat_rahasia_tetap_tertutup_di_buku_bagi_siapa_pun(kantor):
    """Also for one who reads the letter on the screen today."""
    hal, nomor, pengirim = "Pemeriksaan khusus kas daerah", "R-77/2026", "Kejaksaan Negeri Contoh"
    isi = {"hal": hal, "nomor_surat": nomor, "nama_pengirim": pengirim, "acara_mulai": wita(9, 7), "pindai": False}
    Perjalanan(kantor).catat(keamanan="R", **isi).arahkan().telaah()
    Perjalanan(kantor).catat(keamanan="SR", **isi)
    Perjalanan(kantor).catat(keamanan="T", **isi)

    with time_machine.travel(wita(13, 12), tick=False):
        terlihat = [s.hal_tampil for s in surat_agenda(kantor.kabag_umum, AWAL, AKHIR)]
        teks = " ".join(halaman_pdf(render_buku_agenda(AWAL, AKHIR, pegawai=kantor.kabag_umum)))
    assert terlihat == [hal, "Surat sangat rahasia, hal tidak ditampilkan", hal]
    kolom = ("pengirim", "nomor_surat", "hal", "keterangan")
    terbuka = (pengirim, nomor, hal, "Diterima setelah acara")
    assert [tuple(b[k] for k in kolom) for b in baris(kantor.kabag_umum)] == [
        ("(tidak ditulis)", "(tidak ditulis)", "(rahasia)", ""),
        ("(tidak ditulis)", "(tidak ditulis)", "(sangat rahasia)", ""),
        terbuka,
    ]
    assert [teks.count(k) for k in (hal, nomor, pengirim, "(tidak ditulis)")] == [1, 1, 1, 4]


def test_masa_memakai_hari_kantor(kantor):
    Perjalanan(kantor).catat(diterima_pada=wita(9, 0, 0))
    Perjalanan(kantor).catat(pada=wita(14, 0, 10), diterima_pada=wita(14, 0, 0))

    assert [b["nomor_agenda"] for b in baris(kantor.petugas)] == ["1/2026"]


@pytest.mark.parametrize("jumlah", [1, 3])
def test_jumlah_kueri_tetap(kantor, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        Perjalanan(kantor).sampai_dinas()
    orang = type(kantor.petugas).objects.get(pk=kantor.petugas.pk)
    assert orang.penugasan_berlaku
    with django_assert_num_queries(6):  # two of them the stamp, which a request asks for once
        assert len(baris(orang)) == jumlah


def test_cetakan_utuh_pada_hal_seribu_huruf_dan_lima_puluh_penerima(kantor):
    hal = " ".join(f"kata{n:03}" for n in range(125))[:999] + "Z"
    semua = [UnitKerjaFactory(nama=f"Balai{n:02}").nama for n in range(50)]
    p = Perjalanan(kantor).catat(hal=hal).arahkan().telaah()
    p.disposisi(kantor.sekda, ke_unit=semua)
    with time_machine.travel(wita(13, 12), tick=False):
        isi = render_buku_agenda(AWAL, AKHIR, pegawai=kantor.petugas)

    teks = " ".join(halaman_pdf(isi))
    assert [k for k in hal.split() if k not in teks] == []
    assert [u for u in semua if u not in teks] == []
    assert "Halaman 1 dari 1" in teks
    assert "oleh Ratna Melur" in teks
    assert "Jumlah: 1 surat." in teks


@pytest.mark.parametrize(
    ("nama", "status"),
    [("petugas", 200), ("kabag_umum", 200), ("auditor", 200), ("sekda", 404), ("dinkes", 404), ("admin", 404)],
)
def test_hanya_pemegang_register_yang_mencetak(kantor, client, nama, status):
    client.force_login(getattr(kantor, nama))

    assert client.get(reverse("buku_agenda")).status_code == status


def test_masa_terbalik_ditolak_dengan_kalimat(kantor, client):
    client.force_login(kantor.petugas)

    jawaban = client.post(reverse("buku_agenda"), {"dari": "9-11-2026", "sampai": "1-11-2026", "kertas": "F4"})

    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors == {
        "sampai": ["Tanggal akhir mendahului tanggal awal. Tukar kedua tanggalnya."]
    }


def test_buku_yang_sudah_jadi_tertutup_bagi_yang_meninggalkan_jabatannya(kantor, client, settings, tmp_path):
    """The login is still open and the result lives a week: rights follow the post, not the request."""
    lokasi = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": lokasi}
    Perjalanan(kantor).catat()
    client.force_login(kantor.petugas)
    isian = {"dari": "2026-11-09", "sampai": "2026-11-13", "kertas": "F4", "sampai_pk": 10**9}
    pekerjaan = mulai_pekerjaan(JENIS_AGENDA, isian, kantor.petugas)
    kerjakan(pekerjaan.pk)
    alamat = reverse("pekerjaan_hasil", args=[pekerjaan.kode])
    jawaban = client.get(alamat)
    sebelum = (jawaban.status_code, jawaban["Content-Type"])
    for tutup in jawaban._resource_closers:  # closing the response itself would close the database
        tutup()
    kantor.petugas.penugasan.update(sampai=dt.date(2026, 1, 1), mulai=dt.date(2026, 1, 1))

    assert (sebelum, client.get(alamat).status_code) == ((200, "application/pdf"), 404)
