"""Writing the ledger. Reading it back with suspicion is `alur.pemeriksaan`; sealing it is `alur.segel`."""

import datetime
import decimal
import hashlib
import json
import unicodedata

from django.db import connection
from django.utils import timezone

from alur.models import Jejak, KepalaRantai

AWAL = "0" * 64
"""`hash_sebelum` of the first entry of every chain and of the first seal."""
SISTEM = "sistem"
"""The chain of acts that concern no letter: login, rights, settings."""


def catat(
    *,
    rantai,
    transisi,
    objek="",
    dari="",
    ke="",
    oleh=None,
    sebagai=None,
    terjadi_pada=None,
    sumber_waktu="",
    catatan="",
    tempat="web",
    data=None,
):
    """Append one act to `rantai` and return its Jejak; commits or rolls back with the caller's transaction.

    `oleh` Pegawai or None (the system itself), `sebagai` Penugasan or None, `data` plain JSON values without floats
    (dates and moments are written as ISO text). Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The act and its ledger entry must commit together.")
    kepala = kunci_kepala(rantai)
    entri = Jejak(
        rantai=rantai,
        urut=kepala.urut + 1,
        transisi=bersih(transisi),
        objek=bersih(objek),
        dari=bersih(dari),
        ke=bersih(ke),
        pada=ke_milidetik(timezone.now()),
        terjadi_pada=ke_milidetik(terjadi_pada) if terjadi_pada else None,
        sumber_waktu=sumber_waktu,
        oleh=oleh,
        sebagai=sebagai,
        catatan=bersih(catatan),
        tempat=tempat,
        data=bersih(data or {}),
        hash_sebelum=kepala.hash,
    )
    entri.isi = isi_kanonik(entri)
    entri.hash = hash_dari(entri.hash_sebelum, entri.isi)
    entri.save(force_insert=True)
    KepalaRantai.objects.filter(pk=kepala.pk).update(urut=entri.urut, hash=entri.hash)
    return entri


def catat_sistem(transisi, *, oleh=None, objek="", data=None, catatan=""):
    """Append an act that concerns no letter to the chain "sistem"; same rules as `catat`."""
    return catat(rantai=SISTEM, transisi=transisi, objek=objek, oleh=oleh, data=data, catatan=catatan, tempat="sistem")


def kode_pendek(jejak):
    """The short code printed on receipts: "E41A-0B77". `jejak` is a Jejak or a SegelHarian."""
    return f"{jejak.hash[:4]}-{jejak.hash[4:8]}".upper()


def kunci_kepala(rantai):
    """The chain's head, locked until commit: two appends to one chain never read the same head."""
    terkunci = KepalaRantai.objects.select_for_update()
    kepala = terkunci.filter(rantai=rantai).first()
    if kepala is None:
        KepalaRantai.objects.get_or_create(rantai=rantai, defaults={"hash": AWAL})
        kepala = terkunci.get(rantai=rantai)
    return kepala


def isi_kanonik(entri):
    """The text that is hashed: sorted keys, no spaces, NFC, moments in UTC milliseconds, names as they were then."""
    return kanonik(
        {
            "rantai": entri.rantai,
            "urut": entri.urut,
            "transisi": entri.transisi,
            "objek": entri.objek,
            "dari": entri.dari,
            "ke": entri.ke,
            "pada": entri.pada,
            "terjadi_pada": entri.terjadi_pada,
            "sumber_waktu": entri.sumber_waktu,
            "oleh": entri.oleh and {"id": entri.oleh_id, "nama": entri.oleh.nama},
            "sebagai": entri.sebagai and {"id": entri.sebagai_id, "jabatan": entri.sebagai.sebutan},
            "tempat": entri.tempat,
            "catatan": entri.catatan,
            "data": entri.data,
        }
    )


def kanonik(nilai):
    return json.dumps(bersih(nilai), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def hash_dari(hash_sebelum, isi):
    return hashlib.sha256((hash_sebelum + isi).encode()).hexdigest()


def bersih(nilai):
    """`nilai` as plain JSON values that both databases give back unchanged.

    Floats are refused (TypeError): PostgreSQL may return 1e22 as an integer, and the entry would look forged.
    """
    if nilai is None or isinstance(nilai, bool):
        return nilai
    if isinstance(nilai, str):  # also TextChoices
        return unicodedata.normalize("NFC", str(nilai).replace("\x00", ""))
    if isinstance(nilai, int):
        return int(nilai)
    if isinstance(nilai, datetime.datetime):
        return tulis_waktu(nilai)
    if isinstance(nilai, datetime.date):
        return nilai.isoformat()
    if isinstance(nilai, decimal.Decimal):
        return str(nilai)
    if isinstance(nilai, dict):
        return {bersih(str(k)): bersih(v) for k, v in nilai.items()}
    if isinstance(nilai, list | tuple):
        return [bersih(v) for v in nilai]
    raise TypeError(f"The ledger cannot hold {type(nilai).__name__}.")


def ke_milidetik(waktu):
    """Cut to milliseconds: a hash computed before and after the database then holds the same moment."""
    return waktu.replace(microsecond=waktu.microsecond // 1000 * 1000)


def tulis_waktu(waktu):
    """ "2026-11-23T01:02:03.004Z" """
    return waktu.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{waktu.microsecond // 1000:03d}Z"
