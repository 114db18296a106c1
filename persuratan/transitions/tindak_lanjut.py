"""The end of the way: follow-up reported, and the letter closed when nobody holds it any more."""

import contextlib

from alur.kewenangan import TransitionDenied, sistem
from alur.transitions import BukaTugas, Transition, menyebut
from organisasi.models import PerubahanKalender
from persuratan.models import BerkasLaporan, SuratMasuk
from persuratan.models.pilihan import BELUM_DIDISPOSISI, TIDAK_MEMEGANG, JenisTugas
from persuratan.permissions import pemegang_tugas, tugas_saya
from persuratan.transitions.hitung_ulang import HITUNG_ULANG

Status = SuratMasuk.Status

MENUJU_BAWAH = frozenset({*BELUM_DIDISPOSISI, JenisTugas.DISTRIBUSI})
"""While one of these is open the letter is still on its way to those who act on it."""

TUNTAS = Transition(
    name="tuntas",
    label="Tuntas",
    kata_jejak="Tuntas",
    ikon="selesai",
    sources=frozenset({Status.TERCATAT, Status.TERDISPOSISI}),
    target=Status.SELESAI,
    permission=sistem,
)


def setelah_bergerak(surat, konteks):
    """Note the end of the whole way, and close the letter when no obligation is open. Runs under the letter's lock."""
    induk = surat.surat_induk()
    masuk = surat if isinstance(surat, SuratMasuk) else induk.suratmasuk
    terbuka = {t.jenis for t in induk.tugas_terbuka} - TIDAK_MEMEGANG
    if induk.didistribusikan_pada is None and not terbuka & MENUJU_BAWAH:
        if induk.sudah_lewat(konteks.saat) and PerubahanKalender.objects.menunggu().exists():
            # A change of the calendar that the worker has not applied yet comes first (tenggat.ikuti_kalender).
            with contextlib.suppress(TransitionDenied):
                HITUNG_ULANG.run(masuk, oleh=None, tempat="sistem")
            induk.refresh_from_db(fields=["standar", "tenggat_pada"])
        induk.didistribusikan_pada = konteks.saat
        if induk.sudah_lewat(konteks.saat):
            induk.terlambat_pada = induk.tenggat_pada
        induk.save(update_fields=["didistribusikan_pada", "terlambat_pada"])
    if not terbuka:
        selesai = TUNTAS.run(
            masuk,
            oleh=None,
            terjadi_pada=konteks.saat if konteks.sumber_waktu else None,
            sumber_waktu=konteks.sumber_waktu,
            tempat="sistem",
        )
        if isinstance(surat, SuratMasuk):
            surat.status = selesai.status


@menyebut(JenisTugas.TINDAK_LANJUT)
def buka_tindak_lanjut(surat, konteks):
    """What follows an acknowledgement, in the same lineage: nothing when the letter was only to be known."""
    for tugas in konteks.ditutup:
        if not tugas.untuk_diketahui:
            yield BukaTugas(
                jenis=JenisTugas.TINDAK_LANJUT,
                jabatan=tugas.jabatan,
                unit=tugas.unit,
                asal=tugas,
                tenggat_pada=tugas.batas_lanjut_pada,
            )


def ada_laporan(surat, konteks):
    if not konteks.catatan.strip():
        raise TransitionDenied("Tulis apa yang sudah dikerjakan, walau singkat.")
    if berkas := konteks.data.get("berkas"):
        konteks.tambahan["berkas"] = [b.sha256 for b in berkas]


@menyebut(JenisTugas.TINDAK_LANJUT)
def tutup_dengan_hasil(surat, konteks):
    daftar = tugas_saya(surat, konteks.sebagai, JenisTugas.TINDAK_LANJUT)
    for tugas in daftar:
        tugas.hasil, tugas.berlampiran = konteks.catatan, bool(konteks.data.get("berkas"))
    return daftar


def simpan_laporan(surat, konteks):
    """`konteks.data["berkas"]`: dokumen.Berkas that came with the report, safe in the store already."""
    BerkasLaporan.objects.bulk_create(
        BerkasLaporan(tugas=t, berkas=b) for t in konteks.ditutup for b in konteks.data.get("berkas", ())
    )
    setelah_bergerak(surat, konteks)


SELESAIKAN = Transition(
    name="selesaikan",
    label="Laporkan selesai",
    kata_jejak="Dilaporkan selesai",
    ikon="bendera",
    utama=True,
    sources=frozenset({Status.TERDISPOSISI}),
    target=None,
    permission=pemegang_tugas(JenisTugas.TINDAK_LANJUT),
    effect=ada_laporan,
    closes=tutup_dengan_hasil,
    after=simpan_laporan,
)
