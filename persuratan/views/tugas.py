"""Home: what waits for me, the most urgent first, one verb a row."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from persuratan.antrean import antrean
from persuratan.models import SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.perjalanan import kiriman
from persuratan.sisa import AMAN, DEKAT, LEWAT, PenunjukSisa, Sisa
from persuratan.views.bersama import alamat, angka, lencana_surat, tautan

UKURAN = 40
ACARA_KE_DEPAN = dt.timedelta(days=14)
ACARA_TAMPIL, KABAR_TAMPIL = 3, 3

# kind → (heading, what it means, verb on the button, page of the act or "" for the letter's own page)
KELOMPOK = {
    JenisTugas.CATAT: ("Pindai", "sudah bernomor agenda, belum ada pindaian", "Pindai", "surat_pindai"),
    JenisTugas.ARAHKAN: ("Arahkan ke pimpinan", "sudah dicatat, belum naik", "Arahkan", "surat_arahkan"),
    JenisTugas.TELAAH: ("Telaah", "menunggu telaah sebelum naik", "Telaah", ""),
    JenisTugas.PARAF: ("Paraf", "menunggu paraf sebelum naik", "Paraf", ""),
    JenisTugas.DISPOSISI: ("Beri disposisi", "menunggu disposisi", "Disposisi", "disposisi_beri"),
    JenisTugas.DISTRIBUSI: ("Kirim dengan buku ekspedisi", "sudah didisposisi, belum dikirim", "Kirim", ""),
    JenisTugas.TERIMA: ("Terima", "sudah dikirim, belum diterima", "Terima", ""),
    JenisTugas.TINDAK_LANJUT: ("Laporkan tindak lanjut", "sudah diterima, belum selesai", "Laporkan", ""),
}


@dataclass(frozen=True)
class BarisTugas:
    """One obligation. `tombol` is (verb, address); `tanda` says what is unusual about it."""

    tugas: Tugas
    surat: SuratMasuk
    sisa: Sisa
    tombol: tuple[str, str]
    ket: str
    tanda: list


@require_safe
def tugas_saya(request):
    pegawai, penunjuk = request.user, PenunjukSisa()
    semua = antrean(pegawai).annotate(kuning_pada=penunjuk.kuning_pada())
    hitungan = _hitungan(semua, pegawai, penunjuk)
    saring = request.GET.get("waktu", "")
    if saring == "selesai":
        daftar = _selesai_hari_ini(pegawai, penunjuk).order_by("-selesai_pada", "-pk")
    else:
        daftar = semua.filter(_nada(penunjuk).get(saring, Q()))
        daftar = _hanya_undangan(daftar, request).order_by(F("tenggat_pada").asc(nulls_last=True), "pk")
        daftar = _sesudah(daftar, request)
    tugas = list(
        daftar.select_related("jabatan__unit", "unit", "untuk_unit", "standar", "pengiriman_diterima")[: UKURAN + 1]
    )
    lagi, tugas = len(tugas) > UKURAN, tugas[:UKURAN]
    baris = _baris(tugas, pegawai, penunjuk)
    konteks = {
        "kelompok": _kelompok(baris) if saring != "selesai" else [],
        "usai": baris if saring == "selesai" else [],
        "hitungan": hitungan,
        "penghitung": _penghitung(request, hitungan),
        "saring": saring,
        "undangan": bool(request.GET.get("undangan")),
        "url_undangan": alamat(request, undangan="1", waktu=None, setelah=None),
        "url_semua": request.path,
        "url_sesudah": alamat(request, setelah=_kunci(tugas[-1])) if lagi else "",
        "url_awal": alamat(request, setelah=None) if request.GET.get("setelah") else "",
        "acara": _acara(pegawai, penunjuk),
        "kabar": pegawai.notifikasi.order_by("-dibuat_pada")[:KABAR_TAMPIL],
        "sekarang": penunjuk.sekarang,
    }
    return render(request, "persuratan/tugas_saya.html", konteks)


def _nada(penunjuk):
    """The condition behind each counter."""
    lewat = Q(tenggat_pada__lt=penunjuk.sekarang)
    dekat = ~lewat & Q(tenggat_pada__lte=F("kuning_pada"))
    return {LEWAT: lewat, DEKAT: dekat, AMAN: Q(tenggat_pada=None) | Q(tenggat_pada__gt=F("kuning_pada"))}


def _hitungan(semua, pegawai, penunjuk):
    """All counters in two queries."""
    nada = _nada(penunjuk)
    hasil = semua.order_by().aggregate(
        jumlah=Count("pk"),
        undangan=Count("pk", filter=Q(surat__suratmasuk__acara_mulai__gte=penunjuk.sekarang)),
        **{n: Count("pk", filter=q) for n, q in nada.items()},
    )
    return hasil | {"selesai": _selesai_hari_ini(pegawai, penunjuk).count()}


def _selesai_hari_ini(pegawai, penunjuk):
    awal = timezone.make_aware(dt.datetime.combine(penunjuk.hari_ini, dt.time.min))
    return Tugas.objects.filter(selesai_oleh=pegawai, selesai_pada__gte=awal)


def _hanya_undangan(daftar, request):
    if not request.GET.get("undangan"):
        return daftar
    return daftar.filter(surat__suratmasuk__acara_mulai__gte=timezone.now())


def _kunci(tugas):
    """Where the next page goes on: deadline and key."""
    return f"{tugas.tenggat_pada.isoformat() if tugas.tenggat_pada else ''}_{tugas.pk}"


def _sesudah(daftar, request):
    saat, _, pk = request.GET.get("setelah", "").rpartition("_")
    pk = angka(pk)
    if pk is None:
        return daftar
    try:
        tenggat = parse_datetime(saat) if saat else None
    except ValueError:
        return daftar
    if tenggat is None:
        return daftar if saat else daftar.filter(tenggat_pada=None, pk__gt=pk)
    if timezone.is_naive(tenggat):
        return daftar
    return daftar.filter(Q(tenggat_pada__gt=tenggat) | Q(tenggat_pada=tenggat, pk__gt=pk) | Q(tenggat_pada=None))


def _baris(daftar, pegawai, penunjuk):
    """Rows with their letters, which come through `visible_to` like everywhere: one query."""
    pks = {t.surat_id for t in daftar}
    surat = {s.pk: s for s in SuratMasuk.objects.visible_to(pegawai).filter(pk__in=pks)} if pks else {}
    return [_satu(t, surat[t.surat_id], pegawai, penunjuk) for t in daftar if t.surat_id in surat]


def _satu(tugas, surat, pegawai, penunjuk):
    tanda = lencana_surat(surat)
    sendiri = tugas.jabatan_id is None or tugas.jabatan_id in pegawai.jabatan_ids
    didiktekan = not sendiri and tugas.jabatan_id in {p.jabatan.atasan_id for p in pegawai.penugasan_dengan("AJUDAN")}
    if not sendiri and not didiktekan:
        tanda = [*tanda, ("Jabatan kosong", "kuning", "awas")]
    return BarisTugas(
        tugas=tugas,
        surat=surat,
        sisa=penunjuk.sisa(tugas, singkat=True),
        tombol=_tombol(tugas, surat) if sendiri or didiktekan else ("Lihat", surat.get_absolute_url()),
        ket=_ket(tugas, pegawai),
        tanda=tanda,
    )


def _tombol(tugas, surat):
    _, _, kata, halaman = KELOMPOK[tugas.jenis]
    if tugas.jenis == JenisTugas.TERIMA and (kirim := kiriman(tugas)) is not None:
        return kata, kirim.get_absolute_url()
    if tugas.jenis == JenisTugas.DISTRIBUSI and (buku := tautan("ekspedisi_buku")):
        return kata, f"{buku}?unit={tugas.untuk_unit_id}"
    return kata, (tautan(halaman, surat.kode) if halaman else "") or f"{surat.get_absolute_url()}#tindakan"


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
        kelompok.setdefault(b.tugas.jenis, []).append(b)
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
    return list(
        SuratMasuk.objects.visible_to(pegawai)
        .filter(
            isi_terbuka=True,
            acara_mulai__gte=penunjuk.sekarang,
            acara_mulai__lt=penunjuk.sekarang + ACARA_KE_DEPAN,
        )
        .order_by("acara_mulai", "pk")[:ACARA_TAMPIL]
    )
