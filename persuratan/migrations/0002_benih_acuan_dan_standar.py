from django.db import migrations

from persuratan.benih import benih_acuan, benih_standar


def muat(apps, schema_editor):
    model = lambda nama: apps.get_model("persuratan", nama)  # noqa: E731
    benih_acuan(model("JenisNaskah"), model("Klasifikasi"))
    benih_standar(model("StandarPelayanan"))


class Migration(migrations.Migration):
    dependencies = [("persuratan", "0001_surat_dan_tugas")]
    operations = [migrations.RunPython(muat, migrations.RunPython.noop)]
