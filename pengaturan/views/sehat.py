"""Is the office alive? Asked by script/server, by the health checks of the containers and by a monitoring service."""

import time

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.denyut import denyut_terakhir, pekerja_hidup
from alur.segel import segel_terakhir
from dokumen.gudang import keadaan_gudang

UMUR_PERIKSA_BERKAS = 5
"""Seconds one look at the store serves: it writes and syncs, and this page is open to everybody."""

_berkas: dict = {"pada": float("-inf"), "keadaan": "buruk"}


@login_not_required
@never_cache
@require_safe
def sehat(request):
    """JSON; 200 while letters can be saved (a dead worker only delays), 503 while they cannot. No login, no secrets.

    {"sehat": bool, "basis_data": "baik"|"buruk", "berkas": "baik"|"penuh"|"buruk", "worker":
    "hidup"|"mati"|"tidak diketahui", "sapuan_terakhir": ISO time or null, "segel_terakhir": ISO date or null, "waktu":
    ISO time}. "penuh" is not `sehat`, but 200: letters are saved without their scans, and no restart makes room.
    """
    laporan: dict[str, str | None] = {"basis_data": "baik", "berkas": keadaan_berkas()}
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
    keadaan = {laporan["basis_data"], laporan["berkas"]}
    return JsonResponse(
        {"sehat": keadaan == {"baik"}, **laporan, "waktu": timezone.now().isoformat()},
        status=503 if "buruk" in keadaan else 200,
    )


def keadaan_berkas():
    """What the store says of itself (`keadaan_gudang`), looked at every 5 s."""
    if time.monotonic() - _berkas["pada"] > UMUR_PERIKSA_BERKAS:
        _berkas.update(pada=time.monotonic(), keadaan=keadaan_gudang())
    return _berkas["keadaan"]
