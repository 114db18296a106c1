from django.db import migrations


class Migration(migrations.Migration):
    """`akhir` says it: the mark of its own goes."""

    dependencies = [("persuratan", "0025_pindah_akhir_batal")]

    operations = [
        migrations.RemoveConstraint(model_name="tugas", name="tugas_batal_sesudah_berakhir"),
        migrations.RemoveField(model_name="tugas", name="batal"),
    ]
