"""The way of a letter in words, for the tests of every room: each step is one call of the real verb.

`Perjalanan(kantor)` walks one letter; every step takes the moment it happens at, so that no test ever sleeps.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import time_machine

from disposisi.models import Instruksi
from disposisi.transitions import ARSIPKAN, DISPOSISI, TINDAK_LANJUTI
from dokumen.models import Berkas
from ekspedisi import services as ekspedisi
from ekspedisi.models import Pengiriman
from organisasi.models import Jabatan, UnitKerja
from persuratan.models import JenisNaskah, SuratMasuk
from persuratan.models.pilihan import JenisTugas
from persuratan.services import catat_surat_masuk
from persuratan.transitions import ARAHKAN, SELESAIKAN, TELAAH

WITA = ZoneInfo("Asia/Makassar")


def wita(tanggal, jam, menit=0, bulan=11):
    """A moment of the week the tests play in: Monday 9 to Friday 13 November 2026, an ordinary week."""
    return dt.datetime(2026, bulan, tanggal, jam, menit, tzinfo=WITA)


PAGI = wita(9, 8)
"""Monday 9 November 2026 08.00: the letter lies on the counter."""
SAAT = {
    "catat": wita(9, 8, 10),
    "arahkan": wita(9, 8, 20),
    "telaah": wita(9, 8, 50),
    "disposisi": wita(9, 9, 30),
    "arsipkan": wita(9, 9, 30),
    "tindak_lanjuti": wita(9, 9, 30),
    "kirim": wita(9, 10, 30),
    "buka": wita(9, 11),
    "terima": wita(9, 11, 5),
    "selesaikan": wita(13, 10),
}
"""When each step happens unless the test says otherwise."""


def jabatan(nama):
    return Jabatan.objects.get(nama=nama)


def unit(nama):
    return UnitKerja.objects.get(nama=nama)


def instruksi(*nama):
    return [Instruksi.objects.get(nama=n) for n in nama]


def pindaian(nama="surat.pdf", halaman=2):
    """A file as the store would have noted it; its bytes are not needed here."""
    return Berkas.objects.create(
        sha256=f"{Berkas.objects.count() + 1:064x}",
        ukuran=212_000,
        jenis="application/pdf",
        nama_asli=nama,
        jumlah_halaman=halaman,
        diunggah_pada=PAGI,
    )


def isian(**ganti):
    """What the clerk types."""
    return {
        "nama_pengirim": "Dinas Kesehatan Provinsi Contoh Raya",
        "nomor_surat": "400.7.13/2217/Dinkes/2026",
        "tanggal_surat": dt.date(2026, 11, 6),
        "hal": "Permintaan data capaian imunisasi",
        "jenis": JenisNaskah.objects.get(kode="permohonan"),
        "diterima_pada": PAGI,
    } | ganti


class Perjalanan:
    """One letter on its way. `self.surat` is always fresh; each step returns `self`."""

    def __init__(self, kantor):
        self.kantor = kantor
        self.surat = None

    def _pada(self, saat):
        return time_machine.travel(saat, tick=False)

    def segar(self):
        self.surat = SuratMasuk.objects.get(pk=self.surat.pk)
        return self.surat

    def catat(self, pada=None, *, oleh=None, pindai=True, **ganti):
        with self._pada(pada or SAAT["catat"]):
            self.surat = catat_surat_masuk(
                isian(**ganti), oleh=oleh or self.kantor.petugas, berkas=[pindaian()] if pindai else ()
            )
        return self

    def arahkan(self, pada=None, langkah=None):
        """`langkah` pairs of post name and kind; default the standing route of the office."""
        bawaan = (("Kepala Bagian Umum", JenisTugas.TELAAH), ("Sekretaris Daerah", JenisTugas.DISPOSISI))
        with self._pada(pada or SAAT["arahkan"]):
            rute = [(jabatan(nama), jenis) for nama, jenis in langkah or bawaan]
            ARAHKAN.run(self.surat, oleh=self.kantor.petugas, langkah=rute)
        self.segar()
        return self

    def telaah(self, pada=None):
        with self._pada(pada or SAAT["telaah"]):
            TELAAH.run(self.surat, oleh=self.kantor.kabag_umum)
        self.segar()
        return self

    def sampai_sekda(self):
        return self.catat().arahkan().telaah()

    def disposisi(self, oleh, pada=None, *, kepada=(), ke_unit=(), isi=("Tindak lanjuti",), catatan="", **lain):
        with self._pada(pada or SAAT["disposisi"]):
            DISPOSISI.run(
                self.surat,
                oleh=oleh,
                catatan=catatan,
                kepada=[jabatan(n) for n in kepada],
                unit=[unit(n) for n in ke_unit],
                instruksi=instruksi(*isi),
                **lain,
            )
        self.segar()
        return self

    def arsipkan(self, oleh, pada=None):
        with self._pada(pada or SAAT["arsipkan"]):
            ARSIPKAN.run(self.surat, oleh=oleh)
        self.segar()
        return self

    def tindak_lanjuti(self, oleh, pada=None):
        with self._pada(pada or SAAT["tindak_lanjuti"]):
            TINDAK_LANJUTI.run(self.surat, oleh=oleh)
        self.segar()
        return self

    def kirim(self, *nama_unit, pada=None, oleh=None):
        with self._pada(pada or SAAT["kirim"]):
            ekspedisi.kirim(self.surat, [unit(n).pk for n in nama_unit], oleh=oleh or self.kantor.caraka)
        self.segar()
        return self

    def kiriman(self, nama_unit):
        """The latest delivery to this unit."""
        return Pengiriman.objects.filter(surat=self.surat.pk, unit__nama=nama_unit).latest("pk")

    def buka(self, oleh, nama_unit, pada=None):
        with self._pada(pada or SAAT["buka"]):
            ekspedisi.buka(self.kiriman(nama_unit), oleh=oleh)
        self.segar()
        return self

    def terima(self, oleh, nama_unit, pada=None, **lain):
        with self._pada(pada or SAAT["terima"]):
            ekspedisi.terima(self.kiriman(nama_unit), oleh=oleh, **lain)
        self.segar()
        return self

    def selesaikan(self, oleh, catatan="Data sudah dikirim lewat surat balasan.", pada=None):
        with self._pada(pada or SAAT["selesaikan"]):
            SELESAIKAN.run(self.surat, oleh=oleh, catatan=catatan)
        self.segar()
        return self

    def sampai_dinas(self, nama_unit="Dinas Kesehatan"):
        """Registered, examined, disposed by Sekda, passed on by Asisten I, and sent."""
        self.sampai_sekda().disposisi(self.kantor.sekda, kepada=["Asisten Pemerintahan dan Kesejahteraan Rakyat"])
        return self.disposisi(self.kantor.asisten1, wita(9, 10), ke_unit=[nama_unit]).kirim(nama_unit)
