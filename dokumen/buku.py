"""Books of any length: 500 rows at a time in a limited child, each chunk kept, then joined and numbered.

One document of 5,000 rows takes 930 MiB and is lost whole when the worker dies; ten chunks take 150 MiB each and go on
where they stood.
"""

from collections.abc import Callable

from dokumen.cetak import BARIS_SEKALI, GAYA, gabung_pdf, hitung_halaman, render_terbatas
from dokumen.pekerjaan import Hasil, Tugasan

DETIK_BAGIAN = 90
GAYA_BAGIAN = ("cetak/bagian.css",)
"""Chunks do not number their pages: the whole is numbered when it is joined."""
GAYA_LANJUTAN = (*GAYA_BAGIAN, "cetak/lanjutan.css")
"""The first page of a later chunk is no first page: it carries the running title."""


def susun_buku(
    tugas: Tugasan,
    template_name: str,
    konteks: dict,
    *,
    jumlah: int,
    ambil_baris: Callable[[int, int], list],
    nama: str,
    gaya=GAYA,
) -> Hasil:
    """Print `jumlah` rows as one PDF for a job.

    `ambil_baris(dari, sampai)` gives the rows dari <= i < sampai of data frozen when the job was asked for.
    The template gets, beside `konteks`: baris, nomor_awal (of the first row, from 1), pertama, terakhir (is this the
    first, the last chunk), tanpa_kop (on all but the first) and jumlah. templates/cetak/buku.html is the base for it.
    """
    batas = list(range(0, jumlah, BARIS_SEKALI)) or [0]
    ada = tugas.bagian_ada()
    for nomor, dari in enumerate(batas):
        tugas.maju(dari, jumlah, "Menyusun halaman")
        if nomor not in ada:
            sampai = min(dari + BARIS_SEKALI, jumlah)
            isi = {
                "baris": ambil_baris(dari, sampai),
                "nomor_awal": dari + 1,
                "pertama": nomor == 0,
                "terakhir": nomor == len(batas) - 1,
                "tanpa_kop": nomor > 0,
                "jumlah": jumlah,
            }
            lembar = (*gaya, *(GAYA_BAGIAN if nomor == 0 else GAYA_LANJUTAN))
            tugas.simpan_bagian(nomor, render_terbatas(template_name, konteks | isi, gaya=lembar, detik=DETIK_BAGIAN))
    tugas.maju(jumlah, jumlah, "Menggabungkan halaman")
    pdf = gabung_pdf(tugas.bagian(n) for n in range(len(batas)))
    return Hasil(isi=pdf, nama=nama, jumlah_halaman=hitung_halaman(pdf))
