from django.db import migrations

from organisasi import benih


def tanam(apps, schema_editor):
    jam = [*benih.daftar_jam_biasa(), *(j for tahun in benih.TAHUN_AWAL for j in benih.daftar_jam_ramadan(tahun))]
    benih.tanam(apps.get_model("organisasi", "JamKerja"), apps.get_model("organisasi", "HistoricalJamKerja"), jam)


def cabut(apps, schema_editor):
    """Take back the rows that nobody has changed; what a person wrote stays."""
    riwayat = apps.get_model("organisasi", "HistoricalJamKerja").objects
    disentuh = riwayat.exclude(history_change_reason=benih.ALASAN).values("id")
    milik = riwayat.filter(history_change_reason=benih.ALASAN).exclude(id__in=disentuh)
    apps.get_model("organisasi", "JamKerja").objects.filter(id__in=milik.values("id")).delete()
    milik.delete()


class Migration(migrations.Migration):
    dependencies = [("organisasi", "0002_riwayat_orang_jabatan_dan_waktu")]
    operations = [migrations.RunPython(tanam, cabut)]
