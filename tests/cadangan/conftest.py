"""Whole offices in databases and folders of their own, driven through the commands as an admin does."""

import contextlib
import io
import os
import shutil
import sqlite3
import uuid
from pathlib import Path
from types import SimpleNamespace

import environ
import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from pengaturan.cadangan.salinan import basis_data_lain, sebagai_bawaan
from tests.basis_data import salin_acuan
from tests.cadangan.benih import tanam

AKAR = Path(__file__).resolve().parents[2]
SQLITE = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"}


class Kantor:
    """One office: its folder `var` and its database address `url`. `penghalang`: pytest-django's database blocker."""

    def __init__(self, penghalang, folder, url=None):
        self.penghalang, self.var = penghalang, folder
        self.url = url or f"sqlite:///{folder}/esurat.sqlite3"

    @property
    def lingkungan(self):
        """For a process of this office."""
        bersih = {k: v for k, v in os.environ.items() if not k.startswith(("ESURAT_", "DJANGO_", "MIGRASI_"))}
        return bersih | {
            "ESURAT_VAR": str(self.var),
            "ESURAT_ENV": os.devnull,
            "ESURAT_LOG": "ERROR",
            "SECRET_KEY": "kunci-" + "k" * 60,
            "DATABASE_URL": self.url,
            "CELERY_BROKER_URL": "filesystem://",
        }

    @contextlib.contextmanager
    def buka(self, **atur):
        """Inside the block this process works in this office."""
        basis = environ.Env.db_url_config(self.url)
        if basis["ENGINE"].endswith("sqlite3"):
            basis["OPTIONS"] = SQLITE
        gudang = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": self.var / "berkas"},
        }
        statis = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        atur |= {"VAR": self.var, "BERKAS_DIR": self.var / "berkas", "STATIC_ROOT": self.var / "static"}
        with (
            override_settings(STORAGES={"default": gudang, "staticfiles": statis}, **atur),
            self.penghalang.unblock(),
            basis_data_lain("kantor", basis),
            sebagai_bawaan("kantor"),
        ):
            yield

    def manage(self, *argumen, **atur):
        """Run a command; an object with returncode, stdout, stderr as a process would have had."""
        keluar, keluh = io.StringIO(), io.StringIO()
        with self.buka(**atur):
            try:
                call_command(*(str(a) for a in argumen), stdout=keluar, stderr=keluh)
            except CommandError as galat:
                return SimpleNamespace(
                    returncode=1, stdout=keluar.getvalue(), stderr=f"{keluh.getvalue()}CommandError: {galat}\n"
                )
        return SimpleNamespace(returncode=0, stdout=keluar.getvalue(), stderr=keluh.getvalue())

    def berhasil(self, *argumen, **atur):
        hasil = self.manage(*argumen, **atur)
        assert hasil.returncode == 0, hasil.stdout + hasil.stderr
        return hasil.stdout

    def isi(self):
        """{table: rows}, and the SHA-256 of every file on the shelf; read without Django, on either database."""
        if self.url.startswith("sqlite"):
            sambungan = sqlite3.connect(self.url.removeprefix("sqlite:///"))
            daftar = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        else:
            sambungan = psycopg2.connect(self.url)
            daftar = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        kursor = sambungan.cursor()
        kursor.execute(daftar)
        # FTS5 keeps its index in tables of its own; django_migrations differs in nothing but the order of its rows.
        tabel = sorted(t for (t,) in kursor.fetchall() if "_fts" not in t)
        jumlah = {}
        for satu in tabel:
            kursor.execute(f'SELECT count(*) FROM "{satu}"')
            jumlah[satu] = kursor.fetchone()[0]
        sambungan.close()
        return jumlah, sorted(p.name for p in (self.var / "berkas").rglob("*") if len(p.name) == 64)


@pytest.fixture(scope="session")
def kantor_berisi(tmp_path_factory, django_db_blocker):
    """An office with people, a ledger, a seal and two files; made once, copied by `kantor`."""
    kantor = Kantor(django_db_blocker, tmp_path_factory.mktemp("kantor") / "var")
    kantor.var.mkdir()
    salin_acuan(kantor.var / "esurat.sqlite3")
    kantor.berhasil("migrate", "-v0")
    with kantor.buka():
        tanam()
    return kantor


@pytest.fixture
def kantor(kantor_berisi, tmp_path):
    shutil.copytree(kantor_berisi.var, tmp_path / "lama")
    return Kantor(kantor_berisi.penghalang, tmp_path / "lama")


@pytest.fixture
def kosong(tmp_path, django_db_blocker):
    """A machine on which nothing was ever stored."""
    return Kantor(django_db_blocker, tmp_path / "baru")


@pytest.fixture
def arsip(kantor, tmp_path):
    jalur = tmp_path / "kantor.tar"
    kantor.berhasil("cadangkan", jalur)
    return jalur


@pytest.fixture
def buat_postgres(request):
    """Makes empty databases on the server of the tests: `buat_postgres()` -> URL. Dropped afterwards."""
    atur = connection.settings_dict
    letak = {"host": atur["HOST"], "port": atur["PORT"], "user": atur["USER"], "password": atur["PASSWORD"]}
    induk = psycopg2.connect(dbname="postgres", **{k: v for k, v in letak.items() if v})
    induk.autocommit = True
    kursor, nama = induk.cursor(), []

    def buat():
        nama.append(f"cadangan_{uuid.uuid4().hex[:12]}")
        kursor.execute(f'CREATE DATABASE "{nama[-1]}"')
        sandi = f":{atur['PASSWORD']}" if atur["PASSWORD"] else ""
        return f"postgres://{atur['USER']}{sandi}@{atur['HOST']}:{atur['PORT']}/{nama[-1]}"

    buat.kursor = kursor
    yield buat
    for satu in nama:
        kursor.execute(f'DROP DATABASE "{satu}" WITH (FORCE)')
    induk.close()


def tambah_jejak(isi, banyak=1):
    """What `Kantor.isi` says after that many more acts of the ledger."""
    baris, berkas = isi
    return baris | {"alur_jejak": baris["alur_jejak"] + banyak}, berkas
