"""An old agenda of any length, made up: what an office of several years would bring along."""

import csv
import datetime as dt
import io
import random

from persuratan.impor.kolom import DAFTAR

PENGIRIM = ("Universitas Contoh", "Kementerian Dalam Negeri", "Pemerintah Desa Contoh Jaya", "Kejaksaan Negeri Contoh")
PEJABAT = ("Sekretaris Daerah", "Asisten Administrasi Umum", "Asisten Perekonomian dan Pembangunan")
TUJUAN = ("Dinas Kesehatan", "Dinas Pendidikan", "Dinas Sosial", "Bagian Organisasi", "Forum Warga Contoh")


def baris_karangan(jumlah):
    """Rows as {column: text}: every column filled, some letters secret, some moments days only, many late."""
    acak = random.Random(jumlah)  # noqa: S311 - made up, the same every time
    awal = dt.datetime(2021, 1, 4, 8)  # noqa: DTZ001 - written as text
    for n in range(jumlah):
        saat = awal + dt.timedelta(minutes=n * 2_000_000 / max(jumlah, 1) + acak.randrange(400))
        lanjut = [saat + dt.timedelta(hours=h) for h in (acak.randrange(3, 60), 62, 62 + acak.randrange(2, 50))]
        pola = "%Y-%m-%d %H:%M" if acak.random() < 0.9 else "%Y-%m-%d"
        yield {
            "nomor_agenda": str(n + 1),
            "tahun_agenda": str(saat.year),
            "diterima_pada": f"{saat:{pola}}",
            "cara_terima": acak.choice(("LOKET", "POS", "EMAIL")),
            "pengirim": f"{acak.choice(PENGIRIM)} {acak.randrange(300)}",
            "nomor_surat": f"{acak.randrange(100, 900)}/{n}/UM/{saat.year}",
            "tanggal_surat": f"{saat:%d/%m/%Y}",
            "hal": f"Permohonan data kegiatan nomor {n} untuk laporan triwulan",
            "jenis_naskah": acak.choice(("Surat Dinas", "Laporan", "Permohonan")),
            "kode_klasifikasi": "400.7",
            "keamanan": acak.choices(("B", "T", "R"), (96, 2, 2))[0],
            "kecepatan": acak.choice(("BIASA", "BIASA", "SEGERA")),
            "disposisi_oleh": acak.choice(PEJABAT),
            "disposisi_pada": f"{lanjut[0]:{pola}}",
            "instruksi": "Tindak lanjuti",
            "diteruskan_kepada": " | ".join(acak.sample(TUJUAN, acak.choice((1, 1, 2)))),
            "dikirim_pada": f"{lanjut[1]:{pola}}",
            "diterima_penerima_pada": f"{lanjut[2]:{pola}}",
            "nama_penerima": "Staf penerima",
        }


def csv_karangan(baris, pemisah=",", enkode="utf-8"):
    """Those rows as the bytes of a CSV file with all columns."""
    keluar = io.StringIO()
    penulis = csv.DictWriter(keluar, [k.nama for k in DAFTAR], restval="", delimiter=pemisah)
    penulis.writeheader()
    penulis.writerows(baris)
    return keluar.getvalue().encode(enkode)
