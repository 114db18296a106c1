import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A person's own mark on a letter."""

    dependencies = [
        ("persuratan", "0017_massal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TandaSurat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pada", models.DateTimeField()),
                (
                    "pegawai",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "surat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persuratan.surat"
                    ),
                ),
            ],
            options={
                "verbose_name": "tanda pribadi",
                "verbose_name_plural": "tanda pribadi",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pegawai", "surat"),
                        name="tanda_surat_sekali_per_orang",
                        violation_error_message="Surat ini sudah Anda tandai.",
                    )
                ],
            },
        ),
    ]
