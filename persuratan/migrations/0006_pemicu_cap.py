from django.db import migrations

from organisasi.pemicu_cap import cabut_cap, pasang_cap

TABEL = {"persuratan_standarpelayanan": "", "persuratan_jenisnaskah": ""}


class Migration(migrations.Migration):
    """A changed norm or kind of letter changes the stamp of the reference data."""

    dependencies = [("persuratan", "0005_indeks_daftar"), ("organisasi", "0006_pemicu_cap")]
    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: pasang_cap(schema_editor, TABEL),
            lambda apps, schema_editor: cabut_cap(schema_editor, TABEL),
        )
    ]
