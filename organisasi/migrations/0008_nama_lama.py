import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0007_perubahan_kalender"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamaLama",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nama", models.CharField(max_length=160)),
                ("singkatan", models.CharField(blank=True, max_length=60)),
                ("sampai", models.DateField()),
                (
                    "jabatan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nama_lama",
                        to="organisasi.jabatan",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nama_lama",
                        to="organisasi.unitkerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "nama lama",
                "verbose_name_plural": "nama lama",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("jabatan__isnull", False), ("unit", None)),
                            models.Q(("jabatan", None), ("unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="nama_lama_satu_pemilik",
                        violation_error_message="Nama lama milik tepat satu unit atau satu jabatan.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", False)),
                        fields=("unit", "sampai"),
                        name="nama_lama_unit_sekali",
                        violation_error_message="Nama unit ini sudah diganti pada tanggal itu.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("jabatan__isnull", False)),
                        fields=("jabatan", "sampai"),
                        name="nama_lama_jabatan_sekali",
                        violation_error_message="Nama jabatan ini sudah diganti pada tanggal itu.",
                    ),
                ],
            },
        ),
    ]
