"""The clerk's desk: a letter is registered, its scan added."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from alur.models import NomorTerakhir
from organisasi.kalender import Kalender
from organisasi.metode import baca_dan_tulis
from organisasi.models import Peran
from organisasi.waktu import hari_lagi, tanggal_panjang
from persuratan import services
from persuratan.forms.catat import CatatForm
from persuratan.forms.unggahan import pulihkan_unggahan, satukan_foto, terima_unggahan, terpakai
from persuratan.kembar import cari_kembar
from persuratan.models import Klasifikasi, RuteNaik, SuratMasuk
from persuratan.models.pilihan import RAHASIA, JenisTugas
from persuratan.saran import ingatan_pengirim, pengirim_tersering, saran_klasifikasi, saran_pengirim
from persuratan.sisa import SISA_HARI
from persuratan.transitions.surat_masuk import BUKU
from persuratan.usulan import contoh_isian, usulan_isian
from persuratan.views.bersama import hanya_agendaris
from persuratan.views.pindai import panel_hp

KODE_TAMPIL = 100
USULAN = ("jenis", "klasifikasi")
"""Fields that a sender's last letter may fill."""


# Registering ----------------------------------------------------------------------------------------


@hanya_agendaris
@never_cache
@baca_dan_tulis
def surat_catat(request):
    return isi_formulir(request)


def isi_formulir(request, darurat=None):
    """The form of a new letter, read or sent. `darurat`: a Nomor of the emergency book, with `url_blok`."""
    buat = partial(CatatForm, penugasan=request.user.penugasan_dengan(Peran.AGENDARIS), darurat=darurat)
    if request.method != "POST":
        return _formulir_baru(request, buat)
    unggahan = terima_unggahan(request)
    if "lepas" in request.POST or "hp" in request.POST:
        form = buat().isi_dari_draf(request.POST)
        for kalimat in unggahan.galat:
            messages.error(request, kalimat)
        return _halaman(request, form, unggahan)
    if "pakai" in request.POST:
        form = buat().isi_dari_draf(_dengan_usulan(request))
        return _halaman(request, form, unggahan)
    form = buat(request.POST)
    _tambah_galat_berkas(form, unggahan)
    if not form.is_valid():
        return _halaman(request, form, unggahan, status=TIDAK_LAYAK)
    berkas = satukan_foto(unggahan.berkas)
    try:
        return sekali(request, lambda: _simpan(request, form, unggahan, berkas))
    except TransitionDenied as ditolak:
        form.add_error(None, ditolak.pesan)
        return _halaman(request, form, unggahan, status=TIDAK_LAYAK)


def _formulir_baru(request, buat):
    data = request.ambil_draf()
    unggahan = pulihkan_unggahan(data, request.user)
    for kalimat in unggahan.galat:
        messages.error(request, kalimat)
    baru, seperti = _baru_dicatat(request), contoh_isian(request.GET.get("seperti", ""), request.user)
    form = buat(initial=_isian_awal(baru) | seperti).isi_dari_draf(data)
    return _halaman(request, form, unggahan, baru=baru, seperti=bool(seperti))


def _dengan_usulan(request):
    """What was typed, and in its empty fields what the sender's last letter was like."""
    data, penugasan = request.POST.copy(), request.user.penugasan_dengan(Peran.AGENDARIS)
    pengirim = CatatForm(data, penugasan=penugasan).pengirim_pks
    usulan = usulan_isian(pengirim, request.user, [n for n in USULAN if data.get(n)])
    if usulan is None:
        messages.info(request, "Belum ada surat terbuka dari pengirim ini. Isi jenis dan kodenya seperti biasa.")
        return data
    for nama in usulan.beda:
        nilai = getattr(usulan, nama)
        data[nama] = nilai.pk if nama == "jenis" else str(nilai)
    return data


def _simpan(request, form, unggahan, berkas):
    """The verb: rows of the files, the letter, its number and its first obligations, all or nothing."""
    # Asked in here, behind the form key: a second press must not find the letter of the first.
    kembar = [] if "berbeda" in request.POST else _kembar(request, form, [*berkas, *unggahan.berkas])
    if kembar:
        return _halaman(request, form, unggahan, kembar=kembar, status=TIDAK_LAYAK)
    surat = services.catat_surat_masuk(
        form.kolom_surat(),
        oleh=request.user,
        sebagai=form.penugasan_dipilih,
        berkas=[sementara.buat_berkas(request.user) for sementara in berkas],
        darurat=form.darurat,
    )
    terpakai(request, unggahan)
    berikutnya = form.darurat.url_blok if form.darurat else f"{reverse('surat_catat')}?baru={surat.kode}"
    tujuan = berikutnya if _lanjut(request) == "baru" else reverse("surat_arahkan", args=[surat.kode])
    return Jawaban(tujuan, f"Tersimpan, nomor agenda {surat.nomor_lengkap}.")


def _tambah_galat_berkas(form, unggahan):
    for kalimat in unggahan.galat:
        form.add_error("berkas", kalimat)
    if form.rahasia and unggahan.aman:
        form.add_error("berkas", "Surat rahasia dicatat dari sampulnya, tanpa pindaian. Lepas dulu berkasnya.")


def _lanjut(request):
    return request.POST.get("lanjut") or request.POST.get("lanjut_semula") or "teruskan"


