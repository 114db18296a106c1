from django.db import migrations, models

JENIS = [
    ("CATAT", "Pencatatan dan pindai"),
    ("ARAHKAN", "Arahkan"),
    ("TELAAH", "Telaah"),
    ("PARAF", "Paraf"),
    ("DISPOSISI", "Disposisi"),
    ("DISTRIBUSI", "Distribusi"),
    ("TERIMA", "Penerimaan"),
    ("TINDAK_LANJUT", "Tindak lanjut"),
    ("PERSETUJUAN_BATAL", "Persetujuan pembatalan"),
]
KESELURUHAN = [
    ("KESELURUHAN", "Keseluruhan, diterima sampai distribusi"),
    ("KESELURUHAN_PANJANG", "Keseluruhan, lebih dari satu pejabat atau pejabat tidak di tempat"),
]
STATUS = [
    ("KONSEP", "Konsep"),
    ("TERCATAT", "Tercatat"),
    ("NAIK", "Naik ke pimpinan"),
    ("TERDISPOSISI", "Sudah didisposisi"),
    ("SELESAI", "Selesai"),
    ("BATAL", "Batal"),
]


class Migration(migrations.Migration):
    """A letter may be cancelled; what ended with it is marked as not done."""

    dependencies = [("persuratan", "0011_tugas_tanpa_disposisi")]

    operations = [
        migrations.AddField(
            model_name="tugas",
            name="batal",
            field=models.BooleanField(
                default=False, help_text="Berakhir karena suratnya batal, bukan karena dikerjakan."
            ),
        ),
        migrations.AlterField(
            model_name="standarpelayanan",
            name="jenis",
            field=models.CharField(choices=[*JENIS, *KESELURUHAN], max_length=24),
        ),
        migrations.AlterField(
            model_name="surat",
            name="status",
            field=models.CharField(choices=STATUS, default="KONSEP", editable=False, max_length=16),
        ),
        migrations.AlterField(
            model_name="tugas",
            name="jenis",
            field=models.CharField(choices=JENIS, max_length=24),
        ),
        migrations.AddConstraint(
            model_name="tugas",
            constraint=models.CheckConstraint(
                condition=models.Q(("batal", False), ("selesai_pada__isnull", False), _connector="OR"),
                name="tugas_batal_sesudah_berakhir",
                violation_error_message="Tugas yang batal sudah berakhir.",
            ),
        ),
    ]
