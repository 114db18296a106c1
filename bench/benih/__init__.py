"""Seeding: letters with their whole way, past the engine, in the form the engine would have left them."""

import random

from django.db import connection

from alur.models import Jejak, KepalaRantai, Nomor, NomorTerakhir, Notifikasi
from bench.benih import naskah
from bench.benih.kantor import Kantor
from bench.benih.perjalanan import Perjalanan
from bench.benih.salin import Penyalin, Tabel
from disposisi.models import Disposisi, PenerimaDisposisi
from ekspedisi.models import Pengiriman
from persuratan.models import Keterlibatan, LampiranSurat, LangkahNaik, Pengirim, Surat, SuratMasuk, Tugas
from persuratan.pencarian.indeks import susun_tertinggal
from persuratan.transitions.surat_masuk import BUKU

KELOMPOK = 1000
"""Letters per transaction."""

MODEL = {
    "Surat": Surat,
    "SuratMasuk": SuratMasuk,
    "Riwayat": SuratMasuk.history.model,
    "Nomor": Nomor,
    "Tugas": Tugas,
    "LangkahNaik": LangkahNaik,
    "Keterlibatan": Keterlibatan,
    "Disposisi": Disposisi,
    "DisposisiInstruksi": Disposisi.instruksi.through,
    "PenerimaDisposisi": PenerimaDisposisi,
    "Pengiriman": Pengiriman,
    "LampiranSurat": LampiranSurat,
    "Jejak": Jejak,
    "KepalaRantai": KepalaRantai,
    "Notifikasi": Notifikasi,
    "Pengirim": Pengirim,
}


def semai(rencana, berkas, jumlah, sudah=0):
    """Bring the database from `sudah` to `jumlah` letters of `rencana`; `berkas` are primary keys to attach.

    Letters get the primary keys 1 … N in order of receipt, so that the list order is right whatever came first.
    """
    tabel = {nama: Tabel(model) for nama, model in MODEL.items()}
    tabel["Surat"].pk_awal = 1
    tabel["Surat"].pk = max(tabel["Surat"].pk, rencana.jumlah)
    kantor = Kantor(rencana, berkas, naskah)
    acak = random.Random(jumlah)  # noqa: S311 - made-up letters, the same every time
    with Penyalin(*tabel.values()) as penyalin:
        for ke, butir in enumerate(rencana.bagian(jumlah, sudah), start=1):
            Perjalanan(kantor, tabel, butir, acak, rencana.sekarang).jalan()
            if ke % KELOMPOK == 0:
                penyalin.kirim()
        penyalin.kirim()
    for tahun, nomor in rencana.nomor_terakhir().items():
        NomorTerakhir.objects.get_or_create(buku=BUKU, tahun=tahun, defaults={"nomor": nomor})
    susun_tertinggal()
    with connection.cursor() as kursor:
        # What autovacuum would have done long ago in an office that grew slowly.
        kursor.execute("VACUUM (ANALYZE)")
        kursor.execute("CHECKPOINT")
