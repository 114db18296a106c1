#!/usr/bin/env python3
"""A private PostgreSQL and Redis on free ports in a temporary folder; nothing of the machine's own is touched.

    script/layanan.py [--tanpa-redis] [--tahan] PERINTAH ARG…

runs PERINTAH with DATABASE_URL, CELERY_BROKER_URL and ESURAT_VAR set, then stops and deletes everything, also after
a failure, Ctrl-C or SIGTERM; its exit code is PERINTAH's. From Python: `with Layanan() as l: l.env`.
`--tahan` (or durable=True) keeps fsync on, as an office would: for measuring and for tests that kill the server.
Runs on the machine's bare python3.
"""

import argparse
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
AWALAN = "esurat-layanan-"
libc = ctypes.CDLL(None)


class LayananGagal(Exception):
    """The service did not start; the message is for the person at the terminal."""


def ikut_mati(sinyal=signal.SIGTERM):
    """A `preexec_fn`: the child gets `sinyal` when its parent ends, even by SIGKILL, so nothing is left running."""

    def pasang():
        libc.prctl(PR_SET_PDEATHSIG, sinyal)

    return pasang


def port_kosong():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cari_program_postgres():
    """The folder of the newest initdb of this machine, or None."""
    calon = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if calon:
        return calon[-1].parent
    ada = shutil.which("initdb")
    return Path(ada).resolve().parent if ada else None


def akun_postgres():
    """PostgreSQL refuses root: as root it runs as `postgres` or `nobody`; otherwise as who we are (None)."""
    if os.geteuid() != 0:
        return None
    for nama in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(nama)
        except KeyError:
            continue
    raise LayananGagal("PostgreSQL menolak jalan sebagai root, dan akun 'postgres' atau 'nobody' tidak ada.")


