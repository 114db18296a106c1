import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Changes of the calendar, for the deadlines that stand open."""

    dependencies = [
        ("organisasi", "0006_pemicu_cap"),
    ]

    operations = [
        migrations.CreateModel(
            name="PerubahanKalender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sebutan", models.CharField(max_length=300)),
                ("pada", models.DateTimeField()),
                ("jumlah_surat", models.PositiveIntegerField(default=0)),
                ("diterapkan_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "perubahan kalender",
                "verbose_name_plural": "perubahan kalender",
                "indexes": [
                    models.Index(
                        condition=models.Q(("diterapkan_pada", None)),
                        fields=["pada"],
                        name="perubahan_kalender_menunggu",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diterapkan_pada", None), ("diterapkan_pada__gte", models.F("pada")), _connector="OR"
                        ),
                        name="perubahan_kalender_urut",
                        violation_error_message="Kalender tidak dapat diterapkan sebelum diubah.",
                    )
                ],
            },
        ),
    ]
