"""All rows of one database into another, table by table, as they are: keys, history and ledger included.

A hundred times quicker than dumpdata/loaddata, and no row passes through code that could change it. Triggers of the
ledger stay on: they allow what this does, INSERT.
"""

import copy
import os
import subprocess
import sys
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, transaction

from alur.pemicu import TABEL as HANYA_TAMBAH

VARIABEL_PALING_BANYAK = 30_000
"""SQLite takes 32,766 values in one statement, PostgreSQL 65,535."""


def semua_model():
    """Every model with a table of its own, also those Django makes for many-to-many and history."""
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]


def jumlah_baris(alias="default"):
    """{table: rows} of all models."""
    hasil = {}
    with connections[alias].cursor() as kursor:
        for model in semua_model():
            tabel = connections[alias].ops.quote_name(model._meta.db_table)
            kursor.execute(f"SELECT count(*) FROM {tabel}")  # noqa: S608  a table name of our own models
            hasil[model._meta.db_table] = kursor.fetchone()[0]
    return dict(sorted(hasil.items()))


@contextmanager
def basis_data_lain(alias, pengaturan):
    """Register another database for the length of the block. `pengaturan`: as in DATABASES."""
    lengkap = copy.deepcopy(connections["default"].settings_dict) | {"OPTIONS": {}, "CONN_MAX_AGE": 0} | pengaturan
    connections.settings[alias] = lengkap
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def jalankan_manage(url, *argumen):
    """manage.py on another database, in a process of its own: data migrations always write to `default`.

    Raises subprocess.CalledProcessError, with the output in `.stderr`.
    """
    lingkungan = os.environ | {"DATABASE_URL": url, "MIGRASI_URL": "", "SECRET_KEY": settings.SECRET_KEY}
    perintah = [sys.executable, "manage.py", *argumen]
    return subprocess.run(  # noqa: S603  our own command
        perintah, cwd=settings.BASE_DIR, env=lingkungan, check=True, capture_output=True, text=True
    )


def salin_semua(dari, ke, lapor=lambda tabel, baris: None):
    """Copy all rows of alias `dari` into the migrated alias `ke`, whose own first rows are replaced.

    One transaction on the target: after an exception it is as before. Calls `lapor(table, rows)`.
    Returns {table: rows}.
    """
    hasil = {}
    with transaction.atomic(using=ke):
        tujuan = connections[ke]
        with tujuan.cursor() as kursor:
            for model in semua_model():
                if model._meta.db_table not in HANYA_TAMBAH:  # an empty ledger is a condition of the caller
                    kursor.execute(f"DELETE FROM {tujuan.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            for model in semua_model():
                hasil[model._meta.db_table] = banyak = _salin_tabel(model, dari, tujuan, kursor)
                lapor(model._meta.db_table, banyak)
            for perintah in tujuan.ops.sequence_reset_sql(no_style(), semua_model()):
                kursor.execute(perintah)
    return dict(sorted(hasil.items()))


def _salin_tabel(model, dari, tujuan, kursor):
    kolom = [f for f in model._meta.local_concrete_fields if not f.generated]
    nama = ", ".join(tujuan.ops.quote_name(f.column) for f in kolom)
    tempat = "(" + ", ".join(["%s"] * len(kolom)) + ")"
    awal = f"INSERT INTO {tujuan.ops.quote_name(model._meta.db_table)} ({nama}) VALUES "  # noqa: S608  names of our own models
    sekali = max(1, min(1000, VARIABEL_PALING_BANYAK // len(kolom)))
    banyak, nilai, baris = 0, [], 0
    sumber = model._base_manager.using(dari).order_by("pk").values_list(*(f.attname for f in kolom))
    for satu in sumber.iterator(chunk_size=2000):
        nilai += [f.get_db_prep_save(v, connection=tujuan) for f, v in zip(kolom, satu, strict=True)]
        baris += 1
        if baris == sekali:
            kursor.execute(awal + ", ".join([tempat] * baris), nilai)
            banyak, nilai, baris = banyak + baris, [], 0
    if baris:
        kursor.execute(awal + ", ".join([tempat] * baris), nilai)
    return banyak + baris
