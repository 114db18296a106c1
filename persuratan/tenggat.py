"""Deadlines: the norm in force, pulled forward by an event; and the worked time of a closed Tugas.

The arithmetic itself is `organisasi.kalender`; here stand the office's rules about which norm applies.
"""

from datetime import timedelta

from django.utils import timezone

from organisasi.kalender import Kalender
from organisasi.models import PerubahanKalender
from persuratan.models.pilihan import DITETAPKAN, KARENA_ACARA, SEJAK_DIUBAH, JenisTugas
from persuratan.models.standar import StandarPelayanan
from persuratan.rujukan import Rujukan

Satuan = StandarPelayanan.Satuan

SEBELUM_TERIMA = frozenset(
    {
        JenisTugas.ARAHKAN,
        JenisTugas.TELAAH,
        JenisTugas.PARAF,
        JenisTugas.DISPOSISI,
        JenisTugas.DISTRIBUSI,
        JenisTugas.TERIMA,
        JenisTugas.TENGAHI,
    }
)
"""Stages that must be over before an event, so that the invited office holds the letter in time."""


def standar_berlaku(jenis, kecepatan, pada):
    """The norm in force on the office day of `pada`, or None when the office sets none for this stage."""
    return Rujukan.kini().standar_berlaku(jenis, kecepatan, timezone.localdate(pada))


def dari_standar(standar, mulai, kalender=None):
    """The moment a norm that starts at `mulai` runs out; None without a norm."""
    if standar is None:
        return None
    kalender = kalender or Kalender.muat()
    if standar.satuan == Satuan.MENIT_KERJA:
        return kalender.tambah_jam_kerja(mulai, timedelta(minutes=standar.jumlah))
    if standar.satuan == Satuan.JAM_KERJA:
        return kalender.tambah_jam_kerja(mulai, timedelta(hours=standar.jumlah))
    if standar.satuan == Satuan.HARI_KERJA:
        return kalender.tambah_hari_kerja(mulai, standar.jumlah)
    return kalender.tambah_jam_berjalan(mulai, timedelta(hours=standar.jumlah))


def batas_acara(jenis, acara_mulai, mulai, kalender):
    """The latest moment an event allows for a stage that starts at `mulai`, or None.

    Before the letter is held: the close of the last working day before the event, or the event itself when that
    has passed already. For the follow-up: the event. An event that is over pulls nothing.
    """
    if acara_mulai is None or acara_mulai <= mulai:
        return None
    if jenis in SEBELUM_TERIMA:
        sehari_sebelum = kalender.tutup_sebelum(acara_mulai)
        return sehari_sebelum if sehari_sebelum > mulai else acara_mulai
    return acara_mulai if jenis == JenisTugas.TINDAK_LANJUT else None


def batas(jenis, standar, mulai, acara_mulai, kalender, *, sejak=None):
    """(deadline, why it is not the norm) of a stage that starts at `mulai`.

    `sejak`: the event's limit as seen from that later moment.
    """
    norma = dari_standar(standar, mulai, kalender)
    acara = batas_acara(jenis, acara_mulai, max(mulai, sejak or mulai), kalender)
    if acara is not None and (norma is None or acara < norma):
        return acara, KARENA_ACARA
    return norma, ""


def pasang(tugas, surat, *, diminta=None):
    """Set norm and deadline on a Tugas about to be opened. `diminta`: a deadline the giver has set himself."""
    tugas.standar = standar_berlaku(tugas.jenis, surat.kecepatan, tugas.dibuka_pada)
    if diminta is not None:
        tugas.tenggat_pada, tugas.tenggat_dari = diminta, DITETAPKAN
        return
    tugas.tenggat_pada, tugas.tenggat_dari = batas(
        tugas.jenis, tugas.standar, tugas.dibuka_pada, surat.acara, Kalender.muat()
    )


def pindah(kini, jenis, standar, mulai, acara_mulai, *, sejak, kalender):
    """(deadline, why) where an open deadline `kini` belongs after calendar, speed or event changed at `sejak`.

    None when it stays. What had passed before the change stays as it was: that it is late is a fact. Nobody is late
    by a change either: a norm that would have run out before it is counted from the change, and never lengthened.
    """
    if kini is not None and kini <= sejak:
        return None
    baru, dari = batas(jenis, standar, mulai, acara_mulai, kalender, sejak=sejak)
    if baru is not None and baru <= sejak:
        baru, dari = batas(jenis, standar, sejak, acara_mulai, kalender)
        dari = dari or SEJAK_DIUBAH
        if kini is not None and kini <= baru:
            return None
    return None if baru == kini else (baru, dari)


