import datetime
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from alur.models import SegelHarian
from alur.segel import ekspor, segel_terakhir


class Command(BaseCommand):
    help = "Menulis satu segel sebagai JSON, untuk disimpan di luar dan dipakai periksa_jejak --segel."

    def add_arguments(self, parser):
        parser.add_argument("berkas", nargs="?", help="Bawaan: layar.")
        parser.add_argument("--tanggal", type=datetime.date.fromisoformat, help="YYYY-MM-DD; bawaan segel terakhir.")
        parser.add_argument("--lengkap", action="store_true", help="Sertakan semua kepala rantai.")

    def handle(self, *, berkas, tanggal, lengkap, **options):
        segel = SegelHarian.objects.filter(tanggal=tanggal).first() if tanggal else segel_terakhir()
        if segel is None:
            raise CommandError("Segel itu belum ada. Buat dengan: manage.py segel_hari")
        teks = json.dumps(ekspor(segel, lengkap=lengkap), ensure_ascii=False, indent=None if lengkap else 1)
        if berkas:
            Path(berkas).write_text(teks + "\n", encoding="utf-8")
        else:
            self.stdout.write(teks)
