"""Many acts in sets: for letters born closed out of an old book, in a transaction nobody else can look into yet.

Row by row the engine would take half a minute for a thousand. Nothing is locked, because nobody else knows the letters
before the commit; no obligation is left open, so nobody is told. Status, ledger and numbers take the form in which the
engine and `alur.nomor` leave them.
"""

import json

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from alur.jejak import AWAL, hash_dari, isi_kanonik, ke_milidetik
from alur.models import Jejak, KepalaRantai, Nomor, NomorTerakhir

SEKALI = 500


def pindahkan(transition, daftar):
    """Give unsaved objects the status the transition leads to; returns what the ledger calls the status before."""
    for objek in daftar:
        if objek.status not in transition.sources:
            raise RuntimeError(f"{transition.name} does not start from {objek.status}.")
        objek.status = transition.target
    return next(iter(transition.sources))


def catat(transition, butir, *, dari, oleh, sebagai, sumber_waktu, tempat):
    """Begin the ledger chain of each object. `butir`: (object, moment it claims, data) of objects just inserted."""
    if not connection.in_atomic_block:
        raise RuntimeError("The acts and their ledger entries must commit together.")
    pada, entri, kepala = ke_milidetik(timezone.now()), [], []
    for objek, terjadi_pada, data in butir:
        e = Jejak(
            rantai=objek.rantai,
            urut=1,
            transisi=transition.name,
            objek=objek.sebutan_objek(),
            dari=dari,
            ke=objek.status,
            pada=pada,
            terjadi_pada=ke_milidetik(terjadi_pada),
            sumber_waktu=sumber_waktu,
            oleh=oleh,
            sebagai=sebagai,
            tempat=tempat,
            data=data,
            hash_sebelum=AWAL,
        )
        e.isi = isi_kanonik(e)
        e.data = json.loads(e.isi)["data"]
        e.hash = hash_dari(AWAL, e.isi)
        entri.append(e)
        kepala.append(KepalaRantai(rantai=e.rantai, urut=1, hash=e.hash))
    Jejak.objects.bulk_create(entri, batch_size=SEKALI)
    KepalaRantai.objects.bulk_create(kepala, batch_size=SEKALI)


def catat_nomor(buku, butir, *, oleh):
    """Note numbers an old book has given already, as they are. `butir`: (year, number, what it is used for)."""
    sekarang, terbesar, baris = timezone.now(), {}, []
    for tahun, nomor, untuk in butir:
        terbesar[tahun] = max(nomor, terbesar.get(tahun, 0))
        baris.append(
            Nomor(
                buku=buku,
                tahun=tahun,
                nomor=nomor,
                status=Nomor.Status.TERPAKAI,
                asal=Nomor.Asal.IMPOR,
                untuk=untuk,
                dibuat_oleh=oleh,
                dibuat_pada=sekarang,
            )
        )
    Nomor.objects.bulk_create(baris, batch_size=SEKALI)
    for tahun, nomor in sorted(terbesar.items()):
        NomorTerakhir.objects.get_or_create(buku=buku, tahun=tahun)
        NomorTerakhir.objects.filter(buku=buku, tahun=tahun).update(nomor=Greatest(F("nomor"), nomor))
