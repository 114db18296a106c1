import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Files that come with the report of a follow-up."""

    dependencies = [
        ("dokumen", "0003_indeks_sidik_unggahan"),
        ("persuratan", "0026_tugas_batal_pergi"),
    ]

    operations = [
        migrations.AddField(
            model_name="tugas",
            name="berlampiran",
            field=models.BooleanField(default=False, help_text="Laporannya membawa berkas."),
        ),
        migrations.CreateModel(
            name="BerkasLaporan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "berkas",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dokumen.berkas"
                    ),
                ),
                (
                    "tugas",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="laporan", to="persuratan.tugas"
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas laporan",
                "verbose_name_plural": "berkas laporan",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tugas", "berkas"),
                        name="berkas_laporan_sekali",
                        violation_error_message="Berkas ini sudah ada pada laporan itu.",
                    )
                ],
            },
        ),
    ]
