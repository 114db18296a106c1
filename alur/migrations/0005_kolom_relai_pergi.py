from django.db import migrations


class Migration(migrations.Migration):
    """Turns and failures are those of a message, no longer of the notice."""

    dependencies = [
        ("alur", "0004_notifikasi_disalurkan"),
    ]

    operations = [
        migrations.RemoveField(model_name="notifikasi", name="berikutnya_pada"),
        migrations.RemoveField(model_name="notifikasi", name="percobaan"),
        migrations.RemoveField(model_name="notifikasi", name="galat"),
    ]
