from django.db import migrations, models


class Migration(migrations.Migration):
    """Each addressee is to carry it out, or only to know."""

    dependencies = [("disposisi", "0002_benih_instruksi")]

    operations = [
        migrations.AddField(
            model_name="penerimadisposisi",
            name="untuk_diketahui",
            field=models.BooleanField(
                default=False,
                help_text="Hanya mengetahui; yang lain adalah pelaksana.",
                verbose_name="untuk diketahui",
            ),
        ),
    ]
