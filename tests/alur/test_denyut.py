import datetime

import pytest
import time_machine

from alur import denyut, tasks
from alur.models import Denyut

pytestmark = [pytest.mark.tertanam, pytest.mark.django_db]
SAAT = datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.UTC)


def test_a_worker_that_never_came_is_not_alive():
    assert (denyut.denyut_terakhir("pekerja"), denyut.pekerja_hidup(), denyut.pekerja_diam()) == (None, False, True)


def test_three_minutes_of_silence_mean_dead():
    with time_machine.travel(SAAT, tick=False):
        tasks.denyut()
        tasks.denyut()
    for detik, hidup in ((180, True), (181, False)):
        with time_machine.travel(SAAT + datetime.timedelta(seconds=detik), tick=False):
            assert (denyut.pekerja_hidup(), denyut.pekerja_diam()) == (hidup, not hidup)
    assert list(Denyut.objects.values_list("nama", "pada")) == [("pekerja", SAAT)]


def test_an_office_that_has_just_opened_alarms_nobody():
    with time_machine.travel(SAAT, tick=False):
        denyut.catat_denyut("mulai")
    for detik, diam in ((180, False), (181, True)):
        with time_machine.travel(SAAT + datetime.timedelta(seconds=detik), tick=False):
            assert (denyut.pekerja_hidup(), denyut.pekerja_diam()) == (False, diam)


def test_the_sweep_and_the_seal_report_too():
    with time_machine.travel(SAAT, tick=False):
        tasks.sapu_notifikasi()
        tasks.segel_kemarin()

    assert set(Denyut.objects.values_list("nama", "pada")) == {("sapu_notifikasi", SAAT), ("segel", SAAT)}
