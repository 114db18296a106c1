import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two names that may be one sender, and who said that they are not."""

    dependencies = [
        ("persuratan", "0020_pengirim_gabungan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="UsulGabung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nilai", models.PositiveSmallIntegerField(help_text="Kemiripan, dari 100.")),
                ("ditolak_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "pengirim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persuratan.pengirim"
                    ),
                ),
                (
                    "dengan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persuratan.pengirim"
                    ),
                ),
                (
                    "ditolak_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "usul gabung", "verbose_name_plural": "usul gabung"},
        ),
        migrations.AddIndex(
            model_name="usulgabung",
            index=models.Index(
                condition=models.Q(("ditolak_pada", None)), fields=["-nilai", "id"], name="usul_gabung_terbuka"
            ),
        ),
        migrations.AddConstraint(
            model_name="usulgabung",
            constraint=models.UniqueConstraint(
                fields=("pengirim", "dengan"),
                name="usul_gabung_sekali",
                violation_error_message="Kedua pengirim ini sudah pernah diusulkan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulgabung",
            constraint=models.CheckConstraint(
                condition=models.Q(("pengirim__lt", models.F("dengan"))),
                name="usul_gabung_berurutan",
                violation_error_message="Usul menyebut dua pengirim yang berbeda, yang lebih lama lebih dulu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulgabung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ditolak_oleh", None), ("ditolak_pada", None)),
                    models.Q(("ditolak_oleh__isnull", False), ("ditolak_pada__isnull", False)),
                    _connector="OR",
                ),
                name="usul_gabung_penolakan_utuh",
                violation_error_message="Usul yang ditolak menyebut siapa dan kapan.",
            ),
        ),
    ]
