"""Runs the office as one foreground group: web, worker and beat; ends all of them with itself. See script/server."""

import contextlib
import ctypes
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import environ

from script.layanan import ikut_mati

AKAR = Path(__file__).resolve().parents[2]
PR_SET_CHILD_SUBREAPER = 36
BATAS_SIAP = 60
BATAS_BERHENTI = 20
"""Seconds a job in the worker may take to end by itself; what is cut off is done again after the next start."""

KENDALI = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # nohup: a signal that waits blocked would be taken all the same
    KENDALI.discard(signal.SIGHUP)
MENUNGGU = KENDALI | {signal.SIGCHLD}


class TidakBisaMulai(Exception):
    """A sentence for the person at the terminal."""


def main():
    os.chdir(AKAR)
    os.umask(0o077)  # letters and their scans: for this account alone
    # Signals are taken in turn by sigtimedwait, so that none arrives in the middle of starting or stopping a process.
    signal.pthread_sigmask(signal.SIG_BLOCK, MENUNGGU)
    try:
        with kantor_tunggal(atur := pengaturan()):
            return jalankan(atur)
    except TidakBisaMulai as galat:
        print(f"\n{galat}", file=sys.stderr)
        return 1


def pengaturan():
    """The few settings the group itself needs, read as esurat/settings.py does but without Django, which each of the
    three parts loads anyway; a setting that is wrong stops the first step, with its own sentence."""
    env = environ.Env()
    env.read_env(env.str("ESURAT_ENV", str(AKAR / ".env")), overwrite=False)
    try:
        port = int(os.environ.get("PORT") or 8000)
        if not 0 < port < 65536:
            raise ValueError
    except ValueError:
        raise TidakBisaMulai(f"PORT={os.environ['PORT']} bukan nomor port. Contoh: PORT=8001 script/server") from None
    var = Path(env.str("ESURAT_VAR", str(AKAR / "var"))).resolve()
    try:
        var.mkdir(parents=True, exist_ok=True)
    except OSError as galat:
        raise TidakBisaMulai(
            f"Folder data tidak dapat dibuat: {galat.filename}. Atur ESURAT_VAR ke folder lain."
        ) from None
    nama = env.list("ALLOWED_HOSTS", default=["127.0.0.1"])[0].lstrip(".")
    return {
        "var": var,
        "port": port,
        "ikat": env.str("ESURAT_IKAT", "127.0.0.1"),
        "nama": "127.0.0.1" if nama == "*" else nama,
        "produksi": env.str("ESURAT_MODE", "contoh") == "produksi",
    }


