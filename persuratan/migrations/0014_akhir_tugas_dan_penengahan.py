from django.db import migrations, models


class Migration(migrations.Migration):
    """How an obligation ended that nobody has done; the obligation of an arbiter."""

    dependencies = [
        ("persuratan", "0013_standar_persetujuan_batal"),
    ]

    operations = [
        migrations.AddField(
            model_name="tugas",
            name="akhir",
            field=models.CharField(
                blank=True,
                choices=[("DIKEMBALIKAN", "Dikembalikan"), ("DITARIK", "Ditarik kembali")],
                default="",
                help_text="Bagaimana berakhir bila tidak dikerjakan.",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="standarpelayanan",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("CATAT", "Pencatatan dan pindai"),
                    ("ARAHKAN", "Arahkan"),
                    ("TELAAH", "Telaah"),
                    ("PARAF", "Paraf"),
                    ("DISPOSISI", "Disposisi"),
                    ("DISTRIBUSI", "Distribusi"),
                    ("TERIMA", "Penerimaan"),
                    ("TINDAK_LANJUT", "Tindak lanjut"),
                    ("PERSETUJUAN_BATAL", "Persetujuan pembatalan"),
                    ("TENGAHI", "Penengahan"),
                    ("KESELURUHAN", "Keseluruhan, diterima sampai distribusi"),
                    ("KESELURUHAN_PANJANG", "Keseluruhan, lebih dari satu pejabat atau pejabat tidak di tempat"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="tugas",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("CATAT", "Pencatatan dan pindai"),
                    ("ARAHKAN", "Arahkan"),
                    ("TELAAH", "Telaah"),
                    ("PARAF", "Paraf"),
                    ("DISPOSISI", "Disposisi"),
                    ("DISTRIBUSI", "Distribusi"),
                    ("TERIMA", "Penerimaan"),
                    ("TINDAK_LANJUT", "Tindak lanjut"),
                    ("PERSETUJUAN_BATAL", "Persetujuan pembatalan"),
                    ("TENGAHI", "Penengahan"),
                ],
                max_length=24,
            ),
        ),
        migrations.AddConstraint(
            model_name="tugas",
            constraint=models.CheckConstraint(
                condition=models.Q(("akhir", ""), ("selesai_pada__isnull", False), _connector="OR"),
                name="tugas_akhir_sesudah_selesai",
                violation_error_message="Cara berakhirnya tugas dicatat bersama waktunya.",
            ),
        ),
    ]
