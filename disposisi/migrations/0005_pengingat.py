import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The giver reminds an addressee, once a day."""

    dependencies = [
        ("disposisi", "0004_peran_penerima_lama"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pengingat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tanggal", models.DateField()),
                ("pada", models.DateTimeField()),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "penerima",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pengingat",
                        to="disposisi.penerimadisposisi",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengingat",
                "verbose_name_plural": "pengingat",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("penerima", "tanggal"),
                        name="pengingat_sekali_sehari",
                        violation_error_message="Penerima ini sudah diingatkan hari ini. Ingatkan lagi besok.",
                    )
                ],
            },
        ),
    ]
