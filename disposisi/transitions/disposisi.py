"""Down from the one who disposes: to posts inside Setda at once, to units outside through the expedition book."""

from alur.kewenangan import TransitionDenied
from alur.transitions import BukaTugas, Transition, menyebut
from disposisi.models import Disposisi, PenerimaDisposisi, hanya_diketahui
from disposisi.permissions import is_pendisposisi, is_pengarsip, tugas_disposisi, tugas_turun, tujuan_disposisi
from disposisi.transitions.pembenaran import buka_pembenaran, sebut_dikte
from organisasi.models import Peran
from persuratan.models import SuratMasuk
from persuratan.models.pilihan import JenisTugas
from persuratan.pengembalian import garis
from persuratan.permissions import pemegang_tugas, tugas_saya
from persuratan.transitions.kabar import kabar_pemegang
from persuratan.transitions.surat_masuk import panjangkan, tutup
from persuratan.transitions.tindak_lanjut import buka_tindak_lanjut, setelah_bergerak

Status = SuratMasuk.Status
NAIK_ATAU_TURUN = frozenset({Status.NAIK, Status.TERDISPOSISI})


def tulis_disposisi(surat, konteks):
    """Write the disposition. `konteks.data`: `kepada` (posts), `unit` (units), `instruksi`, `batas_pada`, and
    `diketahui`: those posts and units that are only to know; the others carry it out.
    """
    kepada, unit = konteks.data.get("kepada", ()), konteks.data.get("unit", ())
    if not kepada and not unit:
        raise TransitionDenied("Pilih paling sedikit satu penerima disposisi.")
    if not konteks.data.get("instruksi") and not konteks.catatan.strip():
        raise TransitionDenied("Pilih isi disposisi, atau tulis catatannya.")
    tugas = tugas_turun(surat, konteks.sebagai)
    pastikan_tujuan(tugas.jabatan, kepada, unit)
    konteks.data["diketahui"] = yang_mengetahui(konteks)
    if tugas.jenis == JenisTugas.TINDAK_LANJUT:
        teruskan_tindak_lanjut(konteks, tugas)
    simpan_disposisi(surat, konteks, tugas)


def teruskan_tindak_lanjut(konteks, tugas):
    """What its post has taken on goes on with the time that is left, and to somebody who reports."""
    data = konteks.data
    if not {*data.get("kepada", ()), *data.get("unit", ())} - {*data["diketahui"]}:
        raise TransitionDenied(
            "Tindak lanjut surat ini tugas Anda. Pilih paling sedikit satu pelaksana, atau laporkan selesai."
        )
    data["batas_pada"] = data.get("batas_pada") or batas_warisan(tugas, konteks.saat)


def batas_warisan(tugas, saat):
    """The deadline of a follow-up for whoever has it next; None where it has passed, or where the event sets it."""
    masih = tugas.tenggat_pada is not None and tugas.tenggat_pada > saat
    return tugas.tenggat_pada if masih and not tugas.menurut_acara else None


def simpan_disposisi(surat, konteks, tugas):
    """The rows of a disposition that `tugas` asked for, and what the ledger says of it."""
    kepada, unit = konteks.data.get("kepada", ()), konteks.data.get("unit", ())
    instruksi, tahu = list(konteks.data.get("instruksi", ())), konteks.data["diketahui"]
    disposisi = Disposisi.objects.create(
        surat_id=surat.pk,
        induk=disposisi_asal(tugas),
        dari_id=tugas.jabatan_id,
        tugas=tugas,
        oleh=konteks.oleh,
        sebagai=konteks.sebagai,
        didiktekan=sebut_dikte(konteks, tugas),
        catatan=konteks.catatan,
        batas_pada=konteks.data.get("batas_pada"),
        pada=konteks.saat,
    )
    disposisi.instruksi.set(instruksi)
    PenerimaDisposisi.objects.bulk_create(
        PenerimaDisposisi(disposisi=disposisi, urutan=n, untuk_diketahui=pihak in tahu, **{kolom: pihak})
        for n, (kolom, pihak) in enumerate([*(("jabatan", j) for j in kepada), *(("unit", u) for u in unit)])
    )
    if any(jenis_untuk(jabatan) == JenisTugas.DISPOSISI for jabatan in kepada):
        panjangkan(surat, konteks)  # a second post disposes
    konteks.data["disposisi"] = disposisi
    konteks.tambahan |= {
        "disposisi": disposisi.pk,
        "instruksi": [str(i) for i in instruksi],
        "kepada": [str(p) for p in (*kepada, *unit)],
        "untuk_diketahui": [str(p) for p in (*kepada, *unit) if p in tahu],
    }


