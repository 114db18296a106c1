"""The giver's page of one disposition: how far each addressee is; take back what is unread, remind once a day."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from disposisi.models import Disposisi, PenerimaDisposisi, Pengingat
from disposisi.permissions import pemberi_dari
from disposisi.transitions import INGATKAN, TARIK
from disposisi.transitions.pantau import belum_dibaca
from disposisi.views.bersama import surat_saya
from organisasi.isian import baca_angka
from persuratan import perjalanan as jalan
from persuratan import pohon
from persuratan.models.pilihan import JenisTugas
from persuratan.sisa import PenunjukSisa


@dataclass(frozen=True)
class Baris:
    """One addressee as the giver sees it: its state, the moments behind it, and what may be done now."""

    pk: int
    sebutan: str
    penerima: pohon.Penerima
    saat: tuple
    bisa_ditarik: bool
    bisa_diingatkan: bool
    diingatkan_pada: object


def disposisi_saya(request, kode, pk):
    """(the letter, the disposition, the assignment) of whoever has given it, or 404."""
    surat = surat_saya(request, kode)
    disposisi = get_object_or_404(Disposisi.objects.select_related("dari"), pk=pk, surat=surat.pk)
    for penugasan in request.user.penugasan_berlaku:
        if disposisi.dari_id in pemberi_dari(penugasan):
            return surat, disposisi, penugasan
    raise Http404


@require_safe
def pantau(request, kode, pk):
    surat, disposisi, _ = disposisi_saya(request, kode, pk)
    return render(request, "disposisi/pantau.html", _isi(request, surat, disposisi))


@require_POST
def tarik(request, kode, pk):
    surat, disposisi, penugasan = disposisi_saya(request, kode, pk)
    dipilih = {baca_angka(n) for n in request.POST.getlist("penerima")} - {None}
    ganti = bool(request.POST.get("ganti"))

    def lakukan():
        return _lakukan(request, surat, disposisi, TARIK, penugasan, penerima=dipilih, ganti=ganti)

    return sekali(request, lakukan)


@require_POST
def ingatkan(request, kode, pk):
    surat, disposisi, penugasan = disposisi_saya(request, kode, pk)
    penerima = baca_angka(request.POST.get("ingatkan", ""))
    return sekali(request, lambda: _lakukan(request, surat, disposisi, INGATKAN, penugasan, penerima=penerima))


def _lakukan(request, surat, disposisi, transition, penugasan, **data):
    try:
        segar = transition.run(surat, oleh=request.user, sebagai=penugasan, disposisi=disposisi.pk, **data)
    except TransitionDenied as ditolak:
        isi = _isi(request, surat, disposisi) | {"tertolak": ditolak.pesan, "kata": transition.label}
        isi |= {"dipilih": data["penerima"] if transition is TARIK else (), "ganti": data.get("ganti")}
        return render(request, "disposisi/pantau.html", isi, status=TIDAK_LAYAK)
    tujuan = reverse("disposisi_pantau", args=[surat.kode, disposisi.pk])
    if transition is INGATKAN:
        return Jawaban(tujuan, "Pengingat terkirim.")
    lagi = {JenisTugas.DISPOSISI, JenisTugas.TINDAK_LANJUT}
    if any(t.jenis in lagi and t.jabatan_id == disposisi.dari_id for t in segar.tugas_terbuka):
        tujuan = reverse("disposisi_beri", args=[surat.kode])
    return Jawaban(tujuan, "Disposisi ditarik kembali. Penerimanya tidak melihat surat ini lagi.")


def _isi(request, surat, disposisi):
    penunjuk = PenunjukSisa()
    cabang = pohon.satu(surat, jalan.susun(surat, penunjuk=penunjuk), penunjuk, disposisi.pk)
    penerima = PenerimaDisposisi.objects.bersebutan().filter(disposisi=disposisi).in_bulk()
    diingatkan = dict(
        Pengingat.objects.filter(penerima__in=penerima).order_by("pada").values_list("penerima_id", "pada")
    )
    hari_ini = timezone.localdate()
    baris = [_baris(p, penerima[p.pk], diingatkan.get(p.pk), hari_ini) for p in cabang.penerima]
    return {
        "surat": surat,
        "disposisi": disposisi,
        "cabang": cabang,
        "baris": baris,
        "ada_ditarik": any(b.bisa_ditarik for b in baris),
        "semua_ditarik": all(b.bisa_ditarik for b in baris),
        "dipilih": (),
    }


def _baris(simpul, penerima, diingatkan, hari_ini):
    terbuka = [t for t in simpul.jalur if t.selesai_pada is None]
    return Baris(
        pk=penerima.pk,
        sebutan=penerima.sebutan,
        penerima=simpul,
        saat=_saat(simpul.jalur),
        bisa_ditarik=any(belum_dibaca(t, penerima) for t in terbuka),
        bisa_diingatkan=_ada_terbuka(simpul) and (diingatkan is None or timezone.localdate(diingatkan) != hari_ini),
        diingatkan_pada=diingatkan,
    )


def _ada_terbuka(simpul):
    """Whether somebody holds the letter in this branch, however deep."""
    return any(t.selesai_pada is None for t in simpul.jalur) or any(
        _ada_terbuka(p) for c in simpul.cabang for p in c.penerima
    )


def _saat(jalur):
    """The moments of its own part, in order: (word, when). What has not come is not listed."""
    hasil = []
    for t in jalur:
        if t.jenis != JenisTugas.DISTRIBUSI and not hasil:
            hasil.append(("Dikirim", t.dibuka_pada))
        if t.dilihat_pada and t.jenis in {JenisTugas.TERIMA, JenisTugas.DISPOSISI}:
            hasil.append(("Dibaca", t.dilihat_pada))
        if t.selesai_pada and t.akhir:
            hasil.append((t.get_akhir_display(), t.selesai_pada))
        elif t.selesai_pada and t.jenis == JenisTugas.TINDAK_LANJUT:
            hasil.append(("Diteruskan" if t.diteruskan else "Selesai", t.selesai_pada))
        elif t.selesai_pada and t.jenis in {JenisTugas.TERIMA, JenisTugas.DISPOSISI}:
            lanjut = t is not jalur[-1] or t.jenis == JenisTugas.TERIMA
            hasil.append(("Diterima" if lanjut else "Diteruskan", t.selesai_pada))
    return tuple(hasil)
