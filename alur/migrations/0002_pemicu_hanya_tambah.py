from django.db import migrations

from alur.pemicu import cabut, pasang


class Migration(migrations.Migration):
    """The ledger and its seals only grow: UPDATE, DELETE and TRUNCATE are refused by the database itself."""

    dependencies = [("alur", "0001_jejak_nomor_notifikasi_kunci")]

    operations = [migrations.RunPython(pasang, cabut)]
