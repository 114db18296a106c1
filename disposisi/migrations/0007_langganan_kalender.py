import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disposisi", "0006_kehadiran"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LanggananKalender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sidik", models.CharField(max_length=64, unique=True)),
                ("dibuat_pada", models.DateTimeField()),
                ("dipakai_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "pegawai",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="langganan_kalender",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "langganan kalender",
                "verbose_name_plural": "langganan kalender",
            },
        ),
    ]
