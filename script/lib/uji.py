"""Runs what script/test promises: cheap checks first, then the suite on both stores and in a browser. See script/test.

Every step runs even when an earlier one failed, so that one run shows everything. The last line counts all tests
the way pytest does.
"""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from pathlib import Path

from script.layanan import Layanan, LayananGagal, ikut_mati
from script.lib.acuan import Acuan

AKAR = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
BUKAN_PANJANG = "not panjang"


class Uji:
    """The steps of one run and what came of them."""

    def __init__(self, folder, *, panjang):
        self.folder, self.panjang = folder, panjang
        self.hasil = []  # (name, seconds, passed?)
        self.hitung = {"passed": 0, "failed": 0, "errors": 0, "skipped": 0}
        self.anak = None
        self.env = lingkungan_bersih(folder)

    def langkah(self, nama, *perintah, env=None):
        """Run one step in view; True when it succeeded."""
        print(f"\n▶ {nama}", flush=True)
        mulai = time.monotonic()
        self.anak = subprocess.Popen(
            [str(p) for p in perintah], cwd=AKAR, env=self.env | (env or {}), preexec_fn=ikut_mati()
        )
        kode = self.anak.wait()
        lama = time.monotonic() - mulai
        self.hasil.append((nama, lama, kode == 0))
        print(f"  {'beres' if kode == 0 else f'GAGAL (kode {kode})'}, {lama:.1f} dtk", flush=True)
        return kode == 0

    def pytest(self, nama, *argumen, env):
        laporan = self.folder / f"{len(self.hasil)}.xml"
        self.langkah(nama, BIN / "pytest", "-q", f"--junit-xml={laporan}", *argumen, env=env)
        if laporan.exists():
            for suite in ET.parse(laporan).getroot().iter("testsuite"):  # noqa: S314  written by pytest just now
                buruk = {k: int(suite.get(k)) for k in ("errors", "skipped")} | {"failed": int(suite.get("failures"))}
                self.hitung["passed"] += int(suite.get("tests")) - sum(buruk.values())
                for k, n in buruk.items():
                    self.hitung[k] += n

    def tanda(self, *syarat):
        """What pytest is to choose by marks; "" is everything."""
        return " and ".join([*syarat, *([] if self.panjang else [BUKAN_PANJANG])])

    def pemeriksaan(self):
        """Everything that takes seconds and starts no server."""
        manage = (sys.executable, "manage.py")
        self.langkah("ruff check", BIN / "ruff", "check", ".")
        self.langkah("ruff format", BIN / "ruff", "format", "--check", ".")
        self.langkah("arah impor (import-linter)", BIN / "lint-imports", "--no-logo")
        self.langkah("panggilan dan tipe (mypy)", BIN / "mypy", "--no-error-summary", "--cache-dir", "var/mypy")
        templat = [
            p
            for p in ("templates", *(f"{a.parent.name}/templates" for a in AKAR.glob("*/apps.py")))
            if (AKAR / p).is_dir()
        ]
        if templat:
            self.langkah("templat (djlint)", BIN / "djlint", "--lint", "--quiet", *templat)
        self.langkah("migrasi lengkap (makemigrations --check)", *manage, "makemigrations", "--check", "--dry-run")
        produksi = {
            "ESURAT_MODE": "produksi",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "esurat.contoh.go.id",
            "ESURAT_ALAMAT": "https://esurat.contoh.go.id",
            "ESURAT_DI_BELAKANG_PROXY": "1",
        }
        self.langkah(
            "pengaturan produksi (check --deploy)",
            *(*manage, "check", "--deploy", "--fail-level", "WARNING"),
            env=produksi,
        )
        if list(AKAR.glob("*/management/commands/gambar_alur.py")):
            self.langkah("diagram alur sesuai kode (gambar_alur)", *manage, "gambar_alur", "--periksa")

    def basis_data(self, acuan):
        """Both databases that the tests begin with, begun before the checks: only the rest is waited for."""
        print("\n▶ basis data acuan", flush=True)
        mulai = time.monotonic()
        baik = acuan.tunggu()
        self.hasil.append(("basis data acuan", time.monotonic() - mulai, baik))
        if not baik:
            print(acuan.catatan.read_text(errors="replace")[-3000:], flush=True)
        return baik

    def semua(self, layanan, acuan):
        inti = str(len(os.sched_getaffinity(0)))
        penuh = {"DATABASE_URL": layanan.database_url, "CELERY_BROKER_URL": layanan.redis_url} | acuan.env
        paralel = ("-n", inti, "--dist", "loadgroup", "--durations=10")
        # One stage for both: a second one would collect and migrate once more, and wait twice for its slowest test.
        self.pytest("uji pada PostgreSQL + Redis, juga di Chromium", *paralel, "-m", self.tanda(), env=penuh)
        self.pytest(
            "uji pada SQLite + antrean berkas", *paralel, "-m", self.tanda("tertanam", "not peramban"), env=acuan.env
        )

    def ringkas(self, mulai):
        print("\nRingkasan")
        for nama, lama, baik in self.hasil:
            print(f"  {'beres' if baik else 'GAGAL':<6} {lama:>7.1f} dtk  {nama}")
        gagal = [nama for nama, _, baik in self.hasil if not baik]
        kata = [f"{n} {k}" for k in ("failed", "passed", "skipped", "errors") if (n := self.hitung[k])]
        akhir = f" {', '.join(kata) or 'no tests ran'} in {time.monotonic() - mulai:.2f}s "
        print(akhir.center(78, "="), flush=True)
        if gagal:
            print(f"GAGAL: {'; '.join(gagal)}", file=sys.stderr)
        return 1 if gagal else 0


