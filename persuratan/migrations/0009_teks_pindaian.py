import importlib

from django.db import migrations, models

indeks_cari = importlib.import_module("persuratan.migrations.0004_indeks_cari")

PG = [
    "DROP INDEX persuratan_indeks_vektor",
    "ALTER TABLE persuratan_indekssurat DROP COLUMN vektor",
    "ALTER TABLE persuratan_indekssurat ADD COLUMN vektor tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('esurat', sampul), 'A') || setweight(to_tsvector('esurat', isi), 'B') || "
    "setweight(to_tsvector('esurat', pindaian), 'C')) STORED",
    "CREATE INDEX persuratan_indeks_vektor ON persuratan_indekssurat USING gin (vektor)",
]
PG_BALIK = [
    "DROP INDEX persuratan_indeks_vektor",
    "ALTER TABLE persuratan_indekssurat DROP COLUMN vektor",
    *indeks_cari.PG[2:4],
]
_BARU = (
    "INSERT INTO persuratan_indeks_fts (rowid, sampul, isi, pindaian) "
    "VALUES (NEW.surat_id, NEW.sampul, NEW.isi, NEW.pindaian)"
)
_LAMA = (
    "INSERT INTO persuratan_indeks_fts (persuratan_indeks_fts, rowid, sampul, isi, pindaian) "
    "VALUES ('delete', OLD.surat_id, OLD.sampul, OLD.isi, OLD.pindaian)"
)
_ISI_LAGI = "INSERT INTO persuratan_indeks_fts (persuratan_indeks_fts) VALUES ('rebuild')"
# IF EXISTS: adding the column may have rebuilt the table, and SQLite drops its triggers silently then.
SQLITE_CABUT = [p.replace("DROP TRIGGER", "DROP TRIGGER IF EXISTS") for p in indeks_cari.SQLITE_BALIK]
SQLITE = [
    *SQLITE_CABUT,
    "CREATE VIRTUAL TABLE persuratan_indeks_fts USING fts5 (sampul, isi, pindaian, "
    "content='persuratan_indekssurat', content_rowid='surat_id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    f"CREATE TRIGGER persuratan_indeks_tambah AFTER INSERT ON persuratan_indekssurat BEGIN {_BARU}; END",
    f"CREATE TRIGGER persuratan_indeks_ubah AFTER UPDATE ON persuratan_indekssurat BEGIN {_LAMA}; {_BARU}; END",
    f"CREATE TRIGGER persuratan_indeks_hapus AFTER DELETE ON persuratan_indekssurat BEGIN {_LAMA}; END",
    _ISI_LAGI,
]


def pasang(apps, schema_editor):
    for perintah in PG if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(perintah)


def cabut(apps, schema_editor):
    lama = [*SQLITE_CABUT, *indeks_cari.SQLITE, _ISI_LAGI]
    for perintah in PG_BALIK if schema_editor.connection.vendor == "postgresql" else lama:
        schema_editor.execute(perintah)


class Migration(migrations.Migration):
    """What scans say is searched with the rest of the content.

    On SQLite a later migration that alters `IndeksSurat` must end with `RunPython(pasang, cabut)` of this one.
    """

    dependencies = [("persuratan", "0008_isi_standar_keseluruhan"), ("dokumen", "0002_teks_berkas")]

    operations = [
        migrations.AddField("indekssurat", "pindaian", models.TextField(db_default="", default="")),
        migrations.RunPython(pasang, cabut),
    ]
