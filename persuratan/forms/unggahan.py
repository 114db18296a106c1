"""Files of a form: taken in before any transaction, and kept while the rest of the form is put right.

A file that is safe on the shelf travels on as a signed text in a hidden field, bound to the person and good for a
day; so a failed form never asks for it again, and no row is made for a letter that was never saved.
"""

import itertools
import logging
from dataclasses import dataclass, field

from dokumen import potongan
from dokumen.galat import BerkasDitolak
from dokumen.gudang import BERHALAMAN, Sementara, gabung_gambar, simpan_sementara
from persuratan import pindai_hp

log = logging.getLogger(__name__)

BANYAK = 20
"""Files of one letter. A thicker bundle is scanned into one PDF."""
ISIAN = ("berkas", "kamera")


@dataclass
class Unggahan:
    """`aman`: list of (Sementara, its signed text); `galat`: sentences, each naming its file."""

    aman: list = field(default_factory=list)
    galat: list = field(default_factory=list)

    @property
    def berkas(self):
        return [s for s, _ in self.aman]

    @property
    def halaman(self):
        return sum(s.jumlah_halaman for s in self.berkas)


def terima_unggahan(request, *, hanya=BERHALAMAN):
    """The Unggahan of a POST: files kept from before (`berkas_aman`), pages of a phone (`tautan`), and files that come
    now (`berkas`, `kamera`).

    `hanya`: the kinds of files taken; None for all that the store takes.
    """
    unggahan, lepas = Unggahan(), request.POST.get("lepas", "")
    if lepas:
        potongan.lupakan(request.user, [lepas])
    for tanda in request.POST.getlist("berkas_aman")[:BANYAK]:
        _coba(unggahan, request.user, lambda tanda=tanda: Sementara.dari_tanda(tanda, request.user), "", lepas)
    for sementara in pindai_hp.halaman(request.user, request.POST.get("tautan", "")):
        _coba(unggahan, request.user, lambda sementara=sementara: sementara, "", lepas)
    for file in (f for isian in ISIAN for f in request.FILES.getlist(isian)):
        if len(unggahan.aman) >= BANYAK:
            unggahan.galat.append(f"Paling banyak {BANYAK} berkas dalam satu surat. Gabungkan menjadi satu PDF.")
            break
        _coba(unggahan, request.user, lambda file=file: _terima(file, hanya), file.name, lepas)
    return unggahan


def terpakai(request, unggahan):
    """In the transaction that saves: these files have found their letter, and the phone's link ends."""
    potongan.lupakan(request.user, [s.sha256 for s in unggahan.berkas])
    if request.POST.get("tautan"):
        pindai_hp.cabut(request.user, request.POST["tautan"])


def satukan_foto(berkas):
    """The list of Sementara to keep: photos that follow one another are pages of one letter, and become one PDF.

    A single photo too, for it weighs ten times its page; a TIFF alone comes from a scanner and stays bit for bit.
    Before the transaction, like all input and output. Photos that cannot be joined stay what they are: they are safe
    already, and no letter waits for this.
    """
    hasil = []
    for foto, kelompok in itertools.groupby(berkas, key=lambda s: s.jenis.startswith("image/")):
        lembar = list(kelompok)
        if foto and (len(lembar) > 1 or lembar[0].jenis != "image/tiff"):
            try:
                lembar = [gabung_gambar(lembar)]
            except BerkasDitolak as ditolak:
                log.warning("%s photos stay apart: %s", len(lembar), ditolak.alasan)
        hasil += lembar
    return hasil


def pulihkan_unggahan(data, pegawai):
    """The Unggahan of a kept draft (QueryDict or None); what has gone meanwhile is named in `galat`."""
    unggahan = Unggahan()
    for tanda in data.getlist("berkas_aman")[:BANYAK] if data else ():
        _coba(unggahan, pegawai, lambda tanda=tanda: Sementara.dari_tanda(tanda, pegawai), "", "")
    return unggahan


def hanya_pindaian(sementara, hanya=BERHALAMAN):
    """Refuse what has no pages, or is none of these kinds."""
    if hanya is not None and sementara.jenis not in hanya:
        raise BerkasDitolak("bukan_pindaian", "Berkas ini bukan PDF atau foto. Simpan sebagai PDF, lalu unggah lagi.")


def _terima(file, hanya):
    sementara = simpan_sementara(file)
    hanya_pindaian(sementara, hanya)
    return sementara


def _coba(unggahan, pegawai, ambil, nama, lepas):
    try:
        sementara = ambil()
    except BerkasDitolak as ditolak:
        unggahan.galat.append(f"{nama}: {ditolak.pesan}" if nama else ditolak.pesan)
        return
    # The same content twice is one file; the form and the script may both have sent it.
    if sementara.sha256 != lepas and sementara.sha256 not in {s.sha256 for s in unggahan.berkas}:
        unggahan.aman.append((sementara, sementara.tanda(pegawai)))
