import re

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from alur.pemicu import TABEL


class Command(BaseCommand):
    help = (
        "Memberi hak basis data kepada peran yang dipakai aplikasi: baca dan tulis, tetapi jejak dan segel hanya "
        "tambah. Dijalankan oleh pemilik tabel setiap kali sesudah migrate. Hanya PostgreSQL."
    )

    def add_arguments(self, parser):
        parser.add_argument("peran", help="Nama peran PostgreSQL pada DATABASE_URL aplikasi.")

    def handle(self, *, peran, **pilihan):
        if connection.vendor != "postgresql":
            raise CommandError("Hak peran hanya ada pada PostgreSQL. Tidak ada yang diubah.")
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,62}", peran):
            raise CommandError("Nama peran hanya boleh huruf, angka, dan garis bawah.")
        with connection.cursor() as kursor:
            kursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = %s", [peran])
            ada = kursor.fetchone()
            if ada is None:
                raise CommandError(f"Peran {peran} belum ada. Buat dahulu: CREATE ROLE {peran} LOGIN PASSWORD '…'")
            pemilik, berkuasa_penuh = ada
            if peran == pemilik or berkuasa_penuh:
                raise CommandError(
                    f"Peran {peran} memiliki tabelnya sendiri, jadi batas apa pun dapat dilepasnya. "
                    "Pakai peran lain pada DATABASE_URL, dan pemilik pada MIGRASI_URL."
                )
            with transaction.atomic():
                for perintah in perintah_hak(peran):
                    kursor.execute(perintah)
        self.stdout.write(f"Hak peran {peran} diperbarui: jejak dan segel hanya dapat ditambah.")


def perintah_hak(peran):
    """The statements; all is taken back first, so that a right given by hand does not outlive the next deployment."""
    p = connection.ops.quote_name(peran)
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {p}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {p}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {p}",
        f"REVOKE UPDATE, DELETE ON {', '.join(TABEL)} FROM {p}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {p}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {p}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {p}",
    ]
