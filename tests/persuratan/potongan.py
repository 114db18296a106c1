"""A browser that sends a file in pieces, for the tests: what static/unggah.js does, without the browser."""

import hashlib

UKURAN = 512 * 1024
MEJA = "meja:abcdefgh12"


def mulai(klien, isi, *, alamat="/surat/unggahan/", tempat=MEJA, nama="surat.pdf", sidik=None, ukuran=None):
    sidik = sidik or hashlib.sha256(isi).hexdigest()[:20]
    return klien.post(
        alamat,
        {"tempat": tempat, "nama": nama, "ukuran": len(isi) if ukuran is None else ukuran, "sidik": sidik},
    )


def kirim_potongan(klien, url, isi, letak, sidik=True):
    """One piece from `letak` on; the response."""
    potong = isi[letak : letak + UKURAN]
    return klien.post(
        url,
        potong,
        content_type="application/octet-stream",
        headers={"Upload-Offset": str(letak), "Upload-Sidik": hashlib.sha256(potong).hexdigest() if sidik else ""},
    )


def unggah(klien, isi, *, alamat="/surat/unggahan/", **pilihan):
    """All steps of one file; the response of the last."""
    awal = mulai(klien, isi, alamat=alamat, **pilihan)
    if awal.status_code != 200:
        return awal
    url, letak = f"{alamat}{awal.json()['kode']}/", awal.json()["diterima"]
    while letak < len(isi):
        letak = kirim_potongan(klien, url, isi, letak).json()["diterima"]
    return klien.post(url + "selesai/")
