from django.db import migrations

from disposisi.benih import benih_instruksi


def muat(apps, schema_editor):
    benih_instruksi(apps.get_model("disposisi", "Instruksi"))


class Migration(migrations.Migration):
    dependencies = [("disposisi", "0001_disposisi")]
    operations = [migrations.RunPython(muat, migrations.RunPython.noop)]
