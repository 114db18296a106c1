"""Celery is only the doorbell: the truth is a row in the database, and a sweep requeues what is not done."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esurat.settings")
app = Celery("esurat")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