@contextlib.contextmanager
def kantor_tunggal(atur):
    """One group per store: two beats would only waste work, but two starts would also fight over the migration."""
    with (atur["var"] / ".server.lock").open("w") as kunci:
        try:
            fcntl.flock(kunci, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TidakBisaMulai(
                f"Kantor dengan data di {atur['var']} sudah berjalan.\n"
                "Tutup dahulu dengan Ctrl-C di jendelanya, atau pakai data lain: ESURAT_VAR=/folder/lain script/server"
            ) from None
        os.set_inheritable(kunci.fileno(), False)
        yield


def jalankan(atur):
    pastikan_port_kosong(atur)
    # A public address in QR codes and notices that fits the port, unless the admin set one.
    lingkungan = {"ESURAT_ALAMAT": f"http://127.0.0.1:{atur['port']}"} if atur["port"] != 8000 else {}
    lingkungan = (
        lingkungan | os.environ | {"PORT": str(atur["port"]), "ESURAT_IKAT": atur["ikat"], "PYTHONUNBUFFERED": "1"}
    )
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    kelompok = Kelompok(atur["var"], lingkungan)
    try:
        kelompok.tunggu_selesai("siapkan", [sys.executable, "manage.py", "siapkan"])
        kelompok.nyalakan("web", [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "esurat.wsgi"])
        celery = [sys.executable, "-m", "celery", "-A", "esurat", "--quiet"]
        # Pages first: on two cores the other two would only slow down the first answer.
        kelompok.tunggu_sehat(tempat(atur), atur["port"], atur["nama"])
        jadwal = atur["var"] / "jadwal-beat"
        kelompok.nyalakan(
            "worker", [*celery, "worker", "-l", "WARNING", "-c", str(min(2, os.cpu_count() or 1)), "--without-gossip"]
        )
        kelompok.nyalakan("beat", [*celery, "beat", "-l", "WARNING", "-s", str(jadwal), "--pidfile="])
        umumkan(atur)
        return kelompok.jaga()
    except KeyboardInterrupt:
        return 0
    finally:
        kelompok.hentikan()


def pastikan_port_kosong(atur):
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind((atur["ikat"], atur["port"]))
        except PermissionError:
            raise TidakBisaMulai(
                f"Port {atur['port']} hanya boleh dipakai root. Pilih yang lain: PORT=8000 script/server"
            ) from None
        except OSError:
            raise TidakBisaMulai(
                f"Port {atur['port']} sedang dipakai program lain.\n"
                f"Pilih yang lain: PORT={atur['port'] + 1} script/server"
            ) from None


class Kelompok:
    """The children of this process. Their output goes to var/log, so that the terminal keeps the address in view."""

    def __init__(self, var, lingkungan):
        self.log = var / "log"
        self.log.mkdir(exist_ok=True)
        self.lingkungan = lingkungan
        self.anak = {}

    def nyalakan(self, nama, perintah):
        catatan = self.log / f"{nama}.log"
        if catatan.exists() and catatan.stat().st_size > 10_000_000:
            catatan.replace(catatan.with_suffix(".log.1"))
        with catatan.open("ab") as keluaran:
            self.anak[nama] = self._mulai(perintah, stdout=keluaran, stderr=keluaran)

    def _mulai(self, perintah, **saluran):
        def siap():
            signal.pthread_sigmask(signal.SIG_UNBLOCK, MENUNGGU)
            ikut_mati()()

        return subprocess.Popen(perintah, env=self.lingkungan, stdin=subprocess.DEVNULL, preexec_fn=siap, **saluran)

    def tunggu_selesai(self, nama, perintah):
        """Run one step in view of the terminal; a failure ends the start."""
        self.anak[nama] = proses = self._mulai(perintah)
        while proses.poll() is None:
            periksa_henti(0.05)
        del self.anak[nama]
        if proses.returncode:
            raise TidakBisaMulai(
                "Kantor belum dapat dibuka; data yang sudah tersimpan tidak berubah. Sebabnya ada di atas."
            )

    def tunggu_sehat(self, tempat, port, nama):
        habis = time.monotonic() + BATAS_SIAP
        while True:
            self._periksa_mati()
            tanya = http.client.HTTPConnection(tempat, port, timeout=10)
            try:
                tanya.request("GET", "/sehat/", headers={"Host": nama})
                jawab = tanya.getresponse()
                if jawab.status == 200:
                    return
                jawaban = jawab.read(400).decode(errors="replace")
            except (OSError, http.client.HTTPException) as galat:
                jawaban = str(galat)
            finally:
                tanya.close()
            if time.monotonic() > habis:
                raise TidakBisaMulai(
                    f"Halaman belum menjawab sesudah {BATAS_SIAP} detik: {jawaban}\nCatatan: {self.log}"
                )
            periksa_henti(0.05)

    def _periksa_mati(self):
        for nama, proses in self.anak.items():
            if proses.poll() is not None:
                ekor = (self.log / f"{nama}.log").read_text(errors="replace").splitlines()[-15:]
                raise TidakBisaMulai(
                    "\n".join(
                        [
                            *ekor,
                            "",
                            f"Bagian '{nama}' berhenti sendiri (kode {proses.returncode}), jadi kantor ditutup.",
                            f"Yang sudah tersimpan tetap aman. Catatan lengkap: {self.log / nama}.log",
                        ]
                    )
                )

    def jaga(self):
        """Until Ctrl-C or SIGTERM (0), or until a child dies (an exception that says which)."""
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                self._periksa_mati()
                periksa_henti(5)
        print("\nMenutup kantor …", flush=True)
        return 0

    def hentikan(self):
        for proses in self.anak.values():
            if proses.poll() is None:
                proses.terminate()
        habis = time.monotonic() + BATAS_BERHENTI
        while any(p.poll() is None for p in self.anak.values()) and time.monotonic() < habis:
            time.sleep(0.05)
        for nama, proses in self.anak.items():
            if proses.poll() is None:
                print(f"Bagian '{nama}' dihentikan paksa.", file=sys.stderr)
                proses.kill()
                proses.wait()
        sapu_keturunan()


def periksa_henti(detik):
    """Sleep until a child changed, `detik` passed, or somebody asked to stop (KeyboardInterrupt)."""
    info = signal.sigtimedwait(MENUNGGU, detik)
    if info and info.si_signo in KENDALI:
        raise KeyboardInterrupt


def sapu_keturunan():
    """Pool processes of a killed worker come to us (subreaper): none outlives the office."""
    for _ in range(100):
        anak = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
        if not anak:
            return
        for pid in map(int, anak):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def tempat(atur):
    """Where this machine itself finds the pages."""
    return "127.0.0.1" if atur["ikat"] == "0.0.0.0" else atur["ikat"]  # noqa: S104  compared, not bound


def umumkan(atur):
    print(f"\ne-Surat siap: http://{tempat(atur)}:{atur['port']}")
    if atur["produksi"]:
        print("Mode produksi: halaman masuk hanya berfungsi melalui HTTPS (docs/pemasangan.md).")
    with contextlib.suppress(FileNotFoundError):
        print((atur["var"] / "sambutan.txt").read_text(), end="")
    print("Ctrl-C menutup kantor; data tetap tersimpan.\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
