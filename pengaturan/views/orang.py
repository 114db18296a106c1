"""The admin's screens about people and the posts they hold."""

import datetime

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.kunci import Jawaban
from organisasi.isian import baca_angka
from organisasi.metode import baca_dan_tulis
from organisasi.models import Pegawai, Penugasan
from organisasi.nip import bersihkan_nip, periksa_nip
from pengaturan import akun, jejak
from pengaturan.forms.orang import OrangForm, PenugasanForm
from pengaturan.kelola import hanya_admin, lakukan, pastikan_ada_admin, potong, simpan
from pengaturan.peringatan import catat_dan_beri_tahu, email_diganti

SANDI_TAMPIL = "sandi_sekali_tampil"
"""Session data {pk of the person: one-time password}, until the page that shows it was opened once."""


@hanya_admin
@require_safe
def daftar(request):
    q, keadaan = request.GET.get("q", "").strip()[:100], request.GET.get("keadaan", "")
    orang = Pegawai.objects.all()
    if q:
        angka = bersihkan_nip(q)
        cocok = Q(nama__icontains=q) | Q(username__icontains=q) | Q(email__icontains=q)
        orang = orang.filter(cocok | Q(nip__startswith=angka) if angka.isascii() and angka.isdigit() else cocok)
    if keadaan == "nonaktif":
        orang = orang.filter(is_active=False)
    elif keadaan != "semua":
        orang = orang.filter(is_active=True)
    berlaku = Penugasan.objects.berlaku().select_related("jabatan").order_by("jabatan__urutan", "pk")
    orang = orang.prefetch_related(Prefetch("penugasan", berlaku, to_attr="sekarang"))
    baris, sebelum, sesudah = potong(request, orang, "nama")
    konteks = {"orang": baris, "q": q, "keadaan": keadaan, "url_sebelum": sebelum, "url_sesudah": sesudah}
    return render(request, "pengaturan/orang_daftar.html", konteks)


@hanya_admin
@baca_dan_tulis
def tambah(request):
    form = OrangForm(request.POST or None)
    jawaban = simpan(
        request,
        form,
        tambah=jejak.ORANG_DITAMBAH,
        ubah=jejak.ORANG_DIUBAH,
        tujuan=lambda orang: reverse("orang_sandi_tampil", args=[orang.pk]),
        pesan=lambda orang: f"{orang.nama} ditambahkan.",
        setelah=lambda orang: _beri_sandi(request, orang),
    )
    if jawaban:
        return jawaban
    form.isi_dari_draf(request.ambil_draf())
    return render(request, "pengaturan/orang_form.html", {"form": form})


@hanya_admin
@baca_dan_tulis
def ubah(request, pk):
    orang = get_object_or_404(Pegawai, pk=pk)
    form = OrangForm(request.POST or None, instance=orang)
    jawaban = simpan(
        request,
        form,
        tambah=jejak.ORANG_DITAMBAH,
        ubah=jejak.ORANG_DIUBAH,
        tujuan=lambda orang: reverse("orang_ubah", args=[orang.pk]),
        pesan=lambda orang: f"Data {orang.nama} tersimpan.",
        setelah=lambda orang: email_diganti(orang, form.initial["email"], oleh=request.user),
    )
    if jawaban:
        return jawaban
    lama = Pegawai.objects.get(pk=pk)  # the form may have changed `orang` in memory
    konteks = {
        "orang": lama,
        "form": form.isi_dari_draf(request.ambil_draf()),
        "peringatan": peringatan_nip(lama),
        "penugasan": lama.penugasan.select_related("jabatan__unit").order_by("-mulai", "-pk"),
        "hari_ini": timezone.localdate(),
        "kode_terpasang": akun.punya_kode(lama),
        "sesi": len(akun.sesi_hidup(lama)),
    }
    return render(request, "pengaturan/orang_ubah.html", konteks)


def peringatan_nip(orang):
    """Sentences about a doubtful NIP; nothing is blocked by them."""
    kalimat = periksa_nip(orang.nip)
    if orang.nip and (lain := Pegawai.objects.filter(nip=orang.nip).exclude(pk=orang.pk).first()):
        kalimat.append(f"NIP ini juga tercatat pada {lain.nama}. Keduanya hanya dapat masuk dengan nama pengguna.")
    return kalimat


