import secrets

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from organisasi.alamat import alamat_berkode
from persuratan import tenggat
from persuratan.models.pilihan import RAHASIA, Keamanan, Kecepatan
from persuratan.models.tugas import Milik, Tugas
from persuratan.peran import PEMBACA_REGISTER, PEMBACA_TERBATAS
from persuratan.rujukan import pasangkan

AWALAN_RANTAI = "surat:"
"""How the names of the letters' ledger chains begin, and with them the keys of their messages."""


def kode_baru():
    """An address nobody can guess (132 bits); rights are checked all the same."""
    return secrets.token_urlsafe(17)[:22]


class SuratQuerySet(models.QuerySet):
    def visible_to(self, pegawai):
        """Letters this person may know of, in O(1) queries: the first call of every view.

        Each row carries `isi_terbuka`. In line means a row of `Keterlibatan` for a post held today, or for a unit the
        person stands for.
        """
        qs = self.with_isi_terbuka(pegawai)
        if pegawai is None or not pegawai.is_active:
            return qs.none()
        if pegawai.has_peran(*PEMBACA_REGISTER):
            return qs
        return qs.filter(pk__in=Keterlibatan.objects.dilihat(pegawai).values("surat_id"))

    def with_isi_terbuka(self, pegawai):
        """`isi_terbuka` on each row: whether hal and scan are open to this person. Hides no letter by itself."""
        if pegawai is None or not pegawai.is_active:
            return self.annotate(isi_terbuka=Value(False))
        dalam_jalur = Keterlibatan.objects.milik(pegawai)
        bebas = [Keamanan.B]
        if pegawai.has_peran(*PEMBACA_TERBATAS):
            bebas.append(Keamanan.T)
        return self.annotate(
            isi_terbuka=Case(
                When(keamanan__in=bebas, then=Value(True)),
                # A scalar, not EXISTS: that would be hashed whole, all of a clerk's letters for every page.
                default=Coalesce(
                    Subquery(dalam_jalur.filter(surat=OuterRef("pk"), baca_isi=True).values("baca_isi")[:1]),
                    Value(False),
                ),
                output_field=BooleanField(),
            )
        )


