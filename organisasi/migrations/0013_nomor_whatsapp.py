import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from organisasi.pemicu_cap import pasang_cap


def pasang(apps, schema_editor):
    """On SQLite the table is built anew, either way, without its triggers."""
    pasang_cap(schema_editor, {"organisasi_pegawai": "is_active"})


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("organisasi", "0012_rapikan_nomor_whatsapp"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, pasang),
        migrations.AddConstraint(
            model_name="pegawai",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("whatsapp", ""),
                    models.Q(
                        ("whatsapp__startswith", "62"),
                        django.db.models.lookups.Exact(
                            models.Func(
                                models.F("whatsapp"),
                                models.Value("0123456789"),
                                function="RTRIM",
                                output_field=models.CharField(),
                            ),
                            "",
                        ),
                        django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.text.Length("whatsapp"), 10
                        ),
                        django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("whatsapp"), 15
                        ),
                    ),
                    _connector="OR",
                ),
                name="pegawai_nomor_whatsapp",
                violation_error_message="Nomor WhatsApp diawali 62 dan terdiri atas 10 sampai 15 angka.",
            ),
        ),
        migrations.RunPython(pasang, migrations.RunPython.noop),
    ]
