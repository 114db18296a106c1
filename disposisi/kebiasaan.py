"""What a post did before: whom it chose, which phrases, and the whole of them together as one tap.

    kebiasaan = Kebiasaan.dari(jabatan, undangan=False)
    kebiasaan.pihak            # ["u5", "j12", …], most frequent first
    kebiasaan.usulan(…)        # [Usulan, …]: "Seperti biasa"

Learnt per post, not per person: whoever stands in finds the office's ways. Learnt from open letters alone: to whom a
secret one went is shown to nobody outside its line. Two queries, whatever was given.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from disposisi.models import Disposisi, PenerimaDisposisi
from persuratan.models.pilihan import Keamanan

INGATAN = dt.timedelta(days=180)
"""How far back a post's own choices teach the form."""
TERAKHIR = 200
"""Dispositions looked at, the latest ones: an office of years costs no more than one of weeks."""
JUMLAH_USULAN = 2
PALING_SEDIKIT = 2
"""Once is no custom."""
PALING_BANYAK = 6
"""Addressees of a custom that still fit into one line on a phone."""


@dataclass(frozen=True)
class Usulan:
    """Addressees (keys of Pihak) and phrases (primary keys) that this post gave together before.

    As text, for a form: "j12,u5;u7;3,8" are j12 and u5 to carry it out, u7 to know, and phrases 3 and 8.
    """

    pelaksana: tuple
    diketahui: tuple
    instruksi: tuple

    def __str__(self):
        return ";".join(",".join(map(str, bagian)) for bagian in (self.pelaksana, self.diketahui, self.instruksi))

    @property
    def pihak(self):
        return {*self.pelaksana, *self.diketahui}

    @classmethod
    def baca(cls, teks):
        """From a form; None for anything that is no such text. Whether each may be chosen is asked by the form."""
        bagian = [tuple(filter(None, b.split(","))) for b in teks.split(";")]
        if len(bagian) != 3 or not (bagian[0] or bagian[1]):
            return None
        return cls(*bagian)


@dataclass(frozen=True)
class Kebiasaan:
    pihak: list
    instruksi: list
    gabungan: list

    @classmethod
    def dari(cls, jabatan, *, undangan):
        """`undangan`: phrases and custom for invitations are not those for other letters."""
        sejak = timezone.now() - INGATAN
        lama = Disposisi.objects.filter(dari=jabatan, pada__gte=sejak, surat__keamanan=Keamanan.B)
        penerima = PenerimaDisposisi.objects.filter(
            disposisi__in=lama.order_by("-pada", "-pk").values("pk")[:TERAKHIR]
        )
        kepada, sejenis = {}, {}
        for pk, sama, j, u, tahu in penerima.order_by("disposisi_id", "urutan").values_list(
            "disposisi_id", "disposisi__surat__jenis__undangan", "jabatan_id", "unit_id", "untuk_diketahui"
        ):
            kepada.setdefault(pk, []).append((f"j{j}" if j else f"u{u}", tahu))
            sejenis[pk] = sama == undangan
        frasa = {}
        antara = Disposisi.instruksi.through.objects.filter(disposisi__in=list(kepada)).order_by("pk")
        for pk, instruksi in antara.values_list("disposisi_id", "instruksi_id") if kepada else ():
            frasa.setdefault(pk, []).append(instruksi)
        return cls(
            pihak=_tersering(p for daftar in kepada.values() for p, _ in daftar),
            instruksi=_tersering(i for pk, daftar in frasa.items() if sejenis[pk] for i in daftar),
            gabungan=_tersering(
                (_gabung(kepada[pk], frasa[pk]) for pk in frasa if sejenis[pk]), paling_sedikit=PALING_SEDIKIT
            ),
        )

    def usulan(self, pihak, instruksi):
        """The customs that can still be given: all of their `pihak` (keys) and `instruksi` (keys) may be chosen."""
        return [
            u
            for u in self.gabungan
            if u.pihak <= pihak and set(u.instruksi) <= instruksi and len(u.pihak) <= PALING_BANYAK
        ][:JUMLAH_USULAN]


def _gabung(kepada, frasa):
    return Usulan(
        tuple(sorted(p for p, tahu in kepada if not tahu)),
        tuple(sorted(p for p, tahu in kepada if tahu)),
        tuple(sorted(frasa)),
    )


def _tersering(nilai, *, paling_sedikit=1):
    """Most frequent first; among equals the one chosen first stays first."""
    return [n for n, kali in Counter(nilai).most_common() if kali >= paling_sedikit]
