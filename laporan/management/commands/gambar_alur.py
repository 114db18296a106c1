import difflib

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from laporan.alur import susun

BERKAS = settings.BASE_DIR / "docs" / "alur.md"


class Command(BaseCommand):
    help = "Write docs/alur.md from the registered transitions; --periksa only says whether it is up to date."

    def add_arguments(self, parser):
        parser.add_argument("--periksa", action="store_true", help="Change nothing; fail when the file is stale.")

    def handle(self, *, periksa, **options):
        baru = susun()
        lama = BERKAS.read_text() if BERKAS.exists() else ""
        if not periksa:
            BERKAS.parent.mkdir(exist_ok=True)
            BERKAS.write_text(baru)
            return
        if lama != baru:
            beda = difflib.unified_diff(lama.splitlines(), baru.splitlines(), "docs/alur.md", "registry", lineterm="")
            self.stdout.write("\n".join(beda))
            raise CommandError("docs/alur.md is stale: run manage.py gambar_alur.")
