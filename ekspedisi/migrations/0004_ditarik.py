from django.db import migrations, models


class Migration(migrations.Migration):
    """A delivery that the giver took back before it was opened."""

    dependencies = [
        ("ekspedisi", "0003_akhir_tugas_dikembalikan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pengiriman",
            name="status",
            field=models.CharField(
                choices=[
                    ("DISIAPKAN", "Disiapkan"),
                    ("DIKIRIM", "Dikirim"),
                    ("DIBUKA", "Dibuka"),
                    ("DITERIMA", "Diterima"),
                    ("DIKEMBALIKAN", "Dikembalikan"),
                    ("DITARIK", "Ditarik kembali"),
                ],
                default="DISIAPKAN",
                editable=False,
                max_length=14,
            ),
        ),
    ]
