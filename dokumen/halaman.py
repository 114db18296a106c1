"""Page images: asked for after an upload commits, drawn by a worker in the limited child, found again by a sweep.

The status of a Berkas moves only here, by compare-and-set, so that two workers and a sweep never do one page's work
twice at the same time, and a dead worker's file is taken up where it stood.
"""

import datetime
import logging

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from alur.bel import bunyikan
from dokumen.gudang import hash_dan_sinkron
from dokumen.models import Berkas, HalamanGambar
from dokumen.penilai import MAKS_PIKSEL
from dokumen.proses import berkas_anak, bilangan, jalankan_anak, ruang_kerja
from dokumen.rak import rak

logger = logging.getLogger(__name__)

Status = Berkas.StatusHalaman
SEKALI = 10
"""Pages per child: starting one costs a fifth of a second, and what a hostile page can break is this many."""
MAKS_PERCOBAAN = 5
SISI_MAKS = 32_767
DIAM = datetime.timedelta(minutes=5)
"""A worker silent for this long is dead: a round of pages takes seconds, a minute at most."""
BUNYI_ULANG = datetime.timedelta(seconds=60)


def ambil(berkas_id):
    """Take a waiting file; returns the Berkas with its turn in `percobaan`, or None when somebody else has it."""
    pindah = Berkas.objects.filter(pk=berkas_id, status_halaman=Status.MENUNGGU).update(
        status_halaman=Status.DIKERJAKAN, percobaan=F("percobaan") + 1, denyut_pada=timezone.now()
    )
    return Berkas.objects.get(pk=berkas_id) if pindah else None


def pindah(berkas, status=Status.DIKERJAKAN):
    """Sign of life, or the end of a turn. False when the turn has passed to another worker."""
    return bool(
        Berkas.objects.filter(pk=berkas.pk, status_halaman=Status.DIKERJAKAN, percobaan=berkas.percobaan).update(
            status_halaman=status, denyut_pada=timezone.now()
        )
    )


def buat_halaman(berkas_id):
    """Draw every missing page of one file. Idempotent; returns the status reached, None when it was not our turn."""
    berkas = ambil(berkas_id)
    if berkas is None:
        return None
    pinjam_gambar(berkas)
    try:
        while kurang := halaman_kurang(berkas):
            if not gambar_sekali(berkas, kurang[:SEKALI]) or not pindah(berkas):
                break
    except OSError as galat:  # the disk, not the file: try again later
        logger.error("Page images of %s stopped: %s", berkas.pk, galat)
    if halaman_kurang(berkas):
        akhir = Status.GAGAL if berkas.percobaan >= MAKS_PERCOBAAN else Status.MENUNGGU
    else:
        akhir = Status.SIAP if berkas.halaman.exclude(sha256="").exists() else Status.GAGAL
    return akhir if pindah(berkas, akhir) else None


def halaman_kurang(berkas):
    """Numbers of the pages that have neither an image nor a note that there cannot be one."""
    ada = set(berkas.halaman.values_list("nomor", flat=True))
    return [n for n in range(1, berkas.jumlah_halaman + 1) if n not in ada]


def pinjam_gambar(berkas):
    """The same content drawn before, for another letter, need not be drawn again."""
    kembar = Berkas.objects.filter(sha256=berkas.sha256, status_halaman=Status.SIAP).exclude(pk=berkas.pk).first()
    if kembar:
        isi = kembar.halaman.exclude(sha256="").values("nomor", "sha256", "ukuran", "lebar", "tinggi")
        HalamanGambar.objects.bulk_create([HalamanGambar(berkas=berkas, **b) for b in isi], ignore_conflicts=True)


