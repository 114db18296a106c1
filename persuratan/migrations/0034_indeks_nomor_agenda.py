from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("persuratan", "0033_tautan_pindai_berjatah")]

    operations = [
        migrations.AddIndex(
            model_name="suratmasuk",
            index=models.Index(fields=["nomor_agenda", "tahun_agenda"], name="surat_masuk_nomor_agenda"),
        ),
    ]
