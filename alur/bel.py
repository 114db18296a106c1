"""The doorbell: ask a worker to look at a row. May fail in silence, because the sweep finds what was not rung."""

import logging
import time

from celery import current_app

logger = logging.getLogger(__name__)

JEDA_PEMUTUS = 30
"""Seconds without ringing after the broker failed: a dead Redis costs one request at most one short wait."""
_diam_sampai = 0.0


def bunyikan(tugas, *argumen):
    """Send the task named `tugas` (primitives only); never raises. Returns whether the broker took it."""
    global _diam_sampai
    if time.monotonic() < _diam_sampai:
        return False
    try:
        current_app.send_task(tugas, args=argumen)
    except Exception as galat:  # noqa: BLE001 -- kombu, redis, socket and file errors alike
        _diam_sampai = time.monotonic() + JEDA_PEMUTUS
        logger.warning("Doorbell is silent for %s s: %s", JEDA_PEMUTUS, type(galat).__name__)
        return False
    return True
