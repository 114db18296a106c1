import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import persuratan.models.surat


class Migration(migrations.Migration):
    dependencies = [
        ("dokumen", "0001_berkas_halaman_pekerjaan"),
        ("organisasi", "0011_penugasan_dapat_dicabut"),
        ("persuratan", "0031_nomor_agenda_per_buku"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImporAgenda",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kode",
                    models.CharField(
                        default=persuratan.models.surat.kode_baru, editable=False, max_length=22, unique=True
                    ),
                ),
                ("bentuk", models.CharField(max_length=120)),
                ("contoh", models.JSONField(default=list, help_text="Baris judul dan beberapa baris pertama.")),
                ("kolom", models.JSONField(default=dict)),
                ("tahun", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("sebagian", models.BooleanField(default=False, help_text="Baris yang salah ditinggalkan.")),
                ("hitungan", models.JSONField(blank=True, null=True)),
                ("temuan", models.JSONField(default=list, help_text="[[baris, kalimat]] yang pertama.")),
                ("dibuat_pada", models.DateTimeField()),
                ("selesai_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "berkas",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dokumen.berkas"
                    ),
                ),
                (
                    "pekerjaan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="dokumen.pekerjaan",
                    ),
                ),
                (
                    "pemilik",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="impor_agenda",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sebagai",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisasi.penugasan"
                    ),
                ),
            ],
            options={
                "verbose_name": "impor agenda",
                "verbose_name_plural": "impor agenda",
            },
        ),
        migrations.CreateModel(
            name="AgendaLama",
            fields=[
                (
                    "surat",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="agenda_lama",
                        serialize=False,
                        to="persuratan.surat",
                    ),
                ),
                ("baris", models.PositiveIntegerField(help_text="Nomor baris di berkasnya.")),
                ("kolom", models.JSONField(default=dict)),
                (
                    "tanpa_jam",
                    models.JSONField(default=list, help_text="Kolom waktu yang hanya diketahui tanggalnya."),
                ),
                (
                    "tahap_teks",
                    models.JSONField(default=list, help_text="Tahap tanpa Tugas: nama atau waktunya tidak tercatat."),
                ),
                (
                    "sidik",
                    models.CharField(
                        help_text="SHA-256 atas isinya; isi yang sama tidak masuk dua kali.", max_length=64
                    ),
                ),
                (
                    "impor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="surat", to="persuratan.imporagenda"
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda lama",
                "verbose_name_plural": "agenda lama",
            },
        ),
        migrations.CreateModel(
            name="PemetaanKolom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sidik_kepala", models.CharField(max_length=64, unique=True)),
                ("kolom", models.JSONField(default=dict, help_text="{kolom agenda: urutan kolom berkas}")),
                ("tahun", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("diubah_pada", models.DateTimeField()),
                (
                    "diubah_oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pemetaan kolom",
                "verbose_name_plural": "pemetaan kolom",
            },
        ),
        migrations.AddIndex(
            model_name="imporagenda",
            index=models.Index(fields=["pemilik", "-dibuat_pada"], name="impor_agenda_pemilik"),
        ),
        migrations.AddConstraint(
            model_name="imporagenda",
            constraint=models.CheckConstraint(
                condition=models.Q(("selesai_pada", None), ("hitungan__isnull", False), _connector="OR"),
                name="impor_agenda_selesai_terhitung",
                violation_error_message="Impor yang selesai punya hitungannya.",
            ),
        ),
    ]
