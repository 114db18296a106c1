"""The old agenda: which files came in, what their columns mean, and what stood in each row."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from persuratan.models.surat import kode_baru


class PemetaanKolom(models.Model):
    """What the columns of a file of this make mean, remembered for the next one: the office answers once."""

    sidik_kepala = models.CharField(max_length=64, unique=True)
    kolom = models.JSONField(default=dict, help_text="{kolom agenda: urutan kolom berkas}")
    tahun = models.PositiveSmallIntegerField(null=True, blank=True)
    diubah_pada = models.DateTimeField()
    diubah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "pemetaan kolom"
        verbose_name_plural = "pemetaan kolom"

    def __str__(self):
        return self.sidik_kepala[:12]


class ImporAgendaQuerySet(models.QuerySet):
    def visible_to(self, pegawai):
        """One's own: a file holds what its letters may hide from others."""
        return self.filter(pemilik=pegawai)


class ImporAgenda(models.Model):
    """One file of an old agenda, from upload to the letters it became. `hitungan` once its rows are judged."""

    kode = models.CharField(max_length=22, unique=True, default=kode_baru, editable=False)
    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="impor_agenda")
    sebagai = models.ForeignKey("organisasi.Penugasan", models.PROTECT, related_name="+")
    berkas = models.ForeignKey("dokumen.Berkas", models.PROTECT, related_name="+")
    bentuk = models.CharField(max_length=120)
    contoh = models.JSONField(default=list, help_text="Baris judul dan beberapa baris pertama.")
    kolom = models.JSONField(default=dict)
    tahun = models.PositiveSmallIntegerField(null=True, blank=True)
    sebagian = models.BooleanField(default=False, help_text="Baris yang salah ditinggalkan.")
    hitungan = models.JSONField(null=True, blank=True)
    temuan = models.JSONField(default=list, help_text="[[baris, kalimat]] yang pertama.")
    pekerjaan = models.ForeignKey("dokumen.Pekerjaan", models.SET_NULL, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True, blank=True)

    objects = ImporAgendaQuerySet.as_manager()

    class Meta:
        verbose_name = "impor agenda"
        verbose_name_plural = "impor agenda"
        constraints = [
            models.CheckConstraint(
                name="impor_agenda_selesai_terhitung",
                condition=Q(selesai_pada=None) | Q(hitungan__isnull=False),
                violation_error_message="Impor yang selesai punya hitungannya.",
            ),
        ]
        indexes = [models.Index(fields=["pemilik", "-dibuat_pada"], name="impor_agenda_pemilik")]

    def __str__(self):
        return str(self.berkas)


class AgendaLama(models.Model):
    """What the old book said of a letter, word for word. Names that match nobody live here, as text."""

    surat = models.OneToOneField("persuratan.Surat", models.PROTECT, primary_key=True, related_name="agenda_lama")
    impor = models.ForeignKey(ImporAgenda, models.PROTECT, related_name="surat")
    baris = models.PositiveIntegerField(help_text="Nomor baris di berkasnya.")
    kolom = models.JSONField(default=dict)
    tanpa_jam = models.JSONField(default=list, help_text="Kolom waktu yang hanya diketahui tanggalnya.")
    tahap_teks = models.JSONField(default=list, help_text="Tahap tanpa Tugas: nama atau waktunya tidak tercatat.")
    sidik = models.CharField(max_length=64, help_text="SHA-256 atas isinya; isi yang sama tidak masuk dua kali.")

    class Meta:
        verbose_name = "agenda lama"
        verbose_name_plural = "agenda lama"

    def __str__(self):
        return f"Agenda lama {self.surat_id}"
