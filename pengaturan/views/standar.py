"""The admin's screen about norms. A norm is never rewritten: a new one follows the old."""

import datetime

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alur.kunci import Jawaban
from organisasi.metode import baca_dan_tulis
from organisasi.waktu import tanggal_naskah
from pengaturan import jejak
from pengaturan.forms.standar import StandarForm, tulis_norma
from pengaturan.kelola import hanya_admin, lakukan, periksa
from persuratan.models import StandarPelayanan

SEHARI = datetime.timedelta(days=1)


@hanya_admin
@baca_dan_tulis
def standar(request):
    """The norms in force, or those planned from a day on (?pada=2026-12-01), ready to be changed."""
    hari_ini = timezone.localdate()
    versi = list(
        StandarPelayanan.objects.order_by("-berlaku_mulai").values_list("berlaku_mulai", flat=True).distinct()
    )
    kini = next((v for v in versi if v <= hari_ini), None)
    pada = next((v for v in versi if v.isoformat() == request.GET.get("pada")), None) or hari_ini
    berlaku = _berlaku(pada)
    awal = {"berlaku_mulai": max(pada, _awal_bulan_depan(hari_ini)), "dasar": ""}
    form = StandarForm(request.POST or None, berlaku=berlaku, initial=awal)
    if request.method == "POST" and (jawaban := lakukan(request, lambda: _simpan(request, form))):
        return jawaban
    form.isi_dari_draf(request.ambil_draf())
    konteks = {
        "form": form,
        "versi": versi,
        "kini": kini,
        "pada": pada,
        "hari_ini": hari_ini,
        "lampau": pada < hari_ini,
        "dasar": sorted({s.dasar for s in berlaku.values() if s.dasar}),
    }
    return render(request, "pengaturan/standar.html", konteks)


def _berlaku(tanggal, *, kunci=False):
    baris = StandarPelayanan.objects.berlaku(tanggal).order_by("berlaku_mulai")
    return {(s.jenis, s.kecepatan): s for s in (baris.select_for_update() if kunci else baris)}


def _awal_bulan_depan(hari):
    return (hari.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def _simpan(request, form):
    periksa(form)
    mulai, dasar = form.cleaned_data["berlaku_mulai"], form.cleaned_data["dasar"]
    lama, ubah = _berlaku(mulai, kunci=True), []
    for jenis, kecepatan, jumlah, satuan in form.perubahan():
        sebelum = lama.get((jenis, kecepatan))
        if sebelum is not None and (sebelum.jumlah, sebelum.satuan) == (jumlah, satuan):
            continue
        ubah.append(
            [
                jenis,
                kecepatan,
                tulis_norma(sebelum.jumlah, sebelum.satuan) if sebelum else "",
                tulis_norma(jumlah, satuan),
            ]
        )
        if sebelum is not None and sebelum.berlaku_mulai == mulai:  # planned, never used: corrected in place
            sebelum.jumlah, sebelum.satuan, sebelum.dasar = jumlah, satuan, dasar
            sebelum.save()
            continue
        sampai = None
        if sebelum is not None:
            sampai, sebelum.berlaku_sampai = sebelum.berlaku_sampai, mulai - SEHARI
            sebelum.save()
        StandarPelayanan.objects.create(
            jenis=jenis,
            kecepatan=kecepatan,
            jumlah=jumlah,
            satuan=satuan,
            berlaku_mulai=mulai,
            berlaku_sampai=sampai,
            dasar=dasar,
        )
    jejak.catat(jejak.STANDAR_DIUBAH, oleh=request.user, data={"berlaku_mulai": mulai, "dasar": dasar, "ubah": ubah})
    return Jawaban(reverse("standar"), f"Standar baru tersimpan, berlaku mulai {tanggal_naskah(mulai)}.")
