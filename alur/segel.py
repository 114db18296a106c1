"""Daily seals: a Merkle root over all chain heads, so that a cut tail or a rewritten chain shows.

A seal held outside (printed, mailed) is about 400 bytes. It can be checked later because `KepalaTersegel` keeps, for
each seal, the heads that moved since the seal before: folding these gives back all heads of that moment, and their
root must be the one on paper. See docs/keputusan/jejak-dan-segel.md.
"""

import datetime
import hashlib

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Collate
from django.utils import timezone

from alur.jejak import AWAL, hash_dari, kanonik, ke_milidetik, kode_pendek, tulis_waktu
from alur.models import KepalaRantai, KepalaTersegel, SegelHarian
from alur.notifikasi import kirim_ke_alamat

KUNCI_SEGEL = ("tanggal", "mulai_tanggal", "pada", "akar", "jumlah_rantai", "jumlah_entri", "catatan")


def segel_hari(tanggal=None):
    """Seal the ledger as it stands now, as the seal of `tanggal` (office date, default today); the row if it exists.

    Raises ValueError for a day to come or one that a later seal already covers.
    """
    tanggal = tanggal or timezone.localdate()
    try:
        with transaction.atomic():
            return _segel(tanggal)
    except IntegrityError:  # another beat was quicker
        return SegelHarian.objects.get(tanggal=tanggal)


def susulkan():
    """Seal yesterday unless done: the SegelHarian, or None. After an outage one seal covers all days missed."""
    kemarin = timezone.localdate() - datetime.timedelta(days=1)
    terakhir = segel_terakhir()
    if terakhir and terakhir.tanggal >= kemarin:
        return None
    return segel_hari(kemarin)


def segel_terakhir():
    return SegelHarian.objects.order_by("-tanggal").first()


def ekspor(segel, *, lengkap=False):
    """The seal as plain JSON values, to be held outside; `lengkap` adds all heads, so that a break can be named."""
    isi = {k: _polos(getattr(segel, k)) for k in KUNCI_SEGEL}
    isi |= {"hash_sebelum": segel.hash_sebelum, "hash": segel.hash}
    if lengkap:
        isi["kepala"] = [list(k) for k in kepala_pada(segel)]
    return isi


def teks_segel(segel):
    """The seal as the text that witnesses get: sentences for people, then the JSON for `periksa_jejak --segel`."""
    dibuat = f"{timezone.localtime(segel.pada):%d-%m-%Y %H.%M.%S} {settings.ZONA}"
    return "\n".join(
        [
            f"Segel jejak e-Surat {settings.KANTOR}",
            f"Tanggal {segel.tanggal:%d-%m-%Y}, dibuat {dibuat}",
            f"{segel.jumlah_entri} catatan dalam {segel.jumlah_rantai} rantai",
            f"Kode {kode_pendek(segel)}",
            "",
            "Simpan pesan ini. Dengan segel ini, setiap perubahan jejak sampai saat itu dapat ditemukan.",
            "Cara memeriksa: simpan lampiran, lalu jalankan manage.py periksa_jejak --segel BERKAS",
            "",
        ]
    )


def akar_merkle(kepala):
    """Root (hex) over (rantai, urut, hash) in the order given; memory grows with the logarithm of their number.

    Leaves and nodes are hashed with different prefixes, so that a node can never pass as a leaf (as RFC 6962 does).
    """
    tumpukan = []
    for rantai, urut, hash_ in kepala:
        simpul, tinggi = hashlib.sha256(f"\0{rantai}\n{urut}\n{hash_}".encode()).digest(), 0
        while tumpukan and tumpukan[-1][0] == tinggi:
            simpul, tinggi = hashlib.sha256(b"\1" + tumpukan.pop()[1] + simpul).digest(), tinggi + 1
        tumpukan.append((tinggi, simpul))
    if not tumpukan:
        return hashlib.sha256(b"").hexdigest()
    simpul = tumpukan.pop()[1]
    while tumpukan:
        simpul = hashlib.sha256(b"\1" + tumpukan.pop()[1] + simpul).digest()
    return simpul.hex()


def kepala_pada(segel):
    """Stream (rantai, urut, hash) of all heads that `segel` covers, in binary order of `rantai`."""
    tersegel = KepalaTersegel.objects.filter(segel__tanggal__lte=segel.tanggal)
    terakhir = None
    for baris in (
        tersegel.order_by(urut_biner("rantai"), "segel__tanggal")
        .values_list("rantai", "urut", "hash")
        .iterator(chunk_size=5000)
    ):
        if terakhir is not None and terakhir[0] != baris[0]:
            yield terakhir
        terakhir = baris
    if terakhir is not None:
        yield terakhir


def urut_biner(kolom):
    """Order text by bytes on every database: the root must not depend on the server's language."""
    return Collate(F(kolom), "C") if connection.vendor == "postgresql" else F(kolom).asc()


def isi_segel(segel):
    """The canonical text of a seal, which its hash covers."""
    return kanonik({k: getattr(segel, k) for k in KUNCI_SEGEL})


def _segel(tanggal):
    if ada := SegelHarian.objects.filter(tanggal=tanggal).first():
        return ada
    if tanggal > timezone.localdate():
        raise ValueError("A day to come cannot be sealed.")
    sebelum = segel_terakhir()
    if sebelum and sebelum.tanggal > tanggal:
        raise ValueError("A later seal already covers this day.")
    # One statement, one snapshot: a head and its entry commit together, so these heads are whole without any lock.
    kini = list(KepalaRantai.objects.order_by(urut_biner("rantai")).values_list("rantai", "urut", "hash"))
    lama = {r: (u, h) for r, u, h in kepala_pada(sebelum)} if sebelum else {}
    segel = SegelHarian(
        tanggal=tanggal,
        mulai_tanggal=sebelum.tanggal + datetime.timedelta(days=1) if sebelum else tanggal,
        pada=ke_milidetik(timezone.now()),
        akar=akar_merkle(kini),
        jumlah_rantai=len(kini),
        jumlah_entri=sum(u for _, u, _ in kini),
        catatan=_kemunduran(kini, lama),
        hash_sebelum=sebelum.hash if sebelum else AWAL,
    )
    segel.isi = isi_segel(segel)
    segel.hash = hash_dari(segel.hash_sebelum, segel.isi)
    segel.save(force_insert=True)
    KepalaTersegel.objects.bulk_create(
        (KepalaTersegel(segel=segel, rantai=r, urut=u, hash=h) for r, u, h in kini if lama.get(r) != (u, h)),
        batch_size=1000,
    )
    kirim_ke_alamat(
        settings.SAKSI,
        kunci_awal=f"segel:{tanggal}",
        judul=f"Segel jejak {tanggal:%d-%m-%Y}: {kode_pendek(segel)}",
        isi=teks_segel(segel),
        lampiran=kanonik(ekspor(segel)) + "\n",
        nama_lampiran=f"segel-{tanggal}.json",
    )
    return segel


def _kemunduran(kini, lama):
    """A head that went back or vanished since the last seal is written into the new one: sealing must not hide it."""
    kini = {r: u for r, u, _ in kini}
    mundur = [r for r, (u, _) in lama.items() if kini.get(r, -1) < u]
    return f"Rantai mundur atau hilang: {', '.join(sorted(mundur)[:10])}." if mundur else ""


def _polos(nilai):
    if isinstance(nilai, datetime.datetime):
        return tulis_waktu(nilai)
    return nilai.isoformat() if isinstance(nilai, datetime.date) else nilai
