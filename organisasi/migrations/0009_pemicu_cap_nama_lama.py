from django.db import migrations

from organisasi.pemicu_cap import cabut_cap, pasang_cap

TABEL = {"organisasi_namalama": ""}


class Migration(migrations.Migration):
    """An old name added or corrected changes the stamp of the reference data."""

    dependencies = [("organisasi", "0008_nama_lama")]
    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: pasang_cap(schema_editor, TABEL),
            lambda apps, schema_editor: cabut_cap(schema_editor, TABEL),
        )
    ]
