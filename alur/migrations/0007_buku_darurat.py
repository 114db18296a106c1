import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The printed blocks of the emergency book."""

    dependencies = [
        ("alur", "0006_saluran_kabar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BukuDarurat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kode", models.CharField(max_length=6, unique=True)),
                ("buku", models.CharField(max_length=60)),
                ("tahun", models.PositiveSmallIntegerField()),
                ("dari", models.PositiveIntegerField()),
                ("sampai", models.PositiveIntegerField()),
                ("alasan", models.TextField()),
                ("dibuat_pada", models.DateTimeField()),
                (
                    "dibuat_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "buku darurat",
                "verbose_name_plural": "buku darurat",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("buku", "tahun", "dari"),
                        name="buku_darurat_satu_per_nomor",
                        violation_error_message="Nomor ini sudah ada di buku darurat lain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dari__gte", 1), ("sampai__gte", models.F("dari"))),
                        name="buku_darurat_rentang_benar",
                        violation_error_message="Nomor terakhir tidak boleh mendahului nomor pertama.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alasan", ""), _negated=True),
                        name="buku_darurat_beralasan",
                        violation_error_message="Buku darurat harus punya alasan.",
                    ),
                ],
            },
        ),
    ]
