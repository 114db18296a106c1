"""Fixtures that several rooms need. Keep it small."""

from types import SimpleNamespace

import pytest
from django.core.management.commands import flush
from django.db import connection

from disposisi.benih import benih_instruksi
from disposisi.models import Instruksi
from organisasi import kueri_siap
from organisasi.benih import muat_awal
from organisasi.contoh import buat_kantor
from organisasi.models import Pegawai
from persuratan.benih import benih_acuan, benih_standar
from persuratan.models import JenisNaskah, Klasifikasi, StandarPelayanan
from tests.basis_data import ACUAN, KALENDER, KANTOR, bereskan, kosongkan, salin_acuan, tegakkan

SANDI = "sandi-kantor-contoh"


def pytest_collection_modifyitems(items):
    """The longest begin first, so that no process waits for the other's last one; then those without the office.

    Races and grants only exist on PostgreSQL; on the embedded store their tests say so and are skipped.
    """
    items.sort(key=lambda butir: (butir.get_closest_marker("lama") is None, "kantor" in butir.fixturenames))
    if connection.vendor == "postgresql":
        return
    for butir in items:
        if butir.get_closest_marker("pg"):
            butir.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))


@pytest.fixture(autouse=True, scope="session")
def buku_kosong():
    """Let the flush after a transactional test empty the append-only tables; during tests their triggers stand."""
    asli = flush.Command.handle

    def handle(self, **options):
        kosongkan(asli, self, **options)

    with pytest.MonkeyPatch.context() as tambalan:
        tambalan.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings):
    """The embedded store of a whole run is a copy; PostgreSQL makes its own (esurat/settings_test.py)."""
    if connection.vendor != "sqlite":
        return django_db_keepdb
    return salin_acuan(connection.settings_dict["TEST"]["NAME"]) or django_db_keepdb


@pytest.fixture(autouse=True)
def kueri_tak_disiapkan(monkeypatch):
    """Which test asks for the fourth time depends on their order: a query is prepared only where a test wants it."""
    monkeypatch.setattr(kueri_siap, "SERING", 1_000_000)


@pytest.fixture
def kantor_tegak(request, django_db_setup, django_db_blocker):
    """Before the test's transaction begins: the office stands committed, or is gone, as the test wants it."""
    with django_db_blocker.unblock():
        if "kantor" in request.fixturenames:
            tegakkan(KALENDER, muat_awal, ACUAN, _benih_acuan, KANTOR, lambda: buat_kantor(SANDI))
        else:
            bereskan()


@pytest.fixture
def _django_db_helper(kantor_tegak, _django_db_helper):
    """What pytest-django opens for `db`, `transactional_db` and the mark: after the office."""
    return _django_db_helper


@pytest.fixture
def kalender_awal(db):
    """The seeded hours and holidays, also after a transactional test has flushed the rows of the migrations."""
    KALENDER.isi(muat_awal)


@pytest.fixture
def acuan_awal(db):
    """The seeded kinds, codes, norms and instructions, also after a flush."""
    ACUAN.isi(_benih_acuan)


def _benih_acuan():
    if not JenisNaskah.objects.exists():
        benih_acuan(JenisNaskah, Klasifikasi)
        benih_standar(StandarPelayanan)
        benih_instruksi(Instruksi)


@pytest.fixture
def kantor(db):
    """The demo office, its calendar and references: people by username (`kantor.kabag_umum`), and `kantor.sandi`."""
    orang = {p.username.replace(".", "_"): p for p in Pegawai.objects.all()}
    pendek = {
        "kasubbag": orang["kasubbag_tu"],
        "dinkes": orang["dinas_kesehatan"],
        "disdik": orang["dinas_pendidikan"],
    }
    return SimpleNamespace(sandi=SANDI, **orang, **pendek)
