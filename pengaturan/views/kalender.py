"""The admin's screen about working days and hours."""

import calendar
import datetime as dt

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from alur.kunci import Jawaban
from organisasi.benih import berubah, muat_tahun
from organisasi.isian import baca_angka
from organisasi.kalender import Kalender, KalenderKosong
from organisasi.metode import baca_dan_tulis
from organisasi.models import HariLibur, JamKerja, PerubahanKalender
from organisasi.waktu import BULAN, HARI, lama_kata, tanggal_naskah, waktu_panjang
from pengaturan import jejak
from pengaturan.forms.kalender import CobaHitungForm, JamKerjaForm, LiburForm
from pengaturan.kelola import hanya_admin, lakukan, periksa, simpan
from persuratan.hitung_ulang import kalender_diubah, surat_terdampak

TAHUN = range(2000, 2101)
PERUBAHAN_TAMPIL = 5


@hanya_admin
@baca_dan_tulis
def kalender(request):
    form = LiburForm(request.POST or None)
    jawaban = simpan(
        request,
        form,
        tambah=jejak.LIBUR_DITAMBAH,
        ubah=jejak.LIBUR_DIUBAH,
        # The form posts to its own place on the page; what was done is told on top.
        tujuan=lambda libur: f"{reverse('kalender')}?bulan={libur.tanggal:%Y-%m}#isi",
        pesan=lambda libur: (
            f"{tanggal_naskah(libur.tanggal)} sekarang libur. "
            + _hitung_ulang(request, f"{_hari(libur.tanggal)} libur: {libur.nama}")
        ),
    )
    if jawaban:
        return jawaban
    form.isi_dari_draf(request.ambil_draf())
    bulan = _bulan(request.GET.get("bulan", ""))
    hari_ini = timezone.localdate()
    libur = list(HariLibur.objects.filter(tanggal__year=bulan.year).order_by("tanggal"))
    berikut = _geser(bulan, 1)
    kal = Kalender.muat()
    dua = {h.tanggal: h for h in libur}
    if berikut.year != bulan.year:
        dua |= {h.tanggal: h for h in HariLibur.objects.filter(tanggal__year=berikut.year)}
    konteks = {
        "form": form,
        "bulan": [_lembar(b, dua, kal, hari_ini) for b in (bulan, berikut)],
        "sebelum": _geser(bulan, -1),
        "sesudah": _geser(bulan, 2),
        "nama_sebelum": _nama_bulan(_geser(bulan, -1)),
        "nama_sesudah": _nama_bulan(_geser(bulan, 2)),
        "tahun": bulan.year,
        "libur": libur,
        "banyak": {jenis.label.lower(): n for jenis in HariLibur.Jenis if (n := sum(h.jenis == jenis for h in libur))},
        "jam": _ringkas_jam(kal, hari_ini),
        "sepekan": _sepekan(kal, hari_ini),
        "khusus": _khusus(hari_ini),
        "belum": kal.tahun_belum_dimuat(hari_ini, dt.date(hari_ini.year + 1, 12, 31)),
        "muat": sorted({bulan.year, hari_ini.year + 1}),
        "perubahan": PerubahanKalender.objects.select_related("oleh").order_by("-pada", "-pk")[:PERUBAHAN_TAMPIL],
    }
    konteks |= _coba(request, kal)
    return render(request, "pengaturan/kalender.html", konteks)


def _hari(tanggal):
    return f"{HARI[tanggal.weekday()]}, {tanggal_naskah(tanggal)}"


def _hitung_ulang(request, sebutan):
    """Have the open deadlines follow, in the transaction of the change; returns the sentence for the admin."""
    n = kalender_diubah(sebutan, oleh=request.user)
    return f"Batas {n} surat dihitung ulang." if n else "Tidak ada batas surat yang berubah."


def _bulan(teks):
    """The first of the month "2026-11"; anything else is this month."""
    tahun, _, bulan = teks.partition("-")
    tahun, bulan = baca_angka(tahun), baca_angka(bulan)
    if tahun in TAHUN and bulan in range(1, 13):
        return dt.date(tahun, bulan, 1)
    return timezone.localdate().replace(day=1)


