"""The fence around the child program: no network, no foreign file, no other program, no more than its share."""

import json
import os
import platform
import re
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from dokumen.anak import panggilan
from dokumen.proses import berkas_anak, bilangan, jalankan_anak, ruang_kerja
from tests.dokumen.korpus import pdf

MESIN = platform.machine()
MESIN_DIKENAL = pytest.mark.skipif(MESIN not in {"x86_64", "aarch64"}, reason="the call filter knows two machines")
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


@MESIN_DIKENAL
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


KODE_PANGGILAN = """
import ctypes, errno, json, os, resource, sys, threading
from dokumen.anak import pagar, panggilan
libc = ctypes.CDLL(None, use_errno=True)
induk = os.getppid()
berdiri = pagar.pasang(cpu=5, memori=512 << 20, ukuran=1 << 20)
assert berdiri["panggilan"], berdiri
def panggil(nomor, *isi):
    ctypes.set_errno(0)
    return 0 if libc.syscall(nomor, *isi) != -1 else ctypes.get_errno()
mesin = os.uname().machine
semua = {nama: panggil(n, 0, 0, 0, 0, 0, 0) for nama, n in panggilan.untuk(mesin, panggilan.DILARANG).items()}
diri, clone = panggilan.untuk(mesin, panggilan.DIRI_SENDIRI), panggilan.CLONE[mesin == "aarch64"]
batas = (ctypes.c_ulong * 2)(64, 64)
utas = threading.get_native_id()
lain = {
    "tgkill diri": panggil(diri["tgkill"], os.getpid(), utas, 0),
    "tgkill induk": panggil(diri["tgkill"], induk, induk, 0),
    "prlimit64 diri": panggil(diri["prlimit64"], 0, resource.RLIMIT_NOFILE, batas, None),
    "prlimit64 baca induk": panggil(diri["prlimit64"], induk, resource.RLIMIT_NOFILE, None, batas),
    "prlimit64 ubah induk": panggil(diri["prlimit64"], induk, resource.RLIMIT_NOFILE, batas, None),
    "naikkan batas": panggil(diri["prlimit64"], 0, resource.RLIMIT_NOFILE, (ctypes.c_ulong * 2)(4096, 4096), None),
    "clone proses": panggil(clone, 17, 0, 0, 0, 0),
    "clone ruang": [panggil(clone, 0x10000 | bit, 0, 0, 0, 0) for bit in
        (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)],
    "clone3": panggil(435, 0, 0),
    "masa depan": [panggil(n, 0, 0, 0) for n in (463, 469, 500, 2000)],
    "hak": panggil({"x86_64": 126, "aarch64": 91}[mesin],
        (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(1 << 21, 1 << 21, 0, 0, 0, 0)),
}
kata = lambda isi: [errno.errorcode.get(i, i) for i in isi] if isinstance(isi, list) else errno.errorcode.get(isi, isi)
print(json.dumps([berdiri["hak"], {n: kata(i) for n, i in semua.items()}, {n: kata(i) for n, i in lain.items()}]))
sys.stdout.flush()
os.abort()
"""


@MESIN_DIKENAL
def test_setiap_panggilan_berbahaya_tertolak_di_dalam_anak():
    selesai = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-s", "-P", "-c", KODE_PANGGILAN],
        env={"PYTHONPATH": str(settings.BASE_DIR)},
        capture_output=True,
        text=True,
    )

    hak, semua, lain = json.loads(selesai.stdout)
    dikenal = panggilan.untuk(MESIN, panggilan.DILARANG)
    assert (hak, semua) == (True, dict.fromkeys(dikenal, "EPERM"))
    assert lain == {
        "tgkill diri": 0,
        "tgkill induk": "EPERM",
        "prlimit64 diri": 0,
        "prlimit64 baca induk": "EPERM",
        "prlimit64 ubah induk": "EPERM",
        "naikkan batas": "EPERM",
        "clone proses": "EPERM",
        "clone ruang": ["EPERM"] * 7,
        "clone3": "ENOSYS",
        "masa depan": ["ENOSYS"] * 4,
        "hak": "EPERM",
    }
    assert selesai.returncode == -signal.SIGABRT


HARUS_TERTUTUP = (
    "socket", "socketpair", "connect", "kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo",
    "pidfd_send_signal", "pidfd_open", "pidfd_getfd", "ptrace", "process_vm_readv", "process_vm_writev", "kcmp",
    "execve", "execveat", "fork", "vfork", "memfd_create", "unshare", "setns", "mount", "umount2", "pivot_root",
    "chroot", "open_tree", "move_mount", "fsopen", "open_by_handle_at", "chmod", "fchmodat", "chown",
    "utimensat", "setxattr", "io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open",
    "userfaultfd", "add_key", "request_key", "keyctl", "init_module", "kexec_load",
)  # fmt: skip


def test_daftar_memuat_yang_harus_tertutup():
    assert [nama for nama in HARUS_TERTUTUP if nama not in panggilan.DILARANG] == []


@pytest.mark.parametrize(
    ("letak", "kepala"),
    [(0, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), (1, "/usr/include/asm-generic/unistd.h")],
)
def test_nomor_panggilan_sama_dengan_kepala_kernel(letak, kepala):
    if not os.path.exists(kepala):
        pytest.skip("no kernel headers here")
    with open(kepala) as berkas:
        teks = berkas.read().replace("\\\n", " ")
    resmi = {m[1]: int(m[2]) for m in re.finditer(r"#define __NR(?:3264)?_(\w+)\s+(\d+)\b", teks)}
    daftar = (
        panggilan.DILARANG | panggilan.DIRI_SENDIRI | {"clone": panggilan.CLONE, "clone3": (panggilan.CLONE3,) * 2}
    )
    beda = {n: (nomor[letak], resmi[n]) for n, nomor in daftar.items() if n in resmi and nomor[letak] != resmi[n]}
    assert beda == {}


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


def test_jalur_yang_disebut_anak_hanya_berkas_biasa_di_foldernya(tmp_path):
    """A parser broken by a file speaks with its voice: it may not name the office's own files as its work."""
    folder, rahasia = tmp_path / "kerja", tmp_path / "rahasia.env"
    folder.mkdir()
    rahasia.write_text("SECRET_KEY=abc")
    (folder / "hasil.jpg").write_bytes(b"jpeg")
    (folder / "tautan.jpg").symlink_to(rahasia)
    (folder / "kembar.jpg").hardlink_to(rahasia)
    (folder / "dalam").mkdir()

    assert berkas_anak(folder, str(folder / "hasil.jpg")) == folder / "hasil.jpg"
    palsu = (
        str(rahasia),
        "../rahasia.env",
        "tautan.jpg",
        "kembar.jpg",
        "dalam",
        ".",
        "..",
        "",
        "a\0b",
        None,
        7,
        ["x"],
    )
    assert [n for n in palsu if berkas_anak(folder, n) is not None] == []
    assert [bilangan(n, 1, 3) for n in (0, 1, 3, 4, True, 2.0, "2", None)] == [False, True, True] + [False] * 5
