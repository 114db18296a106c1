"""Celery is only the doorbell: the truth is a row in the database, and a sweep requeues what is not done."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import beat_init, worker_init, worker_ready
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esurat.settings")
app = Celery("esurat")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def berdenyut(**_):
    """Beat rings its first canary a minute after the start, behind whatever waits in the queue; a worker that is ready
    says so at once. It is written here, in the parent of the pool, which keeps no connection."""
    app.tasks["alur.denyut"]()
    connections.close_all()


@worker_init.connect
@beat_init.connect
def siapkan_antrean(**_):
    """The filesystem broker does not make its own folder; without it nothing could be rung on a fresh machine."""
    for nama in ("data_folder_in", "data_folder_out"):
        if folder := app.conf.broker_transport_options.get(nama):
            Path(folder).mkdir(parents=True, exist_ok=True)


@worker_init.connect
def tolak_akun_contoh(**_):
    """No worker starts in produksi beside an active demo account."""
    from pengaturan import penjaga  # noqa: PLC0415  models exist only once the worker has loaded Django

    try:
        penjaga.tolak_akun_contoh()
    except Exception as tolak:
        raise SystemExit(str(tolak)) from None
