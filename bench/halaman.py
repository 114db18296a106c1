"""The pages that are measured, as two people: how long, how many queries, how heavy."""

import re
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.angka import p50, p95
from bench.peramban import TidakBeres, baca_html, sumber_halaman
from organisasi.kueri_siap import SERING
from persuratan.models import SuratMasuk

POLOS = "/bench/polos/"
KALI_POLOS = 4
BERBATAS = ("beranda", "daftar", "daftar_dalam", "surat")
"""Pages that may take four times the bare page; `cari` has a limit of its own."""
CARI_MAKS, CARI_MAKS_SEJUTA = 150, 300
"""Milliseconds of a search: up to 100,000 letters, and beyond."""
TUMBUH_MAKS = 1.3
PEMANASAN = 10
CONTOH_SURAT = 24
CONTOH_BOBOT = 6
KIB = 1024
PERTAMA_MAKS, HANGAT_MAKS = 45, 20
"""KiB of a first view, and of a page whose static files the browser has kept."""


@dataclass
class Orang:
    """Somebody who looks at pages: `nama` stands in the figures."""

    nama: str
    pegawai: object
    peramban: object


def alamat_halaman(pegawai, acak):
    """{page: [addresses]} for one person; letters and words are drawn from what this person may see."""
    terlihat = SuratMasuk.objects.visible_to(pegawai)
    pks = list(terlihat.order_by("-pk").values_list("pk", flat=True))
    if not pks:
        raise TidakBeres(f"{pegawai.username} tidak melihat satu surat pun.")
    daftar = reverse("surat_daftar")
    contoh = list(terlihat.filter(pk__in=acak.sample(pks, min(CONTOH_SURAT, len(pks)))).order_by("pk"))
    return {
        "beranda": ["/"],
        "daftar": [daftar],
        # Where nine in ten have gone by.
        "daftar_dalam": [f"{daftar}?{urlencode({'sebelum': pks[len(pks) * 9 // 10 - 1]})}"],
        "surat": [reverse("surat_rinci", args=[s.kode]) for s in contoh],
        "cari": [f"{reverse('cari')}?{urlencode({'q': kata})}" for s in contoh for kata in kata_cari(s)],
    }


def kata_cari(surat):
    """What somebody who looks for this letter might type: a piece of its number, two words, the sender, a slip of the
    finger. A whole number leads straight to the letter: that is the page `surat`.
    """
    kata = [k for k in re.findall(r"[A-Za-z]{5,}", surat.hal) if k != "Tahun"]
    return (
        surat.nomor_surat.rpartition("/")[0],
        str(surat.nomor_agenda),
        f"{kata[0]} {kata[-1]}",
        surat.nama_pengirim,
        salah_ketik(kata[-1]),
        f"{salah_ketik(kata[0])} {kata[-1]}",
    )


def salah_ketik(kata):
    """Two neighbouring letters in the wrong order."""
    i = len(kata) // 2
    return kata[: i - 1] + kata[i] + kata[i - 1] + kata[i + 1 :]


def periksa_lanjutan(orang):
    """The list must page by key, or the deep page measured is none."""
    tautan = baca_html(orang.peramban.buka(reverse("surat_daftar")).teks).tautan
    if not any(rel == "next" and "sebelum=" in href for href, rel in tautan):
        raise TidakBeres("Daftar surat tidak menawarkan halaman berikutnya dengan ?sebelum=.")


# Time -------------------------------------------------------------------------------------------------


def ukur_waktu(semua_orang, putaran, acak):
    """{(page, person): [seconds]}. Each round opens every page once in a new order, the bare page among them."""
    waktu = defaultdict(list)
    alamat = {o.nama: alamat_halaman(o.pegawai, acak) | {"polos": [POLOS]} for o in semua_orang}
    giliran = [(o, h) for o in semua_orang for h in alamat[o.nama]]
    for ke in range(PEMANASAN + putaran):
        acak.shuffle(giliran)
        for orang, halaman in giliran:
            pilihan = alamat[orang.nama][halaman]
            jawab = orang.peramban.buka(pilihan[ke % len(pilihan)])
            if ke >= PEMANASAN:
                waktu[halaman, orang.nama].append(jawab.detik)
    return waktu


