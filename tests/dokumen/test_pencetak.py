"""The printer that waits: loaded before the sheet comes, behind the same fence, and never left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from dokumen import cetak, pencetak
from dokumen.galat import CetakGagal
from tests.dokumen.test_cetak import teks

LEMBAR = '<body class="tegak"><p>Lembar {}</p>'


@pytest.fixture
def siaga():
    """Calling it gives the pids of the printers that wait; none before, none afterwards."""

    def kosongkan():
        while pencetak._siaga:
            pencetak._siaga.pop().tutup()

    kosongkan()
    yield lambda: [p.anak.pid for p in pencetak._siaga]
    kosongkan()


def hidup(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_setiap_lembar_dicetak_anak_sendiri_yang_sudah_menunggu(siaga):
    tulisan, menunggu = [], []
    for n in range(3):
        tulisan.append(teks(cetak.cetak_terbatas(LEMBAR.format(n))).strip()[:8])
        menunggu += siaga()

    assert tulisan == ["Lembar 0", "Lembar 1", "Lembar 2"]
    assert len(set(menunggu)) == 3  # one sheet each: nothing of a letter stays for the next
    assert [hidup(pid) for pid in menunggu] == [False, False, True]


def test_yang_menunggu_tidak_tahu_apa_pun_tentang_kantor(siaga):
    cetak.cetak_terbatas(LEMBAR.format(1))
    (pid,) = siaga()

    while not (isi := Path(f"/proc/{pid}/environ").read_bytes()):
        time.sleep(0.01)  # for a moment after it began, a program has no environment yet
    lingkungan = isi.decode().split("\0")
    assert sorted(x.partition("=")[0] for x in lingkungan if x) == [
        "HOME",
        "LANG",
        "MALLOC_ARENA_MAX",
        "PYTHONPATH",
        "TMPDIR",
    ]
    assert str(settings.BERKAS_DIR) not in Path(f"/proc/{pid}/cmdline").read_text()


def test_yang_menunggu_terbunuh_lembarnya_tetap_tercetak(siaga):
    cetak.cetak_terbatas(LEMBAR.format(1))
    (pid,) = siaga()
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

    assert "Lembar 2" in teks(cetak.cetak_terbatas(LEMBAR.format(2)))


def test_buku_dicetak_tanpa_menyisakan_yang_menunggu(siaga):
    cetak.cetak_terbatas(LEMBAR.format(1), detik=90)

    assert siaga() == []


def test_anak_yang_dibunuh_selagi_mencetak_menjadi_kalimat_server_sibuk(siaga, monkeypatch):
    """By the clock: the machine is blamed, not the sheet, and the next one prints."""
    monkeypatch.setattr(cetak, "SABAR", -cetak.DETIK_LEMBAR)
    with pytest.raises(CetakGagal) as galat:
        cetak.cetak_terbatas("<table>" + "<tr><td>Undangan</td></tr>" * 20_000 + "</table>")

    assert galat.value.pesan == (
        "Server sedang sibuk, jadi lembar ini belum tercetak. Data surat aman. Coba lagi sebentar."
    )
    monkeypatch.undo()
    assert "Lembar 3" in teks(cetak.cetak_terbatas(LEMBAR.format(3)))


def test_yang_menunggu_berakhir_bersama_yang_menyalakannya():
    kode = (
        "import os, django; django.setup()\n"
        "from dokumen import cetak, pencetak\n"
        "cetak.cetak_terbatas('<p>x</p>')\n"
        "print(pencetak._siaga[0].anak.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    hasil = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-c", kode],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "esurat.settings_test"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )

    pid, habis = int(hasil.stdout), time.monotonic() + 30
    while hidup(pid) and time.monotonic() < habis:
        time.sleep(0.05)
    assert (hasil.returncode, hidup(pid)) == (-signal.SIGKILL, False)
