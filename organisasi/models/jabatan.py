from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from organisasi.direktori import URUTAN_JENIS, Direktori
from organisasi.models.nama import BernamaLama


class Peran(models.TextChoices):
    """What a post may do. Rights belong to posts, never to people."""

    AGENDARIS = "AGENDARIS", "Petugas agenda: mencatat, mengarahkan, mengirim"
    CARAKA = "CARAKA", "Caraka: menyerahkan surat"
    PENGAWAS = "PENGAWAS", "Pengawas: melihat seluruh register Bagian Umum"
    PENELAAH = "PENELAAH", "Menelaah surat sebelum naik"
    PENDISPOSISI = "PENDISPOSISI", "Memberi disposisi"
    LINTAS = "LINTAS", "Disposisi lintas jenjang (Bupati, Sekda)"
    AJUDAN = "AJUDAN", "Memasukkan disposisi yang didiktekan atasannya"
    PENERIMA_UNIT = "PENERIMA_UNIT", "Menerima surat atas nama unitnya"
    KONSEPTOR = "KONSEPTOR", "Menyusun konsep surat"
    AUDITOR = "AUDITOR", "Membaca semua kecuali isi rahasia, memeriksa jejak"
    ADMIN = "ADMIN", "Mengatur orang, jabatan, kalender, standar"


class JabatanQuerySet(models.QuerySet):
    def tanpa_pemegang(self, pada=None):
        """Posts nobody with a working account holds on the office day of `pada` (date or aware datetime)."""
        pemegang = Penugasan.objects.berlaku(pada).filter(pegawai__is_active=True, jabatan=OuterRef("pk"))
        return self.filter(~Exists(pemegang), aktif=True)

    def kepala(self):
        """Posts in use that head their unit: at most one of each."""
        return self.filter(kepala_unit=True, aktif=True)

    def with_pemegang(self, pada=None):
        """Each post with `pemegang_kini`: its Penugasan in force, with `pegawai`; one query for all."""
        berlaku = Penugasan.objects.berlaku(pada).select_related("pegawai").order_by("pk")
        return self.prefetch_related(Prefetch("penugasan", queryset=berlaku, to_attr="pemegang_kini"))


class Jabatan(BernamaLama, models.Model):
    """A post. Work is held by posts; people hold posts through `Penugasan`."""

    nama = models.CharField(max_length=160, unique=True)
    singkatan = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, related_name="jabatan")
    atasan = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="bawahan")
    kepala_unit = models.BooleanField(default=False)
    peran = models.JSONField(default=list, blank=True, help_text="Daftar nilai Peran.")
    urutan = models.PositiveSmallIntegerField(default=0)
    aktif = models.BooleanField(default=True)

    objects = JabatanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        constraints = [
            models.CheckConstraint(
                name="jabatan_bukan_atasan_sendiri",
                condition=Q(atasan=None) | ~Q(atasan=F("id")),
                violation_error_message="Jabatan tidak dapat menjadi atasan dirinya sendiri.",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(kepala_unit=True, aktif=True),
                name="unit_satu_kepala",
                violation_error_message="Unit ini sudah punya kepala.",
            ),
        ]

    def __str__(self):
        return self.nama

    @property
    def sebutan(self):
        return self.singkatan or self.nama

    def has_peran(self, *peran):
        return any(p in self.peran for p in peran)

    @property
    def didampingi_id(self):
        """Id of the official's post an adjutant writes for; None of every other post."""
        return self.atasan_id if self.has_peran(Peran.AJUDAN) else None

    def ajudan_ids(self):
        """Ids of the posts that write for this one; no query."""
        return [pk for pk, j in Direktori.kini().jabatan.items() if self.pk and j.didampingi_id == self.pk]

    def pemegang(self, pada=None):
        """Everybody who may act for this post on the day of `pada`: a list of Penugasan with `pegawai`.

        The one who stands in (Plh., then Plt., then Pj.) comes before the definitive holder.
        """
        berlaku = self.penugasan.berlaku(pada).filter(pegawai__is_active=True).select_related("pegawai")
        return sorted(berlaku, key=lambda p: (URUTAN_JENIS[p.jenis], -p.mulai.toordinal(), p.pk))

    def pejabat(self, pada=None):
        """The Penugasan whose name stands under this post on the day of `pada`, or None for a vacant post."""
        return next(iter(self.pemegang(pada)), None)


class PenugasanQuerySet(models.QuerySet):
    def berlaku(self, pada=None):
        """Assignments in force on the office day of `pada` (aware datetime or date; default today)."""
        hari = timezone.localdate(pada) if pada is None or hasattr(pada, "hour") else pada
        return self.filter(
            Q(sampai=None) | Q(sampai__gte=hari), mulai__lte=hari, dicabut_pada=None, jabatan__aktif=True
        )

    def belum_lewat(self):
        """Assignments in force today or later."""
        return self.filter(dicabut_pada=None).exclude(sampai__lt=timezone.localdate())


class Penugasan(models.Model):
    """Who holds a post, from when until when, by which decree."""

    class Jenis(models.TextChoices):
        DEFINITIF = "DEFINITIF", "Definitif"
        PLT = "PLT", "Plt."
        PLH = "PLH", "Plh."
        PJ = "PJ", "Pj."

    pegawai = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="penugasan")
    jabatan = models.ForeignKey("organisasi.Jabatan", models.PROTECT, related_name="penugasan")
    jenis = models.CharField(max_length=12, choices=Jenis, default=Jenis.DEFINITIF)
    mulai = models.DateField()
    sampai = models.DateField(null=True, blank=True)
    surat_keputusan = models.CharField(max_length=160, blank=True)
    # Given by mistake, or taken back on its first day or before: days cannot say that it ends this minute.
    dicabut_pada = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PenugasanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        constraints = [
            models.CheckConstraint(
                name="penugasan_sampai_setelah_mulai",
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")),
                violation_error_message="Tanggal selesai penugasan mendahului tanggal mulainya.",
            ),
            models.CheckConstraint(
                name="penugasan_sementara_berakhir",
                condition=~Q(jenis="PLH") | Q(sampai__isnull=False),
                violation_error_message="Plh. selalu punya tanggal selesai.",
            ),
        ]
        indexes = [models.Index(fields=["pegawai", "mulai"], name="penugasan_pegawai")]

    def __str__(self):
        return f"{self.pegawai} sebagai {self.sebutan}"

    @property
    def sebutan(self):
        """The post as it is written under an act: "Plh. Sekretaris Daerah"."""
        return self.sebutan_pada(None)

    def sebutan_pada(self, waktu):
        """The same with the name the post had then."""
        awalan = "" if self.jenis == self.Jenis.DEFINITIF else f"{self.get_jenis_display()} "
        return f"{awalan}{self.jabatan.nama_pada(waktu)}"
