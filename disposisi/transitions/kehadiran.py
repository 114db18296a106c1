"""An invitation is answered in one act: attend, send somebody, or decline. Until the event begins it may be changed.

To send somebody is a disposition like any other, with the standard phrase, so that its clocks run. A change is a new
entry: whoever was sent before is let go first.
"""

from django.db import transaction
from django.utils import timezone

from alur.kewenangan import TransitionDenied
from alur.transitions import BukaTugas, Transition, menyebut
from disposisi.kehadiran import jabatan_diwakili, kehadiran_surat
from disposisi.models import Instruksi, Kehadiran
from disposisi.permissions import tugas_disposisi
from disposisi.transitions.disposisi import (
    buka_penerima,
    disposisi_asal,
    kaitkan_penerima,
    tulis_disposisi,
)
from disposisi.transitions.kabar_undangan import kabar_jawaban, kabar_wakil
from disposisi.transitions.wakil import catat_jawaban, keluarkan_yang_dilepas, lepas_wakil, tunjuk_wakil
from organisasi.kalender import SATU_HARI, Kalender
from organisasi.models import Jabatan, Peran
from persuratan.models import Keterlibatan, SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.pemegang import kepala_unit
from persuratan.pengembalian import tarik

Status = SuratMasuk.Status
Jawaban = Kehadiran.Jawaban
DIJAWAB = frozenset({Status.NAIK, Status.TERDISPOSISI, Status.SELESAI})
WAKILI = "Hadiri/Wakili"
MENUNGGU_JAWABAN = frozenset({JenisTugas.DISPOSISI, JenisTugas.TERIMA})
BUKAN_UNDANGAN = "Surat ini bukan undangan yang menunggu jawaban Anda."


def is_diundang(pegawai, objek):
    """Who has the invitation to answer: its post holds it now, or has answered or was sent before."""
    masuk = objek if isinstance(objek, SuratMasuk) else objek.surat_induk().suratmasuk
    wewenang = []
    if masuk.acara_mulai is not None and getattr(masuk, "isi_terbuka", True) and pegawai:
        wewenang = [p for p in pegawai.penugasan_berlaku if jabatan_menjawab(masuk, p)]
    if not wewenang:
        raise TransitionDenied(BUKAN_UNDANGAN)
    return wewenang


is_diundang.siapa = "pejabat yang diundang atau ditunjuk mewakili, atau ajudannya"


def jabatan_menjawab(objek, penugasan):
    """The id of the post this assignment answers for, or None. Asks the database only once the letter is down."""
    diwakili = jabatan_diwakili(objek, penugasan)
    tugas = tugas_disposisi(objek, penugasan)
    if tugas is not None and tugas.jabatan_id in diwakili:
        return tugas.jabatan_id
    if objek.status not in {Status.TERDISPOSISI, Status.SELESAI} or not _mungkin_diundang(penugasan.jabatan):
        return None
    return next((pk for pk in diwakili if pk in kehadiran_surat(objek)), None)


def kata_jawab(objek, wewenang):
    """What the button says; what has been answered is looked for only where `jabatan_menjawab` has read it already."""
    dijawab = objek.surat_induk().__dict__.get("kehadiran_kini", ())
    sudah = any(jabatan_menjawab(objek, p) in dijawab for p in wewenang)
    return "Ubah jawaban undangan" if sudah else "Jawab undangan"


def _mungkin_diundang(jabatan):
    """The counter never is: its pages need not look."""
    return not jabatan.has_peran(Peran.AGENDARIS, Peran.CARAKA, Peran.AUDITOR, Peran.ADMIN)


def sebelum_acara(surat):
    if surat.acara_mulai <= timezone.now():
        raise TransitionDenied("Acara sudah mulai, jadi jawaban tidak diubah lagi. Jawaban terakhir tetap tercatat.")


def _mulai(surat, konteks):
    """(post, its answer so far): what every answer begins with."""
    jabatan_id = jabatan_menjawab(surat, konteks.sebagai)
    milik = [t for t in surat.surat_induk().tugas_terbuka if t.jabatan_id == jabatan_id]
    lama = kehadiran_surat(surat).get(jabatan_id)
    konteks.data["jabatan_menjawab"] = jabatan_id
    konteks.data["tugas_menjawab"] = next((t for t in milik if t.jenis in MENUNGGU_JAWABAN), None)
    # What this post owed for going itself.
    ditunjuk = lama is not None and lama.mewakili_id is not None
    konteks.data["laporan"] = [t for t in milik if ditunjuk and t.jenis == JenisTugas.TINDAK_LANJUT]
    didiktekan = jabatan_id != konteks.sebagai.jabatan_id
    konteks.tambahan |= {"didiktekan": didiktekan} | ({"atas_nama": jabatan_id} if didiktekan else {})
    return jabatan_id, lama