def disposisi_asal(tugas):
    """The disposition this obligation came from, up its lineage; None for the first one. One query."""
    naik = list(garis(tugas))
    penerima = PenerimaDisposisi.objects.filter(tugas__in=[t.pk for t in naik]).select_related("disposisi")
    # The one that opened it; a later giver may have joined an obligation that was open already.
    membuka = {
        (p.tugas_id, p.disposisi.tugas_id): p.disposisi for p in penerima if p.disposisi.dari_id != tugas.jabatan_id
    }
    return next((membuka[t.pk, t.asal_id] for t in naik if (t.pk, t.asal_id) in membuka), None)


def yang_mengetahui(konteks):
    """Who is asked for no follow-up: those named so, or everybody when neither phrase nor note asks for one."""
    data = konteks.data
    if hanya_diketahui(data.get("instruksi", ()), konteks.catatan):
        return [*data.get("kepada", ()), *data.get("unit", ())]
    return list(data.get("diketahui", ()))


def pastikan_tujuan(jabatan, kepada, unit):
    """Refuse an addressee this post may not dispose to, whatever the form let through."""
    dalam, luar = tujuan_disposisi(jabatan)
    boleh = {*dalam.values_list("pk", flat=True)}, {*luar.values_list("pk", flat=True)}
    bukan = [p for pihak, izin in zip((kepada, unit), boleh, strict=True) for p in pihak if p.pk not in izin]
    if bukan:
        raise TransitionDenied(
            f"{jabatan.sebutan} tidak mendisposisi langsung kepada {bukan[0]}. Pilih penerima lain."
        )


@menyebut(JenisTugas.DISPOSISI)
def tutup_disposisi(surat, konteks):
    return [tugas_disposisi(surat, konteks.sebagai)]


@menyebut(JenisTugas.DISPOSISI, JenisTugas.TINDAK_LANJUT)
def tutup_yang_turun(surat, konteks):
    return [tugas_turun(surat, konteks.sebagai)]


def jenis_untuk(jabatan):
    """A post that disposes gets the letter to dispose; any other has it to acknowledge first."""
    return JenisTugas.DISPOSISI if jabatan.has_peran(Peran.PENDISPOSISI) else JenisTugas.TERIMA


@menyebut(JenisTugas.DISPOSISI, JenisTugas.TERIMA, JenisTugas.DISTRIBUSI, JenisTugas.BENARKAN)
def buka_penerima(surat, konteks):
    asal, tahu = konteks.ditutup[0], konteks.data["diketahui"]

    def titipan(pihak):
        return {"untuk_diketahui": pihak in tahu, "batas_lanjut_pada": konteks.data.get("batas_pada")}

    for jabatan in konteks.data.get("kepada", ()):
        yield BukaTugas(jenis=jenis_untuk(jabatan), jabatan=jabatan, asal=asal, rincian=titipan(jabatan))
    menuju_unit = {t.unit_id for t in surat.surat_induk().tugas_terbuka if t.jenis == JenisTugas.TERIMA}
    for unit in konteks.data.get("unit", ()):
        if unit.pk in menuju_unit:
            # Sent and not yet received: a second giver joins that delivery instead of sending the letter twice.
            yield BukaTugas(jenis=JenisTugas.TERIMA, unit=unit, asal=asal, rincian=titipan(unit))
            continue
        # Outside Setda the letter leaves through the expedition book of the unit that registered it.
        yield BukaTugas(
            jenis=JenisTugas.DISTRIBUSI,
            unit=surat.unit_pencatat,
            untuk_unit=unit,
            asal=asal,
            rincian=titipan(unit),
            baca_isi=surat.loket_baca_isi,
        )
    yield from buka_pembenaran(konteks, asal)


