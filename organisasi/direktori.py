"""Units, posts and who holds them, read once and shared until somebody changes one (`organisasi.ingatan`).

    direktori = Direktori.kini()
    direktori.jabatan[tugas.jabatan_id].unit.nama       # no join, no query

The rows are the models themselves, with `unit` and `atasan` filled in. They are shared: read them, never write.
"""

import copy
import itertools
from collections import defaultdict

from django.apps import apps
from django.utils import timezone

from organisasi.ingatan import ingat

_nomor = itertools.count()
URUTAN_JENIS = {"PLH": 0, "PLT": 1, "PJ": 2, "DEFINITIF": 3}
"""Who signs first when a post has several holders: a Plh. is named because the holder is away."""


class Direktori:
    """`unit`, `jabatan`, `semua_penugasan`: {primary key: row}, also of those no longer in use.

    `nomor`: no two readings of the database share it.
    """

    def __init__(self, unit, jabatan, penugasan, pegawai_aktif, nama_lama=()):
        self.nomor = next(_nomor)
        self.unit = {u.pk: u for u in unit}
        self.jabatan = {j.pk: j for j in jabatan}
        for j in self.jabatan.values():
            j.unit = self.unit[j.unit_id]
            j.atasan = self.jabatan.get(j.atasan_id)
        self.semua_penugasan = {p.pk: p for p in penugasan}
        self._per_pegawai, self._per_jabatan = defaultdict(list), defaultdict(list)
        for p in penugasan:
            p.jabatan = self.jabatan[p.jabatan_id]
            self._per_pegawai[p.pegawai_id].append(p)
            if p.pegawai_id in pegawai_aktif:
                self._per_jabatan[p.jabatan_id].append(p)

        self._digantikan = defaultdict(set)
        for u in self.unit.values():
            if not u.aktif and u.pengganti_id:
                self._digantikan[u.pengganti_id].add(u.pk)
        self.nama_lama = defaultdict(list)
        for lama in sorted(nama_lama, key=lambda n: n.sampai):
            pemilik = ("unitkerja", lama.unit_id) if lama.unit_id else ("jabatan", lama.jabatan_id)
            self.nama_lama[pemilik].append(lama)

    @classmethod
    def kini(cls):
        """The directory as it stands in the database now."""
        return ingat("direktori", cls.muat)

    @classmethod
    def muat(cls):
        # By name: the models of this app import this module.
        model = apps.get_app_config("organisasi").get_model
        aktif = model("Pegawai").objects.filter(is_active=True).values_list("pk", flat=True)
        return cls(
            list(model("UnitKerja").objects.all()),
            list(model("Jabatan").objects.all()),
            list(model("Penugasan").objects.all()),
            set(aktif),
            list(model("NamaLama").objects.all()),
        )

    def semua_nama(self, pihak):
        """What a unit or post is called and was ever called: a set."""
        return {pihak.nama, *(lama.nama for lama in self.nama_lama.get((pihak._meta.model_name, pihak.pk), ()))}

    def penugasan(self, pegawai, hari):
        """What this person holds on that office day: a list of Penugasan with `jabatan`, `jabatan.unit`, `pegawai`."""
        milik = [copy.copy(p) for p in self._per_pegawai.get(pegawai.pk, ()) if _berlaku(p, hari)]
        for p in milik:
            p.pegawai = pegawai
        return sorted(milik, key=lambda p: (p.jabatan.urutan, p.pk))

    def pemegang(self, jabatan_id, hari):
        """The assignments to a post on that office day, whoever stands in first, as Jabatan.pemegang; no query."""
        berlaku = (p for p in self._per_jabatan.get(jabatan_id, ()) if _berlaku(p, hari))
        return sorted(berlaku, key=lambda p: (URUTAN_JENIS[p.jenis], -p.mulai.toordinal(), p.pk))

    def mewakili(self, unit_ids):
        """These units and every closed unit whose place they took, over however many steps: a set of primary keys."""
        semua = baru = set(unit_ids)
        while baru := set().union(*(self._digantikan.get(pk, ()) for pk in baru)) - semua:
            semua = semua | baru
        return semua

    def penerus(self, unit_ids):
        """These units and those that took the place of the closed ones among them: a set of primary keys."""
        semua = baru = set(unit_ids)
        while baru := {self.unit[pk].pengganti_id for pk in baru if not self.unit[pk].aktif} - semua - {None}:
            semua = semua | baru
        return semua

    def jabatan_kosong(self):
        """{post: superior} as primary keys, of the posts that nobody with a working account holds today."""
        hari = timezone.localdate()
        return {
            pk: j.atasan_id
            for pk, j in self.jabatan.items()
            if j.aktif and not any(_berlaku(p, hari) for p in self._per_jabatan.get(pk, ()))
        }


def _berlaku(penugasan, hari):
    """As PenugasanQuerySet.berlaku."""
    return (
        penugasan.jabatan.aktif
        and penugasan.dicabut_pada is None
        and penugasan.mulai <= hari
        and (penugasan.sampai is None or penugasan.sampai >= hari)
    )
