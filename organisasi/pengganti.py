"""Who stands in for a post today: a Plh. or Plt., or nobody. Tugas stay with the post; only the person is another."""

from dataclasses import dataclass

from django.utils import timezone

from organisasi.direktori import Direktori
from organisasi.models import Pegawai, Penugasan

SEMENTARA = frozenset({Penugasan.Jenis.PLH, Penugasan.Jenis.PLT})
KOSONG = "belum ada pejabat"


@dataclass(frozen=True)
class Pengganti:
    """`kata`: "Plh. Surya Trembesi", or that nobody holds the post."""

    kata: str
    kosong: bool

    @property
    def kalimat(self):
        """After the name of the post."""
        if self.kosong:
            return "belum ada pejabatnya, jadi atasannya yang melihat surat ini"
        return f"tidak di tempat, suratnya diterima {self.kata}"


def sebut_pengganti(jabatan, siapa=None):
    """A sentence for each of these posts whose holder is not there today, in their order.

    `siapa`: what `pengganti` gave, when the caller asked for many at once.
    """
    jabatan = list(dict.fromkeys(jabatan))
    siapa = pengganti([j.pk for j in jabatan]) if siapa is None else siapa
    return [f"{j.sebutan} {siapa[j.pk].kalimat}." for j in jabatan if j.pk in siapa]


def pengganti(jabatan_ids):
    """{post id: Pengganti} of those among these posts whose own holder is not there today.

    Out of the directory; one query for the names when somebody stands in, however many posts.
    """
    direktori, hari, hasil, wakil = Direktori.kini(), timezone.localdate(), {}, {}
    for pk in set(jabatan_ids):
        pejabat = next(iter(direktori.pemegang(pk, hari)), None)
        if pejabat is None:
            hasil[pk] = Pengganti(KOSONG, kosong=True)
        elif pejabat.jenis in SEMENTARA:
            wakil[pk] = pejabat
    nama = (
        dict(Pegawai.objects.filter(pk__in=[p.pegawai_id for p in wakil.values()]).values_list("pk", "nama"))
        if wakil
        else {}
    )
    for pk, p in wakil.items():
        hasil[pk] = Pengganti(f"{p.get_jenis_display()} {nama[p.pegawai_id]}", kosong=False)
    return hasil