class Surat(models.Model):
    """A letter: the row that is locked, and what Tugas, deliveries, files and search point at.

    The list order is the order of registration, so the primary key serves as keyset.
    """

    class Arah(models.TextChoices):
        MASUK = "MASUK", "Surat masuk"
        KELUAR = "KELUAR", "Surat keluar"

    class Status(models.TextChoices):
        KONSEP = "KONSEP", "Konsep"
        TERCATAT = "TERCATAT", "Tercatat"
        NAIK = "NAIK", "Naik ke pimpinan"
        TERDISPOSISI = "TERDISPOSISI", "Sudah didisposisi"
        SELESAI = "SELESAI", "Selesai"
        BATAL = "BATAL", "Batal"

    kode = models.CharField(max_length=22, unique=True, default=kode_baru, editable=False)
    arah = models.CharField(max_length=8, choices=Arah)
    status = models.CharField(max_length=16, choices=Status, default=Status.KONSEP, editable=False)
    keamanan = models.CharField(max_length=2, choices=Keamanan, default=Keamanan.B)
    kecepatan = models.CharField(max_length=12, choices=Kecepatan, default=Kecepatan.BIASA)
    hal = models.CharField(max_length=1000, blank=True)
    jenis = models.ForeignKey("persuratan.JenisNaskah", models.PROTECT, related_name="+", verbose_name="jenis surat")
    klasifikasi = models.ForeignKey("persuratan.Klasifikasi", models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField(editable=False)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    # The whole way, receipt → distribution, is charged to no holder.
    standar = models.ForeignKey(
        "persuratan.StandarPelayanan", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    tenggat_pada = models.DateTimeField(null=True, blank=True, editable=False)
    terlambat_pada = models.DateTimeField(null=True, blank=True, editable=False)
    didistribusikan_pada = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SuratQuerySet.as_manager()

    class Meta:
        verbose_name = "surat"
        verbose_name_plural = "surat"
        constraints = [
            models.CheckConstraint(
                name="surat_berhal_kecuali_rahasia",
                condition=~Q(hal="") | Q(keamanan__in=sorted(RAHASIA)),
                violation_error_message="Hal wajib diisi. Hanya surat rahasia yang boleh tanpa hal.",
            ),
            models.CheckConstraint(
                name="surat_terlambat_sejak_tenggat",
                condition=Q(terlambat_pada=None) | Q(terlambat_pada=F("tenggat_pada")),
                violation_error_message="Waktu terlambat adalah tenggat yang terlewati.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenggat_pada"],
                name="surat_disapu",
                condition=Q(didistribusikan_pada=None, terlambat_pada=None, tenggat_pada__isnull=False),
            ),
            models.Index(fields=["status", "-id"], name="surat_status_urut"),
        ]

    def __str__(self):
        return self.sebutan

    def get_absolute_url(self):
        return alamat_berkode("surat_rinci", self.kode)

    @property
    def sebutan(self):
        """How the office calls it: "Agenda 17/2026"."""
        return self.suratmasuk.sebutan if self.arah == self.Arah.MASUK else f"Surat {self.pk}"

    @property
    def acara(self):
        """When the event of an invitation begins, or None."""
        return self.suratmasuk.acara_mulai if self.arah == self.Arah.MASUK else None

    @property
    def hal_tampil(self):
        """The hal for the person the row was fetched for; outside the line of a secret letter it is masked."""
        if self.isi_terbuka:
            return self.hal or f"Surat {self.get_keamanan_display().lower()}"
        return f"Surat {self.get_keamanan_display().lower()}, hal tidak ditampilkan"

    @property
    def sudah_selesai(self):
        return self.status == self.Status.SELESAI

    @property
    def dibatalkan(self):
        return self.status == self.Status.BATAL

    @property
    def rahasia(self):
        return self.keamanan in RAHASIA

    @property
    def loket_baca_isi(self):
        """Whether the unit that registers it reads its content: a secret letter is logged by its envelope."""
        return not self.rahasia

    @property
    def hal_kabar(self):
        """The hal for a notice: text leaves the house in e-mail, so anything but B is masked."""
        return self.hal if self.keamanan == Keamanan.B else f"Surat {self.get_keamanan_display().lower()}"

    def sudah_lewat(self, saat):
        """Whether the deadline of the whole way had passed at `saat`."""
        return self.tenggat_pada is not None and saat > self.tenggat_pada

    # What the engine asks of a letter -----------------------------------------------------------

    @property
    def rantai(self):
        """The letter's own ledger chain."""
        return f"{AWALAN_RANTAI}{self.kode}"

    def surat_induk(self):
        if type(self) is Surat:
            return self
        return self.__dict__.get("_induk_terkunci") or self.surat_ptr

    def pakai_induk(self, induk):
        """Share the locked row, so that guard, effect and Tugas see one truth.

        Kept beside `surat_ptr`, because saving a child throws that cache away and the next look would make another.
        """
        if type(self) is not Surat:
            self._induk_terkunci = self.surat_ptr = induk

    def sebutan_objek(self):
        return f"persuratan.surat:{self.pk}"

    def simpan_status(self):
        """Called by the engine alone; a status is no registered datum, so it makes no field history."""
        self.skip_history_when_saving = True
        self.save(update_fields=["status"])
        del self.skip_history_when_saving
        self.surat_induk().status = self.status

    @cached_property
    def tugas_terbuka(self):
        """Open obligations, oldest first: the answer to "di tangan siapa"."""
        return pasangkan(self.surat_induk().tugas.terbuka().order_by("dibuka_pada", "pk"))

    def buka_tugas(self, daftar, konteks):
        """Open obligations with their deadlines; one already open for the same holder takes the new wishes up."""
        daftar, dibuka = list(daftar), []
        terbuka = {(t.jenis, t.jabatan_id, t.unit_id, t.untuk_unit_id): t for t in self.tugas.terbuka() if daftar}
        for buka in daftar:
            kunci = {"jenis": buka.jenis, "jabatan": buka.jabatan, "unit": buka.unit, "untuk_unit": buka.untuk_unit}
            pihak = (p and p.pk for p in (buka.jabatan, buka.unit, buka.untuk_unit))
            if (ada := terbuka.get((buka.jenis, *pihak))) is not None:
                if ada.gabungkan(buka):
                    konteks.tambahan.setdefault("digabung", []).append(ada.untuk_jejak())
                continue
            tugas = Tugas(
                surat=self, asal=buka.asal, dibuka_pada=buka.dibuka_pada or konteks.saat, **kunci, **buka.rincian
            )
            tenggat.pasang(tugas, self, diminta=buka.tenggat_pada)
            tugas.save()
            terbuka[tugas.jenis, tugas.jabatan_id, tugas.unit_id, tugas.untuk_unit_id] = tugas
            dibuka.append(tugas)
        Keterlibatan.catat(self, daftar)
        self.__dict__.pop("tugas_terbuka", None)
        return dibuka

    def tutup_tugas(self, daftar, konteks):
        """Close obligations; the act that closes one too late records the lateness itself."""
        ditutup = list(daftar)
        for tugas in ditutup:
            tugas.selesai_pada = max(konteks.saat, tugas.dibuka_pada)
            tugas.selesai_oleh, tugas.selesai_sebagai = konteks.oleh, konteks.sebagai
            if tugas.sudah_lewat() and (dipindah := tenggat.ikuti_kalender(tugas, self)):
                konteks.tambahan.setdefault("tenggat", []).append(dipindah)
            if tugas.sudah_lewat() and tugas.terlambat_pada is None:
                tugas.terlambat_pada = tugas.tenggat_pada
            tugas.lama_kerja_detik = tenggat.detik_terpakai(tugas)
            tugas.save()
        self.__dict__.pop("tugas_terbuka", None)
        return ditutup

    def perkara_tuntas(self, ditutup):
        """What nobody owes any more now that these are closed: a set of `Tugas.perkara`.

        To send a letter to three units is one matter; only there is it asked what is still open.
        """
        tuntas = {t.perkara for t in ditutup}
        if any(t.untuk_unit_id for t in ditutup):
            return tuntas - {t.perkara for t in self.tugas.terbuka().filter(untuk_unit__isnull=False)}
        return tuntas


class KeterlibatanQuerySet(Milik, models.QuerySet):
    def dilihat(self, pegawai):
        """Also the posts the person may look after: a superior's adjutant, a superior of a vacant post."""
        jabatan, unit = pihak_dilihat(pegawai)
        return self.filter(Q(jabatan_id__in=jabatan) | Q(unit_id__in=unit))


def pihak_dilihat(pegawai):
    """(ids of posts, ids of units) whose letters this person may know of."""
    return sorted({*pegawai.jabatan_dipegang_ids, *pegawai.didampingi_ids}), pegawai.unit_ids


class Keterlibatan(models.Model):
    """One row per post or unit in line with a letter; what `visible_to`, lists and search read."""

    surat = models.ForeignKey(Surat, models.PROTECT, related_name="keterlibatan")
    jabatan = models.ForeignKey("organisasi.Jabatan", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("organisasi.UnitKerja", models.PROTECT, null=True, blank=True, related_name="+")
    baca_isi = models.BooleanField(default=True, help_text="Loket mencatat surat rahasia dari sampulnya saja.")

    objects = KeterlibatanQuerySet.as_manager()

    class Meta:
        verbose_name = "keterlibatan"
        verbose_name_plural = "keterlibatan"
        constraints = [
            models.CheckConstraint(
                name="keterlibatan_satu_pihak",
                condition=Q(jabatan__isnull=False, unit=None) | Q(jabatan=None, unit__isnull=False),
                violation_error_message="Keterlibatan milik tepat satu jabatan atau satu unit.",
            ),
            models.UniqueConstraint(
                fields=["jabatan", "surat"], name="keterlibatan_jabatan_unik", condition=Q(jabatan__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["unit", "surat"], name="keterlibatan_unit_unik", condition=Q(unit__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.jabatan or self.unit} · {self.surat_id}"

    @classmethod
    def catat(cls, surat, daftar):
        """Put the posts and units of these (`BukaTugas`) in line, under the letter's lock.

        Open to its content stays open here; only `sesuaikan_keamanan` closes. The same queries for one and for fifty.
        """
        if not daftar:
            return
        ada = {(k.jabatan_id, k.unit_id): k for k in cls.objects.filter(surat=surat)}
        baru, buka = {}, []
        for b in daftar:
            kunci = (b.jabatan and b.jabatan.pk, b.unit and b.unit.pk)
            if kunci not in ada:
                baris = baru.setdefault(kunci, cls(surat=surat, jabatan=b.jabatan, unit=b.unit, baca_isi=b.baca_isi))
                baris.baca_isi = baris.baca_isi or b.baca_isi
            elif b.baca_isi and not ada[kunci].baca_isi:
                buka.append(ada[kunci].pk)
        cls.objects.bulk_create(baru.values())
        if buka:
            cls.objects.filter(pk__in=buka).update(baca_isi=True)
