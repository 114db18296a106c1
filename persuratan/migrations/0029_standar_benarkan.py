import datetime

from django.db import migrations

NORMA = (("BIASA", 3), ("SEGERA", 2), ("AMAT_SEGERA", 1))


def isi(apps, schema_editor):
    """How long an official has for his word on what was typed for him, in working days."""
    standar = apps.get_model("persuratan", "StandarPelayanan").objects
    for kecepatan, hari in NORMA:
        standar.get_or_create(
            jenis="BENARKAN",
            kecepatan=kecepatan,
            berlaku_mulai=datetime.date(2021, 1, 1),
            defaults={"jumlah": hari, "satuan": "HARI_KERJA", "dasar": "Standar awal, dapat diubah"},
        )


class Migration(migrations.Migration):
    dependencies = [("persuratan", "0028_tugas_benarkan")]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
