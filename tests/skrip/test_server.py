"""The office as one foreground group, really started on the embedded store: it answers, and ends without a trace."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from script.layanan import port_kosong
from tests.basis_data import salin_acuan

AKAR = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("server")  # one prepared office serves all of these
KANTOR = [sys.executable, "-m", "script.lib.kantor"]


@pytest.fixture(scope="module")
def lingkungan(tmp_path_factory):
    """Environment of an office of its own on the embedded store, already prepared once."""
    bersih = {k: v for k, v in os.environ.items() if not k.startswith(("ESURAT_", "DJANGO_", "PYTEST_"))}
    var = tmp_path_factory.mktemp("kantor") / "var"
    bersih |= {"ESURAT_VAR": str(var), "ESURAT_ENV": os.devnull, "SECRET_KEY": "kunci-" + "k" * 60}
    bersih |= {"DATABASE_URL": f"sqlite:///{var}/esurat.sqlite3", "CELERY_BROKER_URL": "filesystem://"}
    var.mkdir()
    salin_acuan(var / "esurat.sqlite3")
    # People without letters: the way of sixty letters is another test's, and takes most of a first start.
    for perintah in (("migrate", "-v0"), ("muat_contoh", "--tanpa-surat"), ("siapkan",)):
        subprocess.run([sys.executable, "manage.py", *perintah], cwd=AKAR, env=bersih, check=True, capture_output=True)
    return bersih


def jalankan(lingkungan, **lain):
    return subprocess.run(KANTOR, cwd=AKAR, env=lingkungan | lain, capture_output=True, text=True, timeout=60)


class Kantor:
    """A started office; `tunggu_siap` reads its terminal up to the line that says how to close it."""

    def __init__(self, lingkungan):
        self.port, self.lingkungan = port_kosong(), lingkungan
        self.mulai = time.monotonic()
        self.proses = subprocess.Popen(
            KANTOR,
            cwd=AKAR,
            env=lingkungan | {"PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def tunggu_siap(self):
        layar = []
        for baris in self.proses.stdout:
            layar.append(baris)
            if baris.startswith("Ctrl-C"):
                self.lama = time.monotonic() - self.mulai
                return "".join(layar)
        raise AssertionError("".join(layar) + self.proses.stderr.read())

    def sehat(self):
        tanya = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            tanya.request("GET", "/sehat/")
            jawab = tanya.getresponse()
            return jawab.status, json.loads(jawab.read())
        finally:
            tanya.close()

    def bagian(self):
        """{pid: command line} of every living process of this store, wherever it hangs in the process tree."""
        tanda, ada = f"ESURAT_VAR={self.lingkungan['ESURAT_VAR']}".encode(), {}
        for proses in Path("/proc").glob("[0-9]*"):
            try:
                if tanda in (proses / "environ").read_bytes().split(b"\0"):
                    ada[int(proses.name)] = (proses / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
        return ada

    def tunggu_habis(self, detik=25):
        habis = time.monotonic() + detik
        while sisa := self.bagian():
            assert time.monotonic() < habis, f"still running: {sisa}"
            time.sleep(0.1)


@pytest.fixture
def kantor(lingkungan):
    kantor = Kantor(lingkungan)
    yield kantor
    if kantor.proses.poll() is None:
        kantor.proses.terminate()
    kantor.proses.communicate(timeout=60)
    kantor.tunggu_habis()


def test_it_announces_itself_works_and_closes_on_sigterm(kantor):
    layar = kantor.tunggu_siap()
    assert f"\ne-Surat siap: http://127.0.0.1:{kantor.port}\n" in layar
    assert "sekda" in layar
    assert kantor.lama < 25  # 6 s where nothing else runs; here other tests do
    habis = time.monotonic() + 90
    while kantor.sehat()[1]["worker"] != "hidup":
        assert time.monotonic() < habis, "no worker"
        time.sleep(0.2)
    assert kantor.sehat()[0] == 200

    kedua = jalankan(kantor.lingkungan, PORT=str(port_kosong()))
    assert kedua.returncode == 1
    assert "sudah berjalan" in kedua.stderr

    kantor.proses.terminate()
    assert kantor.proses.wait(40) == 0
    assert kantor.bagian() == {}


def test_ctrl_c_reaches_the_whole_group_and_ends_it_in_order(kantor):
    kantor.tunggu_siap()
    os.killpg(kantor.proses.pid, signal.SIGINT)
    assert kantor.proses.wait(40) == 0
    assert kantor.proses.stderr.read() == ""
    assert kantor.bagian() == {}


def test_when_one_part_dies_all_end_and_the_terminal_says_which(kantor):
    kantor.tunggu_siap()
    beat = next(pid for pid, perintah in kantor.bagian().items() if " beat " in perintah)
    os.kill(beat, signal.SIGKILL)
    assert kantor.proses.wait(40) == 1
    assert "Bagian 'beat' berhenti sendiri (kode -9), jadi kantor ditutup." in kantor.proses.stderr.read()
    assert kantor.bagian() == {}


def test_nothing_outlives_a_killed_supervisor(kantor):
    kantor.tunggu_siap()
    kantor.proses.kill()
    kantor.tunggu_habis()


def test_a_port_in_use_gets_a_sentence(lingkungan):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        port = s.getsockname()[1]
        hasil = jalankan(lingkungan, PORT=str(port))
    assert (hasil.returncode, hasil.stdout) == (1, "")
    assert hasil.stderr == (
        f"\nPort {port} sedang dipakai program lain.\nPilih yang lain: PORT={port + 1} script/server\n"
    )


@pytest.mark.parametrize(
    ("nama", "nilai", "kalimat"),
    [
        ("PORT", "delapan", "PORT=delapan bukan nomor port."),
        ("ESURAT_MODE", "latihan", "ESURAT_MODE='latihan': tulis 'contoh' atau 'produksi'."),
        ("SECRET_KEY", "", "SECRET_KEY belum diisi."),
    ],
)
def test_a_wrong_setting_gets_a_sentence_and_no_traceback(lingkungan, nama, nilai, kalimat):
    hasil = jalankan(lingkungan, **{nama: nilai})
    assert hasil.returncode == 1
    assert kalimat in hasil.stderr
    assert "Traceback" not in hasil.stderr
