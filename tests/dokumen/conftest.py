"""Each test has its own shelf."""

import pytest

from alur import bel
from esurat.celery import app
from tests.factories import PegawaiFactory


@pytest.fixture
def gudang(tmp_path, settings):
    """An empty store; returns its root folder."""
    akar = tmp_path / "berkas"
    settings.BERKAS_DIR = akar
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": akar}}
    }
    return akar


@pytest.fixture
def petugas(db):
    return PegawaiFactory()


@pytest.fixture(autouse=True)
def lonceng(monkeypatch):
    """The broker in memory and the breaker closed. Calling it gives [(task, *arguments)] rung since the last call."""
    monkeypatch.setattr(bel, "_diam_sampai", 0.0)
    for nama in ("broker_url", "broker_read_url", "broker_write_url"):
        monkeypatch.setitem(app.conf, nama, "memory://")
    monkeypatch.setitem(app.conf, "broker_transport_options", {})
    app._after_fork()  # forget the pooled connections to the broker before

    def terdengar():
        bunyi = []
        with app.connection_for_read() as sambungan, sambungan.SimpleQueue("celery") as antrean:
            while True:
                try:
                    pesan = antrean.get(block=False)
                except antrean.Empty:
                    return bunyi
                pesan.ack()
                bunyi.append((pesan.headers["task"], *pesan.payload[0]))

    terdengar()
    yield terdengar
    app._after_fork()
