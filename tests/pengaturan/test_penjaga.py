"""No demo account lives in produksi: its password stands in every copy of the program."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client

from organisasi.models import Pegawai
from pengaturan.penjaga import tolak_akun_contoh

pytestmark = pytest.mark.tertanam


def temuan():
    return [t.id for t in run_checks(include_deployment_checks=True) if t.id == "pengaturan.E001"]


def test_demo_office_starts(kantor):
    assert (tolak_akun_contoh(), temuan()) == (None, [])


def test_produksi_refuses_to_start_and_names_the_fix(kantor, settings):
    settings.PRODUKSI = True
    with pytest.raises(ImproperlyConfigured, match="Jalankan: manage.py nonaktifkan_akun_contoh"):
        tolak_akun_contoh()
    assert temuan() == ["pengaturan.E001"]


def test_command_puts_every_demo_account_out(kantor, settings, masuk, client, jejak_sistem):
    masuk("petugas", kantor.sandi)
    call_command("nonaktifkan_akun_contoh", stdout=StringIO())
    settings.PRODUKSI = True
    assert (tolak_akun_contoh(), client.get("/akun/").status_code) == (None, 302)
    assert jejak_sistem()[-1] == ("orang_dinonaktifkan", "")


def test_demo_account_never_enters_produksi_even_past_the_guard(kantor, settings, masuk, client):
    masuk("petugas", kantor.sandi)
    settings.PRODUKSI = True
    assert client.get("/akun/").status_code == 302
    assert Client().post("/masuk/", {"nama": "petugas", "sandi": kantor.sandi}).status_code == 200


def test_first_admin_is_made_on_the_command_line(kantor, jejak_sistem):
    keluaran = StringIO()
    call_command("buat_admin", "Kepala.TI", nama="Sinta Kencana", stdout=keluaran)
    sandi = keluaran.getvalue().split()[-1]
    klien = Client()
    assert klien.post("/masuk/", {"nama": "kepala.ti", "sandi": sandi}).status_code == 302
    assert klien.get("/akun/").url == "/sandi/ganti/"
    assert Pegawai.objects.get(username="kepala.ti").has_peran("ADMIN")
    assert jejak_sistem() == [("orang_ditambah", ""), ("penugasan_ditambah", ""), ("masuk", "kepala.ti")]


def test_first_admin_of_an_empty_office_gets_post_and_unit(db):
    call_command("buat_admin", "admin", nama="Sinta Kencana", stdout=StringIO())
    penugasan = Pegawai.objects.get(username="admin").penugasan.get()
    assert (penugasan.jabatan.peran, penugasan.jabatan.unit.nama) == (["ADMIN"], "Bagian Umum")


def test_taken_name_is_refused(kantor):
    with pytest.raises(CommandError, match="Nama pengguna petugas sudah dipakai"):
        call_command("buat_admin", "Petugas", nama="Sinta Kencana", stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_web_process_stops_with_the_sentence(kantor, settings):
    """A real start of the WSGI module in produksi beside an active demo account."""
    basis = settings.DATABASES["default"]
    if basis["ENGINE"].endswith("sqlite3"):
        alamat = f"sqlite:///{basis['NAME']}"
    else:
        alamat = f"postgres://{basis['USER']}@{basis['HOST']}:{basis['PORT']}/{basis['NAME']}"
    lingkungan = os.environ | {
        "ESURAT_MODE": "produksi",
        "DATABASE_URL": alamat,
        "SECRET_KEY": "k" * 60,
        "DJANGO_SETTINGS_MODULE": "esurat.settings",
    }
    hasil = subprocess.run(  # noqa: S603  our own interpreter, fixed words
        [sys.executable, "-W", "ignore", "-c", "import esurat.wsgi"],
        env=lingkungan,
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        check=False,
        timeout=60,
    )
    assert (hasil.returncode, "nonaktifkan_akun_contoh" in hasil.stderr) == (1, True)