def _jawab(surat, konteks, jawaban):
    jabatan_id, lama = _mulai(surat, konteks)
    if lama is not None and _sama(lama, surat, jawaban, konteks):
        raise TransitionDenied(f"Jawaban “{lama.get_jawaban_display()}” sudah tercatat. Tidak ada yang berubah.")
    lepas_wakil(surat, konteks, lama)
    baris = catat_jawaban(surat, konteks, jabatan_id, jawaban)
    konteks.data["kehadiran"] = baris
    konteks.tambahan |= {"jawaban": jawaban, "dari": str(baris.jabatan)}


def _sama(lama, surat, jawaban, konteks):
    """Whether this says nothing new: the same answer, to the same event, with no letter waiting for it."""
    acara = (lama.acara_mulai, lama.acara_tempat) == (surat.acara_mulai, surat.acara_tempat)
    catatan = lama.catatan == konteks.catatan
    return lama.jawaban == jawaban and acara and catatan and konteks.data["tugas_menjawab"] is None


def hadir(surat, konteks):
    _jawab(surat, konteks, Jawaban.HADIR)


def tidak_hadir(surat, konteks):
    _jawab(surat, konteks, Jawaban.TIDAK_HADIR)
    konteks.data["tugas_dilepas"] += konteks.data["laporan"]


def wakilkan(surat, konteks):
    """Give the letter to the one who goes instead. `konteks.data`: `kepada` or `unit`, one of them, as DISPOSISI."""
    kepada, unit = list(konteks.data.get("kepada", ())), list(konteks.data.get("unit", ()))
    if len(kepada) + len(unit) != 1:
        raise TransitionDenied("Pilih satu pejabat yang mewakili.")
    jabatan_id, _ = _mulai(surat, konteks)
    if konteks.data["tugas_menjawab"] is None or konteks.data["tugas_menjawab"].jenis != JenisTugas.DISPOSISI:
        raise TransitionDenied("Surat ini tidak lagi menunggu jawaban Anda. Muat ulang halamannya.")
    frasa = list(Instruksi.objects.filter(nama=WAKILI, aktif=True))
    pejabat = Jabatan.objects.get(pk=jabatan_id)
    # An office without the standard phrase still says in words what it asks.
    catatan = konteks.catatan
    konteks.catatan = catatan if frasa else catatan or f"Hadiri mewakili {pejabat.nama}."
    konteks.data |= {"instruksi": frasa, "batas_pada": batas_laporan(surat.acara_mulai)}
    tulis_disposisi(surat, konteks)
    wakil = kepada[0] if kepada else kepala_unit(unit[0].pk)
    baris = catat_jawaban(
        surat,
        konteks,
        jabatan_id,
        Jawaban.DIWAKILKAN,
        wakil=kepada[0] if kepada else None,
        wakil_unit=unit[0] if unit else None,
        disposisi=konteks.data["disposisi"],
        catatan=catatan,
    )
    if wakil is not None:
        tunjuk_wakil(surat, konteks, wakil, mewakili=jabatan_id)
        # Named to go: the head of a unit outside reads the letter at once, its paper follows by the expedition book.
        Keterlibatan.catat(surat.surat_induk(), [BukaTugas(jenis=JenisTugas.DISPOSISI, jabatan=wakil)])
    konteks.data["kehadiran"] = baris
    konteks.tambahan |= {"jawaban": Jawaban.DIWAKILKAN, "dari": str(pejabat)}


def batas_laporan(acara_mulai):
    """Who goes reports back by the close of the working day after the event: before it there is nothing to tell."""
    return Kalender.muat().akhir_hari_kerja(timezone.localdate(acara_mulai) + SATU_HARI)


DILEPAS = "Tidak perlu ditindaklanjuti: jawaban undangan berubah."


@menyebut(JenisTugas.DISPOSISI, JenisTugas.TERIMA, JenisTugas.TINDAK_LANJUT, JenisTugas.DISTRIBUSI)
def tutup_undangan(surat, konteks):
    """The invitation on one's own desk, and what was asked of whoever was sent before."""
    for tugas in tarik(konteks.data["tugas_dilepas"]):
        tugas.hasil = DILEPAS
        yield tugas
    tugas = konteks.data["tugas_menjawab"]
    if tugas is not None:
        baris = konteks.data["kehadiran"]
        catatan = f" {baris.catatan}" if baris.catatan else ""
        tugas.hasil = f"Undangan dijawab: {baris.kata}.{catatan}"
        yield tugas


@menyebut(JenisTugas.BENARKAN)
def buka_pembenaran_jawaban(surat, konteks):
    """What the adjutant typed waits for the official's word, in whatever state the letter is."""
    if konteks.tambahan["didiktekan"]:
        baris = konteks.data["kehadiran"]
        yield BukaTugas(jenis=JenisTugas.BENARKAN, jabatan=baris.jabatan, asal=konteks.data["tugas_menjawab"])


