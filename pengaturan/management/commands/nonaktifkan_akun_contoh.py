from django.core.management.base import BaseCommand
from django.db import transaction

from organisasi.models import Pegawai
from pengaturan import akun, jejak


class Command(BaseCommand):
    help = "Menonaktifkan semua akun contoh dan mengeluarkannya dari semua perangkat."
    requires_system_checks = []

    def handle(self, **pilihan):
        with transaction.atomic():
            orang = list(Pegawai.objects.filter(akun_contoh=True, is_active=True))
            for p in orang:
                p.is_active = False
                p.save(update_fields=["is_active"])
                akun.akhiri_sesi(p)
            if orang:
                data = {"akun_contoh": [p.username for p in orang]}
                jejak.catat(jejak.ORANG_DINONAKTIFKAN, data=data, catatan="manage.py nonaktifkan_akun_contoh")
        self.stdout.write(f"{len(orang)} akun contoh dinonaktifkan.")