def pindahkan(tugas, surat, *, sejak, kalender, standar=None):
    """Move an open deadline that came from a norm; returns what the ledger says of it, or None when it stays.

    Under the letter's lock; the caller saves. `standar`: the norm of a corrected speed.
    """
    if tugas.terlambat_pada is not None or tugas.tenggat_dari == DITETAPKAN:
        return None
    standar = standar or tugas.standar
    baru = pindah(
        tugas.tenggat_pada, tugas.jenis, standar, tugas.dibuka_pada, surat.acara, sejak=sejak, kalender=kalender
    )
    if baru is None:
        return None
    lama = tugas.tenggat_pada
    tugas.standar, (tugas.tenggat_pada, tugas.tenggat_dari) = standar, baru
    return {
        "tugas": tugas.pk,
        "jenis": tugas.jenis,
        "pemegang": str(tugas.pemegang),
        "lama": lama,
        "baru": tugas.tenggat_pada,
        "karena": tugas.tenggat_dari,
    }


def ikuti_kalender(tugas, surat):
    """Before a deadline is called passed: follow a change of the calendar that the worker has not applied yet.

    Returns as `pindahkan`. Otherwise a day without worker would make people late on a day decreed free.
    """
    kalender = Kalender.muat()  # before the changes are read: each change it knows of is then named
    diubah = PerubahanKalender.objects.menunggu().first()
    return diubah and pindahkan(tugas, surat, sejak=diubah.pada, kalender=kalender)


def detik_terpakai(tugas):
    """Worked seconds between opening and closing; elapsed seconds where the norm runs by the clock."""
    if tugas.standar is not None and tugas.standar.satuan == Satuan.JAM_BERJALAN:
        lama = tugas.selesai_pada - tugas.dibuka_pada
    else:
        lama = Kalender.muat().lama_kerja(tugas.dibuka_pada, tugas.selesai_pada)
    return int(lama.total_seconds())


def keseluruhan(surat, diterima_pada, *, panjang=False):
    """(norm, deadline) of the whole way, receipt → distribution: the office's own, charged to no single holder."""
    jenis = JenisTugas.KESELURUHAN_PANJANG if panjang else JenisTugas.KESELURUHAN
    standar = standar_berlaku(jenis, surat.kecepatan, diterima_pada)
    return standar, batas_keseluruhan(standar, diterima_pada, surat.acara, Kalender.muat())


def batas_keseluruhan(standar, diterima_pada, acara, kalender):
    batas = dari_standar(standar, diterima_pada, kalender)
    if acara is not None and acara > diterima_pada and (batas is None or acara < batas):
        return acara
    return batas


def untuk_jejak_keseluruhan(lama, baru):
    """What the ledger says of a moved deadline of the whole way, beside those of Tugas."""
    return {"tugas": None, "jenis": JenisTugas.KESELURUHAN, "pemegang": "", "lama": lama, "baru": baru, "karena": ""}


def pindah_keseluruhan(kini, standar, diterima_pada, acara, *, sejak, kalender):
    """The moment where the whole way's open deadline belongs now, by the rules of `pindah`; None when it stays."""
    if standar is None or kini is None or kini <= sejak:
        return None
    baru = batas_keseluruhan(standar, diterima_pada, acara if acara and acara > sejak else None, kalender)
    if baru <= sejak:
        baru = min(kini, dari_standar(standar, sejak, kalender))
    return None if baru == kini else baru


def keseluruhan_menunggu(surat):
    """Whether a change of the calendar moves the whole way's deadline and has not been applied yet."""
    kalender = Kalender.muat()
    diubah = PerubahanKalender.objects.menunggu().first()
    return diubah is not None and bool(
        pindah_keseluruhan(
            surat.tenggat_pada,
            surat.standar,
            surat.suratmasuk.diterima_pada,
            surat.acara,
            sejak=diubah.pada,
            kalender=kalender,
        )
    )
