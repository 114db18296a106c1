"""What was dictated is confirmed or corrected by the official. It holds nothing up: the letter is on its way."""

from alur.kewenangan import TransitionDenied
from alur.models import JenisKabar
from alur.transitions import BukaTugas, Kabar, Transition, menyebut
from disposisi.pembenaran import didiktekan_menunggu, tugas_pembenaran
from persuratan.models import SuratMasuk
from persuratan.models.pilihan import JenisTugas, Keamanan
from persuratan.pemegang import orang_pemegang
from persuratan.permissions import pemegang_tugas
from persuratan.transitions.surat_masuk import tutup

Status = SuratMasuk.Status


def sebut_dikte(konteks, tugas):
    """What the ledger says of an act on `tugas`: whether an adjutant did it, and for which post."""
    didiktekan = tugas.jabatan_id != konteks.sebagai.jabatan_id
    konteks.tambahan["didiktekan"] = didiktekan
    if didiktekan:
        konteks.tambahan["atas_nama"] = tugas.jabatan_id
    return didiktekan


def buka_pembenaran(konteks, tugas):
    """The BukaTugas that asks the official for a word on what was typed for him; none when he did it himself.

    A second dictation on the same letter joins the open one: both are confirmed at once.
    """
    if konteks.tambahan.get("didiktekan"):
        yield BukaTugas(jenis=JenisTugas.BENARKAN, jabatan=tugas.jabatan, asal=tugas)


def catat_pembenaran(surat, konteks):
    tugas = tugas_pembenaran(surat, konteks.sebagai)
    entri = didiktekan_menunggu(surat, tugas.jabatan)
    konteks.data |= {"tugas": tugas, "entri": entri}
    konteks.tambahan |= {"jabatan": tugas.jabatan_id, "dibenarkan": [e.urut for e in entri]}


def catat_koreksi(surat, konteks):
    if not konteks.catatan.strip():
        raise TransitionDenied("Tulis koreksinya, supaya penerima tahu yang benar.")
    catat_pembenaran(surat, konteks)


@menyebut(JenisTugas.BENARKAN)
def tutup_dengan_koreksi(surat, konteks):
    """The correction stands in the journey, beside what was typed: nothing that was written is taken away."""
    konteks.data["tugas"].hasil = f"Dikoreksi: {konteks.catatan}"
    return [konteks.data["tugas"]]


def kabar_koreksi(surat, konteks):
    """Whoever holds the letter now reads the correction; so does the one who typed."""
    induk = surat.surat_induk()
    orang = {p.pk: p for p in orang_pemegang(induk.tugas_terbuka)} | {
        e.oleh_id: e.oleh for e in konteks.data["entri"] if e.oleh_id
    }
    orang.pop(konteks.oleh.pk, None)
    if orang:
        terbuka = induk.keamanan == Keamanan.B
        yield Kabar(
            penerima=[orang[pk] for pk in sorted(orang)],
            judul=f"Disposisi dikoreksi: {induk.sebutan}",
            isi=f"{konteks.sebagai.sebutan}: {konteks.catatan}" if terbuka else induk.hal_kabar,
            rahasia=induk.rahasia,
            jenis=JenisKabar.KABAR,
        )


def _pembenaran(name, label, kata_jejak, ikon, utama, effect, closes, recipients=None):
    return Transition(
        name=name,
        label=label,
        kata_jejak=kata_jejak,
        ikon=ikon,
        utama=utama,
        # Also on a finished letter: what was typed for him stays his to confirm.
        sources=frozenset({Status.TERDISPOSISI, Status.SELESAI}),
        target=None,
        permission=pemegang_tugas(JenisTugas.BENARKAN),
        effect=effect,
        closes=closes,
        **({"recipients": recipients} if recipients else {}),
    )


BENARKAN = _pembenaran(
    "benarkan", "Benarkan", "Dikte dibenarkan", "centang", True, catat_pembenaran, tutup(JenisTugas.BENARKAN)
)
KOREKSI_DIKTE = _pembenaran(
    "koreksi_dikte",
    "Koreksi yang didiktekan",
    "Dikte dikoreksi",
    "atur",
    False,
    catat_koreksi,
    tutup_dengan_koreksi,
    kabar_koreksi,
)