def lapor_waktu(papan, waktu, akhiran="", surat=0):
    """p50 and p95 of each page; limits only without `akhiran`, which marks a stage on the way to N letters."""
    for (halaman, nama), detik in sorted(waktu.items()):
        batas = None
        if not akhiran:
            batas = cari_maks(surat) if halaman == "cari" else None
            if halaman in BERBATAS:
                batas = KALI_POLOS * p95(waktu["polos", nama])
        papan.catat(f"{halaman}_{nama}_p50{akhiran}", p50(detik), "ms")
        papan.catat(f"{halaman}_{nama}_p95{akhiran}", p95(detik), "ms", maks=batas)


def cari_maks(surat):
    return CARI_MAKS if surat <= 100_000 else CARI_MAKS_SEJUTA


def lapor_pertumbuhan(papan, dulu, kini):
    """How much slower the same page became; the bare page tells how much the machine itself did."""
    for (halaman, nama), detik in sorted(kini.items()):
        for ukuran in (p50, p95):
            mesin = ukuran(kini["polos", nama]) / ukuran(dulu["polos", nama])
            kali = ukuran(detik) / ukuran(dulu[halaman, nama]) / mesin
            if halaman != "polos":
                papan.catat(f"tumbuh_{halaman}_{nama}_{ukuran.__name__}", kali, "kali", maks=TUMBUH_MAKS)


# Queries ----------------------------------------------------------------------------------------------


def hitung_kueri(semua_orang, alamat):
    """{(page, person): most queries of any of its addresses}, in this process, each address opened before.

    `alamat`: {person: alamat_halaman(…)}, the same letters and words each time, or numbers could not be compared.
    """
    hasil = {}
    for orang in semua_orang:
        klien = Client()
        klien.force_login(orang.pegawai)
        for halaman, pilihan in alamat[orang.nama].items():
            hasil[halaman, orang.nama] = max(_kueri(klien, a) for a in pilihan[:CONTOH_SURAT])
    return hasil


def _kueri(klien, alamat):
    """The fewer of two: once a minute one request reads the reference data again (organisasi.ingatan).

    Before that it is opened until each of its texts is prepared: two of them, used unequally often by the letters
    before, would put their PREPARE into one counted visit each (organisasi.kueri_siap).
    """
    for _ in range(SERING + 1):
        klien.get(alamat, headers={"host": "127.0.0.1"})
    jumlah = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as kueri:
            jawab = klien.get(alamat, headers={"host": "127.0.0.1"})
        if jawab.status_code != 200:
            raise TidakBeres(f"GET {alamat} dijawab {jawab.status_code}")
        jumlah.append(len(kueri))
    return min(jumlah)


def lapor_kueri(papan, awal, kini):
    for (halaman, nama), jumlah in sorted(kini.items()):
        papan.catat(f"kueri_{halaman}_{nama}", jumlah, "kueri", harus=awal[halaman, nama])


# Weight -----------------------------------------------------------------------------------------------


def bobot(peramban, alamat):
    """(KiB of a first view, KiB of the same page later); scans are no part, they are loaded when looked at."""
    jawab = peramban.buka(alamat)
    html, tetap, lain = jawab.bita, 0, 0
    antre, sudah = sumber_halaman(jawab), set()
    while antre:
        satu = antre.pop()
        if satu in sudah or "/berkas/" in satu:
            continue
        sudah.add(satu)
        isi = peramban.buka(satu)
        disimpan = "immutable" in isi.kepala.get("cache-control", "")
        tetap, lain = tetap + isi.bita * disimpan, lain + isi.bita * (not disimpan)
        if isi.kepala.get("content-type", "").startswith("text/css"):
            antre += [_relatif(satu, u) for u in re.findall(r"url\(['\"]?([^)'\"]+)", isi.teks) if u[:5] != "data:"]
    return (html + tetap + lain) / KIB, (html + lain) / KIB


def _relatif(dari, ke):
    return ke if ke.startswith("/") else f"{dari.rpartition('/')[0]}/{ke}"


def lapor_bobot(papan, semua_orang, acak):
    """The heavier of the two people's views of each page."""
    terberat = defaultdict(lambda: (0.0, 0.0))
    for orang in semua_orang:
        for halaman, pilihan in alamat_halaman(orang.pegawai, acak).items():
            for alamat in pilihan[:CONTOH_BOBOT]:
                terberat[halaman] = tuple(map(max, terberat[halaman], bobot(orang.peramban, alamat)))
    for halaman, (pertama, hangat) in sorted(terberat.items()):
        papan.catat(f"bobot_pertama_{halaman}", pertama, "KiB", maks=PERTAMA_MAKS)
        papan.catat(f"bobot_hangat_{halaman}", hangat, "KiB", maks=HANGAT_MAKS)
