from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dokumen", "0001_berkas_halaman_pekerjaan"),
    ]

    operations = [
        migrations.CreateModel(
            name="TeksBerkas",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(help_text="Alamat isi di gudang.", max_length=64, unique=True)),
                ("jenis", models.CharField(help_text="Jenis MIME menurut isinya.", max_length=100)),
                ("jumlah_halaman", models.PositiveIntegerField()),
                (
                    "halaman",
                    models.PositiveIntegerField(default=0, help_text="Halaman yang sudah dibaca, dari depan."),
                ),
                ("teks", models.TextField(blank=True)),
                ("mesin", models.CharField(blank=True, help_text="Yang membaca halaman terakhir.", max_length=60)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("MENUNGGU", "Menunggu dibaca"),
                            ("DIKERJAKAN", "Sedang dibaca"),
                            ("SIAP", "Sudah dibaca"),
                            ("TANPA_MESIN", "Menunggu mesin pembaca dipasang"),
                            ("GAGAL", "Tidak dapat dibaca"),
                        ],
                        default="MENUNGGU",
                        max_length=12,
                    ),
                ),
                ("percobaan", models.PositiveSmallIntegerField(default=0, help_text="Berturut-turut tanpa kemajuan.")),
                ("giliran", models.PositiveIntegerField(default=0)),
                ("denyut_pada", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "teks berkas",
                "verbose_name_plural": "teks berkas",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "MENUNGGU")), fields=["halaman", "-id"], name="teks_menunggu"
                    ),
                    models.Index(
                        condition=models.Q(("status", "TANPA_MESIN")), fields=["denyut_pada"], name="teks_tanpa_mesin"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "DIKERJAKAN")),
                        fields=("status",),
                        name="teks_satu_dibaca_sekaligus",
                        violation_error_message="Berkas lain sedang dibaca.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("halaman__lte", models.F("jumlah_halaman")), ("jumlah_halaman__gte", 1)),
                        name="teks_halaman_wajar",
                        violation_error_message="Halaman yang dibaca tidak melebihi jumlahnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "SIAP"), _negated=True),
                            ("halaman", models.F("jumlah_halaman")),
                            _connector="OR",
                        ),
                        name="teks_siap_bila_habis",
                        violation_error_message="Teks siap hanya bila semua halaman sudah dibaca.",
                    ),
                ],
            },
        ),
    ]
