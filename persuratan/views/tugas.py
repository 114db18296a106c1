"""Home: what waits for me, the most urgent first, one verb a row."""

import datetime as dt
from functools import partial

from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from alur.models import Notifikasi
from organisasi.hafalan import hafal
from persuratan.antrean import NADA, Antrean, Kunci
from persuratan.daftar import surat_terlihat
from persuratan.models import SuratMasuk
from persuratan.models.pilihan import JenisTugas
from persuratan.perjalanan import kiriman
from persuratan.sisa import AMAN, DEKAT, LEWAT, PenunjukSisa
from persuratan.tujuan import alamat_tugas
from persuratan.views.bersama import alamat, hanya_agendaris, lencana_surat

UKURAN = 12
ACARA_KE_DEPAN = dt.timedelta(days=14)
ACARA_TAMPIL, KABAR_TAMPIL = 3, 3

BELUM_DIPINDAI = lazy(format_html, SafeString)(
    'sudah bernomor agenda, <a href="{}">semua yang belum dipindai</a>', reverse_lazy("surat_belum_dipindai")
)
# kind → (heading, what it means, verb on the button)
KELOMPOK = {
    JenisTugas.CATAT: (
        "Pindai",
        BELUM_DIPINDAI,
        "Pindai",
    ),
    JenisTugas.ARAHKAN: ("Arahkan ke pimpinan", "sudah dicatat, belum naik", "Arahkan"),
    JenisTugas.TELAAH: ("Telaah", "menunggu telaah sebelum naik", "Telaah"),
    JenisTugas.PARAF: ("Paraf", "menunggu paraf sebelum naik", "Paraf"),
    JenisTugas.DISPOSISI: ("Beri disposisi", "menunggu disposisi", "Disposisi"),
    JenisTugas.DISTRIBUSI: ("Kirim dengan buku ekspedisi", "sudah didisposisi, belum dikirim", "Kirim"),
    JenisTugas.TERIMA: ("Terima", "sudah dikirim, belum diterima", "Terima"),
    JenisTugas.TINDAK_LANJUT: ("Laporkan tindak lanjut", "sudah diterima, belum selesai", "Laporkan"),
    JenisTugas.PERSETUJUAN_BATAL: ("Setujui pembatalan", "diminta petugas agenda", "Periksa"),
    JenisTugas.TENGAHI: ("Tetapkan penerima", "dikembalikan dua kali, menunggu putusan Anda", "Putuskan"),
    JenisTugas.BENARKAN: ("Benarkan yang didiktekan", "dimasukkan ajudan, belum Anda benarkan", "Periksa"),
}


@require_safe
def tugas_saya(request):
    pegawai, penunjuk = request.user, PenunjukSisa()
    antrean = Antrean(pegawai, penunjuk)
    hitungan = antrean.hitung()
    request.jumlah_tugas = hitungan["jumlah"]  # the frame shows it too
    saring, undangan = request.GET.get("waktu", ""), bool(request.GET.get("undangan"))
    if saring == "selesai":
        tugas, lagi = antrean.selesai(UKURAN), None
    else:
        nada, sesudah = saring if saring in NADA else "", Kunci.baca(request.GET.get("setelah", ""))
        tugas, lagi = antrean.halaman(UKURAN, nada, undangan=undangan, sesudah=sesudah)
    baris = _baris(tugas, pegawai, penunjuk)
    konteks = {
        "kelompok": _kelompok(baris) if saring != "selesai" else [],
        "usai": baris if saring == "selesai" else [],
        "hitungan": hitungan,
        "penghitung": _penghitung(request, hitungan),
        "saring": saring,
        "undangan": undangan,
        "url_undangan": alamat(request, undangan="1", waktu=None, setelah=None),
        "url_semua": request.path,
        "url_sesudah": alamat(request, setelah=str(lagi)) if lagi else "",
        "url_awal": alamat(request, setelah=None) if request.GET.get("setelah") else "",
        "acara": _acara(pegawai, penunjuk),
        "kabar": hafal("kabar", pegawai, partial(_kabar, pegawai)),
        "sekarang": penunjuk.sekarang,
    }
    return render(request, "persuratan/tugas_saya.html", konteks)


@hanya_agendaris
@require_safe
def surat_belum_dipindai(request):
    """Registered first, scanned later: what of the unit still waits for its scan, the most urgent first."""
    pegawai, penunjuk = request.user, PenunjukSisa()
    setelah = request.GET.get("setelah", "")
    tugas, lagi = Antrean(pegawai, penunjuk).halaman(UKURAN, jenis=JenisTugas.CATAT, sesudah=Kunci.baca(setelah))
    konteks = {
        "baris": _baris(tugas, pegawai, penunjuk),
        "url_sesudah": alamat(request, setelah=str(lagi)) if lagi else "",
        "url_awal": alamat(request, setelah=None) if setelah else "",
    }
    return render(request, "persuratan/belum_dipindai.html", konteks)


