from django.db import migrations

from organisasi.pemicu_cap import TABEL, cabut_cap, pasang_cap


class Migration(migrations.Migration):
    """Every change of reference data changes its stamp; what is kept in memory is compared with it first."""

    dependencies = [("organisasi", "0005_cap_acuan")]
    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: pasang_cap(schema_editor, TABEL),
            lambda apps, schema_editor: cabut_cap(schema_editor, TABEL),
        )
    ]