def _beri_sandi(request, orang):
    tampil = request.session.get(SANDI_TAMPIL, {})
    request.session[SANDI_TAMPIL] = tampil | {str(orang.pk): akun.beri_sandi_sementara(orang)}


@hanya_admin
@baca_dan_tulis
def sandi(request, pk):
    orang = get_object_or_404(Pegawai, pk=pk, is_active=True)
    if request.method == "POST":

        def verb():
            _beri_sandi(request, orang)
            akun.cabut_yang_membaca(orang, oleh=request.user)
            catat_dan_beri_tahu(jejak.SANDI_DIATUR_ADMIN, orang, oleh=request.user)
            return Jawaban(reverse("orang_sandi_tampil", args=[orang.pk]))

        return lakukan(request, verb)
    return _tanya(
        request,
        orang,
        judul=f"Beri {orang.nama} kata sandi sementara?",
        akibat="Kata sandi lama, alamat kalender, dan saluran kabarnya tidak berlaku lagi. "
        "Semua perangkatnya dikeluarkan.",
        tombol="Beri kata sandi sementara",
    )


@hanya_admin
@never_cache
@require_safe
def sandi_tampil(request, pk):
    orang = get_object_or_404(Pegawai, pk=pk)
    tampil = request.session.get(SANDI_TAMPIL, {})
    rahasia = tampil.pop(str(pk), None)
    if rahasia is not None:
        request.session[SANDI_TAMPIL] = tampil
    return render(request, "pengaturan/orang_sandi.html", {"orang": orang, "rahasia": rahasia})


@hanya_admin
@baca_dan_tulis
def nonaktif(request, pk):
    orang = get_object_or_404(Pegawai, pk=pk, is_active=True)
    kembali = reverse("orang_ubah", args=[pk])
    if orang.pk == request.user.pk:
        messages.error(request, "Anda tidak dapat menonaktifkan akun sendiri. Minta admin lain.")
        return redirect(kembali)
    if request.method == "POST":

        def verb():
            orang.is_active = False
            orang.save(update_fields=["is_active"])
            akun.akhiri_sesi(orang)
            berakhir = [_akhiri(p).pk for p in orang.penugasan.belum_lewat()]
            pastikan_ada_admin()  # two admins may be putting each other out
            jejak.catat(
                jejak.ORANG_DINONAKTIFKAN, oleh=request.user, objek=orang, data={"penugasan_berakhir": berakhir}
            )
            return Jawaban(kembali, f"{orang.nama} dinonaktifkan.")

        return lakukan(request, verb, kembali=kembali)
    return _tanya(
        request,
        orang,
        judul=f"Nonaktifkan {orang.nama}?",
        akibat="Ia langsung keluar dari semua perangkat dan jabatannya berakhir hari ini. Riwayatnya tetap.",
        tombol="Ya, nonaktifkan",
    )


def _akhiri(penugasan):
    """End an assignment this minute: yesterday was its last day, or it is withdrawn when it had none yet."""
    kemarin = timezone.localdate() - datetime.timedelta(days=1)
    if penugasan.mulai <= kemarin:
        penugasan.sampai = kemarin
    else:
        penugasan.dicabut_pada = timezone.now()
    penugasan.save()
    return penugasan


@hanya_admin
@baca_dan_tulis
def aktifkan(request, pk):
    orang = get_object_or_404(Pegawai, pk=pk, is_active=False)
    if request.method == "POST":

        def verb():
            orang.is_active = True
            orang.save(update_fields=["is_active"])
            jejak.catat(jejak.ORANG_DIAKTIFKAN, oleh=request.user, objek=orang)
            return Jawaban(reverse("orang_ubah", args=[pk]), f"{orang.nama} aktif lagi. Beri jabatannya bila perlu.")

        return lakukan(request, verb)
    return _tanya(
        request,
        orang,
        judul=f"Aktifkan {orang.nama} lagi?",
        akibat="Ia dapat masuk lagi. Jabatannya tidak ikut kembali.",
        tombol="Aktifkan",
        bahaya=False,
    )


