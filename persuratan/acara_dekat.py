"""An invitation whose event is near and that nobody has disposed: its holder and the head of the register are told.

Once for each obligation on the way up, never after the event. The truth is `Tugas.diingatkan_pada`: a worker that was
away finds afterwards what it owes, and two sweeps at once tell nobody twice.
"""

from django.db import transaction
from django.utils import timezone

from alur import jejak, notifikasi
from alur.models import JenisKabar
from organisasi.waktu import hari_lagi, jam_zona, tanggal_panjang
from persuratan.kabar import batas_dekat
from persuratan.models import Surat, SuratMasuk, Tugas
from persuratan.models.pilihan import BELUM_DIDISPOSISI, Keamanan
from persuratan.pemegang import orang_jabatan, orang_pemegang, pengawas_pencatat
from persuratan.perjalanan import MENUNGGU
from persuratan.tujuan import alamat_kabar

KELOMPOK = 500


def sapu_acara_dekat():
    """Tell of every undisposed letter whose event lies within three working days; returns how many obligations.

    Ids are picked without a lock; each is then compared and set under its letter's lock, so exactly one sweep wins.
    """
    jumlah = 0
    while True:
        calon = list(_dekat(timezone.now()).order_by("pk").values_list("pk", "surat_id")[:KELOMPOK])
        baru = sum(ingatkan(tugas_id, surat_id) for tugas_id, surat_id in calon)
        jumlah += baru
        if len(calon) < KELOMPOK or not baru:
            return jumlah


def _dekat(saat):
    acara = SuratMasuk.objects.filter(acara_mulai__gt=saat, acara_mulai__lt=batas_dekat(saat))
    return Tugas.objects.terbuka().filter(
        jenis__in=BELUM_DIDISPOSISI, diingatkan_pada=None, surat_id__in=acara.values("pk")
    )


@transaction.atomic
def ingatkan(tugas_id, surat_id):
    """Compare-and-set one obligation under its letter's lock; True when this call was the one."""
    surat = Surat.objects.select_for_update(of=("self",), no_key=True).get(pk=surat_id)
    saat = timezone.now()  # under the lock: whoever waited here past the event tells nobody any more
    tugas = _dekat(saat).filter(pk=tugas_id).select_related("jabatan", "unit").first()
    if tugas is None:
        return False
    tugas.diingatkan_pada = saat
    tugas.save(update_fields=["diingatkan_pada"])
    baris = jejak.catat(
        rantai=surat.rantai,
        transisi="acara_dekat",
        objek=surat.sebutan_objek(),
        dari=surat.status,
        ke=surat.status,
        tempat="sistem",
        data={"tugas": tugas.untuk_jejak()},
    )
    _beri_tahu(surat, tugas, saat, f"{baris.rantai}:{baris.urut}")
    return True


def _beri_tahu(surat, tugas, saat, kunci_awal):
    """The holder is led to the act, the head of the register to the letter."""
    judul, isi = _kata(surat, tugas, saat)
    pemegang = orang_pemegang([tugas])
    pengawas = [p for p in orang_jabatan(pengawas_pencatat(surat.suratmasuk.unit_pencatat_id)) if p not in pemegang]
    for orang, tautan in ((pemegang, alamat_kabar(tugas, surat)), (pengawas, surat.get_absolute_url())):
        notifikasi.beri_tahu(
            orang,
            kunci_awal=kunci_awal,
            judul=judul,
            isi=isi,
            tautan=tautan,
            rahasia=surat.rahasia,
            jenis=JenisKabar.PENGINGAT,
            mendesak=True,
            perkara=tugas.perkara,
        )


def _kata(surat, tugas, saat):
    """(title, text). That there is an event, and when, is content: of a letter that is not open neither is told."""
    menunggu = MENUNGGU[tugas.jenis]
    if surat.keamanan != Keamanan.B:
        return f"{menunggu}, perlu segera: {surat.sebutan}", f"{surat.hal_kabar}. Pemegang: {tugas.pemegang}."
    acara = timezone.localtime(surat.acara)
    return (
        f"Acara {hari_lagi(acara, timezone.localdate(saat))}, {menunggu.lower()}: {surat.sebutan}",
        f"{surat.hal_kabar}. Acara {tanggal_panjang(acara)} {jam_zona(acara)}. Pemegang: {tugas.pemegang}.",
    )
