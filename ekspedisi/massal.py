"""Sending many letters at once, each to all the units that await it."""

from alur.kewenangan import TransitionDenied
from ekspedisi import services
from ekspedisi.buku import menunggu_dikirim
from persuratan.massal import TindakanMassal, daftarkan_massal
from persuratan.models.pilihan import JenisTugas
from persuratan.peran import PENGANTAR
from persuratan.permissions import berwenang_atas

TIDAK_MENUNGGU = "Tidak ada pengiriman yang menunggu pada surat ini."


def kirim(surat, pegawai, isian):
    tugas = list(menunggu_dikirim(pegawai).filter(surat=surat.pk).select_related("untuk_unit").order_by("pk"))
    wewenang = [p for p in pegawai.penugasan_dengan(*PENGANTAR) if tugas and berwenang_atas(p, tugas[0])]
    if not wewenang:
        raise TransitionDenied(TIDAK_MENUNGGU)
    # Somebody who is clerk and courier sends as the first of them, which changes nothing for anybody.
    services.kirim(surat, [t.untuk_unit_id for t in tugas], oleh=pegawai, sebagai=wewenang[0])
    return f"Dikirim ke {', '.join(t.untuk_unit.nama for t in tugas)}."


def periksa(surat, pegawai):
    if not any(
        t.jenis == JenisTugas.DISTRIBUSI and any(berwenang_atas(p, t) for p in pegawai.penugasan_dengan(*PENGANTAR))
        for t in surat.surat_induk().tugas_terbuka
    ):
        raise TransitionDenied(TIDAK_MENUNGGU)


def daftarkan_semua():
    daftarkan_massal(
        "kirim",
        TindakanMassal(
            label="Kirim ke unit tujuan",
            sudah="dikirim",
            ikon="kirim",
            boleh=lambda pegawai: pegawai.has_peran(*PENGANTAR),
            lakukan=kirim,
            periksa=periksa,
        ),
    )
