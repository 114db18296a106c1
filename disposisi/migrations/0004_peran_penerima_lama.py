from django.db import migrations


def isi(apps, schema_editor):
    """Until now phrases and note alone said it, for all addressees of a disposition alike."""
    disposisi = apps.get_model("disposisi", "Disposisi")
    penerima = apps.get_model("disposisi", "PenerimaDisposisi")
    meminta = disposisi.instruksi.through.objects.filter(instruksi__untuk_diketahui=False).values("disposisi_id")
    tahu = disposisi.objects.filter(instruksi__untuk_diketahui=True).exclude(pk__in=meminta)
    # A note that is nothing but spaces is no note.
    tahu = [pk for pk, catatan in tahu.values_list("pk", "catatan").distinct() if not catatan.strip()]
    for awal in range(0, len(tahu), 500):
        penerima.objects.filter(disposisi_id__in=tahu[awal : awal + 500]).update(untuk_diketahui=True)


class Migration(migrations.Migration):
    dependencies = [("disposisi", "0003_peran_penerima")]

    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
