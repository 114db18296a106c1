"""`python -m tests.ketahanan.beat_cepat …`: the celery command; each minute of the schedule passes in a second."""

import sys

from celery.__main__ import main

from esurat.celery import app

for _butir in app.conf.beat_schedule.values():
    if _butir["schedule"] == 60.0:
        _butir["schedule"] = 1.0

if __name__ == "__main__":
    sys.exit(main())
