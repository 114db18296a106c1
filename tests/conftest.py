"""Fixtures that several rooms need. Keep it small."""

import contextlib

import pytest
from django.core.management.commands import flush
from django.db import connection, connections

from alur.pemicu import cabut_pemicu, pasang_pemicu


def pytest_collection_modifyitems(items):
    """Races and grants only exist on PostgreSQL; on the embedded store their tests say so and are skipped."""
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
        koneksi = connections[options["database"]]
        with contextlib.closing(koneksi.cursor()) as kursor:
            penyunting = _Penyunting(koneksi, kursor)
            cabut_pemicu(penyunting)
            try:
                return asli(self, **options)
            finally:
                pasang_pemicu(penyunting)

    with pytest.MonkeyPatch.context() as tambalan:
        tambalan.setattr(flush.Command, "handle", handle)
        yield


class _Penyunting:
    """What `pasang_pemicu` needs of a schema editor, without its rule against running inside a transaction."""

    def __init__(self, connection, kursor):
        self.connection, self.execute = connection, kursor.execute
