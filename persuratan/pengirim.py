"""Two names of one sender become one, and can be parted again. Letters, names and counts stay where they are.

The ledger names senders by their keys alone: it is read by people who may not know who wrote a sealed letter.
"""

from django.db import transaction
from django.utils import timezone

from alur import jejak
from alur.jejak import ke_milidetik
from alur.kewenangan import TransitionDenied
from persuratan.models import Pengirim, UsulGabung
from persuratan.permissions import is_pengelola_register

DIGABUNG, DIPISAH = "pengirim_digabung", "pengirim_dipisah"


@transaction.atomic
def gabungkan(pengirim, ke, *, oleh):
    """From now on `pengirim` is known as `ke`; names that were merged into it come along. Returns `ke`, fresh.

    Raises TransitionDenied in a sentence.
    """
    penugasan = is_pengelola_register(oleh, pengirim)[0]
    pengirim, ke = _terkunci(pengirim, ke)
    if pengirim == ke:
        raise TransitionDenied("Kedua nama ini sudah satu pengirim.")
    for satu in (pengirim, ke):
        if satu.penerus:
            raise TransitionDenied(f"“{satu.nama}” sudah digabung ke “{satu.penerus.nama}”. Pakai nama itu.")
    ikut = list(pengirim.gabungan.order_by("pk").values_list("pk", flat=True))
    pengirim.gabungan.update(penerus=ke)
    pengirim.gabung_ke = pengirim.penerus = ke
    pengirim.digabung_pada = ke_milidetik(timezone.now())
    pengirim.save(update_fields=["gabung_ke", "penerus", "digabung_pada"])
    _catat(DIGABUNG, pengirim, oleh, penugasan, {"ke": ke.pk, "ikut": ikut})
    return ke


@transaction.atomic
def pisahkan(pengirim, *, oleh):
    """Undo a merge, also one that others came after: whoever was merged into `pengirim` leaves with it."""
    penugasan = is_pengelola_register(oleh, pengirim)[0]
    (pengirim,) = _terkunci(pengirim)
    if pengirim.penerus is None:
        raise TransitionDenied(f"“{pengirim.nama}” tidak sedang digabung. Mungkin rekan Anda sudah memisahkannya.")
    dari, ikut = pengirim.penerus, _bawahan(pengirim)
    Pengirim.objects.filter(pk__in=ikut).update(penerus=pengirim)
    pengirim.gabung_ke = pengirim.penerus = pengirim.digabung_pada = None
    pengirim.save(update_fields=["gabung_ke", "penerus", "digabung_pada"])
    _catat(DIPISAH, pengirim, oleh, penugasan, {"dari": dari.pk, "ikut": ikut})
    return pengirim


def tolak_usul(usul, *, oleh):
    """These two are not one sender: the proposal never comes back. A second refusal changes nothing."""
    is_pengelola_register(oleh, usul)
    UsulGabung.objects.filter(pk=usul.pk, ditolak_pada=None).update(ditolak_pada=timezone.now(), ditolak_oleh=oleh)


def _terkunci(*pengirim):
    """The rows, read anew while nobody else merges or parts: A into B and B into A at once would be a ring.

    The entry takes the lock of its chain in the end; taken first, it puts all of them in a row.
    """
    jejak.kunci_kepala(jejak.SISTEM)
    baris = Pengirim.objects.select_related("penerus").in_bulk([p.pk for p in pengirim])
    return [baris[p.pk] for p in pengirim]


def _bawahan(pengirim):
    """pks of those that were merged into `pengirim`, over any number of steps."""
    anak = {}
    for pk, induk in pengirim.penerus.gabungan.order_by("pk").values_list("pk", "gabung_ke"):
        anak.setdefault(induk, []).append(pk)
    hasil, lihat = [], [pengirim.pk]
    while lihat:
        baru = anak.pop(lihat.pop(), [])
        hasil += baru
        lihat += baru
    return sorted(hasil)


def _catat(transisi, pengirim, oleh, penugasan, data):
    jejak.catat(
        rantai=jejak.SISTEM,
        transisi=transisi,
        objek=f"{pengirim._meta.label_lower}:{pengirim.pk}",
        oleh=oleh,
        sebagai=penugasan,
        data=data,
    )
