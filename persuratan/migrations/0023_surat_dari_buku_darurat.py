from django.db import migrations, models


class Migration(migrations.Migration):
    """A letter typed in from the emergency book is marked as such, whatever the day."""

    dependencies = [("persuratan", "0022_tugas_diingatkan")]

    operations = [
        migrations.AddField(
            model_name="suratmasuk",
            name="dari_buku_darurat",
            field=models.BooleanField(default=False, editable=False, verbose_name="nomor dari buku darurat"),
        ),
    ]
