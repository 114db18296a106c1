from django.db import migrations
from django.db.models import F


def isi(apps, schema_editor):
    """Deliveries refused until now: their obligations say so too."""
    dikembalikan = apps.get_model("ekspedisi", "Pengiriman").objects.filter(status="DIKEMBALIKAN")
    tugas = apps.get_model("persuratan", "Tugas").objects
    for pk, alasan in dikembalikan.values_list(F("tugas_terima_id"), "catatan"):
        tugas.filter(pk=pk).update(akhir="DIKEMBALIKAN", hasil=alasan)


class Migration(migrations.Migration):
    dependencies = [
        ("ekspedisi", "0002_indeks_status"),
        ("persuratan", "0014_akhir_tugas_dan_penengahan"),
    ]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
