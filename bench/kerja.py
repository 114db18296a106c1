"""What is done once and not looked at again and again: register, acknowledge, sweep, print."""

import datetime as dt
import subprocess
import sys
import time

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from bench.angka import p50, p95
from bench.benih.berkas import pindaian
from bench.halaman import HANGAT_MAKS, PERTAMA_MAKS, bobot
from bench.peramban import TidakBeres, cari_form
from ekspedisi.models import Pengiriman
from laporan.agenda import surat_agenda
from laporan.cetak import render_buku_agenda
from persuratan.models import JenisNaskah, SuratMasuk, Tugas
from persuratan.sapuan import sapu_terlambat

TERIMA_MAKS = 15
"""KiB of the acknowledgement page, everything counted but scans."""
EKSPOR_MAKS = 200
"""MiB that writing the whole register as a table may take, however long it is."""
EKSPOR = """
import re, sys, tempfile, django
django.setup()
from django.http import QueryDict
from organisasi.models import Pegawai
from persuratan import ekspor
from persuratan.temuan import Temuan
temuan = Temuan.baca(Pegawai.objects.get(username=sys.argv[1]), QueryDict(""))
pks = temuan.pks(ekspor.PALING_BANYAK)
isi = ekspor.baris(temuan.pegawai, pks, temuan.lingkup)
with tempfile.TemporaryFile() as keluar:
    keluar.writelines(ekspor.tulis_csv(isi)) if sys.argv[2] == "csv" else ekspor.tulis_xlsx(isi, keluar)
# Not ru_maxrss: that keeps the highest of whoever started this process.
print(len(pks), int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024)
"""
BARIS_AGENDA = 300
"""At least so many rows are printed: the days of the last so many letters."""


def ukur_catat(papan, petugas, kali):
    """Register letters with a scan of one megabyte each, through the form; the answer leads to its routing."""
    try:
        halaman = reverse("surat_catat")
    except NoReverseMatch:
        papan.catat("catat_pindaian_1mb_p95", None, "ms")
        return
    pertama, hangat = bobot(petugas.peramban, halaman)
    papan.catat("bobot_pertama_catat", pertama, "KiB", maks=PERTAMA_MAKS)
    papan.catat("bobot_hangat_catat", hangat, "KiB", maks=HANGAT_MAKS)
    sebelum, detik = SuratMasuk.objects.count(), []
    for ke in range(kali + 1):
        isi = pindaian(int(time.time() * 1000) + ke)
        form = cari_form(petugas.peramban.buka(halaman).teks, "nama_pengirim", "hal")
        jawab = petugas.peramban.kirim(
            form.aksi or halaman, form.isian | isian_surat(ke), [(form.berkas[0], "pindaian.pdf", isi)]
        )
        if ke:  # the first one warms up
            detik.append(jawab.detik)
    if SuratMasuk.objects.count() != sebelum + kali + 1:
        raise TidakBeres("Tidak semua surat yang dikirim lewat formulir tercatat.")
    papan.catat("catat_pindaian_1mb_p50", p50(detik), "ms")
    papan.catat("catat_pindaian_1mb_p95", p95(detik), "ms")


def isian_surat(ke):
    """What the clerk types; the rest stays as the form proposes it."""
    hari = timezone.localdate()
    return {
        "jenis": JenisNaskah.objects.get(kode="permohonan").pk,
        "nama_pengirim": "Dinas Kesehatan Provinsi Contoh Raya",
        "nomor_surat": f"440/{9000 + ke}/{hari.year}",
        "tanggal_surat": f"{hari - dt.timedelta(days=2):%d-%m-%Y}",
        "hal": f"Permohonan data ukur nomor {ke} tahun {hari.year}",
    }


