from django.core.management.base import BaseCommand, CommandError

from dokumen.models import Berkas
from dokumen.penjaga import giliran_periksa, periksa_berkas


class Command(BaseCommand):
    help = (
        "Mencocokkan isi berkas di gudang dengan hash-nya. Tanpa pilihan: jatah hari ini, sepertiga puluh dari semua."
    )

    def add_arguments(self, parser):
        parser.add_argument("--semua", action="store_true", help="periksa semua berkas sekarang")

    def handle(self, *, semua, **options):
        daftar = Berkas.objects.order_by("pk") if semua else giliran_periksa()
        banyak = daftar.count()
        rusak = periksa_berkas(daftar.iterator() if semua else daftar)
        for berkas in rusak:
            self.stdout.write(f"RUSAK {berkas.sha256} {berkas.nama_asli} (sejak {berkas.rusak_pada or 'sekarang'})")
        if rusak:
            raise CommandError(f"{len(rusak)} dari {banyak} berkas hilang atau berubah. Pulihkan dari cadangan.")
        self.stdout.write(f"{banyak} berkas cocok dengan hash-nya.")
