from django.core.management.base import BaseCommand

from persuratan.pencarian.indeks import susun_tertinggal, susun_ulang


class Command(BaseCommand):
    help = "Mengindeks surat yang belum dikenal pencarian (hasil impor); --ulang menulis seluruh indeks dari awal."

    def add_arguments(self, parser):
        parser.add_argument("--ulang", action="store_true", help="Buang dahulu indeks dan kosakata.")

    def handle(self, *, ulang, **options):
        jumlah = susun_ulang() if ulang else susun_tertinggal()
        self.stdout.write(f"{jumlah} surat diindeks.")
