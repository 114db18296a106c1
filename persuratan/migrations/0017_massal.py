import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import persuratan.models.surat


class Migration(migrations.Migration):
    """One act on many letters: which, and what became of each."""

    dependencies = [
        ("dokumen", "0001_berkas_halaman_pekerjaan"),
        ("persuratan", "0016_nomor_tanpa_nol_depan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Massal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kode",
                    models.CharField(
                        default=persuratan.models.surat.kode_baru, editable=False, max_length=22, unique=True
                    ),
                ),
                (
                    "tindakan",
                    models.CharField(help_text="Nama yang didaftarkan ruang pemilik tindakan.", max_length=30),
                ),
                (
                    "isian",
                    models.JSONField(blank=True, default=dict, help_text="Pilihan pada pratinjau: rute, jabatan."),
                ),
                ("kembali", models.CharField(blank=True, help_text="Halaman daftar asalnya.", max_length=1000)),
                ("dibuat_pada", models.DateTimeField()),
                ("dimulai_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "pekerjaan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dokumen.pekerjaan",
                    ),
                ),
                (
                    "pemilik",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "tindakan massal",
                "verbose_name_plural": "tindakan massal",
            },
        ),
        migrations.CreateModel(
            name="ButirMassal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hasil",
                    models.CharField(
                        choices=[
                            ("MENUNGGU", "Belum dikerjakan"),
                            ("BERHASIL", "Berhasil"),
                            ("DITOLAK", "Tidak dikerjakan"),
                        ],
                        default="MENUNGGU",
                        max_length=8,
                    ),
                ),
                ("kalimat", models.CharField(blank=True, max_length=300)),
                (
                    "surat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persuratan.surat"
                    ),
                ),
                (
                    "massal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="butir", to="persuratan.massal"
                    ),
                ),
            ],
            options={
                "verbose_name": "butir tindakan massal",
                "verbose_name_plural": "butir tindakan massal",
            },
        ),
        migrations.AddIndex(
            model_name="massal",
            index=models.Index(fields=["pemilik", "-dibuat_pada"], name="massal_pemilik"),
        ),
        migrations.AddConstraint(
            model_name="massal",
            constraint=models.CheckConstraint(
                condition=models.Q(("pekerjaan", None), ("dimulai_pada__isnull", False), _connector="OR"),
                name="massal_pekerjaan_setelah_dimulai",
                violation_error_message="Yang dikerjakan di latar sudah dimulai.",
            ),
        ),
        migrations.AddIndex(
            model_name="butirmassal",
            index=models.Index(fields=["massal", "hasil"], name="butir_massal_hasil"),
        ),
        migrations.AddConstraint(
            model_name="butirmassal",
            constraint=models.UniqueConstraint(
                fields=("massal", "surat"),
                name="butir_massal_sekali_per_surat",
                violation_error_message="Surat ini sudah ada dalam pilihan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="butirmassal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hasil", "DITOLAK"), _negated=True),
                    models.Q(("kalimat", ""), _negated=True),
                    _connector="OR",
                ),
                name="butir_massal_penolakan_beralasan",
                violation_error_message="Yang tidak dikerjakan menyebut alasannya.",
            ),
        ),
    ]
