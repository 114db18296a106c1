import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two names of one sender are merged; both rows stay."""

    dependencies = [("persuratan", "0019_saringan_tersimpan")]

    operations = [
        migrations.AddField(
            model_name="pengirim",
            name="dibandingkan",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="pengirim",
            name="digabung_pada",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="pengirim",
            name="gabung_ke",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="persuratan.pengirim",
            ),
        ),
        migrations.AddField(
            model_name="pengirim",
            name="penerus",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gabungan",
                to="persuratan.pengirim",
            ),
        ),
        migrations.AddIndex(
            model_name="pengirim",
            index=models.Index(
                condition=models.Q(("dibandingkan", False)), fields=["id"], name="pengirim_belum_banding"
            ),
        ),
        migrations.AddConstraint(
            model_name="pengirim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gabung_ke", models.F("id")), _negated=True),
                    models.Q(("penerus", models.F("id")), _negated=True),
                ),
                name="pengirim_bukan_penerus_sendiri",
                violation_error_message="Pengirim tidak dapat digabung ke dirinya sendiri.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pengirim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digabung_pada", None), ("gabung_ke", None), ("penerus", None)),
                    models.Q(
                        ("digabung_pada__isnull", False), ("gabung_ke__isnull", False), ("penerus__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="pengirim_gabungan_utuh",
                violation_error_message="Pengirim yang digabung selalu punya penerus dan waktunya.",
            ),
        ),
    ]
