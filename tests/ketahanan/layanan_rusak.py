"""Services that die: a Redis that refuses, stays silent or drops packets; a PostgreSQL to stop and to crash."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager

import psycopg2

from script.layanan import Layanan, akun_postgres, ikut_mati
from tests.ketahanan.kantor_nyata import tunggu


def program_redis(folder):
    """The Redis server of this machine, or None; Debian's redis-tools has it under another name."""
    if program := shutil.which("redis-server"):
        return program
    if periksa := shutil.which("redis-check-rdb"):
        program = folder / "redis-server"
        program.symlink_to(periksa)
        return program
    return None


@contextmanager
def redis_hidup(program, port, folder):
    """A Redis on this port while the block lasts."""
    atur = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
    proses = subprocess.Popen(
        [program, *atur], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, preexec_fn=ikut_mati()
    )
    try:
        tunggu(lambda: _menjawab(port), 20, "redis does not answer")
        yield proses
    finally:
        proses.terminate()
        proses.wait(20)


def _menjawab(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5) as s:
            s.sendall(b"PING\r\n")
            return s.recv(16).startswith(b"+PONG")
    except OSError:
        return False


@contextmanager
def redis_menolak(port):
    """Nobody listens: every connection is refused at once."""
    yield


@contextmanager
def redis_bisu(port):
    """Connections are taken and never answered."""
    with socket.create_server(("127.0.0.1", port), backlog=64):
        yield


@contextmanager
def redis_tertelan(port):
    """The queue of the listener is full: packets are dropped, as behind a broken firewall."""
    with contextlib.ExitStack() as tumpukan:
        tumpukan.enter_context(socket.create_server(("127.0.0.1", port), backlog=0))
        for _ in range(4):
            s = tumpukan.enter_context(socket.socket())
            s.setblocking(False)
            s.connect_ex(("127.0.0.1", port))
        yield


class PostgresSendiri:
    """A PostgreSQL with the tables of the test database, to break. `url`: its address. Ends with the `with` block.

    A commit is written before it is confirmed. It is not forced to the disk: what a process wrote outlives its
    `kill -9` in the memory of the kernel, and recovery would otherwise sync the whole folder first.
    """

    def __init__(self, sumber):
        self.sumber = sumber  # settings_dict of the database whose tables are copied
        self.layanan = Layanan(redis=False, durable=True, nama="kantor")

    def __enter__(self):
        self.layanan.__enter__()
        try:
            self._jalankan("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
            self._salin_tabel()
        except BaseException:
            self.layanan.hentikan()
            raise
        self.url = f"{self.layanan.database_url}?application_name=uji-ketahanan"
        return self

    def __exit__(self, *galat):
        self.layanan.hentikan()

    def _salin_tabel(self):
        s, program = self.sumber, self.layanan.program_postgres
        asal = ["-h", s["HOST"], "-p", str(s["PORT"]), "-U", s["USER"], "-d", s["NAME"]]
        env = os.environ | {"PGPASSWORD": s["PASSWORD"] or ""}
        isi = subprocess.run([program / "pg_dump", *asal], env=env, check=True, capture_output=True).stdout
        subprocess.run(
            [program / "psql", "-q", "-v", "ON_ERROR_STOP=1", self.layanan.database_url],
            input=isi,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def _jalankan(self, *perintah):
        for sql in perintah:
            program = [self.layanan.program_postgres / "psql", "-qt", self.layanan.database_url, "-c", sql]
            subprocess.run(program, check=True, stdout=subprocess.DEVNULL)

    @property
    def proses(self):
        return next(p for nama, p in reversed(self.layanan.proses) if nama == "postgres")

    def hentikan(self, sinyal=signal.SIGINT):
        """Stop it: SIGINT fast, SIGQUIT without tidying up, SIGKILL as a power cut for the server process."""
        self.proses.send_signal(sinyal)
        self.proses.wait(60)

    def nyalakan(self):
        """Start it again where it was; waits until it answers. It ends with the thread that calls this."""
        lama, akun = self.proses, akun_postgres()
        siapa = {"user": akun.pw_uid, "group": akun.pw_gid, "extra_groups": []} if akun else {}
        habis = time.monotonic() + 60
        while True:
            with (self.layanan.folder / "postgres.log").open("ab") as catatan:
                proses = subprocess.Popen(
                    lama.args,
                    stdout=catatan,
                    stderr=catatan,
                    stdin=subprocess.DEVNULL,
                    cwd=self.layanan.folder,
                    start_new_session=True,
                    preexec_fn=ikut_mati(signal.SIGQUIT),
                    **siapa,
                )
            while not self.menjawab() and proses.poll() is None:
                assert time.monotonic() < habis, "postgres does not answer"
                time.sleep(0.05)
            if proses.poll() is None:
                self.layanan.proses.append(("postgres", proses))
                return
            # After SIGKILL the old sessions still hold its memory for a moment.
            assert time.monotonic() < habis, (self.layanan.folder / "postgres.log").read_text()[-2000:]
            time.sleep(0.2)

    def menjawab(self):
        try:
            psycopg2.connect(self.layanan.database_url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    def sesi_kantor(self):
        """Process numbers of the database sessions of the office."""
        sambungan = psycopg2.connect(self.layanan.database_url, connect_timeout=2)
        with contextlib.closing(sambungan), sambungan.cursor() as kursor:
            kursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'uji-ketahanan'")
            return sorted(pid for (pid,) in kursor)
