from django.db import migrations, models


class Migration(migrations.Migration):
    """When holder and supervisor of an undisposed invitation were told that its event is near."""

    dependencies = [("persuratan", "0021_usul_gabung")]

    operations = [
        migrations.AddField(
            model_name="tugas",
            name="diingatkan_pada",
            field=models.DateTimeField(blank=True, help_text="Acaranya dekat dan belum didisposisi.", null=True),
        ),
        migrations.AddIndex(
            model_name="tugas",
            index=models.Index(
                condition=models.Q(
                    ("diingatkan_pada", None),
                    ("jenis__in", ("ARAHKAN", "TELAAH", "PARAF", "DISPOSISI", "TENGAHI")),
                    ("selesai_pada", None),
                ),
                fields=["surat"],
                name="tugas_belum_diingatkan",
            ),
        ),
    ]
