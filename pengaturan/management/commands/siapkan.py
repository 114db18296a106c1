import hashlib
import time
from contextlib import contextmanager
from pathlib import Path

import environ
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from alur.denyut import catat_denyut
from organisasi.contoh import AKUN_UTAMA
from organisasi.models import Pegawai
from pengaturan.management.commands.muat_contoh import SANDI

KUNCI_MIGRASI = 7_206_111
"""PostgreSQL advisory lock: two starts at once migrate one after the other."""


class Command(BaseCommand):
    help = "Menyiapkan kantor: tabel basis data, berkas statis, dan isi contoh pada kali pertama. Aman diulang."
    requires_system_checks = []

    def handle(self, **pilihan):
        for folder in (settings.VAR, settings.BERKAS_DIR, settings.STATIC_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
        if settings.CELERY_BROKER_URL.startswith("filesystem:"):
            for kunci in ("data_folder_in", "control_folder"):
                Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS[kunci])).mkdir(parents=True, exist_ok=True)
        with sebagai_pemilik() as peran_aplikasi:
            self.migrasi()
            if peran_aplikasi:
                call_command("beri_hak", peran_aplikasi, stdout=self.stdout)
        self.statis()
        self.contoh()
        self.sambutan()
        catat_denyut("mulai")

    @contextmanager
    def langkah(self, nama):
        mulai = time.monotonic()
        self.stdout.write(f"• {nama} …", ending=" ")
        self.stdout.flush()
        yield
        self.stdout.write(f"selesai ({time.monotonic() - mulai:.0f} dtk)")

    def migrasi(self):
        def tertunda():
            pelaksana = MigrationExecutor(connection)
            return pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes())

        if not tertunda():
            return
        with self.langkah("Menyiapkan tabel basis data"), satu_per_satu():
            call_command("migrate", interactive=False, verbosity=0)

    def statis(self):
        """Collect only when a source changed: compressing takes longer than the rest of a second start."""
        baris = []
        for pencari in get_finders():
            for nama, gudang in pencari.list([]):
                rinci = (gudang.path(nama), gudang.get_modified_time(nama).timestamp(), gudang.size(nama))
                baris.append((nama, *rinci))
        sidik = hashlib.sha256(repr(sorted(baris)).encode()).hexdigest()
        cap = settings.STATIC_ROOT / ".sidik"
        if cap.is_file() and cap.read_text() == sidik:
            return
        with self.langkah("Mengumpulkan berkas tampilan"):
            call_command("collectstatic", interactive=False, verbosity=0)
            cap.write_text(sidik)

    def contoh(self):
        if settings.PRODUKSI or Pegawai.objects.exists():
            return
        with self.langkah("Memuat kantor contoh"):
            call_command("muat_contoh", verbosity=0)

    def sambutan(self):
        """What script/server prints below the address; nothing once the demo accounts are gone."""
        akun = set(Pegawai.objects.filter(akun_contoh=True, is_active=True).values_list("username", flat=True))
        utama = [nama for nama in AKUN_UTAMA if nama in akun]
        kalimat = f"Akun contoh, kata sandi awal {SANDI}:\n  {', '.join(utama)}\n" if utama else ""
        (settings.VAR / "sambutan.txt").write_text(kalimat)


@contextmanager
def sebagai_pemilik():
    """With MIGRASI_URL set, tables are made by their owner; the office runs as the lesser role.

    Yields the name of the lesser role, or "" when there is only one.
    """
    if not settings.MIGRASI_URL:
        yield ""
        return
    biasa = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(environ.Env.db_url_config(settings.MIGRASI_URL))
    try:
        yield biasa["USER"]
    finally:
        connection.close()
        connection.settings_dict.update(biasa)


@contextmanager
def satu_per_satu():
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_lock(%s)", [KUNCI_MIGRASI])
        try:
            yield
        finally:
            kursor.execute("SELECT pg_advisory_unlock(%s)", [KUNCI_MIGRASI])
