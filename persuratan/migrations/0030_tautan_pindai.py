import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dokumen.models.berkas


class Migration(migrations.Migration):
    dependencies = [
        ("persuratan", "0029_standar_benarkan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TautanPindai",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kode",
                    models.CharField(
                        default=dokumen.models.berkas.kode_acak, editable=False, max_length=24, unique=True
                    ),
                ),
                ("sidik", models.CharField(help_text="SHA-256 rahasia pada alamat.", max_length=64, unique=True)),
                (
                    "cocok",
                    models.CharField(
                        help_text="Kode yang sama di komputer dan di HP; tidak menyebut surat.", max_length=7
                    ),
                ),
                ("dibuat_pada", models.DateTimeField()),
                ("berlaku_sampai", models.DateTimeField()),
                ("dicabut_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "pegawai",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "surat",
                    models.ForeignKey(
                        blank=True,
                        help_text="Kosong: surat yang baru dicatat.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="persuratan.surat",
                    ),
                ),
            ],
            options={
                "verbose_name": "tautan pindai",
                "verbose_name_plural": "tautan pindai",
                "indexes": [models.Index(fields=["dibuat_pada"], name="tautan_pindai_umur")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("berlaku_sampai__gt", models.F("dibuat_pada"))),
                        name="tautan_pindai_berbatas",
                        violation_error_message="Tautan berlaku sampai sesudah dibuat.",
                    )
                ],
            },
        ),
    ]
