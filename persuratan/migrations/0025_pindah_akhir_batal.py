from django.db import migrations


def pindah(apps, schema_editor):
    apps.get_model("persuratan", "Tugas").objects.filter(batal=True, akhir="").update(akhir="BATAL")


class Migration(migrations.Migration):
    """What was marked as cancelled says so in the one place."""

    dependencies = [("persuratan", "0024_akhir_batal")]
    operations = [migrations.RunPython(pindah, migrations.RunPython.noop)]
