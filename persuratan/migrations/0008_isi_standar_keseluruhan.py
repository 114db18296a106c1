from django.db import migrations
from django.utils import timezone


def isi(apps, schema_editor):
    """Letters still on their way remember the norm of their whole way: the long one where a paraf is on the route."""
    standar = list(apps.get_model("persuratan", "StandarPelayanan").objects.order_by("-berlaku_mulai"))
    jalan = apps.get_model("persuratan", "SuratMasuk").objects.filter(
        standar=None, didistribusikan_pada=None, tenggat_pada__isnull=False
    )
    paraf = apps.get_model("persuratan", "LangkahNaik").objects.filter(jenis="PARAF")
    berparaf = set(paraf.values_list("surat_id", flat=True))
    surat = apps.get_model("persuratan", "Surat").objects
    for pk, kecepatan, diterima in jalan.values_list("pk", "kecepatan", "diterima_pada"):
        jenis = "KESELURUHAN_PANJANG" if pk in berparaf else "KESELURUHAN"
        hari = timezone.localdate(diterima)
        norma = next(
            (
                s.pk
                for s in standar
                if (s.jenis, s.kecepatan) == (jenis, kecepatan)
                and s.berlaku_mulai <= hari
                and (s.berlaku_sampai is None or hari <= s.berlaku_sampai)
            ),
            None,
        )
        surat.filter(pk=pk).update(standar=norma)


class Migration(migrations.Migration):
    dependencies = [("persuratan", "0007_standar_keseluruhan")]
    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
