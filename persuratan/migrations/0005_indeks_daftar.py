from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Home, search by date and the nearest events read a few rows at 100,000 letters as at 1,000."""

    dependencies = [
        ("persuratan", "0004_indeks_cari"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="suratmasuk",
            index=models.Index(fields=["diterima_pada"], name="surat_masuk_diterima"),
        ),
        migrations.AddIndex(
            model_name="suratmasuk",
            index=models.Index(fields=["tanggal_surat"], name="surat_masuk_tanggal"),
        ),
        migrations.AddIndex(
            model_name="suratmasuk",
            index=models.Index(
                condition=models.Q(("acara_mulai__isnull", False)), fields=["acara_mulai"], name="surat_masuk_acara"
            ),
        ),
        migrations.AddIndex(
            model_name="tugas",
            index=models.Index(
                condition=models.Q(("selesai_oleh__isnull", False)),
                fields=["selesai_oleh", "-selesai_pada"],
                name="tugas_selesai_oleh",
            ),
        ),
    ]