@hanya_admin
@baca_dan_tulis
def kode_lepas(request, pk):
    orang = get_object_or_404(Pegawai, pk=pk)
    if not akun.punya_kode(orang):
        raise Http404
    if request.method == "POST":

        def verb():
            akun.lepas_kode(orang, oleh=request.user)
            return Jawaban(reverse("orang_ubah", args=[pk]), f"Kode dari HP {orang.nama} dilepas.")

        return lakukan(request, verb)
    return _tanya(
        request,
        orang,
        judul=f"Lepas kode dari HP {orang.nama}?",
        akibat="Ia dikeluarkan dari semua perangkat dan memasang kode baru. Pastikan ia sendiri yang meminta.",
        tombol="Ya, lepas kode",
    )


@hanya_admin
@baca_dan_tulis
def sesi_akhiri(request, pk):
    orang = get_object_or_404(Pegawai, pk=pk)
    if request.method == "POST":

        def verb():
            banyak = akun.akhiri_sesi(orang)
            jejak.catat(jejak.SESI_DIAKHIRI, oleh=request.user, objek=orang, data={"banyak": banyak})
            return Jawaban(reverse("orang_ubah", args=[pk]), f"{orang.nama} dikeluarkan dari semua perangkat.")

        return lakukan(request, verb)
    return _tanya(
        request,
        orang,
        judul=f"Keluarkan {orang.nama} dari semua perangkat?",
        akibat="Ia harus masuk lagi. Isian yang sedang diketik dikembalikan sesudahnya.",
        tombol="Keluarkan",
    )


def _tanya(request, orang, **konteks):
    kembali = reverse("orang_ubah", args=[orang.pk])
    jalur = {"url": kembali, "nama": orang.nama}
    return render(request, "komponen/konfirmasi.html", konteks | {"url_batal": kembali, "jalur": jalur})


# Assignments


@hanya_admin
@baca_dan_tulis
def penugasan_tambah(request):
    awal = {k: request.GET[k] for k in ("pegawai", "jabatan") if baca_angka(request.GET.get(k, "")) is not None}
    awal |= {"mulai": timezone.localdate(), "jenis": Penugasan.Jenis.DEFINITIF}
    form = PenugasanForm(request.POST or None, initial=awal)
    return _penugasan(request, form, "Beri jabatan")


@hanya_admin
@baca_dan_tulis
def penugasan_ubah(request, pk):
    penugasan = get_object_or_404(Penugasan.objects.select_related("pegawai", "jabatan"), pk=pk, dicabut_pada=None)
    form = PenugasanForm(request.POST or None, instance=penugasan)
    return _penugasan(request, form, "Ubah penugasan")


def _penugasan(request, form, judul):
    jawaban = simpan(
        request,
        form,
        tambah=jejak.PENUGASAN_DITAMBAH,
        ubah=jejak.PENUGASAN_DIUBAH,
        tujuan=lambda p: reverse("orang_ubah", args=[p.pegawai_id]),
        pesan=lambda p: f"Tersimpan: {p.pegawai.nama} sebagai {p.sebutan}.",
    )
    if jawaban:
        return jawaban
    form.isi_dari_draf(request.ambil_draf())
    return render(request, "pengaturan/penugasan_form.html", {"form": form, "judul": judul})


@hanya_admin
@baca_dan_tulis
def penugasan_akhiri(request, pk):
    penugasan = get_object_or_404(Penugasan.objects.berlaku().select_related("pegawai", "jabatan"), pk=pk)
    kembali = reverse("orang_ubah", args=[penugasan.pegawai_id])
    if request.method == "POST":

        def verb():
            lama = _masa(penugasan)
            _akhiri(penugasan)
            pastikan_ada_admin()
            beda = jejak.perbedaan(lama, _masa(penugasan))
            jejak.catat(jejak.PENUGASAN_DIUBAH, oleh=request.user, objek=penugasan, data={"ubah": beda})
            return Jawaban(kembali, f"{penugasan.pegawai.nama} tidak lagi {penugasan.sebutan}.")

        return lakukan(request, verb, kembali=kembali)
    return _tanya(
        request,
        penugasan.pegawai,
        judul=f"Akhiri {penugasan.sebutan}?",
        isi_kalimat=f"Dipegang {penugasan.pegawai.nama_lengkap}.",
        akibat="Ia langsung tidak lagi melihat surat jabatan ini. Tugas yang terbuka tetap pada jabatan.",
        tombol="Ya, akhiri hari ini",
    )


def _masa(penugasan):
    return {"sampai": penugasan.sampai, "dicabut_pada": penugasan.dicabut_pada}
