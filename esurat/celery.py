"""Celery is only the doorbell: the truth is a row in the database, and a sweep requeues what is not done."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import beat_init, worker_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esurat.settings")
app = Celery("esurat")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def berdenyut(**_):
    """Beat rings its first canary a minute after the start; a worker that is ready says so at once."""
    app.send_task("alur.denyut")


@worker_init.connect
@beat_init.connect
def siapkan_antrean(**_):
    """The filesystem broker does not make its own folder; without it nothing could be rung on a fresh machine."""
    for nama in ("data_folder_in", "data_folder_out"):
        if folder := app.conf.broker_transport_options.get(nama):
            Path(folder).mkdir(parents=True, exist_ok=True)


@worker_init.connect
def tolak_akun_contoh(**_):
    """No worker starts in produksi beside an active demo account (issue A2)."""
    from pengaturan import penjaga  # noqa: PLC0415  models exist only once the worker has loaded Django

    try:
        penjaga.tolak_akun_contoh()
    except Exception as tolak:
        raise SystemExit(str(tolak)) from None
