from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property

from organisasi.models.jabatan import Penugasan


class Pegawai(AbstractUser):
    """A person who logs in. What the person may do comes from the posts held today, not from this row."""

    first_name = last_name = None
    is_staff = models.BooleanField(default=False, editable=False)  # Django's admin is not mounted
    nama = models.CharField(max_length=160)
    gelar_depan = models.CharField(max_length=40, blank=True)
    gelar_belakang = models.CharField(max_length=60, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    pangkat_golongan = models.CharField("pangkat/golongan", max_length=80, blank=True)
    whatsapp = models.CharField("nomor WhatsApp", max_length=20, blank=True)
    wajib_ganti_sandi = models.BooleanField("wajib mengganti kata sandi", default=False)
    akun_contoh = models.BooleanField(default=False, editable=False)

    REQUIRED_FIELDS = ["nama"]

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"

    def __str__(self):
        return self.nama

    @property
    def nama_lengkap(self):
        depan = f"{self.gelar_depan} " if self.gelar_depan else ""
        belakang = f", {self.gelar_belakang}" if self.gelar_belakang else ""
        return f"{depan}{self.nama}{belakang}"

    def get_full_name(self):
        return self.nama_lengkap

    def get_short_name(self):
        return self.nama

    @cached_property
    def penugasan_berlaku(self):
        """The posts held today: a list of Penugasan with `jabatan` and `jabatan.unit`; one query per request."""
        return list(
            Penugasan.objects.berlaku()
            .filter(pegawai=self)
            .select_related("jabatan__unit")
            .order_by("jabatan__urutan", "pk")
        )

    @property
    def jabatan_ids(self):
        return [p.jabatan_id for p in self.penugasan_berlaku]

    @property
    def unit_ids(self):
        """Units this person stands for today: those whose letters the person receives (PENERIMA_UNIT, AGENDARIS, CARAKA)."""
        return sorted(
            {
                p.jabatan.unit_id
                for p in self.penugasan_berlaku
                if p.jabatan.has_peran("PENERIMA_UNIT", "AGENDARIS", "CARAKA")
            }
        )

    def has_peran(self, *peran):
        return any(p.jabatan.has_peran(*peran) for p in self.penugasan_berlaku)

    def penugasan_dengan(self, *peran):
        """The assignments of today whose post has one of `peran`."""
        return [p for p in self.penugasan_berlaku if p.jabatan.has_peran(*peran)]
