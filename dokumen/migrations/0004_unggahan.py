import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dokumen.models.berkas


class Migration(migrations.Migration):
    dependencies = [
        ("dokumen", "0003_indeks_sidik_unggahan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Unggahan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kode",
                    models.CharField(
                        default=dokumen.models.berkas.kode_acak, editable=False, max_length=24, unique=True
                    ),
                ),
                ("tempat", models.CharField(max_length=40)),
                ("nama", models.CharField(max_length=120)),
                ("ukuran", models.PositiveBigIntegerField(help_text="Bita seluruhnya, menurut pengirim.")),
                (
                    "sidik",
                    models.CharField(help_text="Tanda pengirim untuk mengenali berkas yang sama.", max_length=64),
                ),
                (
                    "hasil",
                    models.JSONField(blank=True, help_text="Isi yang sudah aman di gudang (Sementara).", null=True),
                ),
                ("sha256_hasil", models.CharField(blank=True, max_length=64)),
                ("galat", models.CharField(blank=True, help_text="Kalimat penolakan.", max_length=400)),
                ("dibuat_pada", models.DateTimeField()),
                ("terakhir_pada", models.DateTimeField()),
                (
                    "pemilik",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "unggahan",
                "verbose_name_plural": "unggahan",
            },
        ),
        migrations.CreateModel(
            name="Potongan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mulai", models.PositiveBigIntegerField(help_text="Letak bita pertama.")),
                ("ukuran", models.PositiveIntegerField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                (
                    "unggahan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="potongan", to="dokumen.unggahan"
                    ),
                ),
            ],
            options={
                "verbose_name": "potongan unggahan",
                "verbose_name_plural": "potongan unggahan",
            },
        ),
        migrations.AddIndex(
            model_name="unggahan",
            index=models.Index(fields=["dibuat_pada"], name="unggahan_umur"),
        ),
        migrations.AddConstraint(
            model_name="unggahan",
            constraint=models.UniqueConstraint(
                fields=("pemilik", "tempat", "sidik"),
                name="unggahan_sekali_per_berkas",
                violation_error_message="Berkas ini sedang diunggah.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unggahan",
            constraint=models.CheckConstraint(
                condition=models.Q(("ukuran__gt", 0)),
                name="unggahan_tidak_kosong",
                violation_error_message="Berkas kosong tidak diunggah.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unggahan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hasil__isnull", True), ("sha256_hasil", "")),
                    models.Q(("hasil__isnull", False), models.Q(("sha256_hasil", ""), _negated=True)),
                    _connector="OR",
                ),
                name="unggahan_hasil_bersidik",
                violation_error_message="Unggahan yang selesai punya sidik.",
            ),
        ),
        migrations.AddConstraint(
            model_name="potongan",
            constraint=models.UniqueConstraint(
                fields=("unggahan", "mulai"),
                name="potongan_sekali_per_letak",
                violation_error_message="Potongan ini sudah diterima.",
            ),
        ),
        migrations.AddConstraint(
            model_name="potongan",
            constraint=models.CheckConstraint(
                condition=models.Q(("ukuran__gte", 1), ("ukuran__lte", 524288)),
                name="potongan_seukuran",
                violation_error_message="Satu potongan berisi 1 sampai 524288 bita.",
            ),
        ),
    ]
