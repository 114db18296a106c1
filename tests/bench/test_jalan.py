"""script/bench runs to its end on a small office, says everything in its one form, and leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, path, resolve

from bench.angka import Papan, p50, p95
from bench.halaman import _kueri, cari_maks
from organisasi import kueri_siap
from organisasi.kueri_siap import KueriSiap

AKAR = Path(__file__).resolve().parents[2]
BARIS = re.compile(r"[a-z0-9_]+ (-?[0-9.]+|tidak-ada) \S+ (-|<=[0-9.]+|=[0-9.]+|harus-ada) (ok|fail)")
WAKTU = re.compile(r"(p50|p95|semai|sapuan_per_tugas|agenda_pdf_per_100_baris|per_1000_baris) ")
HALAMAN = ("beranda", "daftar", "daftar_dalam", "surat", "cari")
ORANG = ("dinas", "petugas")
WAJIB = {
    *(f"{h}_{o}_p95" for h in (*HALAMAN, "polos") for o in ORANG),
    *(f"kueri_{h}_{o}" for h in HALAMAN for o in ORANG),
    *(f"bobot_{b}_{h}" for b in ("pertama", "hangat") for h in (*HALAMAN, "catat", "terima")),
    *("semai", "jejak_cacat", "nomor_cacat", "jejak_cacat_akhir", "nomor_cacat_akhir", "catat_pindaian_1mb_p95"),
    *(f"ekspor_{b}_{u}" for b in ("csv", "xlsx") for u in ("per_1000_baris", "ingatan")),
    *("buka_p95", "terima_p95", "sapuan_per_tugas", "sapuan_kosong_p95", "agenda_pdf_per_100_baris"),
}


def test_satu_angka_sebaris():
    baris = []
    papan = Papan(baris.append)
    papan.catat("a", 1.234, "ms")
    papan.catat("b", 2.0, "ms", maks=2)
    papan.catat("c", 8, "kueri", harus=7)
    papan.catat("d", None, "ms")

    assert (baris, papan.gagal) == (
        ["a 1.23 ms - ok", "b 2 ms <=2 ok", "c 8 kueri =7 fail", "d tidak-ada ms harus-ada fail"],
        2,
    )


def test_persentil():
    detik = [n / 1000 for n in range(1, 101)]

    assert (p50(detik), p95(detik), p95([0.003])) == (50.5, 95.0, 3.0)


def test_batas_cari_menurut_banyaknya_surat():
    assert [cari_maks(n) for n in (1_000, 100_000, 100_001, 1_000_000)] == [150, 150, 300, 300]


def test_halaman_polos_bukan_bagian_produk():
    with pytest.raises(Resolver404):
        resolve("/bench/polos/")


SERING = kueri_siap.SERING
_TEKS = [KueriSiap("SELECT %s", [(None, n)]) for n in (1, 2)]
urlpatterns = [path("dua/", lambda request: HttpResponse(str([_jalankan(t) for t in _TEKS])))]


def _jalankan(teks):
    with connection.cursor() as kursor:
        kursor.execute(*teks.isi(None))
        return kursor.fetchone()[0]


@pytest.mark.pg
@pytest.mark.django_db
def test_kueri_dihitung_setelah_semua_teksnya_disiapkan(settings, monkeypatch, kueri_tak_disiapkan):
    """One text was asked once more often than the other: their PREPARE fall into two visits in a row."""
    settings.MIDDLEWARE, settings.ROOT_URLCONF = [], __name__
    monkeypatch.setattr(kueri_siap, "SERING", SERING)
    _jalankan(_TEKS[0])

    assert _kueri(Client(), "/dua/") == 2


def _bench(folder, *pilihan):
    return subprocess.Popen(
        [sys.executable, "-m", "bench", *pilihan],
        cwd=AKAR,
        env=os.environ | {"TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _tersisa(folder):
    return sorted(p.name for p in folder.glob("esurat-layanan-*"))


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="bench-") as nama:  # the account of PostgreSQL must pass through
        Path(nama).chmod(0o711)
        yield Path(nama)


@pytest.mark.pg
@pytest.mark.panjang
def test_kantor_kecil_diukur_sampai_habis(folder):
    """Times are no matter here, on a machine that tests other things meanwhile; everything else must be ok."""
    proses = _bench(folder, "--surat", "300", "--putaran", "3")
    keluar, cerita = proses.communicate(timeout=600)
    baris = keluar.splitlines()

    assert ([b for b in baris if not BARIS.fullmatch(b)], _tersisa(folder)) == ([], [])
    assert ({b.split()[0] for b in baris} >= WAJIB, proses.returncode in {0, 1}) == (True, True), cerita
    assert [b for b in baris if b.endswith("fail") and not WAKTU.search(b)] == []


@pytest.mark.pg
@pytest.mark.panjang
def test_dihentikan_di_tengah_tidak_meninggalkan_apa_pun(folder):
    proses = _bench(folder, "--surat", "5000")
    while proses.poll() is None and "Menyemai" not in proses.stderr.readline():
        pass
    time.sleep(1)
    proses.send_signal(signal.SIGINT)
    proses.communicate(timeout=120)

    assert (proses.returncode, _tersisa(folder)) == (130, [])
