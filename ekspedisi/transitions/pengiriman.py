"""The expedition book: dikirim, dibuka, diterima, each its own moment; then follow-up in the same lineage."""

from alur.kewenangan import sistem
from alur.transitions import BukaTugas, Transition, menyebut
from ekspedisi.models import Pengiriman
from ekspedisi.permissions import is_penerima, is_pengirim, tugas_kirim, tugas_terima
from persuratan.models import LampiranSurat
from persuratan.models.pilihan import JenisTugas
from persuratan.pengembalian import buka_kembali, pastikan_boleh, sebut, tandai, tarik
from persuratan.transitions import buka_tindak_lanjut, setelah_bergerak
from persuratan.transitions.kabar import kabar_pemegang
from persuratan.transitions.surat_masuk import beralasan

Status = Pengiriman.Status


def tandai_dikirim(pengiriman, konteks):
    pengiriman.dikirim_pada, pengiriman.dikirim_oleh = konteks.saat, konteks.oleh
    konteks.tambahan["tujuan"] = str(pengiriman.unit)


@menyebut(JenisTugas.DISTRIBUSI)
def tutup_distribusi(pengiriman, konteks):
    return [tugas_kirim(pengiriman)]


@menyebut(JenisTugas.TERIMA)
def buka_terima(pengiriman, konteks):
    asal = konteks.ditutup[0]
    yield BukaTugas(jenis=JenisTugas.TERIMA, unit=pengiriman.unit, asal=asal, rincian=asal.titipan)


@menyebut(JenisTugas.TERIMA)
def tutup_terima(pengiriman, konteks):
    return [tugas_terima(pengiriman)]


def kaitkan_terima(pengiriman, konteks):
    pengiriman.tugas_terima = tugas_terima(pengiriman)
    pengiriman.save(update_fields=["tugas_terima"])
    setelah_bergerak(pengiriman, konteks)


KIRIM = Transition(
    name="kirim",
    label="Kirim",
    kata_jejak="Dikirim",
    ikon="kirim",
    utama=True,
    sources=frozenset({Status.DISIAPKAN}),
    target=Status.DIKIRIM,
    permission=is_pengirim,
    effect=tandai_dikirim,
    closes=tutup_distribusi,
    opens=buka_terima,
    recipients=kabar_pemegang,
    after=kaitkan_terima,
)


def tandai_dibuka(pengiriman, konteks):
    pengiriman.dibuka_pada, pengiriman.dibuka_oleh = konteks.saat, konteks.oleh
    tugas = tugas_terima(pengiriman)
    if tugas.dilihat_pada is None:
        tugas.dilihat_pada, tugas.dilihat_oleh = konteks.saat, konteks.oleh
        tugas.save(update_fields=["dilihat_pada", "dilihat_oleh"])


BUKA = Transition(
    name="buka",
    label="Buka",
    kata_jejak="Dibuka",
    ikon="mata",
    sources=frozenset({Status.DIKIRIM}),
    target=Status.DIBUKA,
    permission=is_penerima,
    effect=tandai_dibuka,
)


def tandai_diterima(pengiriman, konteks):
    pengiriman.diterima_pada, pengiriman.diterima_oleh = konteks.saat, konteks.oleh
    pengiriman.diterima_sebagai, pengiriman.catatan = konteks.sebagai, konteks.catatan
    konteks.tambahan |= {
        "unit": str(pengiriman.unit),
        "kode_terima": pengiriman.kode_terima,
        "berkas": isi_kiriman(pengiriman),
    }


def isi_kiriman(pengiriman):
    """What lies with the letter now, for the ledger: a receipt names exactly what was received."""
    lampiran = LampiranSurat.objects.filter(surat=pengiriman.surat_id).select_related("berkas").order_by("pk")
    return [
        {"nama": x.berkas.nama_asli, "jenis": x.jenis, "sha256": x.berkas.sha256, "halaman": x.berkas.jumlah_halaman}
        for x in lampiran
    ]


TERIMA = Transition(
    name="terima",
    label="Terima surat ini",
    kata_jejak="Diterima",
    ikon="centang",
    utama=True,
    sources=frozenset({Status.DIBUKA}),
    target=Status.DITERIMA,
    permission=is_penerima,
    effect=tandai_diterima,
    closes=tutup_terima,
    opens=buka_tindak_lanjut,
    after=setelah_bergerak,
)


def tandai_dikembalikan(pengiriman, konteks):
    beralasan(pengiriman, konteks)
    pengiriman.dikembalikan_pada, pengiriman.catatan = konteks.saat, konteks.catatan
    sebut(pengiriman, [tugas_terima(pengiriman)], konteks)


def boleh_dikembalikan(pengiriman):
    pastikan_boleh(tugas_terima(pengiriman))


@menyebut(JenisTugas.TERIMA)
def tutup_dikembalikan(pengiriman, konteks):
    return tandai([tugas_terima(pengiriman)], konteks.catatan)


@menyebut(JenisTugas.DISPOSISI, JenisTugas.TENGAHI)
def buka_untuk_pemberi(pengiriman, konteks):
    """A wrong addressee goes back to the post that disposed, the second time to the arbiter."""
    return buka_kembali(pengiriman, konteks.ditutup)


KEMBALIKAN = Transition(
    name="kembalikan",
    label="Bukan untuk kami",
    kata_jejak="Dikembalikan: bukan untuk unit ini",
    ikon="kiri",
    sources=frozenset({Status.DIBUKA}),
    target=Status.DIKEMBALIKAN,
    permission=is_penerima,
    guard=boleh_dikembalikan,
    effect=tandai_dikembalikan,
    closes=tutup_dikembalikan,
    opens=buka_untuk_pemberi,
    recipients=kabar_pemegang,
    after=setelah_bergerak,
)


@menyebut(JenisTugas.TERIMA)
def tutup_ditarik(pengiriman, konteks):
    return tarik([tugas_terima(pengiriman)])


TARIK = Transition(
    name="tarik",
    label="Tarik kembali",
    kata_jejak="Ditarik kembali sebelum dibuka",
    ikon="kiri",
    sources=frozenset({Status.DIKIRIM}),  # opened once, it stays with the unit
    target=Status.DITARIK,
    permission=sistem,
    closes=tutup_ditarik,
)
"""Run by the giver's own act in the room beside this one, through the registry."""
