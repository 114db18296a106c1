from django.db import migrations, models


class Migration(migrations.Migration):
    """Numbers are unique in their book: those of an imported agenda never meet the running ones."""

    dependencies = [
        ("persuratan", "0030_tautan_pindai"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="suratmasuk", name="surat_masuk_nomor_agenda_unik"),
        migrations.AddField(
            model_name="suratmasuk",
            name="buku",
            field=models.CharField(default="agenda-masuk", editable=False, max_length=20),
        ),
        migrations.AddConstraint(
            model_name="suratmasuk",
            constraint=models.UniqueConstraint(
                fields=("buku", "tahun_agenda", "nomor_agenda"),
                name="surat_masuk_nomor_agenda_unik",
                violation_error_message="Nomor agenda ini sudah dipakai.",
            ),
        ),
    ]
