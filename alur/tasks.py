"""Background duties of the flow. Every task may be lost or run twice: rows in the database decide."""

from celery import shared_task

from alur import kunci, notifikasi, penyaluran, relai, segel
from alur.denyut import catat_denyut
from alur.relai import kirim_kabar, kirim_kode, kirim_notifikasi

__all__ = [
    "bersihkan_kunci",
    "denyut",
    "kirim_kabar",
    "kirim_kode",
    "kirim_notifikasi",
    "sapu_notifikasi",
    "segel_kemarin",
]

SAPU_PALING_LAMA = 30
"""Seconds the sweep may ring; it runs every minute."""


@shared_task(name="alur.sapu_notifikasi")
def sapu_notifikasi():
    """Each minute: notices whose doorbell was not heard, messages that are due now, codes nobody has sent."""
    if belum := relai.belum_disalurkan():
        penyaluran.salurkan(belum)
    notifikasi.bunyikan(relai.tertinggal(), anggaran=SAPU_PALING_LAMA, tugas=kirim_kabar.name)
    notifikasi.bunyikan(relai.kode_tertinggal(), anggaran=SAPU_PALING_LAMA, tugas=kirim_kode.name)
    catat_denyut("sapu_notifikasi")


@shared_task(name="alur.denyut")
def denyut():
    """Each minute: the canary. Beat rings, a worker writes; silence for three minutes means one of them is dead."""
    catat_denyut("pekerja")


@shared_task(name="alur.segel")
def segel_kemarin():
    """Every ten minutes: seal the ledger up to yesterday, once; after an outage one seal covers the days missed."""
    segel.susulkan()
    catat_denyut("segel")


@shared_task(name="alur.bersihkan_kunci")
def bersihkan_kunci():
    """Each night: forget the form keys that can no longer be repeated."""
    kunci.bersihkan()