def _kembar(request, form, berkas):
    """Letters like the one on this form, from whatever could be read of it and from its files."""
    isi = form.terbaca
    return cari_kembar(
        request.user,
        pengirim=form.pengirim_pks,
        nomor_surat=isi.get("nomor_surat"),
        tanggal_surat=isi.get("tanggal_surat"),
        tanpa_nomor=bool(isi.get("tanpa_nomor")),
        sidik={b.sha256 for b in berkas} | {b.sha256_unggahan for b in berkas if b.sha256_unggahan},
    )


def _baru_dicatat(request):
    """The letter just saved, when the clerk went on to the next one."""
    kode = request.GET.get("baru", "")
    return SuratMasuk.objects.visible_to(request.user).filter(kode=kode, dibuat_oleh=request.user).first()


def _isian_awal(baru):
    """What is most often the same again; the addressee is the one who disposes on the standing route."""
    awal = {"ditujukan_kepada": baru.ditujukan_kepada_id, "cara_terima": baru.cara_terima} if baru else {}
    if not awal.get("ditujukan_kepada"):
        langkah = RuteNaik.objects.filter(baku=True, aktif=True, langkah__jenis=JenisTugas.DISPOSISI)
        awal["ditujukan_kepada"] = langkah.values_list("langkah__jabatan", flat=True).first()
    return awal


def _halaman(request, form, unggahan, *, kembar=(), baru=None, seperti=False, status=200):
    konteks = _hidup(request, form, kembar) | {
        "form": form,
        "unggahan": unggahan,
        "baru": baru,
        "seperti": seperti,
        "aman": _kalimat_aman(unggahan),
        "lanjut_semula": _lanjut(request),
        "terakhir": NomorTerakhir.objects.filter(buku=BUKU, tahun=timezone.localdate().year).first(),
        "pengirim_sering": pengirim_tersering(),
        "hp": panel_hp(request),
        "maks_mb": settings.BERKAS_MAKS // 1_000_000,
        "zona": settings.ZONA,
        "kode_sering": Klasifikasi.objects.filter(aktif=True).order_by("kode")[:KODE_TAMPIL],
    }
    return render(request, "persuratan/catat.html", konteks, status=status)


def _kalimat_aman(unggahan):
    if not unggahan.aman:
        return "Isian lain tidak hilang."
    return f"Isian lain dan {unggahan.halaman} halaman pindaian sudah aman."


# What the page tells while it is typed --------------------------------------------------------------


@hanya_agendaris
@require_POST
def surat_periksa(request):
    """The changing parts of the form for what is typed so far: dates in words, sender memory, duplicates, event.

    POST though nothing is written: an address with a letter's number in it would end in the log of the web server.
    """
    form = CatatForm(request.POST, penugasan=request.user.penugasan_dengan(Peran.AGENDARIS))
    berkas = pulihkan_unggahan(request.POST, request.user).berkas
    return render(request, "persuratan/_catat_hidup.html#semua", _hidup(request, form, _kembar(request, form, berkas)))


def _hidup(request, form, kembar):
    isi = form.terbaca
    return {
        "form": form,
        "kembar": kembar,
        "ingatan": ingatan_pengirim(form.pengirim_dikenal, form.pengirim_pks, request.user),
        "pengirim_diketik": bool(form["nama_pengirim"].value()),
        "usulan": usulan_isian(form.pengirim_pks, request.user, [n for n in USULAN if form[n].value()]),
        "acara": _catatan_acara(form.acara_mulai, isi),
        "menyusul": form.darurat is not None or _menyusul(isi.get("diterima_pada")),
        "rahasia": form["keamanan"].value() in RAHASIA,
    }


def _menyusul(diterima):
    return diterima is not None and timezone.localdate(diterima) < timezone.localdate()


def _catatan_acara(acara, isi):
    """What an event means for this letter: {"lewat": True}, or its day, tone and words of how near it is."""
    tanggal = isi.get("acara_tanggal")
    if acara is None:
        return {"kalimat": f"{tanggal_panjang(tanggal)}."} if tanggal else None
    if acara <= (isi.get("diterima_pada") or timezone.now()):
        return {"lewat": True}
    kerja = Kalender.muat().jumlah_hari_kerja(timezone.localdate(), tanggal)
    kata = f"Acara {hari_lagi(tanggal, timezone.localdate())}"
    return {
        "nada": "dekat" if kerja <= SISA_HARI else "aman",
        "teks": f"{kata}, {kerja} hari kerja lagi" if kerja else kata,
        "kalimat": f"{tanggal_panjang(tanggal)}. Surat ini akan didahulukan.",
    }


@hanya_agendaris
@require_safe
def surat_saran_pengirim(request):
    teks = request.GET.get("q") or request.GET.get("nama_pengirim", "")
    return render(
        request,
        "persuratan/_saran_pengirim.html",
        {"saran": saran_pengirim(teks, request.user), "teks": " ".join(teks.split())[:200]},
    )


@hanya_agendaris
@require_safe
def surat_saran_klasifikasi(request):
    teks = request.GET.get("q") or request.GET.get("klasifikasi", "")
    return render(request, "persuratan/_saran_klasifikasi.html", {"saran": saran_klasifikasi(teks), "teks": teks})
