import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The whole way keeps its norm, so that its deadline can follow a changed calendar."""

    dependencies = [
        ("persuratan", "0006_pemicu_cap"),
    ]

    operations = [
        migrations.AddField(
            model_name="surat",
            name="standar",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="persuratan.standarpelayanan",
            ),
        ),
    ]
