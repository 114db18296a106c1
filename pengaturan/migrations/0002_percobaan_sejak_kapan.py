from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("pengaturan", "0001_sesi_draf_dan_pintu")]

    operations = [
        # Attempts live for a day at most: those there are begin their window now.
        migrations.AddField(
            "percobaan", "mulai_pada", models.DateTimeField(default=timezone.now), preserve_default=False
        ),
    ]
