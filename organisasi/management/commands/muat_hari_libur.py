from django.core.management.base import BaseCommand, CommandError

from organisasi.benih import muat_tahun

TAHUN_TERTUA, TAHUN_TERJAUH = 1990, 2070


class Command(BaseCommand):
    help = "Muat hari libur, cuti bersama, dan jam Ramadan satu tahun. Baris yang pernah diubah orang dibiarkan."

    def add_arguments(self, parser):
        parser.add_argument("tahun", type=int, metavar="TAHUN")

    def handle(self, *, tahun, **options):
        if not TAHUN_TERTUA <= tahun <= TAHUN_TERJAUH:
            raise CommandError(f"Tahun {tahun} tidak tersedia. Tulis antara {TAHUN_TERTUA} dan {TAHUN_TERJAUH}.")
        for judul, laporan in zip(("Hari libur", "Jam Ramadan"), muat_tahun(tahun), strict=True):
            jumlah = ", ".join(f"{len(isi)} {kata}" for kata, isi in laporan._asdict().items())
            self.stdout.write(f"{judul} {tahun}: {jumlah}.")
            for kata, isi in laporan._asdict().items():
                for baris in isi:
                    self.stdout.write(f"  {kata}: {baris}")