def lingkungan_bersih(folder):
    """The shell's environment without anything the office reads: no test may meet the admin's own database or .env."""
    milik_kantor = ("DATABASE_URL", "MIGRASI_URL", "CELERY_BROKER_URL", "EMAIL_URL", "ALLOWED_HOSTS", "PORT")
    milik_uji = ("ESURAT_CHROMIUM", "ESURAT_GAMBAR")
    bersih = {
        k: v
        for k, v in os.environ.items()
        if k not in milik_kantor and (not k.startswith("ESURAT_") or k in milik_uji)
    }
    sementara = folder / "tmp"
    sementara.mkdir(mode=0o711)
    return bersih | {
        "SECRET_KEY": "kunci-uji-" + secrets.token_urlsafe(48),
        "ESURAT_ENV": os.devnull,
        "ESURAT_VAR": str(folder / "var"),
        "DATABASE_URL": f"sqlite:///{folder / 'esurat.sqlite3'}",
        "TMPDIR": str(sementara),
        "PYTHONUNBUFFERED": "1",
    }


def baca_pilihan():
    baca = argparse.ArgumentParser(
        prog="script/test", description="Tanpa JALUR: semua pemeriksaan dan uji. Dengan JALUR: uji itu saja."
    )
    baca.add_argument("--panjang", action="store_true", help="juga bentuk panjang")
    baca.add_argument("--sqlite", action="store_true", help="dengan JALUR: pada SQLite, bukan PostgreSQL + Redis")
    baca.add_argument("--periksa", action="store_true", help="hanya pemeriksaan cepat, tanpa uji")
    return baca.parse_known_args()


def main():
    pilihan, sisa = baca_pilihan()
    mulai = time.monotonic()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to it
    for sinyal in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sinyal, lambda nomor, _: sys.exit(128 + nomor))
    folder = Path(tempfile.mkdtemp(prefix="esurat-uji-"))
    folder.chmod(0o711)
    uji = Uji(folder, panjang=pilihan.panjang)
    try:
        if sisa and pilihan.sqlite:
            uji.pytest("uji pada SQLite", "-m", uji.tanda("not pg"), *sisa, env={})
        elif sisa:
            with Layanan() as layanan:
                env = {"DATABASE_URL": layanan.database_url, "CELERY_BROKER_URL": layanan.redis_url}
                tanda = ("-m", BUKAN_PANJANG) if not pilihan.panjang else ()
                uji.pytest("uji pada PostgreSQL + Redis", *tanda, *sisa, env=env)
        elif pilihan.periksa:
            uji.pemeriksaan()
        else:
            with Layanan() as layanan:
                acuan = Acuan(AKAR, uji.env, layanan, folder)
                uji.pemeriksaan()
                if uji.basis_data(acuan):
                    uji.semua(layanan, acuan)
    except LayananGagal as galat:
        print(f"\n{galat}", file=sys.stderr)
        uji.hasil.append(("menyalakan PostgreSQL dan Redis", 0.0, False))
    except (KeyboardInterrupt, SystemExit) as henti:
        if uji.anak and uji.anak.poll() is None:
            uji.anak.terminate()
            try:
                uji.anak.wait(20)
            except subprocess.TimeoutExpired:
                uji.anak.kill()
        print("\nDihentikan sebelum selesai.", file=sys.stderr)
        return henti.code if isinstance(henti, SystemExit) else 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return uji.ringkas(mulai)


if __name__ == "__main__":
    sys.exit(main())