def _kabar(pegawai):
    return Notifikasi.objects.filter(penerima=pegawai).order_by("-dibuat_pada")[:KABAR_TAMPIL]


def _baris(daftar, pegawai, penunjuk):
    """A row for each Tugas, with its letter, which comes through `visible_to` like everywhere."""
    if not daftar:
        return []
    surat = {s.pk: s for s in surat_terlihat(pegawai, [t.surat_id for t in daftar])}
    return [_satu(t, surat[t.surat_id], pegawai, penunjuk) for t in daftar if t.surat_id in surat]


def _satu(tugas, surat, pegawai, penunjuk):
    """One obligation as the page shows it; a dict, as every row of a list (`bersama.baris_surat`).

    `tombol` and `url` are the button's verb and address; `tanda` says what is unusual about it.
    """
    tanda = lencana_surat(surat)
    sendiri = tugas.jabatan_id is None or tugas.jabatan_id in pegawai.jabatan_ids
    didiktekan = not sendiri and tugas.jabatan_id in pegawai.didampingi_ids
    if not sendiri and not didiktekan:
        tanda = [*tanda, ("Jabatan kosong", "kuning", "awas")]
    url_surat = surat.get_absolute_url()
    tombol, url = _tombol(tugas, surat) if sendiri or didiktekan else ("Lihat", url_surat)
    sisa = penunjuk.sisa(tugas, singkat=True, tertutup=not surat.isi_terbuka)
    return {
        "tugas": tugas,
        "url_surat": url_surat,
        "sebutan": surat.sebutan,
        "nomor": surat.nomor_lengkap,
        "hal": surat.hal_tampil,
        "pengirim": surat.nama_pengirim,
        "acara_mulai": surat.acara_mulai if surat.isi_terbuka else None,
        "nada": sisa.nada,
        "sisa": sisa.teks,
        "tombol": tombol,
        "url": url,
        "ket": _ket(tugas, pegawai),
        "tanda": tanda,
    }


def _tombol(tugas, surat):
    kirim = kiriman(tugas) if tugas.jenis == JenisTugas.TERIMA else None
    return KELOMPOK[tugas.jenis][2], alamat_tugas(tugas, surat, kirim)


def _ket(tugas, pegawai):
    """Where it goes, or for which of my posts it is when I hold several."""
    if tugas.untuk_unit_id:
        return f"untuk {tugas.untuk_unit.nama}"
    if tugas.jabatan_id and (len(pegawai.penugasan_berlaku) > 1 or tugas.jabatan_id not in pegawai.jabatan_ids):
        return f"untuk {tugas.jabatan.nama}"
    return ""


def _kelompok(baris):
    """The rows by kind; the kind with the most urgent row first, and inside each the order stays."""
    kelompok = {}
    for b in baris:
        kelompok.setdefault(b["tugas"].jenis, []).append(b)
    return [(*KELOMPOK[jenis][:2], isi) for jenis, isi in kelompok.items()]


def _penghitung(request, hitungan):
    butir = (
        (LEWAT, "lewat batas", "awas", "merah-teks"),
        (DEKAT, "hampir habis", "jam", ""),
        (AMAN, "cukup waktu", "selesai", "hijau-teks"),
        ("selesai", "selesai hari ini", "tugas", ""),
    )
    return [
        {
            "url": f"{request.path}?waktu={nama}",
            "angka": hitungan[nama],
            "kata": kata,
            "gambar": gambar,
            "warna": warna if hitungan[nama] or warna != "merah-teks" else "",
            "kini": request.GET.get("waktu") == nama,
        }
        for nama, kata, gambar, warna in butir
    ]


def _acara(pegawai, penunjuk):
    """The next events of letters whose content is open to this person."""

    def susun(dari, sampai):
        terbuka = SuratMasuk.objects.visible_to(pegawai).filter(isi_terbuka=True)
        hidup = terbuka.exclude(status=SuratMasuk.Status.BATAL)
        return hidup.filter(acara_mulai__gte=dari, acara_mulai__lt=sampai).order_by("acara_mulai", "pk")[:ACARA_TAMPIL]

    return hafal("acara", pegawai, susun, dari=penunjuk.sekarang, sampai=penunjuk.sekarang + ACARA_KE_DEPAN)
