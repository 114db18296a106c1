import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from alur import segel
from alur.denyut import catat_denyut
from alur.models import Denyut
from pengaturan.views import sehat

AKAR = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.tertanam


@pytest.fixture(autouse=True)
def lihat_lagi(monkeypatch):
    """Each test looks at the store anew instead of trusting the look of five seconds ago."""
    monkeypatch.setitem(sehat._berkas, "pada", float("-inf"))


def tanpa_waktu(jawab):
    isi = jawab.json()
    assert dt.datetime.fromisoformat(isi.pop("waktu")) <= timezone.now()
    return isi


@pytest.mark.django_db
def test_letters_can_be_saved_while_nobody_works_in_the_background(client):
    jawab = client.get("/sehat/")
    assert jawab.status_code == 200
    assert tanpa_waktu(jawab) == {
        "sehat": True,
        "basis_data": "baik",
        "berkas": "baik",
        "worker": "mati",
        "sapuan_terakhir": None,
        "segel_terakhir": None,
    }
    assert "no-store" in jawab["Cache-Control"]


@pytest.mark.django_db
def test_a_living_worker_the_last_sweep_and_the_last_seal_are_told(client):
    catat_denyut("pekerja")
    catat_denyut("sapuan")
    tersegel = segel.segel_hari()
    isi = tanpa_waktu(client.get("/sehat/"))
    assert isi["worker"] == "hidup"
    assert dt.datetime.fromisoformat(isi["sapuan_terakhir"]) == Denyut.objects.get(nama="sapuan").pada
    assert isi["segel_terakhir"] == tersegel.tanggal.isoformat()


@pytest.mark.django_db
def test_a_worker_silent_for_three_minutes_is_dead(client, time_machine):
    catat_denyut("pekerja")
    time_machine.move_to(timezone.now() + dt.timedelta(minutes=3, seconds=1))
    assert client.get("/sehat/").json()["worker"] == "mati"


@pytest.mark.django_db
def test_a_store_that_takes_nothing_is_503(client, settings, tmp_path):
    (tmp_path / "penuh").write_text("")
    lama = settings.STORAGES
    settings.BERKAS_DIR = tmp_path / "penuh" / "berkas"
    settings.STORAGES = lama | {"default": lama["default"] | {"OPTIONS": {"location": settings.BERKAS_DIR}}}
    jawab = client.get("/sehat/")
    assert jawab.status_code == 503
    assert (jawab.json()["sehat"], jawab.json()["basis_data"], jawab.json()["berkas"]) == (False, "baik", "buruk")


@pytest.mark.django_db
def test_a_disk_at_its_reserve_is_told_but_nothing_is_restarted_for_it(client, settings):
    settings.BERKAS_CADANGAN = 1 << 60
    jawab = client.get("/sehat/")
    assert (jawab.status_code, tanpa_waktu(jawab)) == (
        200,
        {
            "sehat": False,
            "basis_data": "baik",
            "berkas": "penuh",
            "worker": "mati",
            "sapuan_terakhir": None,
            "segel_terakhir": None,
        },
    )


@pytest.mark.django_db
def test_only_reading_is_allowed(client):
    assert [client.head("/sehat/").status_code, client.post("/sehat/").status_code] == [200, 405]


def test_a_dead_database_is_503_without_a_word_about_it():
    perintah = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "jawab = Client(SERVER_NAME='127.0.0.1').get('/sehat/')\n"
        "print(jawab.status_code, jawab.content.decode())"
    )
    lingkungan = os.environ | {
        "DATABASE_URL": "postgres://esurat@127.0.0.1:1/esurat",
        "DJANGO_SETTINGS_MODULE": "esurat.settings_test",
        "ESURAT_LOG": "CRITICAL",
    }
    keluar = subprocess.run(
        [sys.executable, "-c", perintah], cwd=AKAR, env=lingkungan, capture_output=True, text=True, check=True
    ).stdout
    kode, isi = keluar.split(" ", 1)
    isi = json.loads(isi)
    del isi["waktu"]
    assert (kode, isi) == (
        "503",
        {
            "sehat": False,
            "basis_data": "buruk",
            "berkas": "baik",
            "worker": "tidak diketahui",
            "sapuan_terakhir": None,
            "segel_terakhir": None,
        },
    )
