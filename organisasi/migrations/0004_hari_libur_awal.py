from django.db import migrations

from organisasi import benih


def tanam(apps, schema_editor):
    libur = [kolom for tahun in benih.TAHUN_AWAL for kolom in benih.daftar_hari_libur(tahun)]
    benih.tanam(apps.get_model("organisasi", "HariLibur"), apps.get_model("organisasi", "HistoricalHariLibur"), libur)


def cabut(apps, schema_editor):
    """Take back the rows that nobody has changed; what a person wrote stays."""
    riwayat = apps.get_model("organisasi", "HistoricalHariLibur").objects
    disentuh = riwayat.exclude(history_change_reason=benih.ALASAN).values("id")
    milik = riwayat.filter(history_change_reason=benih.ALASAN).exclude(id__in=disentuh)
    apps.get_model("organisasi", "HariLibur").objects.filter(id__in=milik.values("id")).delete()
    milik.delete()


class Migration(migrations.Migration):
    dependencies = [("organisasi", "0003_jam_kerja_awal")]
    operations = [migrations.RunPython(tanam, cabut)]
