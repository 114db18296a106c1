"""The upward routes of the demo office. Data, not rules: another office sets up its own."""

from django.db import transaction

from organisasi.contoh import ASISTEN
from organisasi.models import Jabatan
from persuratan.models import LangkahRute, RuteNaik
from persuratan.models.pilihan import JenisTugas

T, P, D = JenisTugas.TELAAH, JenisTugas.PARAF, JenisTugas.DISPOSISI
KABAG, SEKDA, BUPATI = "Kepala Bagian Umum", "Sekretaris Daerah", "Bupati"
ROMAWI = ("I", "II", "III")

RUTE = (
    # name, steps; the first is the standing route
    ("Kabag Umum, lalu Sekda", ((KABAG, T), (SEKDA, D))),
    *(
        (f"Kabag Umum, Asisten {angka}, lalu Sekda", ((KABAG, T), (asisten, P), (SEKDA, D)))
        for angka, asisten in zip(ROMAWI, ASISTEN, strict=True)
    ),
    # Asisten III is the superior of Kabag Umum; for one letter another may be put in his place.
    ("Kabag Umum, Asisten III, Sekda, lalu Bupati", ((KABAG, T), (ASISTEN[2], P), (SEKDA, P), (BUPATI, D))),
)


@transaction.atomic
def buat_rute():
    """Add the routes that are missing; change none that exists. Needs the posts of `organisasi.contoh.buat_kantor`."""
    jabatan = {j.nama: j for j in Jabatan.objects.filter(nama__in={nama for _, rute in RUTE for nama, _ in rute})}
    ada_baku = RuteNaik.objects.filter(baku=True).exists()
    for urutan, (nama, langkah) in enumerate(RUTE):
        rute, baru = RuteNaik.objects.get_or_create(
            nama=nama, defaults={"baku": urutan == 0 and not ada_baku, "urutan": urutan}
        )
        if baru:
            LangkahRute.objects.bulk_create(
                LangkahRute(rute=rute, urutan=nomor, jabatan=jabatan[pejabat], jenis=jenis)
                for nomor, (pejabat, jenis) in enumerate(langkah, start=1)
            )
