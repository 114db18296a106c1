"""The demo office read once: posts, holders, norms, words."""

from disposisi.models import Instruksi
from disposisi.transitions.disposisi import jenis_untuk
from organisasi.models import Jabatan, Pegawai, Penugasan, Peran, UnitKerja
from persuratan.models import JenisNaskah, Klasifikasi, Pengirim, StandarPelayanan
from persuratan.models.acuan import normal
from persuratan.permissions import PELAKSANA_UNIT

UNIT_UKUR = "Dinas Kesehatan"
AKUN_DINAS, AKUN_PETUGAS = "dinas.kesehatan", "petugas"
"""Whom the pages are measured as: staff of a Dinas, and the clerk at the counter."""


class Kantor:
    def __init__(self, rencana, berkas, naskah):
        self.sekarang, self.kalender = rencana.sekarang, rencana.kalender
        self.berkas = berkas
        self.karang, self.hasil, self.catatan = naskah.karang, naskah.HASIL, naskah.CATATAN
        self._orang = {}
        self._pejabat()
        self._unit()
        self.jenis = {j.kode: j for j in JenisNaskah.objects.all()}
        self.klasifikasi = {k.kode: k for k in Klasifikasi.objects.all()}
        self.instruksi = list(Instruksi.objects.filter(aktif=True).order_by("urutan"))
        self.standar = {(s.jenis, s.kecepatan): s for s in StandarPelayanan.objects.order_by("berlaku_mulai")}
        self.pengirim = dict(Pengirim.objects.values_list("nama_normal", "pk"))
        self.tidak_pernah_baca = set(Pegawai.objects.filter(username=AKUN_DINAS).values_list("pk", flat=True))

    def _pejabat(self):
        semua = list(Penugasan.objects.berlaku().select_related("pegawai", "jabatan__unit").order_by("pk"))
        self._penugasan = semua
        self.pejabat = {}
        for p in semua:
            self.pejabat.setdefault(p.jabatan_id, p)
        nama = {j.nama: j for j in Jabatan.objects.select_related("unit")}
        self.kabag_umum, self.sekda = nama["Kepala Bagian Umum"], nama["Sekretaris Daerah"]
        jabatan = [p.jabatan for p in self.pejabat.values()]
        self.asisten = [j for j in jabatan if j.unit.jenis == UnitKerja.Jenis.ASISTEN]
        self.staf_ahli = [j for j in jabatan if j.unit.jenis == UnitKerja.Jenis.STAF_AHLI]
        self.bawahan = {a.pk: [j for j in jabatan if j.atasan_id == a.pk] for a in self.asisten}
        self.petugas = [p for p in semua if p.jabatan.has_peran(Peran.AGENDARIS)]
        self.umum = self.petugas[0].jabatan.unit
        self._jenis = {j.pk: jenis_untuk(j) for j in jabatan}

    def _unit(self):
        self.penerima = {}
        for p in self._penugasan:
            if p.jabatan.has_peran(Peran.PENERIMA_UNIT) and not p.jabatan.unit.dalam_setda:
                self.penerima.setdefault(p.jabatan.unit_id, p)
        self.unit = list(UnitKerja.objects.filter(pk__in=self.penerima).order_by("urutan"))
        self.unit_ukur = next(u for u in self.unit if u.nama == UNIT_UKUR)
        # The first of the list get most: from about 13 in 100 letters down to 3.
        self._bobot = [max(1.0, 4.0 - 0.4 * n) for n in range(len(self.unit))]

    def pilih_unit(self, acak, jumlah):
        """So many different units."""
        terpilih = {}
        while len(terpilih) < jumlah:
            u = acak.choices(self.unit, self._bobot)[0]
            terpilih[u.pk] = u
        return list(terpilih.values())

    def jenis_untuk(self, jabatan):
        return self._jenis[jabatan.pk]

    def orang(self, tugas):
        """Ids of the people told of an obligation."""
        kunci = (tugas.jabatan and tugas.jabatan.pk, tugas.unit and tugas.unit.pk, tugas.unit and tugas.jenis)
        if kunci not in self._orang:
            self._orang[kunci] = [p.pegawai_id for p in self._penugasan if self._diberi_tahu(p.jabatan, tugas)]
        return self._orang[kunci]

    @staticmethod
    def _diberi_tahu(jabatan, tugas):
        if tugas.jabatan:
            return jabatan.pk == tugas.jabatan.pk
        return jabatan.unit_id == tugas.unit.pk and jabatan.has_peran(*PELAKSANA_UNIT.get(tugas.jenis, ()))

    def kenali_pengirim(self, nama, pada, tabel):
        """As persuratan.services.kenali_pengirim: a name once typed is remembered."""
        kunci = normal(nama)[:200]
        if kunci not in self.pengirim:
            self.pengirim[kunci] = pk = tabel.pk_baru()
            tabel.tambah({"id": pk, "nama": nama, "nama_normal": kunci, "jumlah_surat": 1, "terakhir_pada": pada})
        return self.pengirim[kunci]
