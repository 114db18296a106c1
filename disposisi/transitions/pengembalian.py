"""Bukan urusan kami: a post or unit gives back what was disposed to it; a second time the arbiter decides for good."""

from alur.kewenangan import TransitionDenied
from alur.models import JenisKabar
from alur.transitions import Kabar, Transition, menyebut
from disposisi.transitions.disposisi import (
    Status,
    buka_penerima,
    disposisi_asal,
    kaitkan_penerima,
    pastikan_tujuan,
    simpan_disposisi,
)
from persuratan.models.pilihan import JenisTugas
from persuratan.pemegang import orang_pemegang
from persuratan.pengembalian import buka_kembali, pastikan_boleh, pemberi, sebut, tandai
from persuratan.permissions import kalimat_bukan_pemegang, pemegang_tugas, tugas_saya
from persuratan.transitions.kabar import kabar_pemegang
from persuratan.transitions.surat_masuk import beralasan, tutup
from persuratan.transitions.tindak_lanjut import setelah_bergerak
from persuratan.tujuan import alamat_kabar

DARI_DISPOSISI = (JenisTugas.TERIMA, JenisTugas.DISPOSISI, JenisTugas.TINDAK_LANJUT)


def dari_disposisi(objek, penugasan):
    """The open obligations of this assignment that a disposition brought; a delivery is refused on its own page."""
    return [
        t
        for t in tugas_saya(objek, penugasan, *DARI_DISPOSISI)
        if (t.jenis != JenisTugas.TERIMA or t.jabatan_id) and pemberi(t) is not None
    ]


def is_penerima_disposisi(pegawai, objek):
    penugasan = [p for p in pegawai.penugasan_berlaku if dari_disposisi(objek, p)] if pegawai else []
    if not penugasan:
        if pegawai and any(tugas_saya(objek, p, *DARI_DISPOSISI) for p in pegawai.penugasan_berlaku):
            raise TransitionDenied("Surat ini tidak datang dari disposisi pejabat lain. Disposisikan atau arsipkan.")
        raise TransitionDenied(kalimat_bukan_pemegang(pegawai, objek, DARI_DISPOSISI))
    boleh, tertolak = [], None
    for p in penugasan:
        try:
            for tugas in dari_disposisi(objek, p):
                pastikan_boleh(tugas)
            boleh.append(p)
        except TransitionDenied as ditolak:
            tertolak = ditolak
    if tertolak and not boleh:
        raise tertolak
    return boleh


is_penerima_disposisi.siapa = "jabatan atau unit yang menerima disposisi"


def sebut_pemberi(surat, konteks):
    beralasan(surat, konteks)
    konteks.data["kepada"] = sebut(surat, dari_disposisi(surat, konteks.sebagai), konteks)


@menyebut(*DARI_DISPOSISI)
def tutup_dikembalikan(surat, konteks):
    return tandai(dari_disposisi(surat, konteks.sebagai), konteks.catatan)


@menyebut(JenisTugas.DISPOSISI, JenisTugas.TENGAHI)
def buka_untuk_pemberi(surat, konteks):
    return buka_kembali(surat, konteks.ditutup)


def kabar_kembali(surat, konteks):
    """Also a giver is told who has the letter back already, from another addressee."""
    yield from kabar_pemegang(surat, konteks)
    dibuka = {t.jabatan_id for t in konteks.dibuka}
    induk = surat.surat_induk()
    sudah = [t for t in induk.tugas_terbuka if t.jenis == JenisTugas.DISPOSISI and t.jabatan_id not in dibuka]
    for tugas in (t for t in sudah if t.jabatan in konteks.data["kepada"]):
        yield Kabar(
            penerima=[p for p in orang_pemegang([tugas]) if p != konteks.oleh],
            judul=f"Dikembalikan lagi: {induk.sebutan}",
            isi=induk.hal_kabar,
            tautan=alamat_kabar(tugas, induk),
            rahasia=induk.rahasia,
            jenis=JenisKabar.TUGAS,
            perkara=tugas.perkara,
        )


KEMBALIKAN_DISPOSISI = Transition(
    name="kembalikan_disposisi",
    label="Bukan urusan kami",
    kata_jejak="Dikembalikan: bukan urusannya",
    ikon="kiri",
    sources=frozenset({Status.TERDISPOSISI}),
    target=None,
    permission=is_penerima_disposisi,
    effect=sebut_pemberi,
    closes=tutup_dikembalikan,
    opens=buka_untuk_pemberi,
    recipients=kabar_kembali,
    after=setelah_bergerak,
)


# The arbiter -----------------------------------------------------------------------------------------


def tugas_tengahi(surat, penugasan):
    return next(iter(tugas_saya(surat, penugasan, JenisTugas.TENGAHI)), None)


def tulis_ketetapan(surat, konteks):
    """`konteks.data`: `kepada` (one post) or `unit` (one unit): whom the giver could choose, or the giver himself.

    What is asked of it is what was asked of the one who refused; the note is the arbiter's own.
    """
    kepada, unit = konteks.data.get("kepada", ()), konteks.data.get("unit", ())
    if len([*kepada, *unit]) != 1:
        raise TransitionDenied("Tetapkan tepat satu penerima.")
    tugas = tugas_tengahi(surat, konteks.sebagai)
    dari = pemberi(tugas).jabatan
    if kepada != [dari]:
        pastikan_tujuan(dari, kepada, unit)
    semula = disposisi_asal(tugas)
    batas = semula.batas_pada if semula else None
    konteks.data |= {
        "instruksi": list(semula.instruksi.all()) if semula else [],
        "batas_pada": batas if batas and batas > konteks.saat else None,
        "diketahui": [*kepada, *unit] if tugas.untuk_diketahui else [],
    }
    simpan_disposisi(surat, konteks, tugas)


TETAPKAN_PENERIMA = Transition(
    name="tetapkan_penerima",
    label="Tetapkan penerima",
    kata_jejak="Penerima ditetapkan penengah",
    ikon="disposisi",
    utama=True,
    sources=frozenset({Status.TERDISPOSISI}),
    target=None,
    permission=pemegang_tugas(JenisTugas.TENGAHI),
    effect=tulis_ketetapan,
    closes=tutup(JenisTugas.TENGAHI),
    opens=buka_penerima,
    recipients=kabar_pemegang,
    after=kaitkan_penerima,
)
