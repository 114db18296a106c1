"""The desk of the counter, for the tests of registering."""

import pytest
import time_machine

from persuratan.contoh import buat_rute
from tests.perjalanan import wita
from tests.persuratan.meja import masuk


@pytest.fixture
def meja(kantor, client):
    """The clerk's browser on Monday 9 November 2026 08.10."""
    buat_rute()
    with time_machine.travel(wita(9, 8, 10), tick=False):
        yield masuk(client, kantor.petugas)