@menyebut(JenisTugas.TINDAK_LANJUT, JenisTugas.BENARKAN)
def buka_laporan(surat, konteks):
    """Who was sent reports back; who was invited himself owes nobody a report."""
    yield from buka_pembenaran_jawaban(surat, konteks)
    tugas = konteks.data["tugas_menjawab"]
    if tugas is not None and not tugas.untuk_diketahui and disposisi_asal(tugas) is not None:
        yield BukaTugas(
            jenis=JenisTugas.TINDAK_LANJUT,
            jabatan=tugas.jabatan,
            asal=tugas,
            tenggat_pada=tugas.batas_lanjut_pada,
        )


# The acts -------------------------------------------------------------------------------------------


def _jawaban(name, label, kata_jejak, ikon, effect, opens):
    return Transition(
        name=name,
        label=label,
        kata_jejak=kata_jejak,
        ikon=ikon,
        sources=DIJAWAB,
        target=Status.TERDISPOSISI,
        permission=is_diundang,
        guard=sebelum_acara,
        effect=effect,
        closes=tutup_undangan,
        opens=opens,
        recipients=kabar_wakil,
        after=keluarkan_yang_dilepas,
    )


HADIR = _jawaban("hadir", "Hadir", "Undangan dijawab: hadir", "kalender", hadir, buka_laporan)
TIDAK_HADIR = _jawaban(
    "tidak_hadir",
    "Tidak hadir",
    "Undangan dijawab: tidak hadir",
    "silang",
    tidak_hadir,
    buka_pembenaran_jawaban,
)


@menyebut(JenisTugas.DISPOSISI)
def tutup_sendiri(surat, konteks):
    return [konteks.data["tugas_menjawab"]]


WAKILKAN = Transition(
    name="wakilkan",
    label="Wakilkan",
    kata_jejak="Undangan diwakilkan",
    ikon="disposisi",
    sources=frozenset({Status.NAIK, Status.TERDISPOSISI}),
    target=Status.TERDISPOSISI,
    permission=is_diundang,
    guard=sebelum_acara,
    effect=wakilkan,
    closes=tutup_sendiri,
    opens=buka_penerima,
    recipients=kabar_wakil,
    after=kaitkan_penerima,
)


def buka_jawaban(surat, konteks):
    _, lama = _mulai(surat, konteks)
    if lama is None or konteks.data["tugas_menjawab"] is not None:
        raise TransitionDenied("Undangan ini belum dijawab. Pilih jawabannya.")
    if not lama.jabatan.has_peran(Peran.PENDISPOSISI):
        raise TransitionDenied("Jabatan ini tidak memberi disposisi, jadi tidak dapat mewakilkan.")
    lepas_wakil(surat, konteks, lama)
    konteks.data["tugas_dilepas"] += konteks.data["laporan"]
    konteks.data["jabatan"] = lama.jabatan
    konteks.tambahan |= {"jawaban": lama.jawaban, "dari": str(lama.jabatan)}


@menyebut(JenisTugas.DISPOSISI)
def buka_lagi(surat, konteks):
    """The invitation lies on this desk again, in the lineage it had there, if it ever had one."""
    jabatan = konteks.data["jabatan"]
    asal = Tugas.objects.filter(surat=surat.pk, jabatan=jabatan, jenis=JenisTugas.DISPOSISI).order_by("pk").last()
    titipan = asal.titipan if asal else {}
    yield BukaTugas(jenis=JenisTugas.DISPOSISI, jabatan=jabatan, asal=asal, rincian=titipan)


UBAH_JAWABAN = Transition(
    name="ubah_jawaban",
    label="Ubah jawaban undangan",
    kata_jejak="Jawaban undangan diubah",
    ikon="ulang",
    sources=frozenset({Status.TERDISPOSISI, Status.SELESAI}),
    target=Status.TERDISPOSISI,
    permission=is_diundang,
    guard=sebelum_acara,
    effect=buka_jawaban,
    closes=tutup_undangan,
    opens=buka_lagi,
    recipients=kabar_jawaban,
    after=keluarkan_yang_dilepas,
)


@transaction.atomic
def wakilkan_undangan(surat, *, oleh, sebagai, catatan="", kepada=(), unit=(), **asal):
    """Send somebody; after an earlier answer the invitation first comes back to the desk. Returns the SuratMasuk."""
    surat = SuratMasuk.objects.get(pk=surat.pk)
    jabatan_id = jabatan_menjawab(surat, sebagai)
    tugas = tugas_disposisi(surat, sebagai)
    lama = kehadiran_surat(surat).get(jabatan_id)
    if lama is not None and (tugas is None or tugas.jabatan_id != jabatan_id):
        if [*kepada, *unit] == [lama.wakil or lama.wakil_unit] and lama.acara_mulai == surat.acara_mulai:
            raise TransitionDenied(f"Undangan ini sudah diwakilkan kepada {lama.nama_wakil}. Tidak ada yang berubah.")
        surat = UBAH_JAWABAN.run(surat, oleh=oleh, sebagai=sebagai, **asal)
    return WAKILKAN.run(surat, oleh=oleh, sebagai=sebagai, catatan=catatan, kepada=kepada, unit=unit, **asal)
