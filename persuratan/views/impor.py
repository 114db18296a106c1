"""The old agenda comes in: upload, its columns, every finding before anything is written, then the letters."""

from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from dokumen.galat import BerkasDitolak
from dokumen.models import Pekerjaan
from dokumen.tabel import MAKS_BARIS, simpan_tabel
from organisasi.metode import baca_dan_tulis
from persuratan.forms.impor import PemetaanForm
from persuratan.impor import layanan
from persuratan.impor.kolom import MENURUT_NAMA, WAKTU, belum_lengkap
from persuratan.models import ImporAgenda

KOLOM_TERBANYAK = 12
TERAKHIR = 10
BERHENTI = {Pekerjaan.Status.GAGAL, Pekerjaan.Status.DIBATALKAN}
PRATINJAU = (
    *("nomor_agenda", "tahun_agenda", "diterima_pada", "pengirim", "hal"),
    *("disposisi_oleh", "disposisi_pada", "diteruskan_kepada", "dikirim_pada", "diterima_penerima_pada"),
)


def hanya_pengimpor(view):
    """To everybody else this page does not exist."""

    @wraps(view)
    def dijaga(request, *args, **kwargs):
        if not layanan.boleh_impor(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return dijaga


@hanya_pengimpor
@never_cache
@baca_dan_tulis
def impor_daftar(request):
    """Upload a file; those uploaded before, newest first."""
    galat = ""
    if request.method == "POST":
        file = request.FILES.get("berkas")
        try:
            if file is None:
                galat = "Berkas belum dipilih. Pilih berkas CSV atau XLSX."
            else:
                sementara, tabel = simpan_tabel(file, nama=file.name)
                return sekali(request, lambda: _terima(request.user, sementara, tabel))
        except BerkasDitolak as ditolak:
            galat = ditolak.pesan
    lama = ImporAgenda.objects.visible_to(request.user).select_related("berkas").order_by("-dibuat_pada", "-pk")
    konteks = {
        "galat": galat,
        "lama": lama[:TERAKHIR],
        "maks_mb": settings.BERKAS_MAKS // 1_000_000,
        "maks_baris": MAKS_BARIS,
    }
    return render(request, "persuratan/impor.html", konteks, status=TIDAK_LAYAK if galat else 200)


def _terima(pegawai, sementara, tabel):
    impor = layanan.buat(sementara, tabel, pemilik=pegawai, sebagai=layanan.boleh_impor(pegawai)[0])
    tujuan = reverse("impor_rinci", args=[impor.kode])
    if belum_lengkap(impor.kolom, impor.tahun):
        return Jawaban(tujuan, "Berkas diterima. Cocokkan dahulu kolomnya.")
    layanan.minta(layanan.PERIKSA, impor, pegawai)
    return Jawaban(tujuan, "Berkas diterima dan sedang diperiksa. Belum ada yang diimpor.")


@baca_dan_tulis
@hanya_pengimpor
@never_cache
def impor_rinci(request, kode):
    """One file: its columns, its first rows, what was found, and how far the work is."""
    impor = _milik(request, kode)
    kepala = impor.contoh[0][1]
    data = request.POST if request.method == "POST" else None
    form = PemetaanForm(data, kepala=kepala, kolom=impor.kolom, tahun=impor.tahun)
    form.isi_dari_draf(request.ambil_draf())
    if data is not None and impor.selesai_pada is None and form.is_valid():
        return sekali(request, lambda: _petakan(request.user, impor, form))
    konteks = _konteks(impor, form)
    if request.htmx and data is None:
        return render(request, "persuratan/impor_rinci.html#kemajuan", konteks)
    return render(request, "persuratan/impor_rinci.html", konteks, status=TIDAK_LAYAK if form.errors else 200)


def _petakan(pegawai, impor, form):
    tujuan = reverse("impor_rinci", args=[impor.kode])
    if impor.pekerjaan is not None and impor.pekerjaan.hidup:
        return Jawaban(tujuan, "Berkas ini sedang dikerjakan. Tunggu sampai selesai, lalu ubah kolomnya.")
    layanan.petakan(impor, form.kolom, form.tahun, pegawai)
    layanan.minta(layanan.PERIKSA, impor, pegawai)
    return Jawaban(tujuan, "Semua baris sedang diperiksa. Belum ada yang diimpor.")


@require_POST
@hanya_pengimpor
def impor_jalankan(request, kode):
    """Write the letters; `sebagian`: those of the good rows, when some are bad."""
    impor = _milik(request, kode)
    return sekali(request, lambda: _jalankan(request, impor))


def _jalankan(request, impor):
    tujuan = reverse("impor_rinci", args=[impor.kode])
    if impor.selesai_pada is not None:
        return Jawaban(tujuan, "Berkas ini sudah diimpor. Tidak ada yang ditulis dua kali.")
    impor.sebagian = "sebagian" in request.POST
    impor.save(update_fields=["sebagian"])
    layanan.minta(layanan.IMPOR, impor, request.user)
    return Jawaban(tujuan, "Impor dimulai. Halaman ini boleh ditutup.")


def _milik(request, kode):
    impor = ImporAgenda.objects.visible_to(request.user).select_related("berkas", "pekerjaan__hasil")
    return get_object_or_404(impor, kode=kode)


def _konteks(impor, form):
    pekerjaan, hitungan = impor.pekerjaan, impor.hitungan
    jalan = pekerjaan is not None and pekerjaan.hidup
    lengkap = not belum_lengkap(impor.kolom, impor.tahun)
    kepala, contoh = _pratinjau(impor, lengkap)
    return {
        "impor": impor,
        "form": form,
        "pekerjaan": pekerjaan,
        "jalan": jalan,
        "gagal": pekerjaan.pesan if pekerjaan and pekerjaan.status in BERHENTI and not impor.selesai_pada else "",
        "hitungan": hitungan,
        "tahun": hitungan["tahun"] if hitungan else "",
        "lebih": hitungan["salah"] - len(impor.temuan) if hitungan else 0,
        "lengkap": lengkap,
        "kepala_contoh": kepala,
        "contoh": [] if impor.selesai_pada else contoh,
        "dikenali": len(impor.kolom),
        "jumlah_kolom": len(impor.contoh[0][1]),
    }


def _pratinjau(impor, lengkap):
    """(headings, [(row number, [(heading, text, class)])]): the first rows as they will be read, or as they stand."""
    kepala = impor.contoh[0][1]
    if lengkap:
        dipakai = [n for n in PRATINJAU if n in impor.kolom]
        kolom = [(MENURUT_NAMA[n].label, impor.kolom[n], "utuh" if n in WAKTU else "patah") for n in dipakai]
    else:
        kolom = [(j, ke, "patah") for ke, j in enumerate(kepala[:KOLOM_TERBANYAK])]
    baris = [
        (nomor, [(label, sel[ke] if ke < len(sel) else "", kelas) for label, ke, kelas in kolom])
        for nomor, sel in impor.contoh[1:]
    ]
    return [label for label, _, _ in kolom], baris
