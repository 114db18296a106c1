from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alur", "0007_buku_darurat"),
    ]

    operations = [
        migrations.AlterField(
            model_name="nomor",
            name="asal",
            field=models.CharField(
                choices=[
                    ("LANGSUNG", "Langsung"),
                    ("PESANAN", "Pesanan"),
                    ("DARURAT", "Buku darurat"),
                    ("IMPOR", "Agenda lama"),
                ],
                default="LANGSUNG",
                max_length=10,
            ),
        ),
    ]
