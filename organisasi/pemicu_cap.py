"""Triggers that change the stamp of the reference data (`CapAcuan`), on PostgreSQL and on SQLite.

Rooms above add their own reference tables in a migration of theirs. Altering such a table on SQLite rebuilds it and
silently drops its triggers: a later migration that touches one must end with `pasang_cap` again. A test asserts all
of them after a full migrate on both databases.
"""

NAMA = "acuan"
FUNGSI = "organisasi_cap_baru"
TABEL = {
    "organisasi_unitkerja": "",
    "organisasi_jabatan": "",
    "organisasi_penugasan": "",
    "organisasi_pegawai": "is_active",  # who can hold a post; names and passwords are read afresh
    "organisasi_harilibur": "",
    "organisasi_jamkerja": "",
    "organisasi_namalama": "",
}
"""Table → the one column whose change counts; "" for all."""


def pasang_cap(schema_editor, tabel):
    """Create the triggers of `tabel` (as TABEL); safe to repeat."""
    cabut_cap(schema_editor, tabel)
    if schema_editor.connection.vendor == "postgresql":
        tulis = (
            "INSERT INTO organisasi_capacuan (nama, cap) "  # noqa: S608 - constants
            f"VALUES ('{NAMA}', gen_random_uuid()::text) ON CONFLICT (nama) DO UPDATE SET cap = EXCLUDED.cap"
        )
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {FUNGSI}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {tulis}; RETURN NULL; END $$"
        )
        for nama, kolom in tabel.items():
            schema_editor.execute(
                f"CREATE TRIGGER {nama}_cap AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE{_hanya(kolom)} "
                f"ON {nama} FOR EACH STATEMENT EXECUTE FUNCTION {FUNGSI}()"
            )
        schema_editor.execute(tulis)  # the tables may hold rows from before the triggers
        return
    acak = "lower(hex(randomblob(16)))"
    perintah = (
        f"UPDATE organisasi_capacuan SET cap = {acak} WHERE nama = '{NAMA}'",  # noqa: S608 - constants
        f"INSERT OR IGNORE INTO organisasi_capacuan (nama, cap) VALUES ('{NAMA}', {acak})",  # noqa: S608
    )
    isi = f"BEGIN {'; '.join(perintah)}; END"
    for nama, kolom in tabel.items():
        for kejadian in ("INSERT", "DELETE", f"UPDATE{_hanya(kolom)}"):
            schema_editor.execute(f"CREATE TRIGGER {_nama_sqlite(nama, kejadian)} AFTER {kejadian} ON {nama} {isi}")
    for satu in perintah:
        schema_editor.execute(satu)


def cabut_cap(schema_editor, tabel):
    """Drop them; for reversing a migration."""
    for nama in tabel:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {nama}_cap ON {nama}")
        else:
            for kejadian in ("INSERT", "DELETE", "UPDATE"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {_nama_sqlite(nama, kejadian)}")


def _hanya(kolom):
    return f" OF {kolom}" if kolom else ""


def _nama_sqlite(nama, kejadian):
    return f"{nama}_cap_{kejadian.split()[0].lower()}"
