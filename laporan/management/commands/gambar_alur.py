import difflib

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from laporan import alur

BERKAS = settings.BASE_DIR / "docs" / "alur.md"
README = settings.BASE_DIR / "README.md"


class Command(BaseCommand):
    help = "Write docs/alur.md and its part of the README from the registered transitions."

    def add_arguments(self, parser):
        parser.add_argument("--periksa", action="store_true", help="Change nothing; fail when a file is stale.")

    def handle(self, *, periksa, **options):
        for berkas, baru in (
            (BERKAS, alur.susun()),
            (README, alur.sisipkan(README.read_text(), alur.susun_ringkas())),
        ):
            lama = berkas.read_text() if berkas.exists() else ""
            if not periksa:
                berkas.parent.mkdir(exist_ok=True)
                berkas.write_text(baru)
            elif lama != baru:
                beda = difflib.unified_diff(lama.splitlines(), baru.splitlines(), berkas.name, "registry", lineterm="")
                self.stdout.write("\n".join(beda))
                raise CommandError(f"{berkas.name} is stale: run manage.py gambar_alur.")
