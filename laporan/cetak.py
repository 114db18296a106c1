"""Papers of the room: pure functions to PDF, and the jobs that print long ones."""

import datetime as dt

from alur import segel
from alur.jejak import kode_pendek
from dokumen.buku import susun_buku
from dokumen.cetak import nama_berkas, render_pdf, render_terbatas
from dokumen.galat import DokumenGalat
from laporan.agenda import baris_agenda, surat_agenda
from laporan.riwayat import susun_riwayat
from organisasi.waktu import tanggal_naskah
from persuratan.peran import PEMBACA_REGISTER

JENIS_AGENDA = "laporan.buku_agenda"
TEMPLATE_AGENDA = "cetak/buku_agenda.html"


def konteks_agenda(dari, sampai, *, pegawai, kertas="F4"):
    """What every chunk of the book says: title, period, who printed it, and the seal that covers it."""
    terakhir = segel.segel_terakhir()
    judul = f"BUKU AGENDA SURAT MASUK TAHUN {dari.year}"
    if dari.year != sampai.year:
        judul = f"BUKU AGENDA SURAT MASUK TAHUN {dari.year}–{sampai.year}"
    return {
        "judul_buku": judul,
        "periode": f"{tanggal_naskah(dari)} – {tanggal_naskah(sampai)}",
        "arah": "datar",
        "a4": kertas == "A4",
        "dicetak_oleh": pegawai.nama,
        "jejak_kode": f"Segel {terakhir.tanggal:%d-%m-%Y} {kode_pendek(terakhir)}" if terakhir else "Belum bersegel",
    }


def render_buku_agenda(dari, sampai, *, pegawai, kertas="F4"):
    """The whole book at once, for short periods: PDF bytes. `dari`, `sampai`: office dates."""
    surat = surat_agenda(pegawai, dari, sampai)
    baris = baris_agenda(surat, 0, None)
    konteks = konteks_agenda(dari, sampai, pegawai=pegawai, kertas=kertas)
    bagian = {"baris": baris, "nomor_awal": 1, "pertama": True, "terakhir": True, "jumlah": len(baris)}
    return render_pdf(TEMPLATE_AGENDA, konteks | bagian)


def pemegang_buku(pegawai):
    """Whether the agenda book is this person's: those who keep or inspect the register, nobody else."""
    return pegawai.is_active and pegawai.has_peran(*PEMBACA_REGISTER)


def kerjakan_buku_agenda(tugas):
    """The job: chunks of 500 rows. The owner's rights are asked again now, not remembered from the request."""
    if not pemegang_buku(tugas.pemilik):
        raise DokumenGalat("Jabatan Anda kini tidak lagi memegang buku agenda. Tidak ada yang dicetak.")
    dari, sampai = (dt.date.fromisoformat(tugas.parameter[k]) for k in ("dari", "sampai"))
    surat = surat_agenda(tugas.pemilik, dari, sampai, sampai_pk=tugas.parameter["sampai_pk"])
    return susun_buku(
        tugas,
        TEMPLATE_AGENDA,
        konteks_agenda(dari, sampai, pegawai=tugas.pemilik, kertas=tugas.parameter["kertas"]),
        jumlah=surat.count(),
        ambil_baris=lambda awal, akhir: baris_agenda(surat, awal, akhir),
        nama=nama_berkas("Buku agenda", tanggal_naskah(dari), "sampai", tanggal_naskah(sampai)),
    )


def render_riwayat_perjalanan(surat, *, pegawai):
    """The evidence sheet of one letter: PDF bytes. `surat` as fetched by `visible_to(pegawai)`."""
    konteks = susun_riwayat(surat, pegawai)
    return render_terbatas(
        "cetak/riwayat_perjalanan.html",
        konteks
        | {
            "dicetak_oleh": pegawai.nama,
            "jejak_kode": konteks["jejak"][-1]["kode"] if konteks["jejak"] else "",
            "jejak_baris": konteks["jejak"][-1]["urut"] if konteks["jejak"] else "",
        },
    )