def sapu_sisa():
    """Remove folders whose maker was killed before it could; their services have ended with it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{AWALAN}*-*"):
        pid = folder.name.removeprefix(AWALAN).split("-")[0]
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists() and folder.stat().st_uid == os.geteuid():
            shutil.rmtree(folder, ignore_errors=True)


class Layanan:
    """PostgreSQL (superuser `esurat`, no password, 127.0.0.1 only) and Redis, alive within the `with` block.

    `database_url`, `redis_url`: addresses. `folder`: the temporary folder. `env`: the variables the office reads.
    Raises LayananGagal with an Indonesian sentence when a program is missing or does not start.
    """

    def __init__(self, *, redis=True, durable=False, nama="esurat"):
        self.pakai_redis, self.durable, self.nama = redis, durable, nama
        self.proses = []
        self.folder = None

    def __enter__(self):
        sapu_sisa()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{AWALAN}{os.getpid()}-"))
        self.folder.chmod(0o711)  # the account of PostgreSQL must pass through, nobody may list
        try:
            self._nyalakan_postgres()
            if self.pakai_redis:
                self._nyalakan_redis()
        except BaseException:
            self.hentikan()
            raise
        return self

    def __exit__(self, *galat):
        self.hentikan()

    @property
    def env(self):
        nilai = {"DATABASE_URL": self.database_url, "ESURAT_VAR": str(self.folder / "var")}
        if self.pakai_redis:
            nilai["CELERY_BROKER_URL"] = self.redis_url
        return nilai

    def _jalankan(self, nama, perintah, akun=None):
        catatan = (self.folder / f"{nama}.log").open("wb")
        siapa = {"user": akun.pw_uid, "group": akun.pw_gid, "extra_groups": []} if akun else {}
        # A session of its own: Ctrl-C at the terminal reaches us first, and we stop the services last.
        proses = subprocess.Popen(
            perintah,
            stdout=catatan,
            stderr=catatan,
            stdin=subprocess.DEVNULL,
            cwd=self.folder,
            start_new_session=True,
            preexec_fn=ikut_mati(signal.SIGQUIT if nama == "postgres" else signal.SIGTERM),
            **siapa,
        )
        catatan.close()
        self.proses.append((nama, proses))
        return proses

    def _tunggu(self, nama, proses, siap, detik=60):
        habis = time.monotonic() + detik
        while not siap():
            if proses.poll() is not None or time.monotonic() > habis:
                ekor = (self.folder / f"{nama}.log").read_text(errors="replace")[-1500:]
                raise LayananGagal(f"{nama} untuk uji tidak mau menyala.\n{ekor}")
            time.sleep(0.02)

    def _nyalakan_postgres(self):
        program = cari_program_postgres()
        if program is None:
            raise LayananGagal("PostgreSQL belum terpasang. Jalankan: script/setup --uji")
        akun, data = akun_postgres(), self.folder / "pg"
        data.mkdir(mode=0o700)
        if akun:
            os.chown(data, akun.pw_uid, akun.pw_gid)
        initdb = self._jalankan(
            "initdb",
            [
                program / "initdb",
                "-D",
                data,
                "-U",
                "esurat",
                "--auth=trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            akun,
        )
        if initdb.wait() != 0:
            raise LayananGagal((self.folder / "initdb.log").read_text(errors="replace")[-1500:])
        atur = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(data), "max_connections": 200}
        atur |= {"shared_buffers": "256MB", "timezone": "UTC", "lc_messages": "C"}
        if not self.durable:
            atur |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        for _ in range(5):  # between asking for a free port and taking it, another program may take it
            port = port_kosong()
            pilihan = [bagian for k, v in atur.items() for bagian in ("-c", f"{k}={v}")]
            server = self._jalankan("postgres", [program / "postgres", "-D", data, "-p", str(port), *pilihan], akun)
            siap = [program / "psql", "-h", "127.0.0.1", "-p", str(port), "-U", "esurat", "-d", "postgres", "-qtAc"]

            def menjawab(perintah=siap):
                return subprocess.run([*perintah, "SELECT 1"], capture_output=True).returncode == 0

            try:
                self._tunggu("postgres", server, menjawab)
                break
            except LayananGagal:
                if server.poll() is None or "in use" not in (self.folder / "postgres.log").read_text(errors="replace"):
                    raise
        self._perintah = siap
        self.buat_basis_data(self.nama)
        self.database_url = f"postgres://esurat@127.0.0.1:{port}/{self.nama}"
        self.program_postgres = program

    def buat_basis_data(self, nama):
        subprocess.run([*self._perintah, f'CREATE DATABASE "{nama}"'], check=True)

    def _nyalakan_redis(self):
        program = shutil.which("redis-server")
        if program is None and (periksa := shutil.which("redis-check-rdb")):
            # Debian's redis-tools holds the server too, under another name, without its service.
            program = self.folder / "redis-server"
            program.symlink_to(periksa)
        if program is None:
            raise LayananGagal("Redis belum terpasang. Jalankan: script/setup --uji")
        port = port_kosong()
        atur = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", self.folder]
        server = self._jalankan("redis", [program, *atur])

        def menjawab():
            try:
                with socket.create_connection(("127.0.0.1", port), 0.5) as s:
                    s.sendall(b"PING\r\n")
                    return s.recv(16).startswith(b"+PONG")
            except OSError:
                return False

        self._tunggu("redis", server, menjawab)
        self.redis_url = f"redis://127.0.0.1:{port}/0"

    def hentikan(self):
        """Stop both and delete the folder. SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one."""
        for nama, proses in reversed(self.proses):
            if proses.poll() is None:
                proses.send_signal(
                    {"postgres": signal.SIGINT if self.durable else signal.SIGQUIT}.get(nama, signal.SIGTERM)
                )
        for _, proses in self.proses:
            try:
                proses.wait(15)
            except subprocess.TimeoutExpired:
                proses.kill()
                proses.wait()
        self.proses.clear()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def main():
    baca = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    baca.add_argument("--tanpa-redis", action="store_true")
    baca.add_argument("--tahan", action="store_true", help="fsync tetap hidup")
    baca.add_argument("perintah", nargs=argparse.REMAINDER)
    pilihan = baca.parse_args()
    if not pilihan.perintah:
        baca.error("sebutkan perintah yang dijalankan")

    def berhenti(nomor, _frame):
        raise SystemExit(128 + nomor)

    signal.signal(signal.SIGTERM, berhenti)
    signal.signal(signal.SIGHUP, berhenti)
    anak = None
    try:
        with Layanan(redis=not pilihan.tanpa_redis, durable=pilihan.tahan) as layanan:
            try:
                anak = subprocess.Popen(pilihan.perintah, env=os.environ | layanan.env, preexec_fn=ikut_mati())
                return anak.wait()
            except KeyboardInterrupt:
                return 130
            finally:
                if anak and anak.poll() is None:
                    anak.terminate()
                    try:
                        anak.wait(20)
                    except subprocess.TimeoutExpired:
                        anak.kill()
    except LayananGagal as galat:
        print(galat, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
