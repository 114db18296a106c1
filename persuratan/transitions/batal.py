"""A registered letter is cancelled: asked for at the counter, agreed to by its head. The number stays and says why.

While it is asked for, the letter goes on and so do its clocks: a request must not be a way to stop one.
"""

from alur import nomor
from alur.kewenangan import TransitionDenied
from alur.models import JenisKabar, Nomor
from alur.nomor import NomorDitolak
from alur.transitions import BukaTugas, Kabar, Transition, menyebut
from persuratan.models import LangkahNaik, SuratMasuk
from persuratan.models.pilihan import Akhir, JenisTugas, Keamanan
from persuratan.pemegang import kepala_unit, orang_pemegang
from persuratan.permissions import is_agendaris, pemegang_tugas
from persuratan.transitions.kabar import kabar_pemegang
from persuratan.transitions.surat_masuk import HIDUP, tutup
from persuratan.transitions.tanpa_disposisi import wajib_alasan
from persuratan.transitions.tindak_lanjut import setelah_bergerak

Status = SuratMasuk.Status
DI_UNIT = frozenset({JenisTugas.TERIMA, JenisTugas.TINDAK_LANJUT})


def nomor_surat(surat):
    """The Nomor this letter is registered under, with the people of a request; None for a letter without one."""
    return Nomor.objects.filter(untuk=surat.sebutan_objek()).select_related("diminta_oleh", "disetujui_oleh").first()


def belum_diminta(surat):
    terbuka = surat.surat_induk().tugas_terbuka
    if any(t.jenis == JenisTugas.PERSETUJUAN_BATAL for t in terbuka):
        raise TransitionDenied("Pembatalan surat ini sudah diminta dan menunggu persetujuan.")
    if di_unit := [str(t.unit) for t in terbuka if t.jenis in DI_UNIT and t.unit_id]:
        raise TransitionDenied(kalimat_di_luar(di_unit))


def kalimat_di_luar(unit):
    """Cancelling would deny what a unit holds a receipt of: what has left the house is not called back in silence."""
    return f"Surat ini sudah dikirim ke {', '.join(unit)}. Surat yang sudah dikirim tidak dapat dibatalkan."


def belum_di_luar(surat):
    """Refuse while a unit has it, or has had it and did not send it back."""
    kiriman = surat.surat_induk().pengiriman.filter(dikirim_pada__isnull=False, dikembalikan_pada=None)
    kiriman = kiriman.exclude(tugas_terima__akhir=Akhir.DITARIK)  # taken back before it was opened
    if unit := [str(k.unit) for k in kiriman.select_related("unit").order_by("pk")]:
        raise TransitionDenied(kalimat_di_luar(unit))


def _pada_nomor(verb, surat, *isi):
    baris = nomor_surat(surat)
    if baris is None:
        raise TransitionDenied("Surat ini tidak bernomor di buku agenda, jadi tidak ada yang dibatalkan.")
    try:
        return verb(baris, *isi)
    except NomorDitolak as ditolak:
        raise TransitionDenied(str(ditolak)) from ditolak


def minta(surat, konteks):
    wajib_alasan("Tulis mengapa pencatatan surat ini dibatalkan.")(surat, konteks)
    belum_di_luar(surat)
    if kepala_unit(surat.unit_pencatat_id) is None:
        raise TransitionDenied(f"{surat.unit_pencatat} belum punya kepala yang menyetujui. Hubungi admin.")
    _pada_nomor(nomor.minta_batal, surat, konteks.oleh, konteks.catatan)


@menyebut(JenisTugas.PERSETUJUAN_BATAL)
def buka_persetujuan(surat, konteks):
    # Agreeing needs the envelope; a secret letter is not opened to its head by asking to cancel it.
    yield BukaTugas(
        jenis=JenisTugas.PERSETUJUAN_BATAL, jabatan=kepala_unit(surat.unit_pencatat_id), baca_isi=surat.loket_baca_isi
    )


