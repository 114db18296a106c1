"""Emptying and refilling the test database faster than Django and the demo office do it by themselves.

Both are the difference between a suite of ten and of fifteen minutes: a thousand tests want the office, a hundred
and thirty end with a flush.
"""

import contextlib
import os
import sqlite3

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, transaction

from alur.pemicu import cabut_pemicu, pasang_pemicu
from disposisi.models import Instruksi
from organisasi.models import HariLibur, Jabatan, JamKerja, Pegawai, Penugasan, UnitKerja
from persuratan.models import JenisNaskah, Klasifikasi, StandarPelayanan

# Beginning ----------------------------------------------------------------------------------------------


def salin_acuan(tujuan):
    """Put the migrated SQLite database of this run (script/lib/acuan.py) at `tujuan`; False when none was made."""
    acuan = os.environ.get("ESURAT_ACUAN_SQLITE")
    if acuan is None:
        return False
    with contextlib.closing(sqlite3.connect(acuan)) as dari, contextlib.closing(sqlite3.connect(tujuan)) as ke:
        dari.backup(ke)  # a copy of the file alone would leave behind what still stands in its journal
    return True


# Emptying -----------------------------------------------------------------------------------------------


def kosongkan(asli, self, **options):
    """Stands in for the `handle` of the command `flush`: also the append-only tables end empty, whose triggers stand
    during the tests. No permissions and content types are made again: nothing asks for them.
    """
    koneksi = connections[options["database"]]
    if koneksi.vendor == "postgresql":
        _hapus_baris(koneksi)
        return
    with contextlib.closing(koneksi.cursor()) as kursor:
        penyunting = _Penyunting(koneksi, kursor)
        cabut_pemicu(penyunting)
        try:
            asli(self, **options | {"inhibit_post_migrate": True})
        finally:
            pasang_pemicu(penyunting)


def _hapus_baris(koneksi):
    """TRUNCATE makes new files for every table and index; the tables of a test are small. As a replica fires neither
    triggers nor foreign keys.
    """
    tabel = sorted({m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.managed})
    with koneksi.cursor() as kursor:
        perintah = [f"DELETE FROM {koneksi.ops.quote_name(t)}" for t in tabel]
        kursor.execute("; ".join(["SET session_replication_role = replica", *perintah]))
        kursor.execute("SET session_replication_role = DEFAULT")


class _Penyunting:
    """What `pasang_pemicu` needs of a schema editor, without its rule against running inside a transaction."""

    def __init__(self, connection, kursor):
        self.connection, self.execute = connection, kursor.execute


# Refilling ----------------------------------------------------------------------------------------------


class Potret:
    """Rows that many tests begin with: made by the programme once for each database, put back as they were after that.

    `model`: the tables that stay empty until `isi` fills them; the tables of their history follow by themselves.
    """

    def __init__(self, *model):
        self.model = [m for satu in model for m in (satu, *([satu.history.model] if hasattr(satu, "history") else []))]
        self.baris = {}

    def isi(self, buat):
        """Call `buat()`, or put back what it made when it was called here before; nothing when rows stand already."""
        baca, tulis = SALIN[connection.vendor]
        with connection.cursor() as kursor:
            if any(m._base_manager.exists() for m in self.model):
                buat()
            elif not self.baris:
                buat()
                for m in self.model:
                    kursor.execute(baca(m._meta.db_table, _kolom(m)))
                    self.baris[m] = kursor.fetchone()[0]
            else:
                for m, baris in self.baris.items():
                    kursor.execute(tulis(m._meta.db_table, _kolom(m)), [baris])


def _kolom(model):
    return [connection.ops.quote_name(f.column) for f in model._meta.concrete_fields]


SALIN = {
    "postgresql": (
        lambda tabel, _: f"SELECT json_agg(t)::text FROM {tabel} AS t",
        lambda tabel, _: f"INSERT INTO {tabel} SELECT * FROM json_populate_recordset(NULL::{tabel}, %s)",
    ),
    "sqlite": (
        lambda tabel, kolom: f"SELECT json_group_array(json_array({', '.join(kolom)})) FROM {tabel}",
        lambda tabel, kolom: (
            f"INSERT INTO {tabel} ({', '.join(kolom)}) "
            f"SELECT {', '.join(f'json_extract(value, {n!r})' for n in (f'$[{i}]' for i in range(len(kolom))))} "
            "FROM json_each(%s)"
        ),
    ),
}
"""How each database gives the rows of a table as one text, and takes them back."""
KALENDER = Potret(JamKerja, HariLibur)
ACUAN = Potret(JenisNaskah, Klasifikasi, StandarPelayanan, Instruksi)
KANTOR = Potret(UnitKerja, Jabatan, Pegawai, Penugasan)


# The office between the tests -----------------------------------------------------------------------------


def tegakkan(*bagian):
    """Commit what `bagian` (picture, how to make it, …) holds, unless it stands already.

    A test that rolls back leaves it to the next one: nothing to write again, and what the process remembers of posts
    and of composed SQL stays true.
    """
    if Pegawai.objects.exists():
        return
    with transaction.atomic():
        for potret, buat in zip(bagian[::2], bagian[1::2], strict=True):
            potret.isi(buat)


def bereskan():
    """Take the office down again for a test of the bare database."""
    if Pegawai.objects.exists():
        call_command("flush", interactive=False, verbosity=0)
