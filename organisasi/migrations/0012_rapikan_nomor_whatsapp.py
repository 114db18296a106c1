from django.db import migrations


def nomor(teks):
    """As the form reads a number; "" for what it would refuse."""
    angka = "".join(h for h in teks if h.isascii() and h.isdigit())
    if angka.startswith("0"):
        angka = f"62{angka[1:]}"
    return angka if angka.startswith("62") and 10 <= len(angka) <= 15 else ""


def rapikan(apps, schema_editor):
    """Numbers that came in beside the form; what stood there is still in the history."""
    Pegawai = apps.get_model("organisasi", "Pegawai")
    for pegawai in Pegawai.objects.exclude(whatsapp="").only("whatsapp"):
        if (baru := nomor(pegawai.whatsapp)) != pegawai.whatsapp:
            Pegawai.objects.filter(pk=pegawai.pk).update(whatsapp=baru)


class Migration(migrations.Migration):
    """Before the database itself asks for the form of a number (0013)."""

    dependencies = [("organisasi", "0011_penugasan_dapat_dicabut")]
    operations = [migrations.RunPython(rapikan, migrations.RunPython.noop)]
