"""Tables in: CSV and XLSX, read by the limited child program. What the columns mean is for the room that asks."""

import dataclasses
import json

from dokumen.alasan import APA
from dokumen.galat import BerkasDitolak
from dokumen.gudang import Sementara, disk_dijaga, potongan, tulis
from dokumen.nama import nama_rapi
from dokumen.proses import MIB, berkas_anak, bilangan, jalankan_anak, ruang_kerja
from dokumen.rak import rak

MAKS_BARIS = 20_000
"""Rows of one table: some years of an agenda. Read, judged and written in one go it stays below a minute or two."""
MAKS_KOLOM = 200
MAKS_SEL = 5_000
MAKS_HASIL = 40 * MIB
DETIK = 40
MIME = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
AMAN = "Belum ada yang diimpor."
ALASAN = {
    "bukan_tabel": "Berkas ini {apa}, bukan tabel. {aman} Simpan sebagai CSV atau XLSX, lalu unggah lagi.",
    "kosong": "Tabel ini kosong. {aman} Pilih berkas yang berisi judul kolom dan barisnya.",
    "enkode": "Huruf di berkas ini tidak terbaca. {aman} Simpan sebagai CSV UTF-8, lalu unggah lagi.",
    "kutip": "Tanda kutip di sekitar baris {baris} tidak ditutup. {aman} Perbaiki baris itu, lalu unggah lagi.",
    "terlalu_banyak_baris": "Tabel ini lebih dari {maks} baris. {aman} Bagi per tahun, lalu unggah satu per satu.",
    "terlalu_banyak_kolom": "Baris {baris} lebih dari {maks} kolom. {aman} Hapus kolom yang tidak perlu.",
    "terkunci": "Berkas ini dikunci kata sandi. {aman} Simpan tanpa kata sandi, lalu unggah lagi.",
    "makro": "Berkas ini berisi makro, yaitu program kecil. {aman} Simpan sebagai XLSX biasa atau CSV.",
    "terlalu_berat": "Berkas ini terlalu berat untuk dibaca. {aman} Salin isinya ke berkas baru, simpan sebagai CSV.",
    "rusak": "Isi berkas ini rusak dan tidak terbaca. {aman} Simpan ulang sebagai CSV, lalu unggah lagi.",
    "terpotong": "Berkas ini terpotong: bagian akhirnya tidak ada. {aman} Salin ulang, lalu unggah lagi.",
    "gangguan": "Berkas belum dapat dibaca karena server sedang terganggu. {aman} Coba lagi sebentar.",
}
SEPERTI_RUSAK = {"bom", "campuran", "berisi_jebakan", "pencetak"}


@dataclasses.dataclass(frozen=True)
class Tabel:
    """`bentuk`: how it was written (jenis, pemisah, enkode, lembar); `baris`: [(row number, [cells])], none empty."""

    bentuk: dict
    baris: list

    @property
    def kata(self):
        """ "CSV, pemisah titik koma, UTF-8": for the person who uploaded it."""
        if self.bentuk["jenis"] == "xlsx":
            return f"XLSX, lembar {self.bentuk['lembar']}"
        pemisah = {";": "titik koma", ",": "koma", "\t": "tab"}.get(self.bentuk["pemisah"], self.bentuk["pemisah"])
        enkode = {"utf-8": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}[self.bentuk["enkode"]]
        return f"CSV, pemisah {pemisah}, {enkode}"


def simpan_tabel(file, *, nama):
    """Take a table in: (Sementara, Tabel). Raises BerkasDitolak with its sentence and leaves nothing behind."""
    if getattr(file, "ditolak", None):
        raise file.ditolak
    with disk_dijaga(), ruang_kerja() as folder:
        masuk = folder / "unggahan"
        sha256, ukuran = tulis(potongan(file), masuk)
        tabel = _baca(masuk, folder)
        rak().masukkan(masuk, sha256)
    jenis = MIME[tabel.bentuk["jenis"]]
    return Sementara(sha256=sha256, ukuran=ukuran, jenis=jenis, nama=nama_rapi(nama, jenis)), tabel


def baca_tabel(sha256):
    """The Tabel of a file of the store."""
    with disk_dijaga(), rak().jalur(sha256) as masuk, ruang_kerja() as folder:
        return _baca(masuk, folder)


def baca_berkas(file):
    """The Tabel of an open file; nothing is kept."""
    with disk_dijaga(), ruang_kerja() as folder:
        masuk = folder / "unggahan"
        tulis(potongan(file), masuk)
        return _baca(masuk, folder)


def _baca(masuk, folder):
    jawaban = jalankan_anak(
        "tabel",
        {
            "masuk": str(masuk),
            "keluar": str(folder),
            "maks_baris": MAKS_BARIS,
            "maks_kolom": MAKS_KOLOM,
            "maks_sel": MAKS_SEL,
        },
        folder=folder,
        baca=[masuk],
        detik=DETIK,
        batas={"ukuran": MAKS_HASIL},  # the web process reads it whole
    )
    akhir = jawaban.akhir
    if not jawaban.pagar or (jawaban.sebab == "henti" and not akhir):
        raise _tolak("gangguan")
    if not akhir:
        raise _tolak("terlalu_berat")
    if not akhir["ok"]:
        raise _tolak(**{k: v for k, v in akhir.items() if k != "ok"})
    hasil = berkas_anak(folder, akhir.get("jalur"))
    if hasil is None or not bilangan(akhir.get("baris"), 1, MAKS_BARIS + 1):
        raise _tolak("kosong" if akhir.get("baris") == 0 else "rusak")
    with open(hasil, encoding="utf-8") as berkas:
        return Tabel(bentuk=akhir["bentuk"], baris=[(nomor, sel) for nomor, sel in map(json.loads, berkas)])


def _tolak(alasan, **rincian):
    kunci = "rusak" if alasan in SEPERTI_RUSAK or alasan not in ALASAN else alasan
    if "apa" in rincian:
        rincian["apa"] = APA.get(rincian["apa"], APA["tak_dikenal"])
    if "maks" in rincian:
        rincian["maks"] = f"{rincian['maks']:,}".replace(",", ".")
    return BerkasDitolak(alasan, ALASAN[kunci].format(aman=AMAN, **rincian))
