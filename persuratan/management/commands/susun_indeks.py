from django.core.management.base import BaseCommand

from persuratan.pencarian.indeks import susun_tertinggal, susun_ulang


class Command(BaseCommand):
    help = "Index letters that search does not know yet (imported, or seeded); --ulang writes the whole index again."

    def add_arguments(self, parser):
        parser.add_argument("--ulang", action="store_true", help="Throw index and vocabulary away first.")

    def handle(self, *, ulang, **options):
        jumlah = susun_ulang() if ulang else susun_tertinggal()
        self.stdout.write(f"{jumlah} surat diindeks.")
