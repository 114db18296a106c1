from django.db import migrations

BERHALAMAN = ("application/pdf", "image/jpeg", "image/png", "image/tiff")
KELOMPOK = 2000


def minta(apps, schema_editor):
    """What lies on letters already is read like what comes now, the newest first (dokumen.teks)."""
    teks = apps.get_model("dokumen", "TeksBerkas")
    berkas = apps.get_model("persuratan", "LampiranSurat").objects.filter(
        berkas__jenis__in=BERHALAMAN, berkas__jumlah_halaman__gt=0
    )
    baris = berkas.order_by("pk").values_list("berkas__sha256", "berkas__jenis", "berkas__jumlah_halaman")
    kelompok = {}
    for sha256, jenis, halaman in baris.iterator(KELOMPOK):
        kelompok[sha256] = teks(sha256=sha256, jenis=jenis, jumlah_halaman=halaman)
        if len(kelompok) == KELOMPOK:
            teks.objects.bulk_create(kelompok.values(), ignore_conflicts=True)
            kelompok = {}
    teks.objects.bulk_create(kelompok.values(), ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("persuratan", "0009_teks_pindaian")]

    operations = [migrations.RunPython(minta, migrations.RunPython.noop)]
