"""The clerk's desk as a test sees it: what is typed, sent and read back."""

import io
import re
from html import unescape

from PIL import Image

from persuratan.models import JenisNaskah

CATAT = "/surat/catat/"
PESAN = re.compile(r'<div class="pesan (\w+)[^>]*>.*?<div>(.*?)</div></div>', re.S)


def masuk(client, pegawai):
    client.force_login(pegawai, backend="pengaturan.backend.SandiBackend")
    return client


def kunci(jawaban):
    """The form key on a page."""
    return unescape(re.search(r'name="kunci" value="([^"]+)"', jawaban.content.decode())[1])


def tertanam(jawaban, nama):
    """Values of the hidden fields called `nama`."""
    return [unescape(v) for v in re.findall(rf'name="{nama}" value="([^"]*)"', jawaban.content.decode())]


def teks(jawaban):
    """The page as words: tags away, spaces tidied."""
    isi = re.sub(r"<(script|style|datalist)\b.*?</\1>", " ", jawaban.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", isi)).split())


def galat(jawaban):
    """The sentences beside the fields, in the order of the page."""
    html = jawaban.content.decode()
    return [
        " ".join(unescape(re.sub(r"<[^>]+>", "", g)).split())
        for g in re.findall(r'<p class="galat"[^>]*>(.*?)</p>', html, re.S)
    ]


def ketikan(**ganti):
    """What the clerk types for an ordinary letter."""
    return {
        "nama_pengirim": "Dinas Kesehatan Provinsi Contoh Raya",
        "diterima_pada": "9-11-2026 08.00",
        "nomor_surat": "400.7.13/2217/Dinkes/2026",
        "tanggal_surat": "6-11-2026",
        "hal": "Permintaan data capaian imunisasi",
        "jenis": JenisNaskah.objects.get(kode="permohonan").pk,
        "kecepatan": "BIASA",
        "keamanan": "B",
        "cara_terima": "LOKET",
        "lanjut": "teruskan",
    } | ganti


def undangan(**ganti):
    acara = {"acara_tanggal": "13-11-2026", "acara_jam": "09.00", "acara_tempat": "Aula Dinas Kesehatan Provinsi"}
    jenis = JenisNaskah.objects.get(kode="undangan").pk
    return ketikan(jenis=jenis, hal="Undangan rapat koordinasi stunting") | acara | ganti


def kirim(client, isi, alamat=CATAT, dari=None):
    """Open the form, type, send; the response of the POST."""
    return client.post(alamat, isi | {"kunci": kunci(client.get(dari or alamat))})


def foto(nama="pindaian.jpg", warna="white"):
    """A small picture as a phone would send it."""
    isi = io.BytesIO()
    Image.new("RGB", (120, 160), warna).save(isi, "JPEG")
    isi.seek(0)
    isi.name = nama
    return isi
