from django.db import migrations, models


class Migration(migrations.Migration):
    """A notice is handed to its channels; when each message left stands on the message."""

    dependencies = [
        ("alur", "0003_kabar_jenis_dan_perkara"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="notifikasi", name="notifikasi_belum_terkirim"),
        migrations.RenameField(model_name="notifikasi", old_name="terkirim_pada", new_name="disalurkan_pada"),
        migrations.AlterField(
            model_name="notifikasi",
            name="disalurkan_pada",
            field=models.DateTimeField(blank=True, help_text="Pesan tiap saluran sudah ditulis.", null=True),
        ),
        migrations.AddIndex(
            model_name="notifikasi",
            index=models.Index(
                condition=models.Q(("disalurkan_pada", None)),
                fields=["dibuat_pada"],
                name="notifikasi_belum_disalurkan",
            ),
        ),
    ]
