"""The private PostgreSQL and Redis of script/layanan.py come and go without a trace."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from script.layanan import AWALAN, Layanan, sapu_sisa

AKAR = Path(__file__).resolve().parents[2]


def hidup(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


def tunggu(syarat, detik=20):
    habis = time.monotonic() + detik
    while not syarat():
        assert time.monotonic() < habis, "waited too long"
        time.sleep(0.05)


def test_both_answer_inside_the_block_and_are_gone_after_it():
    with Layanan(nama="coba") as layanan:
        sambungan = psycopg2.connect(layanan.database_url)
        with sambungan.cursor() as kursor:
            kursor.execute("SELECT current_user, current_database(), current_setting('fsync')")
            assert kursor.fetchone() == ("esurat", "coba", "off")
        sambungan.close()
        antrean = redis.Redis.from_url(layanan.redis_url)
        assert antrean.ping() is True
        antrean.close()
        pid = [proses.pid for nama, proses in layanan.proses if nama != "initdb"]
        folder = layanan.folder
        assert [hidup(p) for p in pid] == [True, True]
    assert [hidup(p) for p in pid] == [False, False]
    assert not folder.exists()


@pytest.mark.parametrize(("sinyal", "kode"), [(signal.SIGTERM, 128 + 15), (signal.SIGKILL, -9)])
def test_nothing_is_left_running_when_it_is_ended(tmp_path, sinyal, kode):
    catatan = tmp_path / "anak"
    perintah = f"echo $$ $DATABASE_URL > {catatan}.baru; mv {catatan}.baru {catatan}; exec sleep 300"
    induk = subprocess.Popen([sys.executable, "script/layanan.py", "--tanpa-redis", "sh", "-c", perintah], cwd=AKAR)
    tunggu(catatan.exists)
    anak, url = catatan.read_text().split()
    induk.send_signal(sinyal)
    assert induk.wait(30) == kode
    tunggu(lambda: not hidup(int(anak)))

    def tertutup():
        try:
            psycopg2.connect(url, connect_timeout=1).close()
        except psycopg2.OperationalError:
            return True
        return False

    tunggu(tertutup)
    sapu_sisa()
    assert list(Path(tempfile.gettempdir()).glob(f"{AWALAN}{induk.pid}-*")) == []


def test_exit_code_is_that_of_the_command():
    perintah = [
        sys.executable,
        "script/layanan.py",
        "--tanpa-redis",
        "sh",
        "-c",
        'test -z "$CELERY_BROKER_URL" && exit 7',
    ]
    assert subprocess.run(perintah, cwd=AKAR, env=os.environ | {"CELERY_BROKER_URL": ""}).returncode == 7
