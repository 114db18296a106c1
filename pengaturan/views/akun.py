"""Pages about oneself: entering, leaving, password, devices, the second step."""

import segno
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from alur.denyut import pekerja_diam
from organisasi.metode import baca_dan_tulis
from pengaturan import akun, draf, pintu
from pengaturan.forms.akun import (
    GantiSandiForm,
    KodeForm,
    KodePertamaForm,
    LupaSandiForm,
    MasukForm,
    ProfilForm,
    SandiBaruForm,
    SandiLagiForm,
)
from pengaturan.middleware import TUJUAN_SEMULA, boleh_sebelum_syarat, tujuan_aman, wajib_dua_langkah
from pengaturan.models import PermintaanSandi


def _terkunci(menit):
    return (
        f"Terlalu banyak percobaan. Kata sandi Anda tidak berubah. Coba lagi {menit} menit lagi, atau hubungi admin."
    )


@login_not_required
@never_cache
@sensitive_post_parameters()
@baca_dan_tulis
def masuk(request):
    tujuan = tujuan_aman(request, request.POST.get("next") or request.GET.get("next"), "/")
    if request.user.is_authenticated:
        return redirect(tujuan)
    form, status = MasukForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        try:
            pegawai = akun.periksa_sandi(request, isi["nama"], isi["sandi"])
        except pintu.TerlaluSering as tutup:
            form.add_error(None, _terkunci(tutup.menit))
            status = 429
        except akun.MasukDitolak as tolak:
            form.add_error(None, str(tolak))
        else:
            if akun.punya_kode(pegawai):
                akun.tunda(request, pegawai, ingat=isi["ingat"])
                return redirect(reverse("masuk_kode", query={"next": tujuan}))
            peramban = akun.selesai_masuk(request, pegawai, ingat=isi["ingat"])
            return pintu.tulis_peramban(redirect(tujuan), peramban)
    konteks = {"form": form, "next": tujuan, "tertahan": "draf=" in tujuan, "normal": not pekerja_diam()}
    return render(request, "pengaturan/masuk.html", konteks, status=status)


@login_not_required
@never_cache
@sensitive_post_parameters()
@baca_dan_tulis
def masuk_kode(request):
    tujuan = tujuan_aman(request, request.POST.get("next") or request.GET.get("next"), "/")
    tertunda = akun.yang_tertunda(request)
    if tertunda is None:
        return redirect(reverse("masuk", query={"next": tujuan}))
    pegawai, ingat = tertunda
    form, status = KodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            perangkat = akun.cocokkan_kode(pegawai, form.cleaned_data["totp"])
        except pintu.TerlaluSering as tutup:
            form.add_error("totp", f"Terlalu banyak percobaan. Tunggu {tutup.menit} menit, lalu ketik kode baru.")
            status = 429
        else:
            if perangkat is not None:
                peramban = akun.selesai_masuk(request, pegawai, ingat=ingat, langkah_kedua=perangkat)
                return pintu.tulis_peramban(redirect(tujuan), peramban)
            form.add_error("totp", "Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya di HP Anda.")
    return render(request, "pengaturan/masuk_kode.html", {"form": form, "next": tujuan}, status=status)


@login_not_required
@require_POST
def keluar(request):
    akun.keluar(request)
    messages.success(request, "Anda sudah keluar.")
    return redirect("masuk")


# Passwords


