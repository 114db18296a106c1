"""Background duties of the store. Every task may be lost or run twice: rows in the database decide."""

from celery import shared_task

from alur.denyut import catat_denyut
from alur.models import JenisKabar
from alur.notifikasi import beri_tahu
from dokumen import halaman, pekerjaan, penjaga, potongan, teks
from organisasi.models import Penugasan, Peran

PALING_LAMA = 900
"""Seconds one job may run in one turn; it goes on in the next where it stood."""
SIDIK_PENDEK = 12
"""Letters of a fingerprint that tell one file from all others."""


@shared_task(name="dokumen.buat_halaman")
def buat_halaman(berkas_id):
    """Draw the missing page images of one file."""
    halaman.buat_halaman(berkas_id)


@shared_task(name="dokumen.baca_teks", time_limit=PALING_LAMA)
def baca_teks():
    """Read what the next waiting scan says, for one turn."""
    teks.baca_berikutnya()


@shared_task(name="dokumen.kerjakan", time_limit=PALING_LAMA)
def kerjakan(pekerjaan_id):
    """One turn of one long job."""
    pekerjaan.kerjakan(pekerjaan_id)


@shared_task(name="dokumen.sapu")
def sapu():
    """Each minute: files and jobs whose bell nobody heard, or whose worker died."""
    halaman.sapu_berkas()
    pekerjaan.sapu_pekerjaan()
    teks.sapu_teks()
    catat_denyut("sapu_dokumen")


@shared_task(name="dokumen.bersihkan_yatim", time_limit=3600)
def bersihkan_yatim():
    """Each night: uploads nobody used, bytes that belong to nobody for two days, page images that failed once."""
    potongan.bersihkan_unggahan()
    penjaga.bersihkan_yatim()
    halaman.coba_lagi_yang_terhenti()
    catat_denyut("bersihkan_yatim")


@shared_task(name="dokumen.periksa_berkas", time_limit=3600)
def periksa_berkas():
    """Each night: read a thirtieth of all files again; the admins are told what is gone or changed.

    By its fingerprint, as `manage.py periksa_berkas` prints it: a name tells of a letter that they may not read.
    """
    rusak = penjaga.periksa_berkas(penjaga.giliran_periksa())
    if rusak:
        admin = {
            p.pegawai
            for p in Penugasan.objects.berlaku().select_related("pegawai", "jabatan")
            if p.jabatan.has_peran(Peran.ADMIN)
        }
        for berkas in rusak:
            beri_tahu(
                admin,
                kunci_awal=f"berkas-rusak:{berkas.pk}",
                judul=f"Isi berkas rusak: sidik {berkas.sha256[:SIDIK_PENDEK]}",
                isi="Isinya di gudang hilang atau berubah. Data surat aman. Pulihkan berkas ini dari cadangan.",
                tautan="/sehat/",
                jenis=JenisKabar.KABAR,
            )
    catat_denyut("periksa_berkas")
