"""The office as it runs at the customer: gunicorn, workers and beats, each a process of its own that can be shot.

Only processes started here are ever signalled, by their number. What outlives its parent is found by the folder of
the office in its environment.
"""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from script.layanan import ikut_mati, port_kosong

AKAR = Path(__file__).resolve().parents[2]
SIAP = 90
"""Seconds a process may take to answer on a busy machine."""


def tunggu(syarat, detik=SIAP, keluhan="waited too long"):
    """The first true value of `syarat()`; AssertionError with `keluhan` (text or a function) after `detik`."""
    habis = time.monotonic() + detik
    while not (nilai := syarat()):
        if time.monotonic() > habis:
            raise AssertionError(keluhan() if callable(keluhan) else keluhan)
        time.sleep(0.05)
    return nilai


def anak(pid):
    """The living children of a process, whichever of its threads forked them."""
    pids = []
    for utas in Path(f"/proc/{pid}/task").glob("*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            pids += map(int, (utas / "children").read_text().split())
    return [p for p in pids if hidup(p)]


def hidup(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class KantorNyata:
    """Processes of one office. `lingkungan` is added to a clean environment; `var` is its folder, `port` its page."""

    def __init__(self, var, **lingkungan):
        self.var, self.port = var, port_kosong()
        self.berkas, self.surel, self.log = var / "berkas", var / "surel", var / "log"
        for folder in (self.berkas, self.surel, self.log, var / "antrean", var / "antrean-kendali"):
            folder.mkdir(parents=True, exist_ok=True)
        bersih = {
            k: v for k, v in os.environ.items() if not k.startswith(("ESURAT_", "DJANGO_", "PYTEST_", "MIGRASI_"))
        }
        self.lingkungan = bersih | {
            "ESURAT_VAR": str(var),
            "ESURAT_ENV": os.devnull,
            "ESURAT_IKAT": "127.0.0.1",
            "SECRET_KEY": "kunci-ketahanan-" + "k" * 48,
            "EMAIL_URL": f"filemail:///{self.surel}",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            "PYTHONUNBUFFERED": "1",
            **lingkungan,
        }
        self.proses, self.perintah, self.bungkus = {}, {}, []
        self.dijaga = False
        self._kunci, self._penjaga = threading.Lock(), None

    # Starting and stopping ------------------------------------------------------------------------------

    def web(self):
        self.nyalakan("web", "gunicorn", "-c", "deploy/gunicorn.conf.py", "esurat.wsgi")
        return self

    def worker(self, nama="worker", anak=2):
        pilihan = ("-l", "WARNING", "-c", str(anak), "-n", f"{nama}@uji", "--without-gossip", "--without-mingle")
        self.nyalakan(nama, "celery", "-A", "esurat", "--quiet", "worker", *pilihan)
        return self

    def beat(self, nama="beat", modul="celery", aplikasi="esurat"):
        jadwal = self.var / f"jadwal-{nama}"
        self.nyalakan(nama, modul, "-A", aplikasi, "--quiet", "beat", "-l", "WARNING", "-s", jadwal, "--pidfile=")
        return self

    def nyalakan(self, nama, modul, *argumen):
        self.perintah[nama] = [*self.bungkus, sys.executable, "-m", modul, *map(str, argumen)]
        with self._kunci:
            self._mulai(nama)

    def _mulai(self, nama):
        with (self.log / f"{nama}.log").open("ab") as catatan:
            self.proses[nama] = subprocess.Popen(
                self.perintah[nama],
                cwd=AKAR,
                env=self.lingkungan,
                stdin=subprocess.DEVNULL,
                stdout=catatan,
                stderr=catatan,
                start_new_session=True,
                preexec_fn=ikut_mati(),
            )

    def jaga(self):
        """Start again whatever dies, as the supervisor of the office does."""
        self.dijaga = True
        self._penjaga = threading.Thread(target=self._jaga, name="penjaga", daemon=True)
        self._penjaga.start()
        return self

    def _jaga(self):
        while self.dijaga:
            with self._kunci:
                for nama, proses in self.proses.items():
                    if self.dijaga and proses.poll() is not None:
                        self._mulai(nama)
            time.sleep(0.05)

    def matikan(self, nama, sinyal=signal.SIGKILL):
        """End one part for good, its children too."""
        with self._kunci:
            proses = self.proses.pop(nama)
        _sinyal_kelompok(proses.pid, sinyal)
        proses.wait(SIAP)
        if sinyal == signal.SIGKILL:
            _sinyal_kelompok(proses.pid, sinyal)

    def tutup(self):
        """End everything in order; then whatever is left of it, by its number."""
        self.dijaga = False
        if self._penjaga:
            self._penjaga.join(SIAP)
        with self._kunci:
            for proses in self.proses.values():
                if proses.poll() is None:
                    proses.terminate()
            for proses in self.proses.values():
                with contextlib.suppress(subprocess.TimeoutExpired):
                    proses.wait(20)
                _sinyal_kelompok(proses.pid, signal.SIGKILL)
                proses.wait(SIAP)
            self.proses.clear()
        for pid in self.sisa():
            self.sinyal(pid)
        tunggu(lambda: not self.sisa(), 20, lambda: f"still running: {self.sisa()}")

    def sisa(self):
        """{pid: command line} of every living process of this office, whoever its parent is."""
        tanda, ada = str(self.var).encode(), {}
        for proses in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if tanda in (proses / "environ").read_bytes() and hidup(int(proses.name)):
                    ada[int(proses.name)] = (proses / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return ada

    # Shooting -------------------------------------------------------------------------------------------

    def tembak(self, nama, *, anaknya=False, acak=None):
        """`kill -9` of a part, or of one of its children picked by `acak`; the pid, None when nobody was there."""
        proses = self.proses.get(nama)
        if proses is None or proses.poll() is not None:
            return None
        sasaran = anak(proses.pid) if anaknya else [proses.pid]
        if not sasaran:
            return None
        pid = acak.choice(sorted(sasaran)) if acak else sasaran[0]
        return pid if self.sinyal(pid) else None

    @staticmethod
    def sinyal(pid, sinyal=signal.SIGKILL):
        """Signal one process by its number; False when it has gone already."""
        try:
            os.kill(pid, sinyal)
        except ProcessLookupError:
            return False
        return True

    # Asking ---------------------------------------------------------------------------------------------

    def sehat(self):
        """(status, JSON) of /sehat/, or None while nobody answers."""
        tanya = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            tanya.request("GET", "/sehat/")
            jawab = tanya.getresponse()
            return jawab.status, json.loads(jawab.read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            tanya.close()

    def tunggu_web(self):
        tunggu(lambda: (self.sehat() or (0,))[0] == 200, keluhan=lambda: self.ekor("web"))
        return self

    def tunggu_worker(self):
        """Until a worker wrote its first canary: the task it sends itself when it is ready."""
        tunggu(lambda: (self.sehat() or (0, {}))[1].get("worker") == "hidup", keluhan=lambda: self.ekor("worker"))
        return self

    def bunyikan(self, *tugas):
        """Ring for these tasks, as beat would; a process of its own, because the broker is this office's."""
        kode = "import sys; from esurat.celery import app\nfor nama in sys.argv[1:]: app.send_task(nama)\n"
        subprocess.run([sys.executable, "-c", kode, *tugas], cwd=AKAR, env=self.lingkungan, check=True, timeout=SIAP)

    def ekor(self, nama, banyak=3000):
        jalur = self.log / f"{nama}.log"
        return jalur.read_text(errors="replace")[-banyak:] if jalur.exists() else "(no log)"


def _sinyal_kelompok(pid, sinyal):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, sinyal)
