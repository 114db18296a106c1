"""The fence around the child program: no network, no foreign file, no other program, no more than its share."""

import json
import os
import platform
import subprocess
import sys

import pytest
from django.conf import settings

from dokumen.proses import jalankan_anak, ruang_kerja
from tests.dokumen.korpus import pdf

KODE = """
import json, os, socket, sys, threading
from dokumen.anak import pagar
tulis, rahasia = sys.argv[1:]
berdiri = pagar.pasang(cpu=5, memori=512 << 20, ukuran=1 << 20, tulis=[tulis])
def coba(nama, fungsi):
    try:
        fungsi()
        hasil[nama] = "bisa"
    except (OSError, MemoryError) as galat:
        hasil[nama] = "tidak"
hasil = {}
coba("jaring", lambda: socket.socket())
coba("jaring_lokal", lambda: socket.socket(socket.AF_UNIX))
coba("baca_rahasia", lambda: open(rahasia).read())
coba("baca_akun", lambda: open("/etc/passwd").read())
coba("tulis_luar", lambda: open(rahasia + ".baru", "w"))
coba("tulis_dalam", lambda: open(tulis + "/isi", "w").write("x"))
coba("tulis_besar", lambda: open(tulis + "/besar", "wb").write(b"x" * (2 << 20)))
coba("program", lambda: os.execv("/bin/true", ["true"]))
coba("proses", lambda: os.fork() or os._exit(0))
coba("utas", lambda: threading.Thread(target=int).start())
coba("bunuh", lambda: os.kill(os.getppid(), 0))
coba("ingatan", lambda: bytearray(600 << 20))
print(json.dumps([berdiri, hasil]))
"""


@pytest.mark.skipif(platform.machine() not in {"x86_64", "aarch64"}, reason="the call filter knows two machines")
def test_anak_terkurung(tmp_path):
    rahasia = tmp_path / "rahasia"
    rahasia.write_text("isi surat")
    dalam = tmp_path / "dalam"
    dalam.mkdir()

    keluaran = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-s", "-P", "-c", KODE, str(dalam), str(rahasia)],
        env={"PYTHONPATH": str(settings.BASE_DIR)},
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    berdiri, hasil = json.loads(keluaran)
    # Landlock is missing in kernels before 5.13; the others stand wherever Linux does.
    luar = "tidak" if berdiri["berkas"] else "bisa"
    assert berdiri["panggilan"]
    assert hasil == {
        "jaring": "tidak",
        "jaring_lokal": "tidak",
        "baca_rahasia": luar,
        "baca_akun": luar,
        "tulis_luar": luar,
        "tulis_dalam": "bisa",
        "tulis_besar": "tidak",
        "program": "tidak",
        "proses": "tidak",
        "utas": "bisa",
        "bunuh": "tidak",
        "ingatan": "tidak",
    }


def test_anak_tidak_mewarisi_lingkungan_kantor(gudang):
    with ruang_kerja() as folder:
        jawaban = jalankan_anak("tidak_ada", {}, folder=folder)
        keluhan = (folder / "keluhan.txt").read_text()

    assert (jawaban.sebab, jawaban.akhir) == ("mati", {})
    assert "KeyError: 'tidak_ada'" in keluhan
    assert os.environ["SECRET_KEY"] not in keluhan


def test_anak_yang_terlalu_lama_dihentikan(gudang):
    with ruang_kerja() as folder:
        masuk = folder / "a.pdf"
        masuk.write_bytes(pdf(400))
        permintaan = {
            "masuk": str(masuk),
            "jenis": "application/pdf",
            "keluar": str(folder),
            "maks_piksel": 80_000_000,
        }
        jawaban = jalankan_anak(
            "halaman", permintaan | {"mulai": 1, "sampai": 400}, folder=folder, baca=[masuk], detik=1
        )

    assert (jawaban.sebab, jawaban.akhir) == ("henti", {})
    assert [b["nomor"] for b in jawaban.baris] == list(range(1, len(jawaban.baris) + 1))
    assert len(jawaban.baris) < 400
