"""script/setup on a machine made of stand-ins: what it does twice, what it says when it may not install."""

import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parents[2]
SKRIP = [
    "script/setup",
    "script/server",
    "script/test",
    "script/lib/awal.sh",
    "script/lib/apt.sh",
    "deploy/postgres-init.sh",
]


@pytest.fixture
def salinan(tmp_path):
    """A checkout whose .venv is already right, and a PATH with stand-ins in front."""
    tempat = tmp_path / "esurat"
    shutil.copytree(AKAR / "script", tempat / "script", ignore=shutil.ignore_patterns("__pycache__"))
    for nama in ("pyproject.toml", "uv.lock"):
        shutil.copy(AKAR / nama, tempat)
    (tempat / ".venv" / "bin").mkdir(parents=True)
    (tempat / ".venv" / "bin" / "python").symlink_to("/bin/true")
    sidik = hashlib.sha256((tempat / "uv.lock").read_bytes() + (tempat / "pyproject.toml").read_bytes()).hexdigest()
    (tempat / ".venv" / ".esurat-setup").write_text(f"{sidik} uji\n")
    (tmp_path / "bin").mkdir()
    return tempat


def palsu(salinan, nama, isi):
    jalur = salinan.parent / "bin" / nama
    jalur.write_text(f"#!/bin/sh\n{isi}\n")
    jalur.chmod(0o755)


def setup(salinan, *argumen):
    lingkungan = os.environ | {"PATH": f"{salinan.parent / 'bin'}:{os.environ['PATH']}"}
    for nama in ("ESURAT_VAR", "SECRET_KEY"):
        lingkungan.pop(nama, None)
    return subprocess.run(
        ["script/setup", *argumen],
        cwd=salinan,
        env=lingkungan,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("jalur", SKRIP)
def test_scripts_are_sound_bash(jalur):
    assert subprocess.run(["bash", "-n", AKAR / jalur], capture_output=True, text=True).stderr == ""


def test_first_run_writes_env_and_the_second_changes_nothing(salinan):
    hasil = setup(salinan)
    assert (hasil.returncode, hasil.stdout, hasil.stderr) == (0, "• Menulis .env dengan kunci rahasia acak\n", "")
    isi = (salinan / ".env").read_text()
    kunci = dict(baris.split("=", 1) for baris in isi.splitlines() if "=" in baris)
    assert set(kunci) == {"SECRET_KEY", "ESURAT_MODE"}
    assert kunci["ESURAT_MODE"] == "contoh"
    assert len(kunci["SECRET_KEY"]) == 86
    assert (salinan / ".env").stat().st_mode & 0o777 == 0o600

    mulai = time.monotonic()
    hasil = setup(salinan)
    assert (hasil.returncode, hasil.stdout, hasil.stderr) == (0, "", "")
    assert (salinan / ".env").read_text() == isi
    assert time.monotonic() - mulai < 1


def test_a_folder_of_another_account_gets_a_sentence(salinan):
    (salinan / "var").write_text("bukan folder")  # what root, too, cannot write into
    hasil = setup(salinan)
    assert (hasil.returncode, hasil.stdout) == (1, "")
    assert hasil.stderr.startswith(f"\nFolder {salinan}/var tidak dapat ditulis oleh akun ")
    assert hasil.stderr.count("\n") == 3


def test_without_root_and_sudo_it_names_what_is_missing_and_the_one_command(salinan):
    palsu(salinan, "id", "echo 1000")
    palsu(salinan, "sudo", "exit 1")
    asli = shutil.which("python3")
    palsu(
        salinan,
        "python3",
        f'case "$1" in *periksa_pustaka.py) echo libpango-1.0.so.0 libpango-1.0-0;; *) exec {asli} "$@";; esac',
    )
    hasil = setup(salinan)
    assert hasil.returncode == 1
    assert hasil.stdout == ""
    assert hasil.stderr.splitlines() == [
        "",
        "Yang belum ada di mesin ini: libpango-1.0-0",
        "Belum ada yang diubah. Jalankan perintah ini sekali, lalu ulangi:",
        "  sudo apt-get update && sudo apt-get install -y --no-install-recommends libpango-1.0-0",
    ]
    assert not (salinan / ".env").exists()


def test_an_unknown_option_is_refused_in_a_sentence(salinan):
    hasil = setup(salinan, "--cepat")
    assert (hasil.returncode, hasil.stderr) == (
        1,
        "\nPilihan '--cepat' tidak dikenal. Yang ada: script/setup [--uji]\n",
    )
