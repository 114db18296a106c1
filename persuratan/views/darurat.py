"""The emergency book: numbers printed before the lights go out, typed in afterwards, each accounted for."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur import darurat, notifikasi
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from alur.models import BukuDarurat, JenisKabar, Nomor
from alur.nomor import NomorDitolak, tahun_kantor
from dokumen.cetak import nama_berkas
from dokumen.galat import CetakGagal
from dokumen.sajian import sajikan_isi
from organisasi.isian import baca_angka
from organisasi.metode import baca_dan_tulis, hanya_peran
from organisasi.models import Peran
from persuratan.cetak import render_buku_darurat
from persuratan.forms.darurat import SiapkanDaruratForm
from persuratan.models import SuratMasuk
from persuratan.pemegang import orang_jabatan, pengawas_pencatat
from persuratan.peran import PEMBACA_REGISTER, PENGELOLA_REGISTER
from persuratan.transitions.surat_masuk import BUKU
from persuratan.views.bersama import hanya_agendaris
from persuratan.views.masuk import isi_formulir

UKURAN = 20


@never_cache
@baca_dan_tulis
@hanya_peran(*PEMBACA_REGISTER)
def darurat_daftar(request):
    """The blocks, newest first, and the form that prints a new one."""
    boleh = request.user.has_peran(Peran.AGENDARIS)
    if request.method == "POST":
        if not boleh:
            raise Http404
        form = SiapkanDaruratForm(request.POST)
        return sekali(request, lambda: _siapkan(request, form))
    return _daftar(request, SiapkanDaruratForm().isi_dari_draf(request.ambil_draf()))


def _siapkan(request, form):
    if form.is_valid():
        try:
            blok = darurat.siapkan_darurat(BUKU, tahun_kantor(), oleh=request.user, **form.cleaned_data)
        except NomorDitolak as ditolak:
            form.add_error(None, str(ditolak))
        else:
            return Jawaban(_alamat(blok), f"{blok} siap. Cetak formulirnya sekarang.")
    return _daftar(request, form, status=TIDAK_LAYAK)


def _daftar(request, form, *, status=200):
    blok = BukuDarurat.objects.filter(buku=BUKU).select_related("dibuat_oleh").order_by("-pk")
    if (sebelum := baca_angka(request.GET.get("sebelum"))) is not None:
        blok = blok.filter(pk__lt=sebelum)
    baris = list(blok[: UKURAN + 1])
    lagi, baris = len(baris) > UKURAN, baris[:UKURAN]
    _hitung(baris)
    konteks = {
        "form": form,
        "baris": baris,
        "boleh": request.user.has_peran(Peran.AGENDARIS),
        "url_sesudah": f"?sebelum={baris[-1].pk}" if lagi else "",
        "pertama": sebelum is None,
    }
    return render(request, "persuratan/darurat.html", konteks, status=status)


def _hitung(daftar):
    """On each block: `belum`, `diminta`, `terpakai`, `batal`; one query for all."""
    nomor = Nomor.objects.filter(buku=BUKU, asal=Nomor.Asal.DARURAT, tahun__in={b.tahun for b in daftar} or {0})
    hitungan = {
        f"b{b.pk}_{nama}": Count("pk", filter=Q(tahun=b.tahun, nomor__gte=b.dari, nomor__lte=b.sampai) & syarat)
        for b in daftar
        for nama, syarat in KEADAAN.items()
    }
    hasil = nomor.aggregate(**hitungan) if hitungan else {}
    for b in daftar:
        for nama in KEADAAN:
            setattr(b, nama, hasil[f"b{b.pk}_{nama}"])


KEADAAN = {
    "belum": Q(status=Nomor.Status.DARURAT, diminta_oleh=None),
    "diminta": Q(status=Nomor.Status.DARURAT, diminta_oleh__isnull=False),
    "terpakai": Q(status=Nomor.Status.TERPAKAI),
    "batal": Q(status=Nomor.Status.BATAL),
}


@never_cache
@baca_dan_tulis
@hanya_peran(*PEMBACA_REGISTER)
def darurat_rinci(request, blok):
    """One block: what became of each number; unused ones are closed here by two people."""
    buku = get_object_or_404(BukuDarurat.objects.filter(buku=BUKU).select_related("dibuat_oleh"), kode=blok)
    if request.method != "POST":
        return _rinci(request, buku)
    if not request.user.has_peran(*PENGELOLA_REGISTER):
        raise Http404
    return sekali(request, lambda: _putuskan(request, buku))


def _putuskan(request, buku):
    laku, nomor = request.POST.get("laku", ""), [baca_angka(n) for n in request.POST.getlist("nomor")]
    nomor, alasan, pegawai = [n for n in nomor if n is not None], request.POST.get("alasan", ""), request.user
    try:
        alasan = _bersihkan(alasan)
        if laku == "tutup" and pegawai.has_peran(Peran.AGENDARIS):
            banyak = darurat.minta_tutup(buku, nomor, pegawai, alasan)
            _kabari(buku, pegawai, banyak)
            kalimat = f"{banyak} nomor diminta ditutup. Menunggu persetujuan pengawas."
        elif laku == "setuju" and pegawai.has_peran(Peran.PENGAWAS):
            kalimat = f"{darurat.setujui_tutup(buku, nomor, pegawai)} nomor ditutup."
        elif laku == "tolak" and pegawai.has_peran(Peran.PENGAWAS):
            kalimat = f"{darurat.tolak_tutup(buku, nomor, pegawai, alasan)} nomor tidak jadi ditutup."
        else:
            raise Http404
    except NomorDitolak as ditolak:
        return _rinci(request, buku, ditolak=str(ditolak), status=TIDAK_LAYAK)
    return Jawaban(_alamat(buku), kalimat)


ALASAN_TERPANJANG = 500


def _bersihkan(alasan):
    if "\0" in alasan:
        raise NomorDitolak("Alasan memuat huruf yang tidak dapat disimpan. Ketik ulang alasannya.")
    if len(alasan) > ALASAN_TERPANJANG:
        raise NomorDitolak(f"Alasan terlalu panjang: {len(alasan)} huruf, paling banyak {ALASAN_TERPANJANG}.")
    return " ".join(alasan.split())


def _kabari(buku, peminta, banyak):
    """The supervisors of the register hear of it; they find it on the block's page."""
    unit = {p.jabatan.unit_id for p in peminta.penugasan_dengan(Peran.AGENDARIS)}
    pos = [j for u in sorted(unit) for j in pengawas_pencatat(u)]
    notifikasi.beri_tahu(
        [p for p in orang_jabatan(pos) if p != peminta],
        kunci_awal=f"darurat:{buku.kode}:{timezone.now():%Y%m%d%H%M%S%f}",
        judul=f"Nomor buku darurat {buku.kode} diminta ditutup",
        isi=f"{banyak} nomor, {buku.rentang}.",
        tautan=_alamat(buku),
        jenis=JenisKabar.TUGAS,
    )


