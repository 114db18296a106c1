"""A real office for tests that break it: own folder, own broker database, processes that can be shot."""

import os
import random
import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import quote

import pytest
import redis
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection

from alur.models import Cara, JamTenang, JenisKabar, PilihanKabar, Saluran
from disposisi.benih import benih_instruksi
from disposisi.models import Instruksi
from organisasi.benih import muat_awal
from organisasi.contoh import buat_kantor
from organisasi.models import Pegawai
from persuratan.benih import benih_acuan, benih_standar
from persuratan.contoh import buat_rute
from persuratan.models import JenisNaskah, Klasifikasi, StandarPelayanan
from tests.conftest import SANDI
from tests.ketahanan.kantor_nyata import AKAR, KantorNyata

pytest.register_assert_rewrite("tests.ketahanan.pemeriksa")


@pytest.fixture(scope="session")
def statis(tmp_path_factory):
    """The collected static files, once for all offices of this run."""
    folder = tmp_path_factory.mktemp("statis")
    env = {k: v for k, v in os.environ.items() if not k.startswith(("ESURAT_", "DJANGO_", "MIGRASI_"))}
    env |= {"ESURAT_VAR": str(folder), "ESURAT_ENV": os.devnull, "SECRET_KEY": "k" * 60}
    perintah = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(perintah, cwd=AKAR, env=env, check=True)
    return folder / "static"


def alamat_basis_data(sambungan=connection, nama="uji-ketahanan"):
    """DATABASE_URL of the database this test works in; `nama` is how its sessions call themselves."""
    s = sambungan.settings_dict
    sandi = f":{quote(s['PASSWORD'])}" if s["PASSWORD"] else ""
    return f"postgres://{s['USER']}{sandi}@{s['HOST']}:{s['PORT']}/{s['NAME']}?application_name={nama}"


@contextmanager
def antrean_sendiri():
    """CELERY_BROKER_URL for one office: a database of its own on the Redis of this run, else files."""
    alamat = os.environ.get("CELERY_BROKER_URL", "")
    if not alamat.startswith("redis://"):
        yield "filesystem://"
        return
    nomor = 8 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 8
    sendiri = f"{alamat.rpartition('/')[0]}/{nomor}"
    with redis.Redis.from_url(sendiri) as pelayan:
        pelayan.flushdb()
        yield sendiri
        pelayan.flushdb()


@pytest.fixture
def benih():
    """The seed of this run: shown with every failure, taken from $BENIH to repeat one."""
    return int(os.environ.get("BENIH") or random.SystemRandom().randrange(10**6))


def buat_penghuni(sandi=SANDI):
    """The demo office in the default database, with passwords as the office itself would have hashed them."""
    muat_awal()
    if not JenisNaskah.objects.exists():
        benih_acuan(JenisNaskah, Klasifikasi)
        benih_standar(StandarPelayanan)
        benih_instruksi(Instruksi)
    buat_kantor(sandi)
    buat_rute()
    pengacak = Argon2PasswordHasher()
    Pegawai.objects.filter(akun_contoh=True).update(password=pengacak.encode(sandi, pengacak.salt()))
    orang = {p.username.replace(".", "_"): p for p in Pegawai.objects.all()}
    minta_segera(orang.values())
    return SimpleNamespace(sandi=sandi, dinkes=orang["dinas_kesehatan"], **orang)


def minta_segera(orang):
    """Everybody wants each notice by e-mail at once, at any hour: the mail alone then tells what was delivered."""
    jenis = [j for j in JenisKabar if j != JenisKabar.AKUN]
    PilihanKabar.objects.bulk_create(
        PilihanKabar(pegawai=p, jenis=j, saluran=Saluran.EMAIL, cara=Cara.SEGERA) for p in orang for j in jenis
    )
    JamTenang.objects.bulk_create(JamTenang(pegawai=p) for p in orang)


@pytest.fixture
def penghuni(transactional_db):
    """The people of the demo office in the test database."""
    return buat_penghuni()


@pytest.fixture
def alamat(transactional_db):
    """DATABASE_URL of the test database."""
    return alamat_basis_data()


@pytest.fixture
def buka_kantor(tmp_path, statis):
    """A maker of offices: buka_kantor(DATABASE_URL=…, …) -> KantorNyata, nothing started; all closed at the end."""
    kantor = []

    def buka(**lingkungan):
        var = tmp_path / f"var{len(kantor)}"
        var.mkdir()
        kantor.append(KantorNyata(var, ESURAT_STATIC=str(statis), **lingkungan))
        return kantor[-1]

    yield buka
    for k in kantor:
        k.tutup()
    assert [k.sisa() for k in kantor] == [{} for _ in kantor]


@pytest.fixture
def kantor_nyata(penghuni, buka_kantor):
    """An office on the database of this test, with its own broker; nothing started yet."""
    with antrean_sendiri() as antrean:
        kantor = buka_kantor(DATABASE_URL=alamat_basis_data(), CELERY_BROKER_URL=antrean)
        yield kantor
        kantor.tutup()
