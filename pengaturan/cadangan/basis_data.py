"""The database into one file and back, by what the machine offers: SQLite's backup API, pg_dump, or a copy of rows."""

import contextlib
import dataclasses
import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

from django.db import OperationalError, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from alur.models import Jejak
from alur.pemeriksaan import periksa
from organisasi.models import Pegawai
from pengaturan.cadangan import salinan
from pengaturan.cadangan.arsip import kembangkan, mampatkan

SQLITE, PG = "sqlite", "pg_dump"
ISI_ARSIP = {SQLITE: "basis_data.sqlite3.gz", PG: "basis_data.pgdump"}
TUNGGU_KUNCI = "15s"


class TidakBisa(Exception):
    """An Indonesian sentence: what stopped it, and what is safe."""


@dataclasses.dataclass
class Potret:
    """One moment of the database, in the file `jalur`."""

    jenis: str
    jalur: Path
    baris: dict
    """{table: rows}"""
    migrasi: list
    dirujuk: set
    """SHA-256 of every file that a row names."""


def ambil(folder):
    """Copy the database as it is now into `folder`, without stopping anybody; counted, its ledger recomputed.

    Raises TidakBisa when the copy or the ledger in it is not whole.
    """
    return _ambil_postgres(folder) if connection.vendor == "postgresql" else _ambil_sqlite(folder)


def sudah_terpasang(alias="default"):
    """Applied migrations as "app.name", sorted; empty for a database without tables."""
    return sorted(f"{app}.{nama}" for app, nama in MigrationRecorder(connections[alias]).applied_migrations())


def dikenal():
    """Migrations of this version of the programme."""
    return {f"{app}.{nama}" for app, nama in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}


def kosong(alias="default"):
    """True when nobody works in this database yet: no people and no ledger (or no tables at all)."""
    tempat = connections[alias]
    if tempat.vendor == "sqlite" and not Path(tempat.settings_dict["NAME"]).exists():
        return True
    tabel = tempat.introspection.table_names()
    return not any(
        model._meta.db_table in tabel and model._base_manager.using(alias).exists() for model in (Pegawai, Jejak)
    )


def dirujuk(alias="default"):
    """SHA-256 of every file that a row of the database names."""
    hasil = set()
    for model in salinan.semua_model():
        if model._meta.app_label == "dokumen" and any(f.name == "sha256" for f in model._meta.local_fields):
            hasil.update(model._base_manager.using(alias).values_list("sha256", flat=True))
    return hasil - {""}


def pastikan_jejak_utuh(alias="default"):
    """Recompute the ledger; TidakBisa with the first broken link."""
    with salinan.sebagai_bawaan(alias):
        laporan = periksa()
    if not laporan.utuh:
        raise TidakBisa(f"Jejak tidak utuh: {laporan.putus}")


def _ambil_sqlite(folder):
    jalur = folder / "salinan.sqlite3"
    with (
        contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as sumber,
        contextlib.closing(sqlite3.connect(jalur)) as tujuan,
    ):
        sumber.backup(tujuan)  # all pages in one read transaction: writers go on, and are not in it
        temuan = tujuan.execute("PRAGMA integrity_check").fetchone()[0]
        if temuan != "ok":
            raise TidakBisa(f"Basis data rusak, jadi tidak dicadangkan: {temuan}")
    with salinan.basis_data_lain("potret", _pengaturan_sqlite(jalur)):
        hasil = _hitung(SQLITE, folder / ISI_ARSIP[SQLITE], "potret")
        pastikan_jejak_utuh("potret")
    mampatkan(jalur, hasil.jalur)
    return hasil


def _pengaturan_sqlite(jalur):
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(jalur)}


def _hitung(jenis, jalur, alias="default"):
    return Potret(jenis, jalur, salinan.jumlah_baris(alias), sudah_terpasang(alias), dirujuk(alias))


def _ambil_postgres(folder):
    program = program_postgres("pg_dump")
    if program is None:
        return _ambil_postgres_sebagai_sqlite(folder)
    with transaction.atomic(), connection.cursor() as kursor:
        # Counts, ledger and pg_dump look at one exported snapshot: they cannot disagree.
        kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        kursor.execute("SELECT pg_export_snapshot()")
        potret = kursor.fetchone()[0]
        hasil = _hitung(PG, folder / ISI_ARSIP[PG])
        pastikan_jejak_utuh()
        perintah = [program, "--format=custom", "--compress=3", "--no-owner", "--no-privileges"]
        _jalankan([*perintah, f"--snapshot={potret}", f"--file={hasil.jalur}"])
    return hasil


def _ambil_postgres_sebagai_sqlite(folder):
    """Without PostgreSQL's own programs: the same rows in an SQLite file, which either database can take back."""
    jalur = folder / "salinan.sqlite3"
    with salinan.basis_data_lain("potret", _pengaturan_sqlite(jalur)):
        salinan.buat_tabel("potret")
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            hasil = _hitung(SQLITE, folder / ISI_ARSIP[SQLITE])
            baris = salinan.salin_semua("default", "potret")
        if baris != hasil.baris:
            raise TidakBisa(
                "Salinan basis data tidak lengkap, jadi tidak disimpan. Ulangi; data kantor tidak berubah."
            )
        pastikan_jejak_utuh("potret")
    mampatkan(jalur, hasil.jalur)
    return hasil


def pastikan_dapat_dipulihkan(jenis):
    """TidakBisa when this machine or this database cannot take a copy of that kind."""
    if jenis == PG and connection.vendor != "postgresql":
        raise TidakBisa("Cadangan ini dari PostgreSQL. Arahkan DATABASE_URL ke PostgreSQL, lalu ulangi.")
    if jenis == PG and not (program_postgres("pg_restore") and program_postgres("psql")):
        raise TidakBisa(
            "Program PostgreSQL belum ada di mesin ini. Jalankan: sudo apt-get install -y postgresql-client"
        )


