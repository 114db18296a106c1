"""script/test from within: a part runs in seconds, the last line counts, the admin's own settings reach no test."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parents[2]


def uji(*argumen, **lingkungan):
    bersih = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "script.lib.uji", *argumen],
        cwd=AKAR,
        env=bersih | lingkungan,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def contoh():
    """A throwaway test file inside the suite, where the settings of the tests are found."""
    jalur = AKAR / "tests" / "skrip" / f"contoh_{os.getpid()}.py"
    yield jalur
    jalur.unlink(missing_ok=True)


def test_a_part_ends_with_one_line_that_counts(contoh):
    contoh.write_text(
        "import os, pytest\n"
        "from django.conf import settings\n"
        "def test_hermetic():\n"
        "    assert settings.DATABASES['default']['ENGINE'].endswith('sqlite3')\n"
        "    assert settings.KANTOR == 'Kabupaten Contoh'\n"
        "    assert 'ESURAT_KANTOR' not in os.environ\n"
        "    assert os.environ['ESURAT_GAMBAR'] == 'folder-gambar'\n"
        "@pytest.mark.skip(reason='coba')\n"
        "def test_dilewati(): pass\n"
        "@pytest.mark.panjang\n"
        "def test_panjang(): raise AssertionError\n"
    )
    milik_kantor = {"DATABASE_URL": "postgres://milik-kantor@127.0.0.1:1/jangan", "ESURAT_KANTOR": "Lain"}
    hasil = uji("--sqlite", contoh, **milik_kantor, ESURAT_GAMBAR="folder-gambar")
    assert hasil.returncode == 0, hasil.stdout
    assert re.fullmatch(r"=+ 1 passed, 1 skipped in [\d.]+s =+", hasil.stdout.splitlines()[-1])


def test_a_failure_is_named_and_sets_the_exit_code(contoh):
    contoh.write_text("def test_gagal(): raise AssertionError\ndef test_baik(): pass\n")
    hasil = uji("--sqlite", contoh)
    assert hasil.returncode == 1
    assert re.fullmatch(r"=+ 1 failed, 1 passed in [\d.]+s =+", hasil.stdout.splitlines()[-1])
    assert hasil.stderr == "GAGAL: uji pada SQLite\n"


def test_a_part_runs_on_postgres_and_redis_of_its_own(contoh):
    contoh.write_text(
        "import pytest\n"
        "from django.conf import settings\n"
        "from django.db import connection\n"
        "@pytest.mark.django_db\n"
        "def test_layanan():\n"
        "    assert connection.vendor == 'postgresql'\n"
        "    assert settings.CELERY_BROKER_URL.startswith('redis://127.0.0.1:')\n"
    )
    hasil = uji(contoh, CELERY_BROKER_URL="filesystem://")
    assert hasil.returncode == 0, hasil.stdout
    assert " 1 passed in " in hasil.stdout.splitlines()[-1]