def _geser(bulan, n):
    urut = bulan.year * 12 + bulan.month - 1 + n
    return dt.date(urut // 12, urut % 12 + 1, 1)


def _nama_bulan(bulan):
    tahun = f" {bulan.year}" if bulan.year != timezone.localdate().year else ""
    return f"{BULAN[bulan.month - 1][:3]}{tahun}"


def _lembar(bulan, libur, kal, hari_ini):
    """{"nama", "pekan": [[None or {"angka", "kelas", "kata", "nama", "kini"}]]}: one month of the page."""
    pekan = []
    for minggu in calendar.Calendar().monthdatescalendar(bulan.year, bulan.month):
        baris: list[dict | None] = []
        for hari in minggu:
            if hari.month != bulan.month:
                baris.append(None)
                continue
            h = libur.get(hari)
            kelas, kata = "", ""
            if h:
                kelas, kata = ("cuti", "cuti") if h.jenis == HariLibur.Jenis.CUTI_BERSAMA else ("libur", "libur")
            elif not kal.is_hari_kerja(hari):
                kelas = "pekan"
            baris.append(
                {
                    "angka": hari.day,
                    "kelas": kelas,
                    "kata": kata,
                    "nama": h.nama if h else "",
                    "kini": hari == hari_ini,
                }
            )
        pekan.append(baris)
    return {"nama": f"{BULAN[bulan.month - 1]} {bulan.year}", "pekan": pekan}


def _ringkas_jam(kal, hari_ini):
    """Rows (days, hours, break) of the ordinary week in force today; equal neighbours are drawn together."""
    nama = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
    senin = hari_ini - dt.timedelta(days=hari_ini.weekday())
    hasil: list[dict] = []
    for i in range(7):
        jam = kal.jam_kerja(senin + dt.timedelta(days=i))
        if jam is None:
            continue
        istirahat = f"{jam.istirahat_mulai:%H.%M}–{jam.istirahat_selesai:%H.%M}" if jam.istirahat_mulai else "tanpa"
        isi = (f"{jam.mulai:%H.%M}–{jam.selesai:%H.%M}", istirahat)
        if hasil and hasil[-1]["isi"] == isi and hasil[-1]["akhir"] == i - 1:
            hasil[-1]["akhir"] = i
        else:
            hasil.append({"awal": i, "akhir": i, "isi": isi})
    return [
        {
            "hari": nama[h["awal"]] if h["awal"] == h["akhir"] else f"{nama[h['awal']]}–{nama[h['akhir']]}",
            "jam": h["isi"][0],
            "istirahat": h["isi"][1],
        }
        for h in hasil
    ]


def _sepekan(kal, hari_ini):
    """ "37 jam 30 menit": the hours of the week in force today, holidays left aside."""
    senin = hari_ini - dt.timedelta(days=hari_ini.weekday())
    jumlah = dt.timedelta()
    for i in range(7):
        if jam := kal.jam_kerja(senin + dt.timedelta(days=i)):
            jumlah += _panjang(jam.mulai, jam.selesai)
            if jam.istirahat_mulai:
                jumlah -= _panjang(jam.istirahat_mulai, jam.istirahat_selesai)
    return lama_kata(jumlah)


def _panjang(mulai, selesai):
    return dt.datetime.combine(dt.date.min, selesai) - dt.datetime.combine(dt.date.min, mulai)


def _khusus(hari_ini):
    """The special hours (Ramadan) of this and coming years: [{"nama", "mulai", "sampai", "dasar"}]."""
    baris = JamKerja.objects.exclude(khusus="").filter(berlaku_sampai__gte=hari_ini).order_by("berlaku_mulai", "hari")
    hasil = {}
    for j in baris:
        hasil.setdefault(
            (j.khusus, j.berlaku_mulai),
            {"nama": j.khusus, "mulai": j.berlaku_mulai, "sampai": j.berlaku_sampai, "dasar": j.dasar, "pk": j.pk},
        )
    return list(hasil.values())[:3]


def _coba(request, kal):
    """ "Coba hitung": the same arithmetic as for letters, tried by hand."""
    form = CobaHitungForm(request.GET) if "dari" in request.GET else CobaHitungForm(initial={"lama": "4 jam"})
    hasil = {"coba": form, "coba_batas": "", "coba_rinci": ""}
    if form.is_bound and form.is_valid():
        mulai, (satuan, jumlah) = form.cleaned_data["dari"], form.cleaned_data["lama"]
        try:
            if satuan == "hari":
                batas, rinci = kal.tambah_hari_kerja(mulai, jumlah), kal.jelaskan_hari_kerja(mulai, jumlah, awal="")
            else:
                lama = dt.timedelta(minutes=jumlah)
                berjalan = satuan == "berjalan"
                batas = kal.tambah_jam_berjalan(mulai, lama) if berjalan else kal.tambah_jam_kerja(mulai, lama)
                jelas = kal.jelaskan_jam_berjalan if berjalan else kal.jelaskan_jam_kerja
                rinci = jelas(mulai, lama, awal="")
        except KalenderKosong as kosong:
            form.add_error("dari", str(kosong))
        else:
            hasil |= {"coba_batas": waktu_panjang(batas), "coba_rinci": rinci}
    return hasil


@hanya_admin
@baca_dan_tulis
def libur_ubah(request, pk):
    libur = get_object_or_404(HariLibur, pk=pk)
    semula = libur.tanggal
    form = LiburForm(request.POST or None, instance=libur)

    def pesan(libur):
        if libur.tanggal == semula:
            return f"{libur.nama} tersimpan."
        return f"{libur.nama} tersimpan. " + _hitung_ulang(
            request, f"{libur.nama} pindah dari {_hari(semula)} ke {_hari(libur.tanggal)}"
        )

    jawaban = simpan(
        request,
        form,
        tambah=jejak.LIBUR_DITAMBAH,
        ubah=jejak.LIBUR_DIUBAH,
        # The form posts to its own place on the page; what was done is told on top.
        tujuan=lambda libur: f"{reverse('kalender')}?bulan={libur.tanggal:%Y-%m}#isi",
        pesan=pesan,
    )
    if jawaban:
        return jawaban
    form.isi_dari_draf(request.ambil_draf())
    return render(request, "pengaturan/libur_form.html", {"form": form, "libur": libur})


@hanya_admin
@baca_dan_tulis
def libur_hapus(request, pk):
    libur = get_object_or_404(HariLibur, pk=pk)
    kembali = f"{reverse('kalender')}?bulan={libur.tanggal:%Y-%m}"
    tanggal = tanggal_naskah(libur.tanggal)
    if request.method == "POST":
        data = {"tanggal": libur.tanggal.isoformat(), "nama": libur.nama}

        def verb():
            jejak.catat(jejak.LIBUR_DIHAPUS, oleh=request.user, objek=libur, data=data)
            libur.delete()
            sebutan = f"{_hari(libur.tanggal)} bukan libur lagi: {libur.nama}"
            return Jawaban(kembali, f"{tanggal} menjadi hari kerja lagi. {_hitung_ulang(request, sebutan)}")

        return lakukan(request, verb)
    kal = Kalender(HariLibur.objects.exclude(pk=pk).values_list("tanggal", "nama"), JamKerja.objects.all())
    n = len(surat_terdampak(timezone.now(), kal))
    akibat = f"Batas {n} surat akan dihitung ulang" if n else "Tidak ada batas surat yang akan berubah"
    konteks = {
        "judul": f"Hapus {libur.nama}?",
        "isi_kalimat": f"{tanggal} menjadi hari kerja lagi.",
        "akibat": f"{akibat}. Yang sudah terlambat tetap tercatat terlambat.",
        "tombol": "Ya, hapus hari libur",
        "url_batal": kembali,
        "jalur": {"url": kembali, "nama": "Kalender kerja"},
    }
    return render(request, "komponen/konfirmasi.html", konteks)


@hanya_admin
@baca_dan_tulis
def muat(request, tahun):
    if tahun not in TAHUN:
        return redirect("kalender")
    kembali = f"{reverse('kalender')}?bulan={tahun}-01"
    if request.method == "POST":

        def verb():
            libur, jam = muat_tahun(tahun)
            data = {
                "tahun": tahun,
                "ditambah": libur.ditambah + jam.ditambah,
                "diperbarui": libur.diperbarui + jam.diperbarui,
                "dihapus": libur.dihapus + jam.dihapus,
            }
            jejak.catat(jejak.LIBUR_DIMUAT, oleh=request.user, data=data)
            kata = f"Hari libur {tahun} dimuat: {len(libur.ditambah)} baru, {len(libur.diperbarui)} diperbarui"
            kata = f"{kata}, {len(libur.dibiarkan)} yang Anda ubah dibiarkan."
            if berubah(libur, jam):
                kata = f"{kata} {_hitung_ulang(request, f'Hari libur {tahun} dimuat')}"
            return Jawaban(kembali, kata)

        return lakukan(request, verb)
    konteks = {
        "judul": f"Muat hari libur {tahun}?",
        "isi_kalimat": "Libur nasional, cuti bersama, dan jam Ramadan menurut daftar yang ikut dalam program.",
        "akibat": "Yang pernah Anda ubah atau hapus dibiarkan. Cocokkan dengan SKB 3 Menteri setelah dimuat.",
        "tombol": f"Muat hari libur {tahun}",
        "bahaya": False,
        "url_batal": kembali,
        "jalur": {"url": kembali, "nama": "Kalender kerja"},
    }
    return render(request, "komponen/konfirmasi.html", konteks)


@hanya_admin
@require_safe
def jam_daftar(request):
    baris = JamKerja.objects.order_by("-berlaku_mulai", "khusus", "hari")
    kelompok = {}
    for j in baris:
        isi = kelompok.setdefault((j.khusus, j.berlaku_mulai, j.berlaku_sampai), {"pertama": j, "baris": []})
        isi["baris"].append(j)
    hari_ini = timezone.localdate()
    daftar = [{**isi, "hapus_boleh": isi["pertama"].berlaku_mulai > hari_ini} for isi in kelompok.values()]
    return render(request, "pengaturan/jam_daftar.html", {"kelompok": daftar, "hari_ini": hari_ini})


@hanya_admin
@baca_dan_tulis
def jam_tambah(request):
    """New hours from a date on; ordinary hours in force before it end the day before."""
    form = JamKerjaForm(request.POST or None, initial=_jam_sekarang())
    if request.method == "POST":

        def verb():
            periksa(form)
            kolom = form.baris()
            mulai = kolom[0]["berlaku_mulai"]
            berakhir = []
            if not kolom[0]["khusus"]:
                for lama in JamKerja.objects.filter(khusus="", berlaku_mulai__lt=mulai).exclude(
                    berlaku_sampai__lt=mulai
                ):
                    lama.berlaku_sampai = mulai - dt.timedelta(days=1)
                    lama.save()
                    berakhir.append(lama.pk)
            dibuat = [JamKerja.objects.create(**k) for k in kolom]
            data = {"isi": [jejak.polos(k) for k in kolom], "berakhir": berakhir}
            jejak.catat(jejak.JAM_KERJA_DITAMBAH, oleh=request.user, objek=dibuat[0], data=data)
            nama = f"Jam kerja {kolom[0]['khusus']}".rstrip()
            sebutan = f"{nama} mulai {tanggal_naskah(mulai)}"
            return Jawaban(reverse("jam_daftar"), f"{sebutan} tersimpan. {_hitung_ulang(request, sebutan)}")

        if jawaban := lakukan(request, verb):
            return jawaban
    form.isi_dari_draf(request.ambil_draf())
    return render(request, "pengaturan/jam_form.html", {"form": form})


def _jam_sekarang():
    """The form's first values: the ordinary hours of today."""
    kal, hari_ini = Kalender([], JamKerja.objects.filter(khusus="")), timezone.localdate()
    senin = hari_ini - dt.timedelta(days=hari_ini.weekday())
    awal = {}
    for nama, geser in (("senin", 0), ("jumat", 4), ("sabtu", 5)):
        if jam := kal.jam_kerja(senin + dt.timedelta(days=geser)):
            awal |= {f"{nama}_mulai": jam.mulai, f"{nama}_selesai": jam.selesai}
            if jam.istirahat_mulai:
                awal[f"{nama}_istirahat"] = f"{jam.istirahat_mulai:%H.%M}–{jam.istirahat_selesai:%H.%M}"
    return awal


@hanya_admin
@baca_dan_tulis
def jam_hapus(request, pk):
    """Take back hours that are not in force yet; what has been in force is history."""
    jam = get_object_or_404(JamKerja, pk=pk, berlaku_mulai__gt=timezone.localdate())
    kembali, nama = reverse("jam_daftar"), jam.khusus or "jam biasa"
    kelompok = JamKerja.objects.filter(
        khusus=jam.khusus, berlaku_mulai=jam.berlaku_mulai, berlaku_sampai=jam.berlaku_sampai
    )
    if request.method == "POST":

        def verb():
            sebelum = jam.berlaku_mulai - dt.timedelta(days=1)
            for baris in kelompok:
                baris.delete()
            disambung = []
            if not jam.khusus:
                for lama in JamKerja.objects.filter(khusus="", berlaku_sampai=sebelum):
                    lama.berlaku_sampai = None
                    lama.save()
                    disambung.append(lama.pk)
            data = {"berlaku_mulai": jam.berlaku_mulai.isoformat(), "khusus": jam.khusus, "disambung": disambung}
            jejak.catat(jejak.JAM_KERJA_DIHAPUS, oleh=request.user, data=data)
            akibat = _hitung_ulang(request, f"{nama.capitalize()} mulai {tanggal_naskah(jam.berlaku_mulai)} dihapus")
            return Jawaban(kembali, f"Jam kerja itu dihapus. Jam sebelumnya tetap berlaku. {akibat}")

        return lakukan(request, verb)
    konteks = {
        "judul": f"Hapus {nama} mulai {tanggal_naskah(jam.berlaku_mulai)}?",
        "akibat": "Jam sebelumnya tetap berlaku sesudah tanggal itu.",
        "tombol": "Ya, hapus jam kerja",
        "url_batal": kembali,
        "jalur": {"url": kembali, "nama": "Jam kerja"},
    }
    return render(request, "komponen/konfirmasi.html", konteks)
