from django.db import migrations
from django.db.models import Value
from django.db.models.functions import Replace

EKOR = " (daftar paket holidays)"
"""What the programme wrote behind the decree until now: a programmer's word."""


def bersihkan(apps, schema_editor):
    for nama in ("HariLibur", "HistoricalHariLibur"):
        baris = apps.get_model("organisasi", nama).objects.filter(sumber__endswith=EKOR)
        baris.update(sumber=Replace("sumber", Value(EKOR), Value("")))


class Migration(migrations.Migration):
    dependencies = [("organisasi", "0009_pemicu_cap_nama_lama")]
    operations = [migrations.RunPython(bersihkan, migrations.RunPython.noop)]