def _rinci(request, buku, *, ditolak="", status=200):
    nomor = list(buku.nomor.select_related("diminta_oleh", "disetujui_oleh").order_by("nomor"))
    surat = {
        s.sebutan_objek(): s
        for s in SuratMasuk.objects.visible_to(request.user).filter(
            tahun_agenda=buku.tahun, nomor_agenda__gte=buku.dari, nomor_agenda__lte=buku.sampai
        )
    }
    for n in nomor:
        n.surat = surat.get(n.untuk)
    diketik = set(request.POST.getlist("nomor")) if request.method == "POST" else set()
    konteks = {
        "blok": buku,
        "nomor": nomor,
        "belum": [n for n in nomor if n.status == Nomor.Status.DARURAT and not n.diminta_oleh_id],
        "diminta": [n for n in nomor if n.status == Nomor.Status.DARURAT and n.diminta_oleh_id],
        "agendaris": request.user.has_peran(Peran.AGENDARIS),
        "pengawas": request.user.has_peran(Peran.PENGAWAS),
        "cetak": request.user.has_peran(*PENGELOLA_REGISTER),
        "ditolak": ditolak,
        "laku": request.POST.get("laku", ""),
        "alasan": request.POST.get("alasan", ""),
        "dipilih": diketik,
    }
    return render(request, "persuratan/darurat_rinci.html", konteks, status=status)


@require_safe
@hanya_peran(*PENGELOLA_REGISTER)
def darurat_formulir(request, blok):
    """The paper of a block, to be kept beside the counter."""
    buku = get_object_or_404(BukuDarurat.objects.filter(buku=BUKU).select_related("dibuat_oleh"), kode=blok)
    try:
        isi = render_buku_darurat(buku, dicetak_oleh=request.user.nama)
    except CetakGagal as gagal:
        messages.error(request, gagal.pesan)
        return redirect(_alamat(buku))
    return sajikan_isi(isi, nama=nama_berkas("Buku darurat", buku.kode))


@hanya_agendaris
@never_cache
@baca_dan_tulis
def darurat_catat(request, blok, nomor):
    """The ordinary form, with a number of the book; a number that is gone leads back to the block."""
    buku = get_object_or_404(BukuDarurat, buku=BUKU, kode=blok)
    satu = get_object_or_404(buku.nomor, nomor=nomor)
    if request.method != "POST" and (satu.status != Nomor.Status.DARURAT or satu.diminta_oleh_id):
        messages.info(request, f"Nomor {satu.nomor}/{satu.tahun} sudah dicatat atau ditutup.")
        return redirect(_alamat(buku))
    satu.url_blok = _alamat(buku)
    return isi_formulir(request, satu)


def _alamat(buku):
    return reverse("darurat_rinci", args=[buku.kode])
