"""script/bench: see docs/kinerja.md."""

import argparse
import os
import secrets
import signal
import sys
import time

import django

from script.layanan import Layanan, LayananGagal

AWAL, DASAR = 1_000, 10_000
"""Queries are counted from the first to N letters; growth is measured from the second to 100,000."""
TUMBUH = 100_000


def baca_pilihan(argumen=None):
    baca = argparse.ArgumentParser(
        prog="script/bench",
        description="Mengukur e-Surat pada PostgreSQL sendiri. Satu angka sebaris: nama nilai satuan batas ok|fail.",
    )
    baca.add_argument("--surat", type=int, default=DASAR, metavar="N", help="banyaknya surat (10000)")
    baca.add_argument("--putaran", type=int, default=150, metavar="N", help="berapa kali tiap halaman dibuka (150)")
    pilihan = baca.parse_args(argumen)
    if not 100 <= pilihan.surat <= 1_000_000 or not 1 <= pilihan.putaran <= 10_000:
        baca.error("--surat antara 100 dan 1000000, --putaran antara 1 dan 10000")
    return pilihan


def tahap(jumlah):
    """How many letters stand at each stage: 1,000, 10,000 when it is to grow to 100,000, and N."""
    return sorted({min(AWAL, max(jumlah // 3, 100)), *((DASAR,) if jumlah >= TUMBUH else ()), jumlah})


def cerita(kalimat):
    """What is going on, beside the figures."""
    sys.stderr.write(f"# {kalimat}\n")
    sys.stderr.flush()


def main():
    pilihan = baca_pilihan()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to it
    for sinyal in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sinyal, lambda nomor, _: sys.exit(128 + nomor))
    mulai = time.monotonic()
    try:
        # fsync stays on: an office must not lose what it called saved, so that is what it costs.
        with Layanan(durable=True, nama="bench") as layanan:
            siapkan_lingkungan(layanan)
            django.setup()
            from bench.jalan import Jalan  # noqa: PLC0415 - models can be imported only now

            gagal = Jalan(tahap(pilihan.surat), pilihan.putaran, layanan.folder, cerita).jalankan()
    except LayananGagal as galat:
        cerita(galat)
        return 2
    except KeyboardInterrupt:
        cerita("Dihentikan; semua yang dinyalakan sudah dimatikan.")
        return 130
    cerita(f"{gagal} baris fail, {time.monotonic() - mulai:.0f} detik.")
    return 1 if gagal else 0


def siapkan_lingkungan(layanan):
    """Nothing of the admin's own office is read or touched."""
    for nama in [n for n in os.environ if n.startswith("ESURAT_")] + ["MIGRASI_URL", "ALLOWED_HOSTS", "EMAIL_URL"]:
        os.environ.pop(nama, None)
    os.environ |= layanan.env | {
        "ESURAT_ENV": os.devnull,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DJANGO_SETTINGS_MODULE": "bench.pengaturan",
        "ESURAT_LOG": "WARNING",
    }


if __name__ == "__main__":
    sys.exit(main())
