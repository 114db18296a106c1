"""What an address with filters and words asks for: read once for the list, the search, and all that goes with them."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from persuratan.daftar import halaman_surat, semua_pk
from persuratan.pencarian import Kueri, baca, cari
from persuratan.peran import PEMBACA_REGISTER
from persuratan.saringan import SaringForm
from persuratan.tetangga import lingkup

HALAMAN = ("sebelum", "sesudah", "persis", "kunci", "csrfmiddlewaretoken")
"""Parameters that say where in the list one is, and none of what is looked for."""


@dataclass(frozen=True)
class Temuan:
    """`pegawai` looks for letters: `kueri` None is the whole register, `q` the filters."""

    pegawai: object
    form: SaringForm
    q: Q
    kueri: Kueri | None
    lingkup: set | None

    @classmethod
    def baca(cls, pegawai, params):
        """Out of a QueryDict; whatever cannot be read filters nothing."""
        unit_sendiri = lingkup(pegawai)
        form = SaringForm(params, lingkup=unit_sendiri, pegawai=pegawai)
        kata = params.get("q", "").strip()
        return cls(pegawai, form, form.q(), baca(kata) if kata else None, unit_sendiri)

    def pilih(self, kueri=None):
        """The search as `daftar.halaman_surat` takes it; None when no word was typed."""
        kueri = self.kueri if kueri is None else kueri
        if kueri is None:
            return None
        seluruh = self.pegawai.has_peran(*PEMBACA_REGISTER)
        return lambda surat: cari(surat, kueri, seluruh=seluruh)

    def halaman(self, **batas):
        return halaman_surat(self.pegawai, self.q, pilih=self.pilih(), **batas)

    def pks(self, paling_banyak, *, q=None):
        """The keys of the newest so many letters of the whole result, narrowed by `q`."""
        saring = self.q if q is None else self.q & q
        return semua_pk(self.pegawai, saring, pilih=self.pilih(), paling_banyak=paling_banyak)

    @property
    def ringkas(self):
        """The result in words: "“stunting”, sejak 1-1-2026"; "" for everything."""
        kata = [f"“{self.kueri.teks}”"] if self.kueri else []
        return ", ".join([*kata, *(k for _, k in self.form.dipakai())])

    @property
    def params(self):
        """The canonical address: words and filters that are understood, nothing else. A QueryDict."""
        hasil = QueryDict(mutable=True)
        if self.kueri:
            hasil["q"] = self.kueri.teks
        for nama, _ in self.form.dipakai():
            hasil[nama] = self.form.data[nama]
        return hasil
