from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisasi", "0010_sumber_libur_tanpa_nama_paket")]
    operations = [
        migrations.AddField(
            model_name=nama, name="dicabut_pada", field=models.DateTimeField(blank=True, editable=False, null=True)
        )
        for nama in ("penugasan", "historicalpenugasan")
    ]