MINTA_BATAL = Transition(
    name="minta_batal",
    label="Minta pembatalan",
    kata_jejak="Diminta dibatalkan",
    ikon="silang",
    sources=HIDUP,
    target=None,
    permission=is_agendaris,
    guard=belum_diminta,
    effect=minta,
    opens=buka_persetujuan,
    recipients=kabar_pemegang,
)


def setujui(surat, konteks):
    konteks.data["nomor"] = _pada_nomor(nomor.setujui_batal, surat, konteks.oleh)
    konteks.tambahan["alasan"] = konteks.data["nomor"].alasan_batal if surat.keamanan == Keamanan.B else ""
    LangkahNaik.objects.filter(surat=surat.pk, tugas=None).delete()
    induk = surat.surat_induk()
    if induk.didistribusikan_pada is None:
        # The whole way ends here. That it was late already is a fact, whether a worker noted it or not.
        lewat = induk.tenggat_pada if induk.sudah_lewat(konteks.saat) else induk.terlambat_pada
        for satu in (surat, induk):
            satu.didistribusikan_pada, satu.terlambat_pada = konteks.saat, lewat
        induk.save(update_fields=["didistribusikan_pada", "terlambat_pada"])


@menyebut(*(j for j in JenisTugas if not j.name.startswith("KESELURUHAN")))
def tutup_semua(surat, konteks):
    """Nobody owes anything any more. What was not done is said not to have been done: neither done nor in time."""
    terbuka = list(surat.surat_induk().tugas_terbuka)
    for tugas in terbuka:
        if tugas.jenis != JenisTugas.PERSETUJUAN_BATAL:
            tugas.akhir = Akhir.BATAL
    return terbuka


def kabar_batal(surat, konteks):
    """Who held it, and who asked."""
    induk, peminta = surat.surat_induk(), konteks.data["nomor"].diminta_oleh
    orang = {p.pk: p for p in [*orang_pemegang(konteks.ditutup), peminta] if p.is_active and p != konteks.oleh}
    alasan = f" Alasan: {konteks.tambahan['alasan']}" if konteks.tambahan["alasan"] else ""
    yield Kabar(
        penerima=[orang[pk] for pk in sorted(orang)],
        judul=f"Surat dibatalkan: {induk.sebutan}",
        isi=f"{induk.hal_kabar}.{alasan}",
        jenis=JenisKabar.KABAR,
        rahasia=induk.rahasia,
    )


SETUJUI_BATAL = Transition(
    name="setujui_batal",
    label="Setujui pembatalan",
    kata_jejak="Dibatalkan",
    ikon="silang",
    utama=True,
    sources=HIDUP,
    target=Status.BATAL,
    permission=pemegang_tugas(JenisTugas.PERSETUJUAN_BATAL),
    guard=belum_di_luar,
    effect=setujui,
    closes=tutup_semua,
    recipients=kabar_batal,
)


def tolak(surat, konteks):
    wajib_alasan("Tulis mengapa pembatalan ditolak.")(surat, konteks)
    baris = nomor_surat(surat)
    konteks.data["peminta"] = baris and baris.diminta_oleh
    _pada_nomor(nomor.tolak_batal, surat, konteks.oleh, konteks.catatan)


def kabar_ditolak(surat, konteks):
    induk, peminta = surat.surat_induk(), konteks.data["peminta"]
    if peminta is not None and peminta.is_active:
        yield Kabar(
            penerima=[peminta],
            judul=f"Pembatalan ditolak: {induk.sebutan}",
            isi=f"{induk.hal_kabar}. Alasannya ada di catatan surat.",
            jenis=JenisKabar.KABAR,
            rahasia=induk.rahasia,
        )


TOLAK_BATAL = Transition(
    name="tolak_batal",
    label="Tolak pembatalan",
    kata_jejak="Pembatalan ditolak",
    ikon="kiri",
    sources=HIDUP,
    target=None,
    permission=pemegang_tugas(JenisTugas.PERSETUJUAN_BATAL),
    effect=tolak,
    closes=tutup(JenisTugas.PERSETUJUAN_BATAL),
    recipients=kabar_ditolak,
    after=setelah_bergerak,
)