def kaitkan_penerima(surat, konteks):
    terbuka = surat.surat_induk().tugas_terbuka
    for penerima in konteks.data["disposisi"].penerima.select_related("jabatan", "unit"):
        penerima.tugas = next(t for t in terbuka if dipegang_penerima(t, penerima))
        penerima.save(update_fields=["tugas"])
    setelah_bergerak(surat, konteks)


def dipegang_penerima(tugas, penerima):
    """Whether this open obligation is the one by which the addressee holds the letter."""
    if penerima.jabatan_id is not None:
        return tugas.jabatan_id == penerima.jabatan_id and tugas.jenis == jenis_untuk(penerima.jabatan)
    return tugas.untuk_unit_id == penerima.unit_id or (
        tugas.unit_id == penerima.unit_id and tugas.jenis == JenisTugas.TERIMA
    )


DISPOSISI = Transition(
    name="disposisi",
    label="Disposisi",
    kata_jejak="Didisposisi",
    ikon="disposisi",
    utama=True,
    sources=NAIK_ATAU_TURUN,
    target=Status.TERDISPOSISI,
    permission=is_pendisposisi,
    effect=tulis_disposisi,
    closes=tutup_yang_turun,
    opens=buka_penerima,
    recipients=kabar_pemegang,
    after=kaitkan_penerima,
)


def catat_arsip(surat, konteks):
    tugas = tugas_disposisi(surat, konteks.sebagai)
    sebut_dikte(konteks, tugas)
    konteks.tambahan["dari"] = str(tugas.jabatan)


@menyebut(JenisTugas.BENARKAN)
def buka_pembenaran_arsip(surat, konteks):
    return buka_pembenaran(konteks, konteks.ditutup[0])


ARSIPKAN = Transition(
    name="arsipkan",
    label="Cukup arsip",
    kata_jejak="Diarsipkan, tidak diteruskan",
    ikon="berkas",
    sources=NAIK_ATAU_TURUN,
    target=Status.TERDISPOSISI,
    permission=is_pengarsip,
    effect=catat_arsip,
    closes=tutup_disposisi,
    opens=buka_pembenaran_arsip,
    recipients=kabar_pemegang,
    after=setelah_bergerak,
)


def is_penerima(pegawai, objek):
    """The post a disposition was given to; a unit outside acknowledges on its delivery instead."""
    periksa = pemegang_tugas(JenisTugas.TERIMA)
    terima = [p for p in periksa(pegawai, objek) if any(t.jabatan_id for t in tugas_saya(objek, p, JenisTugas.TERIMA))]
    if not terima:
        raise TransitionDenied("Surat ini diterima melalui buku ekspedisi.")
    return terima


is_penerima.siapa = "jabatan yang menerima disposisi"


@menyebut(JenisTugas.TERIMA)
def tutup_terima(surat, konteks):
    return [t for t in tugas_saya(surat, konteks.sebagai, JenisTugas.TERIMA) if t.jabatan_id]


TERIMA = Transition(
    name="terima",
    label="Terima",
    kata_jejak="Diterima",
    ikon="centang",
    utama=True,
    sources=frozenset({Status.TERDISPOSISI}),
    target=None,
    permission=is_penerima,
    closes=tutup_terima,
    opens=buka_tindak_lanjut,
    after=setelah_bergerak,
)

TINDAK_LANJUTI = Transition(
    name="tindak_lanjuti",
    label="Terima, tindak lanjuti sendiri",
    kata_jejak="Diterima, ditindaklanjuti sendiri",
    ikon="centang",
    sources=NAIK_ATAU_TURUN,
    target=Status.TERDISPOSISI,
    permission=pemegang_tugas(JenisTugas.DISPOSISI),  # no dictation: only the post itself
    closes=tutup(JenisTugas.DISPOSISI),
    opens=buka_tindak_lanjut,
    after=setelah_bergerak,
)