def gambar_sekali(berkas, nomor):
    """One child draws the pages from the first of `nomor` on. Returns False when the machine, not the file, failed.

    A page on which the child dies is tried once more alone; dying again, it is noted as one without an image. A child
    that was killed says nothing about the page.
    """
    sampai = nomor[0]
    while sampai + 1 in nomor:
        sampai += 1
    with ruang_kerja() as folder, rak().jalur(berkas.sha256) as jalur:
        jawaban = jalankan_anak(
            "halaman",
            {
                "masuk": str(jalur),
                "jenis": berkas.jenis,
                "keluar": str(folder),
                "mulai": nomor[0],
                "sampai": sampai,
                "maks_piksel": MAKS_PIKSEL,
            },
            folder=folder,
            baca=[jalur],
            detik=60,
            batas={"cpu": 30},
        )
        if not jawaban.pagar or jawaban.akhir.get("alasan") == "penuh":
            return False
        jadi = [x for baris in jawaban.baris if (x := simpan_gambar(berkas, baris, folder, nomor[0], sampai))]
    HalamanGambar.objects.bulk_create(jadi, ignore_conflicts=True)
    if jadi or jawaban.akhir.get("ok"):
        return True
    if jawaban.sebab == "henti":
        return False
    if sampai > nomor[0]:
        return gambar_sekali(berkas, nomor[:1])
    HalamanGambar.objects.bulk_create([HalamanGambar(berkas=berkas, nomor=nomor[0])], ignore_conflicts=True)
    return True


def simpan_gambar(berkas, baris, folder, mulai, sampai):
    """The row of a page the child drew, its image on the shelf; None for a line that tells of no such page."""
    gambar = berkas_anak(folder, baris.get("jalur"))
    if gambar is None or not bilangan(baris.get("nomor"), mulai, sampai):
        return None
    if not all(bilangan(baris.get(sisi), 1, SISI_MAKS) for sisi in ("lebar", "tinggi")):
        return None
    sha256, ukuran = hash_dan_sinkron(gambar)
    rak().masukkan(gambar, sha256)
    return HalamanGambar(
        berkas=berkas,
        nomor=baris["nomor"],
        sha256=sha256,
        ukuran=ukuran,
        lebar=baris["lebar"],
        tinggi=baris["tinggi"],
    )


def coba_lagi_yang_terhenti():
    """Each night: files given up with pages neither drawn nor found impossible. The machine failed, not the file."""
    ada = HalamanGambar.objects.filter(berkas=OuterRef("pk")).order_by().values("berkas").annotate(n=Count("pk"))
    return (
        Berkas.objects.filter(status_halaman=Status.GAGAL, denyut_pada__lt=timezone.now() - DIAM)
        .annotate(ada=Coalesce(Subquery(ada.values("n")), 0))
        .filter(jumlah_halaman__gt=F("ada"))
        .update(status_halaman=Status.MENUNGGU, percobaan=0)
    )


def sapu_berkas(paling_banyak=200):
    """Each minute: give dead workers' files back and ring again for those that wait. Returns how many were rung."""
    sekarang = timezone.now()
    mati = Berkas.objects.filter(status_halaman=Status.DIKERJAKAN, denyut_pada__lt=sekarang - DIAM)
    mati.filter(percobaan__gte=MAKS_PERCOBAAN).update(status_halaman=Status.GAGAL, denyut_pada=sekarang)
    # Their old sign of life stays: they are rung below, in this same sweep.
    mati.filter(percobaan__lt=MAKS_PERCOBAAN).update(status_halaman=Status.MENUNGGU)
    menunggu = Q(denyut_pada=None, diunggah_pada__lt=sekarang - BUNYI_ULANG) | Q(
        denyut_pada__lt=sekarang - BUNYI_ULANG
    )
    dibunyikan = 0
    for pk in (
        Berkas.objects.filter(menunggu, status_halaman=Status.MENUNGGU)
        .order_by(F("denyut_pada").asc(nulls_first=True), "pk")
        .values_list("pk", flat=True)[:paling_banyak]
    ):
        # Rung at most once a minute each: a long queue must not grow by its own sweep.
        Berkas.objects.filter(pk=pk, status_halaman=Status.MENUNGGU).update(denyut_pada=sekarang)
        if not bunyikan("dokumen.buat_halaman", pk):
            break
        dibunyikan += 1
    return dibunyikan
