"""The overdue sweep: being late becomes a recorded fact while nobody looks."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from alur import jejak, notifikasi
from alur.models import JenisKabar
from organisasi.models import Jabatan
from persuratan import tenggat
from persuratan.kabar import mendesak
from persuratan.models import Surat, Tugas
from persuratan.models.pilihan import Keamanan
from persuratan.pemegang import orang_jabatan, orang_pemegang
from persuratan.perjalanan import kiriman
from persuratan.tujuan import alamat_kabar

KELOMPOK = 500


def sapu_terlambat(pada=None):
    """Record every deadline that has passed; returns how many. Safe under two beats, two workers and after an outage.

    Ids are picked without a lock; each is then compared and set under its letter's lock, so exactly one sweep wins.
    """
    pada = pada or timezone.now()
    jumlah = 0
    while True:
        calon = list(
            Tugas.objects.terbuka()
            .filter(terlambat_pada=None, tenggat_pada__lt=pada)
            .order_by("tenggat_pada")
            .values_list("pk", "surat_id")[:KELOMPOK]
        )
        baru = sum(tandai_terlambat(tugas_id, surat_id, pada) for tugas_id, surat_id in calon)
        jumlah += baru
        if len(calon) < KELOMPOK or not baru:
            break
    return jumlah + sapu_keseluruhan(pada)


@transaction.atomic
def tandai_terlambat(tugas_id, surat_id, pada):
    """Compare-and-set one obligation under its letter's lock; True when this call was the one."""
    surat = Surat.objects.select_for_update(of=("self",), no_key=True).get(pk=surat_id)
    lewat = Tugas.objects.terbuka().filter(pk=tugas_id, terlambat_pada=None, tenggat_pada__lt=pada)
    tugas = lewat.select_related("jabatan", "unit", "untuk_unit", "standar").first()
    # A calendar changed while this sweep was on its way: the deadline moves first, a wrong lateness stands for ever.
    if tugas is None or tenggat.ikuti_kalender(tugas, surat):
        return False
    lewat.update(terlambat_pada=F("tenggat_pada"))
    tugas.terlambat_pada = tugas.tenggat_pada
    baris = jejak.catat(
        rantai=surat.rantai,
        transisi="terlambat",
        objek=surat.sebutan_objek(),
        dari=surat.status,
        ke=surat.status,
        tempat="sistem",
        data={"tugas": tugas.untuk_jejak()},
    )
    _beri_tahu(surat, tugas, f"{baris.rantai}:{baris.urut}")
    return True


def _beri_tahu(surat, tugas, kunci_awal):
    """The holder is led to the page of the act, the supervisor to the letter.

    A supervisor who is not in line himself is told who is late, not what the letter says; it would not open for him.
    """
    pemegang = orang_pemegang([tugas])
    atasannya = [p for p in orang_jabatan(atasan(tugas)) if p not in pemegang]
    dalam = [p for p in atasannya if Surat.objects.visible_to(p).filter(pk=surat.pk, isi_terbuka=True).exists()]
    luar = [p for p in atasannya if p not in dalam]
    biasa = surat.keamanan == Keamanan.B
    judul = f"Lewat batas: {tugas.get_jenis_display().lower()} {surat.sebutan}"
    tujuan = f" Untuk {tugas.untuk_unit}." if tugas.untuk_unit_id and biasa else ""
    isi = f"{surat.hal_kabar}. Pemegang: {tugas.pemegang}.{tujuan}"
    alamat = surat.get_absolute_url()
    for orang, tulis, rincian, tautan in (
        (pemegang, judul, isi, alamat_kabar(tugas, surat, kiriman(tugas))),
        (dalam, judul, isi, alamat),
        (luar, f"{judul}, {tugas.pemegang}" if biasa else judul, "", ""),
    ):
        notifikasi.beri_tahu(
            orang,
            kunci_awal=kunci_awal,
            judul=tulis,
            isi=rincian,
            tautan=tautan,
            rahasia=surat.rahasia,
            jenis=JenisKabar.TERLAMBAT,
            mendesak=mendesak(surat, tugas.tenggat_pada),
            perkara=tugas.perkara,
        )


def atasan(tugas):
    """The posts that supervise the holder: the post's superior, or the head of the unit."""
    if tugas.jabatan_id:
        return [tugas.jabatan.atasan_id] if tugas.jabatan.atasan_id else []
    return list(Jabatan.objects.kepala().filter(unit_id=tugas.unit_id).values_list("pk", flat=True))


def sapu_keseluruhan(pada):
    """The whole way of a letter, charged to no holder: recorded on the letter itself."""
    calon = list(
        Surat.objects.filter(didistribusikan_pada=None, terlambat_pada=None, tenggat_pada__lt=pada)
        .order_by("tenggat_pada")
        .values_list("pk", flat=True)
    )
    return sum(tandai_keseluruhan(surat_id, pada) for surat_id in calon)


@transaction.atomic
def tandai_keseluruhan(surat_id, pada):
    surat = Surat.objects.select_for_update(of=("self",), no_key=True).get(pk=surat_id)
    ditandai = not tenggat.keseluruhan_menunggu(surat) and Surat.objects.filter(
        pk=surat_id, didistribusikan_pada=None, terlambat_pada=None, tenggat_pada__lt=pada
    ).update(terlambat_pada=F("tenggat_pada"))
    if ditandai:
        jejak.catat(
            rantai=surat.rantai,
            transisi="terlambat_keseluruhan",
            objek=surat.sebutan_objek(),
            dari=surat.status,
            ke=surat.status,
            tempat="sistem",
            data={"tenggat_pada": surat.tenggat_pada},
        )
    return bool(ditandai)
