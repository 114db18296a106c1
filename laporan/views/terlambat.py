"""Who is late, at which stage, and the letters behind every number."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from laporan.terlambat import Periode, paling_lama, pilihan_periode, rekap, tugas_terlambat, undangan_lewat
from organisasi.isian import baca_angka, baca_kunci, baca_saat
from persuratan.models import SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.sisa import PenunjukSisa

UKURAN = 40
LEBAR_BATANG = 100


@require_safe
def terlambat(request):
    """Numbers by stage and by holder; each is a link to the rows it counts."""
    kini, periode = _pilihan(request)
    penunjuk = PenunjukSisa()
    tahap, pemegang = rekap(tugas_terlambat(request.user, periode), penunjuk)
    terbanyak = max((t.banyak for t in tahap), default=1)
    konteks = {
        "kini": kini,
        "periode": periode or Periode.baca(request.GET.get("periode")),
        "pilihan": pilihan_periode(),
        "tahap": [(t, _alamat(kini, periode, t.saring), round(LEBAR_BATANG * t.banyak / terbanyak, 1)) for t in tahap],
        "pemegang": [
            (
                p,
                _lama(penunjuk, p.terlama),
                _alamat(kini, periode, p.saring),
                _alamat(kini, periode, p.saring | {"terbuka": 1}),
            )
            for p in pemegang
        ],
        "jumlah": sum(t.banyak for t in tahap),
        "terbuka": sum(t.terbuka for t in tahap),
        "terlama": _lama(penunjuk, paling_lama([t.terlama for t in tahap], penunjuk.kalender)) if tahap else "–",
        "undangan": undangan_lewat(request.user, periode).count() if periode else None,
        "url_semua": _alamat(kini, periode, {}),
        "url_terbuka": _alamat(kini, periode, {"terbuka": 1}),
        "url_undangan": _alamat(kini, periode, {"undangan": 1}),
    }
    return render(request, "laporan/terlambat.html", konteks)


def _lama(penunjuk, rentang):
    return penunjuk.lama_lewat(*rentang) or "0 menit"


def _pilihan(request):
    """(still open?, Periode or None): the two tabs."""
    kini = request.GET.get("tampil") != "periode" and "periode" not in request.GET
    return kini, None if kini else Periode.baca(request.GET.get("periode"))


def _alamat(kini, periode, saring):
    q = ({"tampil": "kini"} if kini else {"periode": periode.kunci}) | saring
    return f"{reverse('terlambat_daftar')}?{urlencode(q)}"


@dataclass(frozen=True)
class BarisTerlambat:
    tugas: Tugas
    surat: SuratMasuk
    lewat: str

    @property
    def tertutup(self):
        """Whether its limit would tell when the event of a secret letter is."""
        return self.tugas.menurut_acara and not self.surat.isi_terbuka


@require_safe
def terlambat_daftar(request):
    """The rows behind a number, the latest first; each leads to its letter."""
    kini, periode = _pilihan(request)
    if request.GET.get("undangan") and periode is not None:
        return _undangan(request, periode)
    penunjuk, judul = PenunjukSisa(), []
    tugas = tugas_terlambat(request.user, periode)
    for nama in ("jabatan", "unit"):
        if (nilai := baca_angka(request.GET.get(nama))) is not None:
            tugas = tugas.filter(**{f"{nama}_id": nilai})
    if request.GET.get("terbuka"):
        tugas = tugas.terbuka()
    tahap = request.GET.get("tahap", "")
    if tahap in JenisTugas.values:
        tugas = tugas.filter(jenis=tahap)
        judul.append(JenisTugas(tahap).label)
    jumlah = tugas.count()
    tugas, lagi = _halaman(tugas, request.GET.get("setelah", ""))
    surat = SuratMasuk.objects.visible_to(request.user).in_bulk({t.surat_id for t in tugas})
    baris = [
        BarisTerlambat(t, surat[t.surat_id], penunjuk.lewat(t.terlambat_pada, t.selesai_pada or penunjuk.sekarang))
        for t in tugas
        if t.surat_id in surat
    ]
    if baris and any(n in request.GET for n in ("jabatan", "unit")):
        judul.insert(0, baris[0].tugas.pemegang.nama)
    konteks = {
        "baris": baris,
        "judul": " · ".join(judul) or "Semua tahap dan pemegang",
        "jumlah": jumlah,
        "kini": kini,
        "periode": periode,
        "url_sesudah": _lanjut(request, lagi),
        "url_kembali": reverse("terlambat") + (f"?periode={periode.kunci}" if periode else ""),
    }
    return render(request, "laporan/terlambat_daftar.html", konteks)


def _undangan(request, periode):
    surat = undangan_lewat(request.user, periode).order_by("-pk")
    jumlah, sebelum = surat.count(), baca_kunci(request.GET.get("setelah"))
    if sebelum is not None:
        surat = surat.filter(pk__lt=sebelum)
    daftar = list(surat[: UKURAN + 1])
    konteks = {
        "undangan": daftar[:UKURAN],
        "judul": "Undangan yang tiba setelah acaranya",
        "jumlah": jumlah,
        "periode": periode,
        "url_sesudah": _lanjut(request, str(daftar[UKURAN - 1].pk) if len(daftar) > UKURAN else ""),
        "url_kembali": f"{reverse('terlambat')}?periode={periode.kunci}",
    }
    return render(request, "laporan/terlambat_daftar.html", konteks)


def _halaman(tugas, setelah):
    """(rows of one page, where the next goes on or ""): keyset over the recorded deadline and the key."""
    saat, _, pk = setelah.rpartition("_")
    pk, tenggat = baca_angka(pk), baca_saat(saat)
    if pk is not None and tenggat is not None:
        tugas = tugas.filter(terlambat_pada__lte=tenggat).exclude(terlambat_pada=tenggat, pk__gte=pk)
    daftar = list(
        tugas.select_related("jabatan", "unit", "untuk_unit").order_by("-terlambat_pada", "-pk")[: UKURAN + 1]
    )
    lagi = len(daftar) > UKURAN
    daftar = daftar[:UKURAN]
    return daftar, f"{daftar[-1].terlambat_pada.isoformat()}_{daftar[-1].pk}" if lagi else ""


def _lanjut(request, kunci):
    if not kunci:
        return ""
    q = request.GET.copy()
    q["setelah"] = kunci
    return f"{request.path}?{q.urlencode()}"
