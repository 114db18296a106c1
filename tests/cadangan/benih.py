"""A small office, so that there is something to lose."""

from io import BytesIO

from django.db import transaction
from PIL import Image

from alur import segel
from alur.jejak import catat_sistem
from dokumen.gudang import simpan_sementara
from organisasi.contoh import buat_kantor


def tanam():
    buat_kantor("kata-sandi-contoh")
    for nomor in range(12):
        with transaction.atomic():
            catat_sistem("coba", data={"nomor": nomor, "hal": 'Undangan "rapat" – ½ hari'})
    for warna in ("red", "blue"):
        gambar = BytesIO()
        Image.new("RGB", (300, 200), warna).save(gambar, "PNG")
        gambar.seek(0)
        sementara = simpan_sementara(gambar, nama=f"{warna}.png")
        with transaction.atomic():
            sementara.buat_berkas(None)
    segel.segel_hari()
