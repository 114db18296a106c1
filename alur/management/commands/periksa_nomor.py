from django.core.management.base import BaseCommand, CommandError

from alur.pemeriksaan_nomor import periksa_nomor


class Command(BaseCommand):
    help = "Menjelaskan setiap nomor 1…n per buku dan tahun; gagal bila ada yang hilang atau ganda."

    def add_arguments(self, parser):
        parser.add_argument("--buku")
        parser.add_argument("--tahun", type=int)

    def handle(self, *, buku, tahun, verbosity, **options):
        cacat = []
        for laporan in periksa_nomor(buku=buku, tahun=tahun):
            self.stdout.write(laporan.ringkasan)
            for kalimat in laporan.penjelasan if verbosity else ():
                self.stdout.write(f"  {kalimat}")
            for kalimat in laporan.cacat:
                self.stdout.write(f"  CACAT {kalimat}")
            cacat += laporan.cacat
        if cacat:
            raise CommandError(f"Nomor tidak lengkap: {len(cacat)} temuan. Yang pertama: {cacat[0]}")
        self.stdout.write("Semua nomor dapat dijelaskan.")
