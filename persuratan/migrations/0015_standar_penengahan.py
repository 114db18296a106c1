from django.db import migrations

from persuratan.benih import benih_standar


def isi(apps, schema_editor):
    """The norm of the arbiter; what an office has set already stays."""
    benih_standar(apps.get_model("persuratan", "StandarPelayanan"))


class Migration(migrations.Migration):
    dependencies = [("persuratan", "0014_akhir_tugas_dan_penengahan")]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
