"""Triggers that let the ledger and its seals only grow, on SQLite and on PostgreSQL.

Altering one of these tables on SQLite rebuilds it and silently drops its triggers: a later migration that touches
them must end with `RunPython(pasang, cabut)` from here. A test asserts them after a full migrate on both databases.
"""

TABEL = {
    "alur_jejak": "rantai = NEW.rantai AND urut = NEW.urut",
    "alur_segelharian": "tanggal = NEW.tanggal",
    "alur_kepalatersegel": "rantai = NEW.rantai AND segel_id = NEW.segel_id",
}
"""Append-only tables, each with the unique key that an INSERT OR REPLACE on SQLite could otherwise overwrite."""

PESAN = "Catatan ini hanya dapat ditambah, tidak dapat diubah atau dihapus."
FUNGSI = "alur_hanya_tambah"


def pasang_pemicu(schema_editor):
    """Create all triggers; safe to repeat."""
    for perintah in _perintah_cabut(schema_editor) + _perintah_pasang(schema_editor):
        schema_editor.execute(perintah)


def cabut_pemicu(schema_editor):
    """Drop all triggers; only for reversing a migration and for emptying a test database."""
    for perintah in _perintah_cabut(schema_editor):
        schema_editor.execute(perintah)


def pasang(apps, schema_editor):
    pasang_pemicu(schema_editor)


def cabut(apps, schema_editor):
    cabut_pemicu(schema_editor)


def pemicu_hilang(connection):
    """Names of triggers that should stand and do not (or are disabled), sorted."""
    if connection.vendor == "postgresql":
        kueri = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        kueri = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as kursor:
        kursor.execute(kueri)
        ada = {nama for (nama,) in kursor.fetchall()}
    return sorted(set(_nama_pemicu(connection.vendor)) - ada)


def _nama_pemicu(vendor):
    akhiran = ("tetap", "tidak_kosong") if vendor == "postgresql" else ("tidak_ubah", "tidak_hapus", "tidak_timpa")
    return [f"{tabel}_{a}" for tabel in TABEL for a in akhiran]


def _perintah_pasang(schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        perintah = [
            f"CREATE OR REPLACE FUNCTION {FUNGSI}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{PESAN}' USING ERRCODE = 'insufficient_privilege'; END $$"
        ]
        for tabel in TABEL:
            perintah += [
                f"CREATE TRIGGER {tabel}_tetap BEFORE UPDATE OR DELETE ON {tabel} "
                f"FOR EACH ROW EXECUTE FUNCTION {FUNGSI}()",
                f"CREATE TRIGGER {tabel}_tidak_kosong BEFORE TRUNCATE ON {tabel} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNGSI}()",
            ]
        return perintah
    perintah = []
    for tabel, kunci in TABEL.items():
        tolak = f"BEGIN SELECT RAISE(ABORT, '{PESAN}'); END"
        perintah += [
            f"CREATE TRIGGER {tabel}_tidak_ubah BEFORE UPDATE ON {tabel} {tolak}",
            # A trigger on DELETE also switches off SQLite's shortcut for emptying a whole table.
            f"CREATE TRIGGER {tabel}_tidak_hapus BEFORE DELETE ON {tabel} {tolak}",
            f"CREATE TRIGGER {tabel}_tidak_timpa BEFORE INSERT ON {tabel} WHEN EXISTS ({_ada(tabel, kunci)}) {tolak}",
        ]
    return perintah


def _ada(tabel, kunci):
    return f"SELECT 1 FROM {tabel} WHERE id = NEW.id OR ({kunci})"  # noqa: S608 - constants of this module


def _perintah_cabut(schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        perintah = [
            f"DROP TRIGGER IF EXISTS {tabel}_{akhiran} ON {tabel}"
            for tabel in TABEL
            for akhiran in ("tetap", "tidak_kosong")
        ]
        return [*perintah, f"DROP FUNCTION IF EXISTS {FUNGSI}()"]
    return [f"DROP TRIGGER IF EXISTS {nama}" for nama in _nama_pemicu(vendor)]
