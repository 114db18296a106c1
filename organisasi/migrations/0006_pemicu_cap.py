from django.db import migrations

from organisasi.pemicu_cap import cabut_cap, pasang_cap

TABEL = {
    "organisasi_unitkerja": "",
    "organisasi_jabatan": "",
    "organisasi_penugasan": "",
    "organisasi_pegawai": "is_active",
    "organisasi_harilibur": "",
    "organisasi_jamkerja": "",
}
"""As it stood then; the tables that came later have migrations of their own."""


class Migration(migrations.Migration):
    """Every change of reference data changes its stamp; what is kept in memory is compared with it first."""

    dependencies = [("organisasi", "0005_cap_acuan")]
    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: pasang_cap(schema_editor, TABEL),
            lambda apps, schema_editor: cabut_cap(schema_editor, TABEL),
        )
    ]
