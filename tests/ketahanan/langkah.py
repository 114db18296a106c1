"""One letter from the counter to the receipt, over HTTP, each act timed: what the office must manage on a bad day."""

import re
import time

from django.utils import timezone

from organisasi.models import UnitKerja
from persuratan.models import JenisNaskah
from tests.dokumen.korpus import pdf
from tests.ketahanan.peramban_mini import Peramban, cari_formulir

AKUN = ("petugas", "kabag.umum", "sekda", "caraka", "dinas.kesehatan")


def ketikan(nomor, **ganti):
    """What the clerk types for letter `nomor`."""
    return {
        "nama_pengirim": "Dinas Kesehatan Provinsi Contoh Raya",
        "nomor_surat": f"400.7/{nomor}",
        "tanggal_surat": f"{timezone.localdate():%d-%m-%Y}",
        "hal": f"Permintaan data nomor {nomor}",
        "jenis": str(JenisNaskah.objects.get(kode="permohonan").pk),
        "lanjut": "teruskan",
    } | ganti


def pindaian(nomor, besar=0):
    """A scan of its own for letter `nomor`; `besar` adds so many bytes of noise."""
    derau = b"% " + bytes(97 + (i * i + nomor) % 26 for i in range(besar)) if besar else b""
    return pdf(halaman=1, isi=b"BT /F1 24 Tf 72 720 Td (Surat %d) Tj ET\n" % nomor + derau, compress_streams=False)


class Kantoran:
    """The people of one letter, each in a browser; `detik` holds how long each act took, by name."""

    def __init__(self, kantor, sandi):
        self.kantor, self.sandi, self.detik = kantor, sandi, {}
        self.orang = {}

    def __getitem__(self, akun):
        """The browser of this account, logged in."""
        if akun not in self.orang:
            self.orang[akun] = Peramban(self.kantor.port)
            jawab = self.orang[akun].masuk(akun, self.sandi)
            assert (jawab.status, jawab.tujuan) == (302, "/"), jawab.teks
        return self.orang[akun]

    def laku(self, nama, akun, kiriman):
        """Send; returns the page that follows."""
        mulai = time.perf_counter()
        jawab = self[akun].kirim(kiriman)
        self.detik[nama] = time.perf_counter() - mulai
        assert jawab.status == 302, f"{nama}: {jawab.status} {jawab.teks[:900]}"
        return jawab.tujuan, self[akun].buka(jawab.tujuan)

    def formulir(self, akun, alamat, *kolom, aksi=None):
        jawab = self[akun].buka(alamat)
        assert jawab.status == 200, f"{alamat}: {jawab.status} {jawab.tujuan} {jawab.teks[:600]}"
        return cari_formulir(jawab.html, *kolom, aksi=aksi)

    def catat(self, nomor, *, pindai=True, **ganti):
        """Register; returns (kode, nomor agenda)."""
        form = self.formulir("petugas", "/surat/catat/", "nama_pengirim", "hal")
        berkas = [("berkas", "pindaian.pdf", pindaian(nomor))] if pindai else []
        tujuan, halaman = self.laku("catat", "petugas", form.kirim("/surat/catat/", ketikan(nomor, **ganti), berkas))
        return tujuan.split("/")[2], re.search(r"Tersimpan, nomor agenda (\d+/\d+)\.", halaman.teks)[1]

    def arahkan(self, kode):
        alamat = f"/surat/{kode}/arahkan/"
        _, halaman = self.laku("arahkan", "petugas", self.formulir("petugas", alamat, "rute").kirim(alamat))
        assert "diteruskan kepada Kepala Bagian Umum" in halaman.teks

    def telaah(self, kode):
        alamat = f"/surat/{kode}/"
        form = self.formulir("kabag.umum", alamat, "kunci", aksi="/laku/telaah/")
        _, halaman = self.laku("telaah", "kabag.umum", form.kirim(alamat))
        assert "Tersimpan: Selesai telaah" in halaman.teks

    def disposisi(self, kode):
        alamat, dinkes = f"/surat/{kode}/disposisi/", UnitKerja.objects.get(nama="Dinas Kesehatan")
        form = self.formulir("sekda", alamat, "kepada", "isi")
        isian = {"kepada": f"u{dinkes.pk}", "isi": form.pilihan["isi"][0]}
        assert isian["kepada"] in form.pilihan["kepada"]
        tujuan, _ = self.laku("disposisi", "sekda", form.kirim(alamat, isian))
        assert tujuan.endswith("/terkirim/")

    def kirim(self, kode):
        form = self.formulir("caraka", "/ekspedisi/", "menurut")
        nilai = next(n.removeprefix("tugas-") for n in form.isian if n.startswith("tugas-"))
        _, halaman = self.laku("kirim", "caraka", form.kirim("/ekspedisi/", {"kelompok": nilai}))
        assert "dikirim" in halaman.teks.lower()

    def terima(self, kode_kiriman):
        """Acknowledge; returns the code of the receipt."""
        alamat = f"/terima/{kode_kiriman}/"
        form = self.formulir("dinas.kesehatan", alamat, "kunci", "catatan")
        _, halaman = self.laku("terima", "dinas.kesehatan", form.kirim(alamat))
        return re.search(r"Kode tanda terima (TT-\w{4}-\w{4})", halaman.teks)[1]
