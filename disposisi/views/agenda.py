"""Agenda pimpinan: the officials' calendar by day and by week, on the screen and on paper."""

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from disposisi.agenda import PERKIRAAN, acara_jabatan, beragenda, jabatan_teragenda
from dokumen.cetak import nama_berkas, render_terbatas
from dokumen.galat import CetakGagal
from dokumen.sajian import sajikan_isi
from organisasi.isian import baca_angka
from organisasi.waktu import tanggal_naskah, tanggal_panjang

SATU_HARI = dt.timedelta(days=1)
TAHUN = (2000, 2100)


@dataclass(frozen=True)
class Rentang:
    """One day, or the week from Monday to Sunday around it."""

    hari: dt.date
    minggu: bool

    @classmethod
    def baca(cls, isian):
        """From an address; anything that is no day of this century means today."""
        try:
            hari = dt.date.fromisoformat(isian.get("hari", ""))
        except ValueError:
            hari = None
        if hari is None or not TAHUN[0] < hari.year < TAHUN[1]:
            hari = timezone.localdate()
        return cls(hari, isian.get("rentang") == "minggu")

    @property
    def awal(self):
        return self.hari - SATU_HARI * self.hari.weekday() if self.minggu else self.hari

    @property
    def panjang(self):
        return 7 if self.minggu else 1

    @property
    def hari_hari(self):
        return [self.awal + SATU_HARI * n for n in range(self.panjang)]

    @property
    def kata(self):
        if not self.minggu:
            return tanggal_panjang(self.hari)
        return f"{tanggal_naskah(self.awal)} – {tanggal_naskah(self.awal + SATU_HARI * 6)}"

    def saat(self):
        """(first moment, first moment after it)."""
        zona = timezone.get_default_timezone()
        awal = dt.datetime.combine(self.awal, dt.time(), zona)
        return awal, awal + SATU_HARI * self.panjang

    def geser(self, arah):
        return Rentang(self.awal + SATU_HARI * self.panjang * arah, self.minggu)

    def alamat(self, jabatan, *, minggu=None, nama="agenda_pimpinan", **lain):
        minggu = self.minggu if minggu is None else minggu
        isi = {"hari": self.hari.isoformat(), "rentang": "minggu" if minggu else "hari"} | lain
        return f"{reverse(nama)}?{urlencode(isi | ({'jabatan': jabatan} if jabatan else {}))}"


def _pilihan(request):
    """(posts one may see, the one asked for or None); 404 for whom the page does not concern."""
    if not beragenda(request.user):
        raise Http404
    semua = jabatan_teragenda(request.user)
    dipilih = baca_angka(request.GET.get("jabatan"))
    return semua, next((j for j in semua if j.pk == dipilih), None)


def _hari(request, rentang, jabatan):
    """[(day, its events)] of the posts asked for."""
    acara = acara_jabatan(request.user, [j.pk for j in jabatan], *rentang.saat()) if jabatan else []
    per_hari = {h: [] for h in rentang.hari_hari}
    for satu in acara:
        per_hari[timezone.localdate(satu.mulai)].append(satu)
    return list(per_hari.items())


@require_safe
def agenda_pimpinan(request):
    rentang = Rentang.baca(request.GET)
    semua, dipilih = _pilihan(request)
    pk = dipilih.pk if dipilih else None
    hari = _hari(request, rentang, [dipilih] if dipilih else semua)
    konteks = {
        "rentang": rentang,
        "hari": hari,
        "hari_ini": timezone.localdate(),
        "semua": semua,
        "milik": request.user.jabatan_ditulis_ids,
        "dipilih": dipilih,
        "jumlah": sum(len(a) for _, a in hari),
        "bentrok": sum(bool(x.bentrok) for _, a in hari for x in a),
        "jam_perkiraan": PERKIRAAN // dt.timedelta(hours=1),
        "url_mundur": rentang.geser(-1).alamat(pk),
        "url_maju": rentang.geser(1).alamat(pk),
        "url_kini": Rentang(timezone.localdate(), rentang.minggu).alamat(pk),
        "url_hari": rentang.alamat(pk, minggu=False),
        "url_minggu": rentang.alamat(pk, minggu=True),
        "cetak": [
            (kata, rentang.alamat(pk, nama="agenda_pimpinan_cetak", kertas=kertas))
            for kata, kertas in (("F4", "f4"), ("A4", "a4"))
        ],
    }
    return render(request, "disposisi/agenda.html", konteks)


@require_safe
def agenda_pimpinan_cetak(request):
    rentang = Rentang.baca(request.GET)
    semua, dipilih = _pilihan(request)
    konteks = {
        "judul_buku": f"AGENDA {dipilih.nama.upper()}" if dipilih else "AGENDA PIMPINAN",
        "periode": rentang.kata,
        "arah": "tegak",
        "a4": request.GET.get("kertas") == "a4",
        "hari": _hari(request, rentang, [dipilih] if dipilih else semua),
        "dipilih": dipilih,
        "pertama": True,
        "terakhir": True,
        "dicetak_oleh": request.user.nama,
    }
    try:
        isi = render_terbatas("cetak/agenda_pimpinan.html", konteks)
    except CetakGagal as gagal:
        messages.error(request, gagal.pesan)
        return redirect(rentang.alamat(dipilih.pk if dipilih else None))
    return sajikan_isi(isi, nama=nama_berkas("Agenda pimpinan", rentang.awal.isoformat()))
