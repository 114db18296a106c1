"""The office's web server as script/server starts it, with the bare page added."""

import http.client
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from script.layanan import LayananGagal, ikut_mati, port_kosong

AKAR = Path(__file__).resolve().parent.parent
BATAS_SIAP = 60


@contextmanager
def server_web(log):
    """gunicorn on a free port while the context lasts; yields the port. Ends with this process, even by SIGKILL."""
    port = port_kosong()
    with log.open("wb") as catatan:
        proses = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "esurat.wsgi"],
            cwd=AKAR,
            env=os.environ | {"PORT": str(port), "ESURAT_IKAT": "127.0.0.1"},
            stdin=subprocess.DEVNULL,
            stdout=catatan,
            stderr=catatan,
            start_new_session=True,  # Ctrl-C reaches us first, and we stop it
            preexec_fn=ikut_mati(),
        )
    try:
        _tunggu(proses, port, log)
        yield port
    finally:
        proses.terminate()
        try:
            proses.wait(30)
        except subprocess.TimeoutExpired:
            proses.kill()
            proses.wait()


def _tunggu(proses, port, log):
    habis = time.monotonic() + BATAS_SIAP
    while True:
        tanya = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            tanya.request("GET", "/masuk/")
            if tanya.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            tanya.close()
        if proses.poll() is not None or time.monotonic() > habis:
            raise LayananGagal(f"Server web tidak mau menyala.\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.1)
