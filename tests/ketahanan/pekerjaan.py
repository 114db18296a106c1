"""Work for a whole office at once: what is to be done, by whom, and how it ends."""

import random
import re
import time

from django.utils import timezone

from alur.models import Notifikasi, PengirimanKabar
from dokumen.models import Berkas
from ekspedisi import services as ekspedisi
from ekspedisi.models import Pengiriman
from organisasi.models import Pegawai, UnitKerja
from persuratan.models import JenisNaskah
from tests.ketahanan.kantor_nyata import SIAP
from tests.ketahanan.klien import Catatan, Penelaah, Penerima, Petugas, Rencana
from tests.ketahanan.pemeriksa import kabar_menunggu
from tests.ketahanan.penembak import Penembak
from tests.perjalanan import Perjalanan

LAMA = 1200
"""Seconds after which a short form has failed, whatever it still does; two idle cores need about a tenth."""


def siapkan_kiriman(penghuni, banyak):
    """About `banyak` deliveries on their way to the units with a receiver: [(username, [codes])]."""
    tujuan = {
        p.jabatan.unit_id: orang.username
        for orang in Pegawai.objects.filter(akun_contoh=True)
        for p in orang.penugasan_dengan("PENERIMA_UNIT")
        if not p.jabatan.unit.dalam_setda
    }
    unit = list(UnitKerja.objects.filter(pk__in=tujuan).order_by("urutan"))
    hasil = {akun: [] for akun in tujuan.values()}
    for n in range(-(-banyak // len(unit))):
        p, kini = Perjalanan(penghuni), timezone.now()
        p.catat(kini, pindai=False, diterima_pada=kini, nomor_surat=f"siap/{n}", hal=f"Kiriman uji {n}")
        p.arahkan(kini).telaah(kini).disposisi(penghuni.sekda, kini, ke_unit=[u.nama for u in unit])
        ekspedisi.kirim(p.surat, [u.pk for u in unit], oleh=penghuni.caraka)
    for k in Pengiriman.objects.order_by("pk"):
        hasil[tujuan[k.unit_id]].append(k.kode)
    return [(akun, kode) for akun, kode in hasil.items() if kode]


def rencanakan(penghuni, *, cap, catat, arahkan=0, telaah=0, terima=0):
    """The Rencana; deliveries to acknowledge are prepared through the engine, in sixteens."""
    return Rencana(
        cap=cap,
        catat=catat,
        arahkan=arahkan,
        telaah=telaah,
        jenis=str(JenisNaskah.objects.get(kode="permohonan").pk),
        tanggal=f"{timezone.localdate():%d-%m-%Y}",
        kiriman=siapkan_kiriman(penghuni, terima) if terima else [],
    )


def kerjakan(
    kantor,
    rencana,
    sandi,
    benih,
    *,
    tembakan,
    putus=0,
    lama=LAMA,
    petugas=5,
    penelaah=2,
    penerima=3,
    catatan=None,
    **cara,
):
    """Let all people work at once under fire. Returns (Catatan, Penembak); every thread has ended.

    `cara`: how each person sends, see `klien.Orang`.
    """
    catatan, acak = catatan or Catatan(), random.Random(benih)

    def orang(kelas, nama, **lain):
        return kelas(nama, kantor, rencana, catatan, acak.random(), sandi, **cara, **lain)

    semua = [orang(Petugas, f"petugas{'2' * (n % 2)}#{n}") for n in range(petugas)]
    if rencana.telaah:
        semua += [orang(Penelaah, f"kabag.umum#{n}") for n in range(penelaah)]
    if rencana.kiriman:
        semua += [orang(Penerima, f"penerima#{n}", kiriman=rencana.kiriman[n::penerima]) for n in range(penerima)]
    penembak = Penembak(kantor, catatan, acak.random(), banyak=tembakan, target=rencana.banyak, putus=putus)
    habis = time.monotonic() + lama
    for benang in (*semua, penembak):
        benang.start()
    for benang in (*semua, penembak):
        benang.join(max(0, habis - time.monotonic()))
    catatan.henti.set()
    macet = [b.name for b in (*semua, penembak) if b.is_alive()]
    for benang in (*semua, penembak):
        benang.join(60)
    if macet:
        catatan.keluh(f"belum selesai sesudah {lama} detik: {macet}, {catatan.jumlah()} laku")
    return catatan, penembak


def jadikan_jatuh_tempo():
    """What waits for its next turn becomes due now, by its data: nobody sleeps."""
    kemarin = timezone.now() - timezone.timedelta(days=1)
    Notifikasi.objects.filter(disalurkan_pada=None).update(dibuat_pada=kemarin)
    PengirimanKabar.objects.filter(terkirim_pada=None, batal_pada=None).update(
        dibuat_pada=kemarin, berikutnya_pada=kemarin
    )
    Berkas.objects.filter(status_halaman__in=("MENUNGGU", "DIKERJAKAN")).update(denyut_pada=kemarin)


def tenangkan(kantor):
    """After the fire the sweeps find what was lost: every notice is delivered, every page drawn."""
    kantor.tunggu_web().tunggu_worker()

    def selesai():
        return kabar_menunggu(), Berkas.objects.filter(status_halaman__in=("MENUNGGU", "DIKERJAKAN")).count()

    jadikan_jatuh_tempo()
    sisa, maju = selesai(), time.monotonic()
    while sisa != (0, 0):
        kantor.bunyikan("alur.sapu_notifikasi", "dokumen.sapu")  # one sweep rings for 500 of them, no more
        time.sleep(1)
        lalu, sisa = sisa, selesai()
        if sisa != lalu:
            maju = time.monotonic()
        assert time.monotonic() - maju < SIAP, f"kabar, halaman tertinggal: {sisa}"


def surel(kantor):
    """Message-IDs of all e-mails that left the house."""
    isi = "".join(p.read_text() for p in sorted(kantor.surel.iterdir()))
    return re.findall(r"^Message-ID: (<[^>]+>)$", isi, re.M)
