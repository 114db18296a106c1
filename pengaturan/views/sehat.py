"""Is the office alive? Asked by script/server, by the health checks of the containers and by a monitoring service."""

import os
import tempfile
import time

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.denyut import denyut_terakhir, pekerja_hidup
from alur.segel import segel_terakhir

UMUR_PERIKSA_BERKAS = 5
"""Seconds one look at the store serves: it writes and syncs, and this page is open to everybody."""

_berkas = {"pada": float("-inf"), "baik": False}


@login_not_required
@never_cache
@require_safe
def sehat(request):
    """JSON; 200 while letters can be saved (a dead worker only delays), 503 while they cannot. No login, no secrets.

    {"sehat": bool, "basis_data": "baik"|"buruk", "berkas": "baik"|"buruk", "worker": "hidup"|"mati"|"tidak diketahui",
    "sapuan_terakhir": ISO time or null, "segel_terakhir": ISO date or null, "waktu": ISO time}
    """
    laporan: dict[str, str | None] = {"basis_data": "baik", "berkas": "baik" if berkas_dapat_ditulis() else "buruk"}
    try:
        with connection.cursor() as kursor:
            kursor.execute("SELECT 1")
        segel = segel_terakhir()
        sapuan = denyut_terakhir("sapuan")
        laporan |= {
            "worker": "hidup" if pekerja_hidup() else "mati",
            "sapuan_terakhir": sapuan.isoformat() if sapuan else None,
            "segel_terakhir": segel.tanggal.isoformat() if segel else None,
        }
    except Error:  # also a database that nobody migrated yet: no letter can be saved there
        laporan |= {
            "basis_data": "buruk",
            "worker": "tidak diketahui",
            "sapuan_terakhir": None,
            "segel_terakhir": None,
        }
    baik = laporan["basis_data"] == laporan["berkas"] == "baik"
    return JsonResponse({"sehat": baik, **laporan, "waktu": timezone.now().isoformat()}, status=200 if baik else 503)


def berkas_dapat_ditulis():
    """True when a file can be written and synced where the scans live (a full disk says no); looked at every 5 s."""
    if time.monotonic() - _berkas["pada"] > UMUR_PERIKSA_BERKAS:
        _berkas.update(pada=time.monotonic(), baik=_coba_tulis())
    return _berkas["baik"]


def _coba_tulis():
    try:
        if not isinstance(default_storage, FileSystemStorage):
            default_storage.exists("sehat")
            return True
        os.makedirs(default_storage.location, exist_ok=True)
        with tempfile.TemporaryFile(dir=default_storage.location, buffering=0) as berkas:
            berkas.write(b"\0" * 4096)
        return True
    except Exception:  # noqa: BLE001  a foreign storage raises what it likes; each of them means "no"
        return False
