from django.db import models
from django.db.models import Q
from django.utils import timezone

from alur.models.tugas import TugasBase, TugasQuerySet
from persuratan.models.pilihan import BELUM_DIDISPOSISI, DITETAPKAN, KARENA_ACARA, Akhir, JenisTugas

JENIS = [(j.value, j.label) for j in JenisTugas if not j.name.startswith("KESELURUHAN")]


def _paling_awal(*saat):
    return min((s for s in saat if s is not None), default=None)


class Milik:
    """For a QuerySet of rows that belong to a post or to a unit: `jabatan`, `unit`."""

    def milik(self, pegawai):
        """Rows of the posts held today and of the units the person stands for."""
        return self.filter(Q(jabatan_id__in=pegawai.jabatan_ids) | Q(unit_id__in=pegawai.unit_ids))


class SuratTugasQuerySet(Milik, TugasQuerySet):
    def tanpa_disposisi(self):
        """By which letters ended without a disposition, and were not opened again: `hasil` says why."""
        return self.filter(jenis=JenisTugas.ARAHKAN, hasil__gt="", lanjutan=None)


class Tugas(TugasBase):
    """One row per obligation on a letter. "Di tangan siapa" is the letter's open rows."""

    surat = models.ForeignKey("persuratan.Surat", models.PROTECT, related_name="tugas")
    jenis = models.CharField(max_length=24, choices=JENIS)
    untuk_unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, null=True, blank=True, related_name="+")
    standar = models.ForeignKey("persuratan.StandarPelayanan", models.PROTECT, null=True, blank=True, related_name="+")
    tenggat_dari = models.CharField(max_length=120, blank=True, help_text="Mengapa tenggat lain dari standar.")
    lama_kerja_detik = models.PositiveIntegerField(null=True, blank=True)
    # What the giver asked of whoever follows up; carried down the lineage.
    untuk_diketahui = models.BooleanField(default=False)
    batas_lanjut_pada = models.DateTimeField(null=True, blank=True)
    hasil = models.TextField(blank=True, help_text="Laporan pemegang saat selesai.")
    diingatkan_pada = models.DateTimeField(null=True, blank=True, help_text="Acaranya dekat dan belum didisposisi.")
    berlampiran = models.BooleanField(default=False, help_text="Laporannya membawa berkas.")
    akhir = models.CharField(
        max_length=12,
        choices=Akhir,
        blank=True,
        default="",
        help_text="Bagaimana berakhir bila tidak dikerjakan.",
    )

    objects = SuratTugasQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TugasBase.Meta):
        verbose_name = "tugas"
        verbose_name_plural = "tugas"
        constraints = [
            *TugasBase.Meta.constraints,
            models.UniqueConstraint(
                fields=["surat", "jenis", "jabatan"],
                condition=Q(selesai_pada=None, jabatan__isnull=False),
                name="tugas_satu_terbuka_per_jabatan",
                violation_error_message="Jabatan ini sudah memegang tugas yang sama.",
            ),
            models.UniqueConstraint(
                fields=["surat", "jenis", "unit"],
                condition=Q(selesai_pada=None, unit__isnull=False, untuk_unit=None),
                name="tugas_satu_terbuka_per_unit",
                violation_error_message="Unit ini sudah memegang tugas yang sama.",
            ),
            models.UniqueConstraint(
                fields=["surat", "untuk_unit"],
                condition=Q(selesai_pada=None, untuk_unit__isnull=False),
                name="tugas_satu_distribusi_per_tujuan",
                violation_error_message="Surat ini sudah menunggu dikirim ke unit itu.",
            ),
            models.CheckConstraint(
                name="tugas_akhir_sesudah_selesai",
                condition=Q(akhir="") | Q(selesai_pada__isnull=False),
                violation_error_message="Cara berakhirnya tugas dicatat bersama waktunya.",
            ),
            models.CheckConstraint(
                name="tugas_distribusi_untuk_unit",
                condition=Q(jenis=JenisTugas.DISTRIBUSI, untuk_unit__isnull=False)
                | (~Q(jenis=JenisTugas.DISTRIBUSI) & Q(untuk_unit=None)),
                violation_error_message="Distribusi, dan hanya distribusi, menyebut unit tujuannya.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["jabatan", "tenggat_pada", "id"], name="tugas_jabatan_terbuka", condition=Q(selesai_pada=None)
            ),
            models.Index(
                fields=["unit", "tenggat_pada", "id"], name="tugas_unit_terbuka", condition=Q(selesai_pada=None)
            ),
            models.Index(
                fields=["tenggat_pada"],
                name="tugas_disapu",
                condition=Q(selesai_pada=None, terlambat_pada=None, tenggat_pada__isnull=False),
            ),
            models.Index(fields=["terlambat_pada"], name="tugas_terlambat", condition=Q(terlambat_pada__isnull=False)),
            models.Index(
                fields=["surat"],
                name="tugas_belum_diingatkan",
                condition=Q(selesai_pada=None, diingatkan_pada=None, jenis__in=BELUM_DIDISPOSISI),
            ),
            models.Index(
                fields=["surat"],
                name="tugas_tanpa_disposisi",
                condition=Q(jenis=JenisTugas.ARAHKAN, hasil__gt=""),
            ),
            models.Index(
                fields=["selesai_oleh", "-selesai_pada"],
                name="tugas_selesai_oleh",
                condition=Q(selesai_oleh__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_jenis_display()} · {self.pemegang}"

    @property
    def titipan(self):
        """The columns a following obligation inherits."""
        return {"untuk_diketahui": self.untuk_diketahui, "batas_lanjut_pada": self.batas_lanjut_pada}

    def gabungkan(self, buka):
        """A second giver asks the same holder (a `BukaTugas`): of both the stricter stands. True when changed."""
        lama = (self.untuk_diketahui, self.batas_lanjut_pada, self.tenggat_pada)
        self.untuk_diketahui = self.untuk_diketahui and buka.rincian.get("untuk_diketahui", False)
        self.batas_lanjut_pada = _paling_awal(self.batas_lanjut_pada, buka.rincian.get("batas_lanjut_pada"))
        if buka.tenggat_pada is not None and self.terlambat_pada is None:
            # A deadline that has passed already is a recorded fact; nobody moves it afterwards.
            self.tenggat_pada = _paling_awal(self.tenggat_pada, buka.tenggat_pada)
            if self.tenggat_pada != lama[2]:
                self.tenggat_dari = DITETAPKAN
        if lama == (self.untuk_diketahui, self.batas_lanjut_pada, self.tenggat_pada):
            return False
        self.save(update_fields=["untuk_diketahui", "batas_lanjut_pada", "tenggat_pada", "tenggat_dari"])
        return True

    @property
    def perkara(self):
        """What is owed by whom with which letter, for the notices about it; a letter for three units is sent once."""
        return f"surat:{self.surat_id}:{self.jenis}:{'j' if self.jabatan_id else 'u'}{self.jabatan_id or self.unit_id}"

    @property
    def menurut_acara(self):
        """Whether the event of the letter set the deadline: then it tells when the event is."""
        return self.tenggat_dari == KARENA_ACARA

    @property
    def diteruskan(self):
        """Whether this follow-up was disposed further down: over, and neither a report nor a refusal ended it."""
        selesai = self.jenis == JenisTugas.TINDAK_LANJUT and self.selesai_pada is not None
        return selesai and not self.hasil and not self.akhir

    @property
    def terbuka(self):
        return self.selesai_pada is None

    def untuk_jejak(self):
        """The facts the ledger keeps, so that history can be replayed from it alone."""
        return {
            "tugas": self.pk,
            "jenis": self.jenis,
            "jabatan": self.jabatan_id,
            "unit": self.unit_id,
            "pemegang": str(self.pemegang),
            "untuk_unit": self.untuk_unit_id,
            "dibuka_pada": self.dibuka_pada,
            "tenggat_pada": self.tenggat_pada,
            "selesai_pada": self.selesai_pada,
            "terlambat_pada": self.terlambat_pada,
        }

    def sudah_lewat(self, pada=None):
        """Late only after the deadline itself: a case due today is not overdue."""
        return self.tenggat_pada is not None and (self.selesai_pada or pada or timezone.now()) > self.tenggat_pada
