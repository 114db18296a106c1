import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import persuratan.models.surat


class Migration(migrations.Migration):
    """Searches that a person gave a name."""

    dependencies = [
        ("persuratan", "0018_tanda_pribadi"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SaringanTersimpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kode",
                    models.CharField(
                        default=persuratan.models.surat.kode_baru, editable=False, max_length=22, unique=True
                    ),
                ),
                ("nomor", models.PositiveSmallIntegerField(editable=False)),
                ("nama", models.CharField(max_length=60)),
                (
                    "isi",
                    models.CharField(
                        blank=True, help_text="Kata dan saringan sebagaimana pada alamat.", max_length=2000
                    ),
                ),
                ("dibuat_pada", models.DateTimeField()),
                (
                    "pemilik",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "saringan tersimpan",
                "verbose_name_plural": "saringan tersimpan",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("pemilik"),
                        django.db.models.functions.text.Lower("nama"),
                        name="saringan_nama_sekali_per_orang",
                        violation_error_message="Anda sudah punya saringan dengan nama itu. Pilih nama lain.",
                    ),
                    models.UniqueConstraint(
                        fields=("pemilik", "nomor"),
                        name="saringan_nomor_sekali_per_orang",
                        violation_error_message="Saringan ini sudah tersimpan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nomor__gte", 1), ("nomor__lte", 30)),
                        name="saringan_tidak_terlalu_banyak",
                        violation_error_message="Paling banyak 30 saringan tersimpan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nama", ""), _negated=True),
                        name="saringan_bernama",
                        violation_error_message="Beri nama saringan ini.",
                    ),
                ],
            },
        ),
    ]
