import re
import unicodedata

from django.db import migrations

KELOMPOK = 2000


def nomor_normal(teks):
    """As `persuratan.models.acuan.nomor_normal` stood when this was written."""
    polos = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"(?<!\d)0+(?=\d)", "", polos.lower()))


def isi(apps, schema_editor):
    SuratMasuk = apps.get_model("persuratan", "SuratMasuk")
    terakhir = 0
    while True:
        surat = SuratMasuk.objects.filter(pk__gt=terakhir).order_by("pk")
        satu = list(surat.only("nomor_surat", "nomor_surat_normal")[:KELOMPOK])
        if not satu:
            return
        terakhir = satu[-1].pk
        berubah = []
        for s in satu:
            baru = nomor_normal(s.nomor_surat)
            if baru != s.nomor_surat_normal:
                s.nomor_surat_normal = baru
                berubah.append(s)
        SuratMasuk.objects.bulk_update(berubah, ["nomor_surat_normal"])


class Migration(migrations.Migration):
    """A number is found whether it is written "005/12" or "5/12"."""

    dependencies = [("persuratan", "0015_standar_penengahan")]

    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
