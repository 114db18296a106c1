"""A search that finds nothing as it is written is read again with each unknown word as any of the nearest known ones.

    halaman, dipakai, usul = dengan_ejaan(lambda kueri: halaman_surat(…), baca("rakor stuntng"))

What is then shown is a search for words that stand in a letter this very person found: a word that only letters of
others contain is never told, neither as a hint nor by a count.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from organisasi.isian import tulis_tanggal
from persuratan.models.acuan import normal
from persuratan.pencarian.kosakata import PENDEK, muat, terdekat
from persuratan.pencarian.kueri import Kueri, baca


@dataclass(frozen=True)
class Dugaan:
    """`kueri` asks for any of the words that may have been meant; for each group what was typed, and these words,
    best first.
    """

    kueri: Kueri
    asli: tuple

    def tafsir(self, surat):
        """The words meant, as a text: those of the letter that takes the fewest changes; "" when none has them."""
        tebakan = filter(None, map(self._dalam, surat))
        return min(tebakan, key=lambda t: t[0], default=(0, ""))[1]

    def _dalam(self, surat):
        kata = _kata_terbaca(surat)
        hasil, biaya = [], 0
        for asli, pilihan in zip(self.asli, self.kueri.kelompok, strict=True):
            cocok = next(((n, p) for n, p in enumerate(pilihan) if all(_ada(k, kata) for k in p)), None)
            if cocok is None:
                return None
            tetap = asli == pilihan
            biaya += 0 if tetap else cocok[0]
            hasil += asli[0] if tetap else cocok[1]
        tanggal = [tulis_tanggal(self.kueri.tanggal)] if self.kueri.tanggal else []
        return biaya, " ".join([*hasil, *tanggal])


def dengan_ejaan(cari, kueri):
    """(page of letters, the Kueri it answers, the corrected text or ""). `cari(kueri)` gives a HalamanSurat."""
    halaman = cari(kueri)
    if halaman.surat or not kueri.kelompok:
        return halaman, kueri, ""
    kosakata = muat({k for kelompok in kueri.kelompok for k in kelompok[0]})
    for kenal in (True, False):
        dugaan = duga(kueri, kosakata, kenal=kenal)
        usul = dugaan.tafsir(cari(dugaan.kueri).surat) if dugaan else ""
        if usul and (terbaca := cari(baca(usul))).surat:
            return terbaca, baca(usul), usul
    return halaman, kueri, ""


def duga(kueri, kosakata, *, kenal):
    """The Dugaan for a Kueri, None when no word has another reading.

    `kenal`: words of the vocabulary are trusted. A slip may also make one known word of another: "batu", "bau".
    """
    kelompok = _sambung(kueri.kelompok, kosakata)
    pilihan = tuple(_pilihan(k, kosakata, kenal) for k in kelompok)
    if pilihan == tuple(kueri.kelompok):
        return None
    return Dugaan(replace(kueri, kelompok=pilihan, nomor="", urut=None, agenda=None), tuple(kelompok))


def _sambung(kelompok, kosakata):
    """Two words that are one when put together: "stun ting"."""
    kelompok = list(kelompok)
    for n, (kiri, kanan) in enumerate(pairwise(kelompok)):
        if len(kiri) == len(kanan) == len(kiri[0]) == len(kanan[0]) == 1:
            satu = kiri[0][0] + kanan[0][0]
            if satu in kosakata and not {kiri[0][0], kanan[0][0]} <= kosakata.keys():
                return [*kelompok[:n], ((satu,),), *kelompok[n + 2 :]]
    return kelompok


def _pilihan(kelompok, kosakata, kenal):
    (kata, *lain) = kelompok
    # A word that lost a letter may be too short for the vocabulary itself.
    if len(kata) != 1 or lain or len(kata[0]) < PENDEK - 1 or not kata[0].isalpha():
        return kelompok
    satu = kata[0]
    dikenal = satu in kosakata
    if dikenal and kenal:
        return kelompok
    pilihan = [(k,) for k in terdekat(satu, kosakata)]
    pilihan += _belah(satu, kosakata)
    # Of so short a word nobody knows whether it is known: "dan".
    awal = [kata] if dikenal or len(satu) < PENDEK else []
    return tuple(dict.fromkeys([*awal, *pilihan])) or kelompok


def _belah(kata, kosakata):
    """One word that is two, one of them perhaps with a slip of its own: "rapatkoordinasi", "rapatkoordnasi"."""
    titik = range(PENDEK, len(kata) - PENDEK + 2)
    bagian = [(kata[:i], kata[i:]) for i in titik]
    utuh = [b for b in bagian if b[0] in kosakata and b[1] in kosakata]
    kiri = [(b[0], k) for b in bagian if b[0] in kosakata for k in terdekat(b[1], kosakata)[:2]]
    kanan = [(k, b[1]) for b in bagian if b[1] in kosakata for k in terdekat(b[0], kosakata)[:2]]
    return [*utuh[:1], *kiri[:3], *kanan[:3]]


def _kata_terbaca(surat):
    """The words of a letter that this person reads."""
    terbaca = [surat.nama_pengirim, surat.nomor_surat, surat.jenis.nama]
    if surat.isi_terbuka:
        terbaca += [surat.hal, surat.acara_tempat, surat.lampiran_fisik]
    return set(" ".join(map(normal, terbaca)).split())


def _ada(kata, terbaca):
    return kata in terbaca or any(t.startswith(kata) for t in terbaca)
