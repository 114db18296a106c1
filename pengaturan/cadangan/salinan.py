"""All rows of one database into another, table by table, as they are: keys, history and ledger included.

Many times quicker than dumpdata/loaddata (200,000 rows in 22 s on a busy machine), and no row passes through code that
could change it. Triggers of the ledger stay on: they allow what this does, INSERT.
"""

import copy
from contextlib import contextmanager

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Max

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
    bersih = {"OPTIONS": {}, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    lengkap = copy.deepcopy(connections["default"].settings_dict) | bersih | pengaturan
    connections.settings[alias] = lengkap
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


@contextmanager
def sebagai_bawaan(alias):
    """Inside the block everything that asks for the default database works on `alias`: migrations (whose data parts
    name no database), the check of the ledger, models. Only this thread."""
    asli = connections["default"]
    connections["default"] = connections[alias]
    try:
        yield
    finally:
        connections["default"] = asli


def buat_tabel(alias):
    """Bring the tables of `alias` to today's migrations."""
    with sebagai_bawaan(alias):
        call_command("migrate", interactive=False, verbosity=0)


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
                _kosongkan(model, tujuan, kursor)
            for model in semua_model():
                _kosongkan(model, tujuan, kursor)  # what triggers of the tables before wrote here
                hasil[model._meta.db_table] = banyak = _salin_tabel(model, dari, tujuan, kursor)
                lapor(model._meta.db_table, banyak)
            for perintah in tujuan.ops.sequence_reset_sql(no_style(), _berurut(ke)):
                kursor.execute(perintah)
    return dict(sorted(hasil.items()))


def _berurut(alias):
    """Models whose sequence goes on behind a row: letters of an old agenda have keys below zero, and no sequence."""
    terbesar = ((m, m._base_manager.using(alias).aggregate(pk=Max("pk"))["pk"]) for m in semua_model())
    return [m for m, pk in terbesar if isinstance(pk, int) and pk > 0]


def _kosongkan(model, tujuan, kursor):
    if model._meta.db_table not in HANYA_TAMBAH:  # an empty ledger is a condition of the caller
        kursor.execute(f"DELETE FROM {tujuan.ops.quote_name(model._meta.db_table)}")  # noqa: S608


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
