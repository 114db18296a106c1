"""The emergency book: numbers set aside and printed for power or network cuts, typed in later, each accounted for.

What was not used is closed by two people, as any other number: one asks with a reason, another agrees.
"""

from django.db import connection
from django.utils import timezone

from alur.jejak import catat_sistem
from alur.models import BukuDarurat, Nomor
from alur.nomor import NomorDitolak, terbitkan_banyak
from organisasi.kode import kode_acak

PALING_BANYAK = 200


def siapkan_darurat(buku, tahun, *, jumlah, alasan, oleh):
    """Set `jumlah` numbers aside as one printed block: the BukuDarurat."""
    if not alasan.strip():
        raise NomorDitolak("Tulis alasan menyiapkan buku darurat.")
    if not 1 <= jumlah <= PALING_BANYAK:
        raise NomorDitolak(f"Jumlah nomor antara 1 dan {PALING_BANYAK}.")
    nomor = terbitkan_banyak(
        buku,
        tahun,
        jumlah,
        "nomor.siapkan_darurat",
        status=Nomor.Status.DARURAT,
        asal=Nomor.Asal.DARURAT,
        alasan=alasan,
        dibuat_oleh=oleh,
    )
    return BukuDarurat.objects.create(
        kode=kode_acak(6),
        buku=buku,
        tahun=tahun,
        dari=nomor[0].nomor,
        sampai=nomor[-1].nomor,
        alasan=alasan,
        dibuat_oleh=oleh,
        dibuat_pada=timezone.now(),
    )


def minta_tutup(blok, nomor, oleh, alasan):
    """Ask that unused numbers of a block be closed; `nomor` are their figures. Returns how many."""
    if not alasan.strip():
        raise NomorDitolak("Tulis mengapa nomor itu tidak dipakai.")
    baris = _kunci(blok, nomor)
    if terpakai := [n.nomor for n in baris if n.status != Nomor.Status.DARURAT]:
        raise NomorDitolak(f"Nomor {terpakai[0]}/{blok.tahun} sudah dicatat atau sudah ditutup.")
    if diminta := [n.nomor for n in baris if n.diminta_oleh_id]:
        raise NomorDitolak(f"Nomor {diminta[0]}/{blok.tahun} sudah diminta ditutup.")
    return _ubah("nomor.minta_tutup", blok, baris, oleh, alasan, diminta_oleh=oleh, diminta_pada=timezone.now())


def setujui_tutup(blok, nomor, oleh):
    """Agree to what somebody else asked: these numbers are void, with their reason."""
    baris = _diminta(blok, nomor)
    if any(n.diminta_oleh_id == oleh.pk for n in baris):
        raise NomorDitolak("Penutupan nomor harus disetujui orang lain.")
    return _ubah(
        "nomor.setujui_tutup",
        blok,
        baris,
        oleh,
        None,
        status=Nomor.Status.BATAL,
        disetujui_oleh=oleh,
        disetujui_pada=timezone.now(),
    )


def tolak_tutup(blok, nomor, oleh, alasan):
    """Turn it down: the numbers wait to be typed in or explained, as before."""
    if not alasan.strip():
        raise NomorDitolak("Tulis mengapa penutupan ditolak.")
    baris = _diminta(blok, nomor)
    _ubah("nomor.tolak_tutup", blok, baris, oleh, alasan, diminta_oleh=None, diminta_pada=None, alasan_batal="")
    return len(baris)


def _kunci(blok, nomor):
    """The rows of these figures, locked in their order, so that typing in and closing never both win."""
    if not connection.in_atomic_block:
        raise RuntimeError("A number changes inside a transaction.")
    if not nomor:
        raise NomorDitolak("Pilih paling sedikit satu nomor.")
    baris = list(blok.nomor.filter(nomor__in=nomor).select_for_update(of=("self",)).order_by("nomor"))
    if len(baris) != len(set(nomor)):
        raise NomorDitolak("Sebagian nomor itu bukan dari buku darurat ini.")
    return baris


def _diminta(blok, nomor):
    baris = _kunci(blok, nomor)
    for n in baris:
        if n.status != Nomor.Status.DARURAT or not n.diminta_oleh_id:
            raise NomorDitolak(f"Nomor {n.nomor}/{blok.tahun} tidak sedang diminta ditutup.")
    return baris


def _ubah(tindakan, blok, baris, oleh, alasan, **kolom):
    isi = kolom if alasan is None or "alasan_batal" in kolom else kolom | {"alasan_batal": alasan}
    Nomor.objects.filter(pk__in=[n.pk for n in baris]).update(**isi)
    catat_sistem(
        tindakan,
        oleh=oleh,
        objek=f"alur.bukudarurat:{blok.pk}",
        data={"buku": blok.buku, "tahun": blok.tahun, "nomor": [n.nomor for n in baris]},
        catatan=alasan or "",
    )
    return len(baris)
