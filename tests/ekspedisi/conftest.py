import pytest
import time_machine

from tests.perjalanan import Perjalanan, wita


@pytest.fixture
def jalan(kantor):
    return Perjalanan(kantor)


@pytest.fixture
def senin():
    """Monday 9 November 2026, 11.00: the clock stands still."""
    with time_machine.travel(wita(9, 11), tick=False) as jam:
        yield jam
