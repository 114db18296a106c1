import datetime

from django.core.management.base import BaseCommand, CommandError

from alur.jejak import kode_pendek
from alur.segel import segel_hari


class Command(BaseCommand):
    help = "Menyegel jejak sampai saat ini sebagai segel satu hari; bila sudah ada, menampilkannya."

    def add_arguments(self, parser):
        parser.add_argument(
            "tanggal", nargs="?", type=datetime.date.fromisoformat, help="YYYY-MM-DD; bawaan hari ini."
        )

    def handle(self, *, tanggal, **options):
        try:
            segel = segel_hari(tanggal)
        except ValueError as galat:
            raise CommandError("Tanggal ini belum tiba, atau sudah dicakup segel sesudahnya.") from galat
        self.stdout.write(
            f"Segel {segel.tanggal:%d-%m-%Y} kode {kode_pendek(segel)}: "
            f"{segel.jumlah_entri} catatan dalam {segel.jumlah_rantai} rantai."
        )
