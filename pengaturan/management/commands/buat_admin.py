from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from organisasi.models import Jabatan, Pegawai, Penugasan, Peran, UnitKerja
from pengaturan import akun, jejak

JABATAN = "Administrator e-Surat"


class Command(BaseCommand):
    help = "Membuat admin pertama: orangnya, jabatannya, dan kata sandi sementara yang ditampilkan sekali."

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="NAMA_PENGGUNA", help="Dengan nama ini ia masuk.")
        parser.add_argument("--nama", required=True, help="Nama lengkap.")
        parser.add_argument("--unit", default="Bagian Umum", help="Unit jabatan admin; dibuat bila belum ada.")

    def handle(self, username, nama, unit, **pilihan):
        username = username.strip().lower()
        if Pegawai.objects.filter(username__iexact=username).exists():
            raise CommandError(f"Nama pengguna {username} sudah dipakai. Pilih yang lain.")
        with transaction.atomic():
            orang = Pegawai.objects.create(username=username, nama=nama)
            sandi = akun.beri_sandi_sementara(orang)
            penugasan = Penugasan.objects.create(pegawai=orang, jabatan=self.jabatan(unit), mulai=timezone.localdate())
            jejak.catat(jejak.ORANG_DITAMBAH, objek=orang, catatan="manage.py buat_admin")
            jejak.catat(jejak.PENUGASAN_DITAMBAH, objek=penugasan, catatan="manage.py buat_admin")
        self.stdout.write(f"Nama pengguna: {username}\nKata sandi sementara, berlaku 3 hari: {sandi}")

    def jabatan(self, unit):
        ada = next((j for j in Jabatan.objects.filter(aktif=True).order_by("pk") if j.has_peran(Peran.ADMIN)), None)
        if ada:
            return ada
        unit, _ = UnitKerja.objects.get_or_create(
            nama=unit, defaults={"jenis": UnitKerja.Jenis.BAGIAN, "dalam_setda": True}
        )
        return Jabatan.objects.create(nama=JABATAN, unit=unit, peran=[Peran.ADMIN])