def ukur_terima(papan, dinas, kali):
    """Open a delivery and acknowledge it: two requests, one tap each."""
    kirim = list(
        Pengiriman.objects.filter(status=Pengiriman.Status.DIKIRIM, unit__in=dinas.pegawai.unit_ids).order_by("-pk")
    )[: kali + 1]
    if len(kirim) < 2:
        papan.catat("terima_p95", None, "ms")
        return
    buka, terima = [], []
    for p in kirim:
        lihat = dinas.peramban.buka(p.get_absolute_url())
        form = cari_form(lihat.teks, "kunci")
        jawab = dinas.peramban.kirim(form.aksi or p.get_absolute_url(), form.isian)
        buka.append(lihat.detik)
        terima.append(jawab.detik)
    belum = Pengiriman.objects.filter(pk__in=[p.pk for p in kirim]).exclude(status=Pengiriman.Status.DITERIMA)
    if belum.exists():
        raise TidakBeres(f"{belum.count()} surat belum diterima sesudah tombol ditekan.")
    for nama, detik in (("buka", buka[1:]), ("terima", terima[1:])):
        papan.catat(f"{nama}_p50", p50(detik), "ms")
        papan.catat(f"{nama}_p95", p95(detik), "ms")
    pertama, hangat = bobot(dinas.peramban, kirim[0].get_absolute_url())
    papan.catat("bobot_pertama_terima", pertama, "KiB", maks=TERIMA_MAKS)
    papan.catat("bobot_hangat_terima", hangat, "KiB", maks=TERIMA_MAKS)


def ukur_sapuan(papan):
    """The minute's sweep: with something to find, and with nothing."""
    pada = timezone.now()
    menunggu = Tugas.objects.terbuka().filter(terlambat_pada=None, tenggat_pada__lt=pada).count()
    mulai = time.perf_counter()
    ditandai = sapu_terlambat(pada)
    lama = time.perf_counter() - mulai
    if ditandai < menunggu:
        raise TidakBeres(f"Sapuan menandai {ditandai} dari {menunggu} tugas yang lewat.")
    papan.catat("sapuan_ditandai", ditandai, "tugas")
    papan.catat("sapuan_per_tugas", lama * 1000 / max(1, ditandai), "ms")
    kosong = []
    for _ in range(20):
        mulai = time.perf_counter()
        sapu_terlambat(pada)
        kosong.append(time.perf_counter() - mulai)
    papan.catat("sapuan_kosong_p95", p95(kosong), "ms")


def ukur_agenda(papan, pegawai):
    """The agenda book as PDF, rows read and pages laid out: milliseconds per hundred rows."""
    ujung = SuratMasuk.objects.visible_to(pegawai).order_by("-pk").values_list("diterima_pada", flat=True)
    dari = timezone.localdate(list(ujung[:BARIS_AGENDA])[-1])
    sampai = timezone.localdate(ujung[0])
    baris = surat_agenda(pegawai, dari, sampai).count()
    detik = []
    for _ in range(3):
        mulai = time.perf_counter()
        pdf = render_buku_agenda(dari, sampai, pegawai=pegawai)
        detik.append(time.perf_counter() - mulai)
        if not pdf.startswith(b"%PDF"):
            raise TidakBeres("Buku agenda bukan PDF.")
    papan.catat("agenda_pdf_per_100_baris", min(detik) * 1000 * 100 / baris, "ms")


def ukur_ekspor(papan, pegawai):
    """The whole register as a table, in a process of its own: time for a thousand rows, and memory at its highest."""
    for bentuk in ("csv", "xlsx"):
        mulai = time.perf_counter()
        jawab = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", EKSPOR, pegawai.username, bentuk], capture_output=True, text=True, check=False
        )
        lama = time.perf_counter() - mulai
        if jawab.returncode:
            raise TidakBeres(f"Ekspor {bentuk} gagal: {jawab.stderr[-300:]}")
        baris, mib = map(float, jawab.stdout.split())
        papan.catat(f"ekspor_{bentuk}_per_1000_baris", lama * 1_000_000 / baris, "ms")
        papan.catat(f"ekspor_{bentuk}_ingatan", mib, "MiB", maks=EKSPOR_MAKS)
