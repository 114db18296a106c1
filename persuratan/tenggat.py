"""Deadlines: the norm in force, pulled forward by an event; and the worked time of a closed Tugas.

The arithmetic itself is `organisasi.kalender`; here stand the office's rules about which norm applies.
"""

from datetime import timedelta

from django.utils import timezone

from organisasi.kalender import Kalender
from persuratan.models.pilihan import JenisTugas
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
    return mulai + timedelta(hours=standar.jumlah)


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


def pasang(tugas, surat, *, diminta=None):
    """Set norm and deadline on a Tugas about to be opened. `diminta`: a deadline the giver has set himself."""
    kalender = Kalender.muat()
    tugas.standar = standar_berlaku(tugas.jenis, surat.kecepatan, tugas.dibuka_pada)
    if diminta is not None:
        tugas.tenggat_pada, tugas.tenggat_dari = diminta, "Ditetapkan pemberi disposisi"
        return
    tugas.tenggat_pada = dari_standar(tugas.standar, tugas.dibuka_pada, kalender)
    acara = batas_acara(tugas.jenis, surat.acara, tugas.dibuka_pada, kalender)
    if acara is not None and (tugas.tenggat_pada is None or acara < tugas.tenggat_pada):
        tugas.tenggat_pada, tugas.tenggat_dari = acara, "Dimajukan karena acara"


def detik_terpakai(tugas):
    """Worked seconds between opening and closing; elapsed seconds where the norm runs by the clock."""
    if tugas.standar is not None and tugas.standar.satuan == Satuan.JAM_BERJALAN:
        lama = tugas.selesai_pada - tugas.dibuka_pada
    else:
        lama = Kalender.muat().lama_kerja(tugas.dibuka_pada, tugas.selesai_pada)
    return int(lama.total_seconds())


def keseluruhan(surat, diterima_pada, *, panjang=False):
    """The deadline of the whole way, receipt → distribution (issue of the norm: charged to no holder)."""
    jenis = JenisTugas.KESELURUHAN_PANJANG if panjang else JenisTugas.KESELURUHAN
    kalender = Kalender.muat()
    batas = dari_standar(standar_berlaku(jenis, surat.kecepatan, diterima_pada), diterima_pada, kalender)
    acara = surat.acara
    if acara is not None and acara > diterima_pada and (batas is None or acara < batas):
        return acara
    return batas
