import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

PG = [
    # A configuration has no IF NOT EXISTS; unaccent goes first, so that "Désa" and "desa" share a stem.
    "CREATE TEXT SEARCH CONFIGURATION esurat (COPY = pg_catalog.indonesian)",
    "ALTER TEXT SEARCH CONFIGURATION esurat ALTER MAPPING FOR hword, hword_part, word WITH unaccent, indonesian_stem",
    "ALTER TABLE persuratan_indekssurat ADD COLUMN vektor tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('esurat', sampul), 'A') || setweight(to_tsvector('esurat', isi), 'B')) STORED",
    "CREATE INDEX persuratan_indeks_vektor ON persuratan_indekssurat USING gin (vektor)",
    "CREATE INDEX surat_masuk_nomor_trigram ON persuratan_suratmasuk USING gin (nomor_surat_normal gin_trgm_ops)",
]
PG_BALIK = [
    "DROP INDEX surat_masuk_nomor_trigram",
    "ALTER TABLE persuratan_indekssurat DROP COLUMN vektor",
    "DROP TEXT SEARCH CONFIGURATION esurat",
]
# External content: the texts are kept once; the triggers keep the two in step, also for bulk writes and loaddata.
_BARU = "INSERT INTO persuratan_indeks_fts (rowid, sampul, isi) VALUES (NEW.surat_id, NEW.sampul, NEW.isi)"
_LAMA = (
    "INSERT INTO persuratan_indeks_fts (persuratan_indeks_fts, rowid, sampul, isi) "
    "VALUES ('delete', OLD.surat_id, OLD.sampul, OLD.isi)"
)
SQLITE = [
    "CREATE VIRTUAL TABLE persuratan_indeks_fts USING fts5 (sampul, isi, content='persuratan_indekssurat', "
    "content_rowid='surat_id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    f"CREATE TRIGGER persuratan_indeks_tambah AFTER INSERT ON persuratan_indekssurat BEGIN {_BARU}; END",
    f"CREATE TRIGGER persuratan_indeks_ubah AFTER UPDATE ON persuratan_indekssurat BEGIN {_LAMA}; {_BARU}; END",
    f"CREATE TRIGGER persuratan_indeks_hapus AFTER DELETE ON persuratan_indekssurat BEGIN {_LAMA}; END",
]
SQLITE_BALIK = [
    "DROP TRIGGER persuratan_indeks_tambah",
    "DROP TRIGGER persuratan_indeks_ubah",
    "DROP TRIGGER persuratan_indeks_hapus",
    "DROP TABLE persuratan_indeks_fts",
]


def pasang(apps, schema_editor):
    for perintah in PG if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(perintah)


def cabut(apps, schema_editor):
    for perintah in PG_BALIK if schema_editor.connection.vendor == "postgresql" else SQLITE_BALIK:
        schema_editor.execute(perintah)


class Migration(migrations.Migration):
    """Search: the texts of a letter, the vocabulary, and each database's own full-text structure.

    On SQLite a later migration that alters `IndeksSurat` rebuilds its table and drops the triggers: it must end with
    `RunPython(pasang, cabut)` of this one. A test asserts them after a full migrate.
    """

    dependencies = [("persuratan", "0003_lampiran_surat")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.CreateModel(
            name="KataIndeks",
            fields=[("kata", models.CharField(max_length=40, primary_key=True, serialize=False))],
            options={"verbose_name": "kata indeks", "verbose_name_plural": "kata indeks"},
        ),
        migrations.CreateModel(
            name="IndeksSurat",
            fields=[
                (
                    "surat",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="indeks",
                        serialize=False,
                        to="persuratan.surat",
                    ),
                ),
                ("sampul", models.TextField()),
                ("isi", models.TextField()),
            ],
            options={"verbose_name": "indeks surat", "verbose_name_plural": "indeks surat"},
        ),
        migrations.RunPython(pasang, cabut),
    ]