@boleh_sebelum_syarat
@never_cache
@sensitive_post_parameters()
@baca_dan_tulis
def sandi_ganti(request):
    wajib = request.user.wajib_ganti_sandi
    kelas = SandiBaruForm if wajib and akun.sandi_baru_saja(request, saat_masuk=True) else GantiSandiForm
    form = kelas(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        akun.ganti_sandi(request, form)
        messages.success(request, "Kata sandi sudah diganti. Perangkat lain harus masuk lagi.")
        return redirect(request.session.pop(TUJUAN_SEMULA, "/") if wajib else "akun")
    return render(request, "pengaturan/sandi_ganti.html", {"form": form, "wajib": wajib})


@login_not_required
@baca_dan_tulis
def sandi_lupa(request):
    """The same page, as quickly, whoever asks: it tells nobody who has an account here (ASVS 6.3.8)."""
    form, status = LupaSandiForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        isian = form.cleaned_data["isian"].strip()
        try:
            # A NIP with other spaces is the same NIP: it opens no counter of its own.
            akun_diminta = "".join(isian.split()).casefold()
            pintu.ambil_semua([(pintu.RESET_AKUN, akun_diminta), (pintu.RESET_JARINGAN, pintu.jaringan(request))])
        except pintu.TerlaluSering as tutup:
            form.add_error(None, f"Permintaan terlalu sering. Coba lagi {tutup.menit} menit lagi.")
            status = 429
        else:
            PermintaanSandi.objects.create(isian=isian, diminta_pada=timezone.now())
            return redirect("sandi_lupa_terkirim")
    return render(request, "pengaturan/sandi_lupa.html", {"form": form}, status=status)


@login_not_required
@require_safe
def sandi_lupa_terkirim(request):
    return render(request, "pengaturan/sandi_lupa_terkirim.html")


class SandiAtur(auth_views.PasswordResetConfirmView):
    """The page behind the link in the e-mail. The link works once and for an hour."""

    template_name = "pengaturan/sandi_atur.html"
    form_class = SandiBaruForm  # type: ignore[assignment]
    post_reset_login = False
    reset_url_token = "baru"  # noqa: S105 (the word in the address that stands for the used link)

    def get_user(self, uidb64):
        pegawai = super().get_user(uidb64)
        return pegawai if pegawai and pegawai.is_active else None

    def get_form_kwargs(self):
        isi = super().get_form_kwargs()
        return isi | {"pegawai": isi.pop("user")}

    def form_valid(self, form):
        akun.atur_sandi_dari_email(self.user, form)
        self.request.session.pop(auth_views.INTERNAL_RESET_SESSION_TOKEN, None)
        messages.success(self.request, "Kata sandi baru tersimpan. Silakan masuk.")
        return redirect("masuk")


sandi_atur = login_not_required(never_cache(baca_dan_tulis(SandiAtur.as_view())))


# One's own account


@sensitive_post_parameters()
@baca_dan_tulis
def saya(request):
    form = ProfilForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        akun.ganti_alamat(form)
        messages.success(request, "Alamat Anda tersimpan.")
        return redirect("akun")
    sesi = akun.sesi_hidup(request.user)
    for s in sesi:
        s.ini = s.session_key == request.session.session_key
    konteks = {
        "form": form.isi_dari_draf(request.ambil_draf()),
        "sesi": sorted(sesi, key=lambda s: not s.ini),
        "kode_terpasang": akun.punya_kode(request.user),
        "kode_wajib": wajib_dua_langkah(request.user),
        "sisa_cadangan": akun.sisa_kode_cadangan(request.user),
    }
    return render(request, "pengaturan/akun.html", konteks)


@require_POST
def keluar_semua(request):
    akun.keluar_dari_semua(request)
    messages.success(request, "Anda sudah keluar dari semua perangkat.")
    return redirect("masuk")


@require_POST
def sesi_akhiri(request, nomor):
    """End one login of one's own. `nomor` is `nomor_sesi`: the session key itself never stands on a page."""
    perangkat = akun.akhiri_satu_sesi(request.user, nomor)
    if perangkat is None:
        raise Http404
    messages.success(request, f"{perangkat} sudah dikeluarkan.")
    return redirect("akun")


@boleh_sebelum_syarat
@never_cache
@sensitive_post_parameters()
@baca_dan_tulis
def kode_pasang(request):
    if request.user.wajib_ganti_sandi:
        return redirect("sandi_ganti")
    if akun.punya_kode(request.user):
        return redirect("akun")
    wajib = wajib_dua_langkah(request.user)
    if not akun.sandi_baru_saja(request, saat_masuk=wajib):
        return _dengan_sandi(
            request,
            lambda: akun.catat_sandi_lagi(request) or redirect("kode_pasang"),
            judul="Pasang kode dari HP?",
            akibat="Sesudah ini Anda masuk dengan kata sandi dan kode dari HP, dan perangkat lain harus masuk lagi.",
            tombol="Lanjut",
            bahaya=False,
        )
    perangkat = akun.perangkat_baru(request)
    form = KodePertamaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cadangan = akun.pasang_kode(request, perangkat, form.cleaned_data["totp"])
        except pintu.TerlaluSering as tutup:
            form.add_error("totp", f"Terlalu banyak percobaan. Tunggu {tutup.menit} menit, lalu ketik kode baru.")
        else:
            if cadangan is not None:
                return render(
                    request,
                    "pengaturan/kode_cadangan.html",
                    {"kode": cadangan, "baru_dipasang": True, "lanjut": request.session.pop(TUJUAN_SEMULA, "")},
                )
            form.add_error("totp", "Kode ini tidak cocok. Tunggu kode berikutnya di HP, lalu ketik lagi.")
    rahasia = akun.rahasia_terbaca(perangkat)
    qr = segno.make(perangkat.config_url, error="m").svg_data_uri(scale=5, border=2)
    konteks = {"form": form, "qr": qr, "rahasia": rahasia, "wajib": wajib}
    return render(request, "pengaturan/kode_pasang.html", konteks)


@never_cache
@sensitive_post_parameters()
@baca_dan_tulis
def kode_cadangan(request):
    if not akun.punya_kode(request.user):
        return redirect("kode_pasang")
    return _dengan_sandi(
        request,
        lambda: render(request, "pengaturan/kode_cadangan.html", {"kode": akun.ganti_kode_cadangan(request.user)}),
        judul="Buat kode cadangan baru?",
        akibat="Kode cadangan yang lama tidak berlaku lagi.",
        tombol="Buat kode baru",
        bahaya=False,
    )


@never_cache
@sensitive_post_parameters()
@baca_dan_tulis
def kode_lepas(request):
    if wajib_dua_langkah(request.user) or not akun.punya_kode(request.user):
        return redirect("akun")

    def lepas():
        akun.lepas_kode_sendiri(request)
        messages.success(request, "Kode dari HP tidak dipakai lagi saat masuk.")
        return redirect("akun")

    return _dengan_sandi(
        request,
        lepas,
        judul="Berhenti memakai kode dari HP?",
        akibat="Sesudah ini akun Anda hanya dijaga kata sandi, dan perangkat lain harus masuk lagi.",
        tombol="Ya, berhenti memakai kode",
    )


def _dengan_sandi(request, verb, **konteks):
    """Ask for the password once more before an act that weakens or binds the account (ASVS 7.5.1)."""
    form = SandiLagiForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return verb()
    return render(
        request,
        "komponen/konfirmasi.html",
        konteks | {"form": form, "url_batal": reverse("akun"), "jalur": {"url": reverse("akun"), "nama": "Akun saya"}},
    )


@require_safe
def draf_tertahan(request, kode):
    """What was typed before the login ended, to read and copy, when its own page cannot show it any more."""
    tertahan = draf.cari(request, kode)
    if tertahan is None:
        raise Http404
    isian = draf.tertulis(tertahan.isi)
    return render(request, "pengaturan/draf.html", {"draf": tertahan, "isian": isian})


@require_safe
def beranda(request):
    """Home when no room has claimed "/": the list of tasks, or one's own account."""
    return redirect("akun")
