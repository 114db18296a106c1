from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from organisasi.benih import berubah, muat_tahun
from persuratan.hitung_ulang import kalender_diubah

TAHUN_TERTUA, TAHUN_TERJAUH = 1990, 2070


class Command(BaseCommand):
    help = "Muat hari libur, cuti bersama, dan jam Ramadan satu tahun. Baris yang pernah diubah orang dibiarkan."

    def add_arguments(self, parser):
        parser.add_argument("tahun", type=int, metavar="TAHUN")

    def handle(self, *, tahun, **options):
        if not TAHUN_TERTUA <= tahun <= TAHUN_TERJAUH:
            raise CommandError(f"Tahun {tahun} tidak tersedia. Tulis antara {TAHUN_TERTUA} dan {TAHUN_TERJAUH}.")
        with transaction.atomic():
            hasil = muat_tahun(tahun)
            surat = kalender_diubah(f"Hari libur {tahun} dimuat", oleh=None) if berubah(*hasil) else 0
        for judul, laporan in zip(("Hari libur", "Jam Ramadan"), hasil, strict=True):
            jumlah = ", ".join(f"{len(isi)} {kata}" for kata, isi in laporan._asdict().items())
            self.stdout.write(f"{judul} {tahun}: {jumlah}.")
            for kata, isi in laporan._asdict().items():
                for baris in isi:
                    self.stdout.write(f"  {kata}: {baris}")
        if surat:
            self.stdout.write(f"Batas {surat} surat dihitung ulang oleh pekerja latar.")
