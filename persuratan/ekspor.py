"""The whole result of a list or a search as a table, CSV or XLSX: any length in constant memory, no formula in either.

What stands in a cell is what the person sees on the screen at that moment: a secret hal is masked, neighbours are not
told of. Letters are read 500 at a time; which ones is fixed at the beginning, by their keys.
"""

import csv
import datetime as dt
import io
import re
import tempfile

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from xlsxwriter import Workbook

from dokumen.pekerjaan import Hasil
from persuratan.daftar import lengkapi
from persuratan.models import Tugas
from persuratan.temuan import Temuan
from persuratan.tetangga import terlihat

JENIS_PEKERJAAN = "persuratan.ekspor"
LANGSUNG = 2000
"""Rows that are sent at once; longer tables are made by a worker."""
PALING_BANYAK = 1_000_000
"""Rows of one table: a sheet of XLSX holds 1,048,576."""
SEKALI = 500
CSV, XLSX = "csv", "xlsx"
BENTUK = {CSV: "text/csv", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
KOLOM = (
    ("Nomor agenda", 12), ("Tahun", 8), ("Diterima", 17), ("Nomor surat", 28), ("Tanggal surat", 13),
    ("Pengirim", 36), ("Hal", 60), ("Jenis", 18), ("Keamanan", 14), ("Kecepatan", 12), ("Keadaan", 20),
    ("Di tangan", 36), ("Batas", 17), ("Terlambat", 10), ("Acara", 17), ("Tempat acara", 30),
)  # fmt: skip
RUMUS = re.compile(r"[=+\-@|%\t\r\n\x00\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may take for the beginning of a formula, in full width too."""
SEKAT = re.compile(r"([;,\t\r\n][\s\"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""The same behind what another country's spreadsheet takes for the end of a cell."""


def baris(pegawai, pks, unit_sendiri):
    """Rows of KOLOM for these letters, with their real types (int, date, aware datetime, str, None)."""
    for awal in range(0, len(pks), SEKALI):
        yield from _sebagian(pegawai, pks[awal : awal + SEKALI], unit_sendiri)


def _sebagian(pegawai, pks, unit_sendiri):
    surat = lengkapi(pegawai, pks)
    terlambat = Tugas.objects.terlambat().filter(surat_id__in=pks)
    if unit_sendiri is not None:
        terlambat = terlambat.filter(Q(unit_id__in=unit_sendiri) | Q(jabatan__unit_id__in=unit_sendiri))
    terlambat = set(terlambat.order_by().values_list("surat_id", flat=True))
    for s in surat:
        tampak = [t for t in s.terbuka_kini if terlihat(t, unit_sendiri)]
        # A deadline that an event set would tell when the event is.
        batas = [t.tenggat_pada for t in tampak if t.tenggat_pada and (s.isi_terbuka or not t.menurut_acara)]
        yield (
            s.nomor_agenda,
            s.tahun_agenda,
            s.diterima_pada,
            s.nomor_surat,
            s.tanggal_surat,
            s.nama_pengirim,
            s.hal_tampil,
            s.jenis.nama,
            s.get_keamanan_display(),
            s.get_kecepatan_display(),
            s.get_status_display(),
            "; ".join(dict.fromkeys(t.pemegang.nama for t in tampak)),
            min(batas, default=None),
            "Ya" if s.pk in terlambat else "Tidak",
            s.acara_mulai if s.isi_terbuka else None,
            s.acara_tempat if s.isi_terbuka else "",
        )


def aman(teks):
    """`teks` as no spreadsheet takes it for a formula, whatever it splits cells at."""
    teks = SEKAT.sub(r"\1'", teks.replace("\x00", ""))
    return f"'{teks}" if RUMUS.match(teks.lstrip(" \u00a0\u200b\ufeff")) else teks


def tulis_csv(isi):
    """Chunks of bytes. Semicolons and a mark of UTF-8: so an Indonesian Excel opens it by a double click."""
    penampung = io.StringIO()
    penulis = csv.writer(penampung, delimiter=";", quoting=csv.QUOTE_ALL)
    penulis.writerow([nama for nama, _ in KOLOM])
    yield b"\xef\xbb\xbf"
    for satu in isi:
        penulis.writerow([_teks(nilai) for nilai in satu])
        if penampung.tell() > 64 * 1024:
            yield _kuras(penampung)
    yield _kuras(penampung)


def _kuras(penampung):
    teks = penampung.getvalue()
    penampung.seek(0)
    penampung.truncate()
    return teks.encode()


def _teks(nilai):
    if nilai is None:
        return ""
    if isinstance(nilai, dt.datetime):
        return f"{timezone.localtime(nilai):%Y-%m-%d %H:%M}"
    return aman(nilai) if isinstance(nilai, str) else str(nilai)


def tulis_xlsx(isi, keluar):
    """Write the sheet to an open file. Rows go to the disk as they come; a text is never a formula nor a link."""
    opsi = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(keluar, opsi) as buku:
        lembar = buku.add_worksheet("Surat")
        tebal = buku.add_format({"bold": True, "bottom": 1})
        # Also when somebody opens the cell and leaves it again.
        rumus = buku.add_format({"quote_prefix": True})
        tanggal = buku.add_format({"num_format": "dd-mm-yyyy"})
        waktu = buku.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        lembar.freeze_panes(1, 2)
        for kolom, (nama, lebar) in enumerate(KOLOM):
            lembar.set_column(kolom, kolom, lebar)
            lembar.write_string(0, kolom, nama, tebal)
        urut = 0
        for urut, satu in enumerate(isi, start=1):  # noqa: B007 - the last one is the length
            for kolom, nilai in enumerate(satu):
                if isinstance(nilai, dt.datetime):
                    lembar.write_datetime(urut, kolom, timezone.make_naive(nilai), waktu)
                elif isinstance(nilai, dt.date):
                    lembar.write_datetime(urut, kolom, nilai, tanggal)
                elif isinstance(nilai, int):
                    lembar.write_number(urut, kolom, nilai)
                elif nilai:
                    lembar.write_string(urut, kolom, nilai, rumus if RUMUS.match(nilai) else None)
        lembar.autofilter(0, 0, urut, len(KOLOM) - 1)


def potongan(berkas):
    """The chunks of an open file from its beginning; then it is closed."""
    with berkas:
        berkas.seek(0)
        while satu := berkas.read(256 * 1024):
            yield satu


def kerjakan_ekspor(tugas):
    """The job: the rights of its owner are asked again now; letters registered since are no part."""
    temuan = Temuan.baca(tugas.pemilik, QueryDict(tugas.parameter["saringan"]))
    pks = temuan.pks(PALING_BANYAK, q=Q(pk__lte=tugas.parameter["sampai_pk"]))
    isi = _berkemajuan(tugas, baris(tugas.pemilik, pks, temuan.lingkup), len(pks))
    bentuk, keluar = tugas.parameter["bentuk"], tempfile.TemporaryFile()  # noqa: SIM115 - read after this returns
    if bentuk == CSV:
        keluar.writelines(tulis_csv(isi))
    else:
        tulis_xlsx(isi, keluar)
    return Hasil(isi=potongan(keluar), nama=nama_berkas(bentuk), jenis=BENTUK[bentuk])


def _berkemajuan(tugas, isi, jumlah):
    for urut, satu in enumerate(isi):
        if urut % SEKALI == 0:
            tugas.maju(urut, jumlah, "Menulis baris")
        yield satu
    tugas.maju(jumlah, jumlah, "Menyimpan berkas")


def nama_berkas(bentuk):
    return f"Surat masuk {timezone.localtime():%d-%m-%Y %H.%M}.{bentuk}"
