from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dokumen", "0002_teks_berkas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="berkas",
            index=models.Index(
                condition=models.Q(("sha256_unggahan", ""), _negated=True),
                fields=["sha256_unggahan"],
                name="berkas_sidik_unggahan",
            ),
        ),
    ]