def pulihkan(jenis, sumber, folder):
    """Replace the whole database by the copy in the open file `sumber`; as before when it fails."""
    if jenis == PG:
        _pulihkan_pgdump(sumber, folder)
        return
    jalur = folder / "pulih.sqlite3"
    kembangkan(sumber, jalur)
    if connection.vendor == "postgresql":
        salin_dari_sqlite(jalur)
    else:
        _pulihkan_sqlite(jalur)


def _pulihkan_sqlite(jalur):
    """Through the backup API, under SQLite's own locks: a reader sees the old database or the new, never a mixture."""
    connection.close()
    tujuan = Path(connection.settings_dict["NAME"])
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    try:
        _timpa(jalur, tujuan)
    except sqlite3.DatabaseError as galat:
        if "locked" in str(galat) or "busy" in str(galat):
            raise TidakBisa("Basis data sedang dipakai. Tutup kantor dahulu; belum ada yang diubah.") from None
        # The file there is no database any more: keep it aside for whoever wants to look.
        for akhiran in ("", "-wal", "-shm"):
            if (rusak := Path(f"{tujuan}{akhiran}")).exists():
                rusak.rename(f"{tujuan}.rusak-{time.time():.0f}{akhiran}")
        _timpa(jalur, tujuan)


def _timpa(jalur, tujuan):
    with (
        contextlib.closing(sqlite3.connect(jalur)) as sumber,
        contextlib.closing(sqlite3.connect(tujuan, timeout=5)) as ke,
    ):
        ke.execute("PRAGMA journal_mode=WAL")
        sumber.backup(ke)


def salin_dari_sqlite(jalur):
    """Rows of an SQLite copy into PostgreSQL: tables anew, then all rows in one transaction."""
    with salinan.basis_data_lain("potret", _pengaturan_sqlite(jalur)):
        salinan.buat_tabel("potret")  # an older copy, to today's tables
        kosongkan_postgres()
        salinan.buat_tabel("default")
        salinan.salin_semua("potret", "default")


KOSONGKAN = (
    f"SET lock_timeout = '{TUNGGU_KUNCI}'",  # somebody still works here: give up instead of waiting for ever
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
    "GRANT USAGE ON SCHEMA public TO PUBLIC",
)


def kosongkan_postgres():
    try:
        with transaction.atomic(), connection.cursor() as kursor:
            for perintah in KOSONGKAN:
                kursor.execute(perintah)
    except OperationalError:
        raise TidakBisa("Basis data sedang dipakai. Tutup kantor dahulu; belum ada yang diubah.") from None


def _pulihkan_pgdump(sumber, folder):
    """Old tables out and new ones in within one transaction of psql: what fails leaves the old ones."""
    pg_restore, psql = program_postgres("pg_restore"), program_postgres("psql")
    if not (pg_restore and psql):
        raise TidakBisa(
            "Program PostgreSQL belum ada di mesin ini. Jalankan: sudo apt-get install -y postgresql-client"
        )
    connection.close()
    arsip, daftar, perintah = (folder / f"pulih.{akhiran}" for akhiran in ("pgdump", "daftar", "sql"))
    with arsip.open("wb") as keluar:
        shutil.copyfileobj(sumber, keluar)
    isi = _jalankan([pg_restore, "--list", arsip], stdout=subprocess.PIPE)
    # The schema itself is ours to make; a dump names it only when somebody changed its owner.
    daftar.write_text("\n".join(b for b in isi.splitlines() if " SCHEMA - public " not in b))
    with perintah.open("w") as keluar:
        keluar.write("".join(f"{p};\n" for p in KOSONGKAN))
        keluar.flush()
        pilihan = ["--no-owner", "--no-privileges", "--exit-on-error", "-L", daftar, "-f", "-"]
        _jalankan([pg_restore, *pilihan, arsip], stdout=keluar)
    _jalankan(
        [psql, "--quiet", "--no-psqlrc", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-f", perintah],
        stdout=subprocess.DEVNULL,
    )


def program_postgres(nama):
    """A client program not older than the server (pg_dump refuses a newer server), or None."""
    calon = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{nama}"), key=lambda p: float(p.parts[-3]), reverse=True)
    jalur = str(calon[0]) if calon else shutil.which(nama)
    if jalur is None:
        return None
    versi = subprocess.run([jalur, "--version"], capture_output=True, text=True, check=True).stdout.split()[2]  # noqa: S603
    with connection.cursor() as kursor:
        kursor.execute("SHOW server_version_num")
        server = int(kursor.fetchone()[0]) // 10000
    return jalur if int(versi.split(".")[0]) >= server else None


def _jalankan(perintah, **lain):
    """A PostgreSQL program on our database; the password goes through the environment, never the command line."""
    atur = connection.settings_dict
    kunci = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    lingkungan = os.environ | {k: str(atur[v]) for k, v in kunci.items() if atur.get(v)}
    if "sslmode" in atur["OPTIONS"]:
        lingkungan["PGSSLMODE"] = atur["OPTIONS"]["sslmode"]
    hasil = subprocess.run(perintah, env=lingkungan, stderr=subprocess.PIPE, text=True, check=False, **lain)  # noqa: S603
    if hasil.returncode:
        if "lock timeout" in hasil.stderr:
            raise TidakBisa("Basis data sedang dipakai. Tutup kantor dahulu; belum ada yang diubah.")
        raise TidakBisa(f"{Path(perintah[0]).name} berhenti: {hasil.stderr.strip()[-600:]}")
    return hasil.stdout
