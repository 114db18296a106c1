import time

import environ
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction

from pengaturan.cadangan import basis_data, salinan

TUJUAN = "tujuan"


class Command(BaseCommand):
    help = (
        "Memindahkan seluruh isi basis data, termasuk riwayat dan jejak, ke PostgreSQL yang masih kosong. "
        "Isi lama tidak diubah. Tutup kantor dahulu: selama pemindahan, penyimpanan ditahan."
    )

    def add_arguments(self, parser):
        parser.add_argument("url", help="postgres://pemilik:sandi@mesin/esurat, sebagai pemilik basis data tujuan.")

    def handle(self, *, url, **pilihan):
        mulai = time.monotonic()
        try:
            pengaturan = environ.Env.db_url_config(url)
        except ValueError as galat:
            raise CommandError(f"Alamat tujuan tidak terbaca: {galat}") from galat
        if not pengaturan.get("ENGINE", "").endswith("postgresql"):
            raise CommandError("Tujuan harus PostgreSQL: postgres://pemilik:sandi@mesin/esurat")
        with salinan.basis_data_lain(TUJUAN, pengaturan):
            try:
                self.siapkan()
                self.salin()
            except basis_data.TidakBisa as galat:
                raise CommandError(str(galat)) from galat
        self.stdout.write(f"Pindah selesai dalam {time.monotonic() - mulai:.1f} dtk. Basis data lama tidak berubah.")
        self.stdout.write("Tulis alamat baru itu sebagai DATABASE_URL di .env, lalu jalankan script/server.")

    def siapkan(self):
        try:
            if not basis_data.kosong(TUJUAN):
                raise CommandError("PostgreSQL tujuan sudah berisi kantor. Tidak ada yang diubah.")
        except DatabaseError as galat:
            raise CommandError(f"PostgreSQL tujuan tidak dapat dihubungi: {galat}") from galat
        if belum := basis_data.dikenal() - set(basis_data.sudah_terpasang()):
            raise CommandError(f"Tabel di sini belum mutakhir ({min(belum)}). Jalankan dahulu: manage.py siapkan")
        self.stdout.write("• Membuat tabel di tujuan …")
        try:
            salinan.buat_tabel(TUJUAN)
        except DatabaseError as galat:
            raise CommandError(f"Tabel di tujuan tidak dapat dibuat: {galat}") from galat

    def salin(self):
        self.stdout.write("• Menyalin isi …")
        with transaction.atomic():  # on SQLite this holds the write lock: nothing is saved here that would stay behind
            if connection.vendor == "postgresql":
                with connection.cursor() as kursor:
                    kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            asal = salinan.jumlah_baris()
            salinan.salin_semua("default", TUJUAN, self.lapor)
            tiba = salinan.jumlah_baris(TUJUAN)
        if asal != tiba:
            beda = sorted(t for t in asal if asal[t] != tiba.get(t))
            raise basis_data.TidakBisa(f"Jumlah baris berbeda pada {', '.join(beda)}. Kosongkan tujuan, lalu ulangi.")
        self.stdout.write(f"• {sum(tiba.values())} baris dalam {len(tiba)} tabel sama. Memeriksa jejak di tujuan …")
        basis_data.pastikan_jejak_utuh(TUJUAN)

    def lapor(self, tabel, baris):
        if baris >= 1000:
            self.stdout.write(f"  {tabel}: {baris}")
