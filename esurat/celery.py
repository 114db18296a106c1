"""Celery is only the doorbell: the truth is a row in the database, and a sweep requeues what is not done."""

import os

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esurat.settings")
app = Celery("esurat")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def berdenyut(**_):
    """Beat rings its first canary a minute after the start; a worker that is ready says so at once."""
    app.send_task("alur.denyut")
