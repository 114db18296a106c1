from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from alur import segel
from organisasi.contoh import AKUN_UTAMA, buat_kantor
from organisasi.models import Pegawai
from pengaturan.contoh.perjalanan import muat_surat
from persuratan.contoh import buat_rute
from persuratan.models import Surat
from persuratan.sapuan import sapu_terlambat

SANDI = "contoh-2026"


class Command(BaseCommand):
    help = "Memuat kantor contoh Kabupaten Contoh ke basis data yang kosong: orang, rute, dan sekitar 60 surat."

    def add_arguments(self, parser):
        parser.add_argument("--sandi", default=SANDI, help="kata sandi semua akun contoh")
        parser.add_argument("--tanpa-surat", action="store_true", help="hanya orang, jabatan, dan rute")

    def handle(self, *, sandi, tanpa_surat, **pilihan):
        if Surat.objects.exists() or Pegawai.objects.filter(akun_contoh=False).exists():
            raise CommandError(
                "Basis data ini sudah berisi. Tidak ada yang diubah. Kantor contoh hanya untuk basis data kosong."
            )
        with transaction.atomic():  # whole or not at all: an interrupted first start begins anew
            buat_kantor(sandi)
            buat_rute()
            jumlah = 0 if tanpa_surat else muat_surat()
        sapu_terlambat()
        segel.susulkan()
        if pilihan["verbosity"]:
            self.stdout.write(f"Kantor contoh siap: {jumlah} surat. Akun ({sandi}): {', '.join(AKUN_UTAMA)}")
