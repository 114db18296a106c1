from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("persuratan", "0032_agenda_lama"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="tautanpindai",
            name="bita",
            field=models.PositiveBigIntegerField(default=0, help_text="Bita semua berkas itu, menurut pengirim."),
        ),
        migrations.AddField(
            model_name="tautanpindai",
            name="percobaan",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Berkas yang pernah dimulai, juga yang gagal."
            ),
        ),
        migrations.AddConstraint(
            model_name="tautanpindai",
            constraint=models.CheckConstraint(
                condition=models.Q(("percobaan__lte", 60)),
                name="tautan_pindai_berjatah",
                violation_error_message="Tautan ini sudah terlalu banyak menerima kiriman.",
            ),
        ),
    ]
