import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from alur.pemeriksaan import periksa


class Command(BaseCommand):
    help = "Menghitung ulang seluruh jejak dan menyebut sambungan pertama yang putus."

    def add_arguments(self, parser):
        parser.add_argument("--segel", metavar="BERKAS", help="Segel yang disimpan di luar (JSON).")

    def handle(self, *, segel, **options):
        laporan = periksa(_baca(segel) if segel else None)
        for kalimat in laporan.peringatan:
            self.stderr.write(f"Peringatan: {kalimat}")
        if laporan.utuh:
            segel_cocok = " Segel dari luar cocok." if segel else ""
            self.stdout.write(
                f"Jejak utuh: {laporan.jumlah_entri} catatan dalam {laporan.jumlah_rantai} rantai, "
                f"{laporan.jumlah_segel} segel.{segel_cocok}"
            )
            return
        for kalimat in laporan.temuan:
            self.stdout.write(kalimat)
        raise CommandError(f"Jejak tidak utuh: {laporan.jumlah_temuan} temuan. Yang pertama: {laporan.putus}")


def _baca(berkas):
    try:
        return json.loads(Path(berkas).read_text(encoding="utf-8"))
    except (OSError, ValueError) as galat:
        raise CommandError(f"Berkas segel {berkas} tidak dapat dibaca: {galat}") from galat
