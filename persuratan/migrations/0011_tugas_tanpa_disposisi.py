from django.db import migrations, models


class Migration(migrations.Migration):
    """Letters that ended without a disposition are found among all by the reason on their last routing."""

    dependencies = [("persuratan", "0010_minta_teks_pindaian")]

    operations = [
        migrations.AddIndex(
            model_name="tugas",
            index=models.Index(
                condition=models.Q(("hasil__gt", ""), ("jenis", "ARAHKAN")),
                fields=["surat"],
                name="tugas_tanpa_disposisi",
            ),
        ),
    ]
