from django.db import migrations, models


class Migration(migrations.Migration):
    """Ended because its letter was cancelled: one more way to end without being done."""

    dependencies = [("persuratan", "0023_surat_dari_buku_darurat")]

    operations = [
        migrations.AlterField(
            model_name="tugas",
            name="akhir",
            field=models.CharField(
                blank=True,
                choices=[
                    ("DIKEMBALIKAN", "Dikembalikan"),
                    ("DITARIK", "Ditarik kembali"),
                    ("BATAL", "Dibatalkan"),
                ],
                default="",
                help_text="Bagaimana berakhir bila tidak dikerjakan.",
                max_length=12,
            ),
        ),
    ]
