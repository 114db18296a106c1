"""The fence around the child: limits first, then no network, no foreign files, no other programs.

Every part is best effort and *reported*: an old kernel or a strict container may refuse one of them, and the answer of
the child says which stood (`{"berkas": true, ...}`), so that nobody has to guess. CPU, memory and file size limits
always stand. Linux only; elsewhere only the limits work.

- network: an empty network namespace where allowed, and a seccomp filter that refuses `socket` (works without rights)
- files: Landlock lets the child read its own Python, fonts and the named input, and write its own folder; nothing else
- programs: seccomp refuses other programs, new processes, whatever reaches another one, the rights and dates of files
  (Landlock does not guard them), io_uring (which would go around the filter): see `dokumen.anak.panggilan`.
  Not RLIMIT_NPROC: it counts threads too, and every process of the same user
- rights: what root could do more than others is given up, also for a server that runs as root
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

from dokumen.anak import panggilan

CLONE_THREAD, CLONE_NEWUSER, CLONE_NEWNET, CLONE_NEW_SEMUA = 0x10000, 0x10000000, 0x40000000, 0x7E020000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 1, 38, 22, 2
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446

# Landlock rights by ABI version: 13 of the first, then REFER, TRUNCATE, (4: network), IOCTL_DEV.
FS_SEMUA = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF}
FS_SEMUA_BARU = 0xFFFF
FS_BACA, FS_BACA_BERKAS = 0b1100, 0b0100  # READ_FILE | READ_DIR
NET_TCP = 0b11

CAPSET, VERSI_CAPSET = {"x86_64": 126, "aarch64": 91}, 0x20080522
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
MUAT, SAMA, LEBIH, ADA_BIT, JAWAB = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF: load word, jump if =, >=, &, return


def pasang(*, cpu, memori, ukuran, baca=(), tulis=()):
    """Fence this process in, for good.

    cpu: seconds; memori, ukuran: bytes of address space and of any file written; baca: paths readable beside Python
    itself; tulis: folders that may be written. Returns {part: bool}.
    """
    _batasi(cpu, memori, ukuran)
    libc = ctypes.CDLL(None, use_errno=True)
    if not sys.platform.startswith("linux"):
        return {"ruang_jaring": False, "hak": False, "berkas": False, "panggilan": False}
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # nobody is left to read the answer
    return {
        "ruang_jaring": _tanpa_jaring(libc),
        "hak": _lepas_hak(libc),
        "berkas": _kunci_berkas(libc, baca, tulis),
        "panggilan": _saring_panggilan(libc),
    }


def _batasi(cpu, memori, ukuran):
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memori, memori))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ukuran, ukuran))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _tanpa_jaring(libc):
    return libc.unshare(CLONE_NEWNET) == 0 or libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0


def _lepas_hak(libc):
    """Give up every capability: root's, and those that a user namespace of one's own brought along."""
    nomor = CAPSET.get(platform.machine())
    if nomor is None:
        return False
    return libc.syscall(nomor, struct.pack("=Ii", VERSI_CAPSET, 0), struct.pack("=6I", *[0] * 6)) == 0


def _kunci_berkas(libc, baca, tulis):
    abi = libc.syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if abi < 1:
        return False
    semua = FS_SEMUA.get(abi, FS_SEMUA_BARU)
    isi = struct.pack("=QQ", semua, NET_TCP) if abi >= 4 else struct.pack("=Q", semua)
    aturan = libc.syscall(LANDLOCK_CREATE, isi, ctypes.c_size_t(len(isi)), ctypes.c_uint32(0))
    if aturan < 0:
        return False
    milik = {sys.prefix, sys.base_prefix, str(Path(__file__).resolve().parent.parent), *map(os.fspath, baca)}
    umum = {
        "/usr",
        "/lib",
        "/lib64",
        "/etc/fonts",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/var/cache/fontconfig",
        "/dev/null",
        "/dev/urandom",
    }
    for jalur in milik | umum:
        _izinkan(libc, aturan, jalur, FS_BACA)
    for jalur in tulis:
        _izinkan(libc, aturan, jalur, semua & ~1)  # everything but EXECUTE
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    berhasil = libc.syscall(LANDLOCK_RESTRICT, ctypes.c_int(aturan), ctypes.c_uint32(0)) == 0
    os.close(aturan)
    return berhasil


def _izinkan(libc, aturan, jalur, hak):
    try:
        fd = os.open(jalur, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(jalur):
        hak &= FS_BACA_BERKAS
    isi = struct.pack("=Qi", hak, fd)
    libc.syscall(LANDLOCK_ADD, ctypes.c_int(aturan), ctypes.c_int(1), isi, ctypes.c_uint32(0))
    os.close(fd)


def _saring_panggilan(libc):
    mesin = platform.machine()
    if mesin not in AUDIT_ARCH:
        return False
    clone = panggilan.untuk(mesin, {"clone": panggilan.CLONE})["clone"]
    izin, tolak, tiada = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
    # Classic BPF, (code, value, label when true, label when false); a label that is not named is the next line.
    baris = [
        ("", MUAT, 4, "", ""),  # architecture
        ("", SAMA, AUDIT_ARCH[mesin], "", "tolak"),
        ("", MUAT, 0, "", ""),  # number of the call
        ("", LEBIH, 0x40000000, "tolak", ""),  # the second numbering of x86
        ("", SAMA, panggilan.CLONE3, "tiada", ""),  # its flags are out of sight: the C library falls back to clone
        ("", SAMA, clone, "clone", ""),
        *(("", SAMA, nomor, "diri", "") for nomor in panggilan.untuk(mesin, panggilan.DIRI_SENDIRI).values()),
        *(("", SAMA, nomor, "tolak", "") for nomor in panggilan.untuk(mesin, panggilan.DILARANG).values()),
        ("", LEBIH, panggilan.BELUM_DIKENAL, "tiada", ""),
        ("izin", JAWAB, izin, "", ""),
        ("diri", MUAT, 16, "", ""),  # whose: the first argument, 0 is oneself
        ("", SAMA, 0, "ya", ""),
        ("", SAMA, os.getpid(), "ya", "tolak"),
        ("clone", MUAT, 16, "", ""),  # flags: threads (Pango, libheif) may be made, processes and namespaces may not
        ("", ADA_BIT, CLONE_NEW_SEMUA, "tolak", ""),
        ("", ADA_BIT, CLONE_THREAD, "ya", "tolak"),
        ("ya", JAWAB, izin, "", ""),
        ("tiada", JAWAB, tiada, "", ""),
        ("tolak", JAWAB, tolak, "", ""),
    ]
    letak = {nama: i for i, (nama, *_) in enumerate(baris) if nama}
    langkah = [
        (kode, letak.get(ya, i + 1) - i - 1, letak.get(bukan, i + 1) - i - 1, nilai)
        for i, (_, kode, nilai, ya, bukan) in enumerate(baris)
    ]
    kode = b"".join(struct.pack("=HBBI", *satu) for satu in langkah)
    penampung = ctypes.create_string_buffer(kode, len(kode))
    program = ctypes.create_string_buffer(struct.pack("@HxxxxxxP", len(langkah), ctypes.addressof(penampung)))
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0
