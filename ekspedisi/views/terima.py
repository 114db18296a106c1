"""Opening and acknowledging at the receiving unit: one tap, on any phone."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.kewenangan import PilihJabatan, TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from dokumen.cetak import nama_berkas
from dokumen.galat import CetakGagal
from dokumen.sajian import sajikan_isi
from ekspedisi import services
from ekspedisi.buku import surat_terlihat
from ekspedisi.cetak import jejak_terima, render_tanda_terima_opd
from ekspedisi.forms import TerimaForm
from ekspedisi.models import Pengiriman
from ekspedisi.permissions import is_penerima
from ekspedisi.transitions import KEMBALIKAN
from organisasi.direktori import Direktori
from organisasi.metode import baca_dan_tulis
from organisasi.models import Peran
from persuratan.forms import AlasanForm
from persuratan.sisa import PenunjukSisa

Status = Pengiriman.Status
MENUNGGU = 5
KEPALA_PRAMUAT = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
"""How browsers and previews say that nobody is looking yet."""


def kiriman_saya(request, kode):
    """The delivery of this address as this person may know it, or 404."""
    terlihat = Pengiriman.objects.visible_to(request.user).select_related(
        "unit", "tugas_terima__standar", "diterima_oleh", "diterima_sebagai__jabatan", "dikirim_oleh", "dibuka_oleh"
    )
    return get_object_or_404(terlihat.prefetch_related(surat_terlihat(request.user)), kode=kode)


def sedang_dilihat(request):
    """Whether a person asked for the page: a HEAD or a prefetch must not count as "dibuka"."""
    pramuat = any(
        kata in request.headers.get(kepala, "").lower()
        for kepala in KEPALA_PRAMUAT
        for kata in ("prefetch", "preview")
    )
    return request.method == "GET" and not pramuat


@baca_dan_tulis
def terima(request, kode):
    """A look by the receiver notes "dibuka"; a POST acknowledges, and a second one shows the same receipt."""
    kiriman = kiriman_saya(request, kode)
    if request.method == "POST":
        return sekali(request, lambda: _terima(request, kiriman))
    if kiriman.status == Status.DIKIRIM and sedang_dilihat(request):
        kiriman_baru = services.buka(kiriman, oleh=request.user)
        if kiriman_baru.status != kiriman.status:
            kiriman = kiriman_saya(request, kode)
    form = TerimaForm().isi_dari_draf(request.ambil_draf())
    return TemplateResponse(request, "ekspedisi/terima.html", _konteks(request, kiriman) | {"form": form})


def _terima(request, kiriman):
    form, pilihan = TerimaForm(request.POST), []
    if form.is_valid():
        catatan = form.cleaned_data["catatan"]
        try:
            services.terima(kiriman, oleh=request.user, sebagai=_sebagai(request, kiriman), catatan=catatan)
        except TransitionDenied as ditolak:
            tertolak = ditolak.pesan
            pilihan = ditolak.pilihan if isinstance(ditolak, PilihJabatan) else []
        else:
            return Jawaban(reverse("ekspedisi_terima", args=[kiriman.kode]))
    else:
        tertolak = "Catatannya perlu diperbaiki dulu."
    isi = _konteks(request, kiriman_saya(request, kiriman.kode))
    isi |= {"tertolak": tertolak, "pilihan": pilihan, "form": form}
    return render(request, "ekspedisi/terima.html", isi, status=TIDAK_LAYAK)


def _sebagai(request, kiriman):
    """The assignment chosen on the form; None lets the engine take the only one, or ask."""
    dipilih = request.POST.get("sebagai", "")
    return next((p for p in request.user.penugasan_berlaku if str(p.pk) == dipilih), None)


def _konteks(request, kiriman):
    try:
        penerima = is_penerima(request.user, kiriman)
    except TransitionDenied:
        penerima = []
    diterima, tertutup = kiriman.status == Status.DITERIMA, not kiriman.surat.isi_terbuka
    return {
        "kiriman": kiriman,
        "surat": kiriman.surat,
        "masuk": kiriman.surat.suratmasuk,
        "penerima": penerima,
        "boleh_terima": bool(penerima) and kiriman.status == Status.DIBUKA,
        "sisa": PenunjukSisa().sisa(kiriman.tugas_terima, tertutup=tertutup) if kiriman.tugas_terima else None,
        "disposisi": services.disposisi_untuk(kiriman) if kiriman.surat.isi_terbuka else [],
        "jejak": jejak_terima(kiriman) if diterima else None,
        **(_menunggu(request, kiriman) if diterima or kiriman.status == Status.DIKEMBALIKAN else {}),
    }


def _menunggu(request, kiriman):
    """What else waits at the unit of this person, most urgent first."""
    unit = {p.jabatan.unit_id for p in request.user.penugasan_dengan(Peran.PENERIMA_UNIT)}
    if kiriman.unit_id not in Direktori.kini().mewakili(unit):
        return {}
    lain = (
        Pengiriman.objects.filter(unit=kiriman.unit_id, status__in=[Status.DIKIRIM, Status.DIBUKA])
        .exclude(pk=kiriman.pk)
        .order_by(F("tugas_terima__tenggat_pada").asc(nulls_last=True), "pk")
    )
    penunjuk = PenunjukSisa()
    baris = list(
        lain.select_related("tugas_terima__standar").prefetch_related(surat_terlihat(request.user))[:MENUNGGU]
    )
    for p in baris:
        p.sisa = penunjuk.sisa(p.tugas_terima, singkat=True, tertutup=not p.surat.isi_terbuka)
    return {"menunggu": baris, "jumlah_menunggu": lain.count()}


@baca_dan_tulis
def kembalikan(request, kode):
    """ "Bukan untuk kami": back to whoever disposed, with the reason."""
    kiriman = kiriman_saya(request, kode)
    form = AlasanForm(request.POST or None).isi_dari_draf(request.ambil_draf())
    if request.method == "POST":
        return sekali(request, lambda: _kembalikan(request, kiriman, form))
    try:
        wewenang = KEMBALIKAN.check(kiriman, request.user)
    except TransitionDenied as ditolak:
        messages.error(request, ditolak.pesan)
        return redirect(kiriman)
    return TemplateResponse(request, "ekspedisi/kembalikan.html", _isi_kembalikan(kiriman, form, wewenang))


def _isi_kembalikan(kiriman, form, wewenang, tertolak=""):
    pilihan = wewenang if len({p.jabatan_id for p in wewenang}) > 1 else []
    return {"kiriman": kiriman, "surat": kiriman.surat, "form": form, "pilihan": pilihan, "tertolak": tertolak}


def _kembalikan(request, kiriman, form):
    tertolak, wewenang = "", []
    if form.is_valid():
        try:
            wewenang = KEMBALIKAN.check(kiriman, request.user)
            KEMBALIKAN.run(
                kiriman,
                oleh=request.user,
                sebagai=_sebagai(request, kiriman),
                catatan=form.cleaned_data["catatan"],
            )
        except TransitionDenied as ditolak:
            tertolak = ditolak.pesan
        else:
            return Jawaban(reverse("ekspedisi_terima", args=[kiriman.kode]))
    isi = _isi_kembalikan(kiriman, form, wewenang, tertolak)
    return render(request, "ekspedisi/kembalikan.html", isi, status=TIDAK_LAYAK)


@require_safe
def tanda_terima(request, kode):
    """The receipt, the same paper for the sender and the receiver."""
    kiriman = kiriman_saya(request, kode)
    if kiriman.status != Status.DITERIMA:
        messages.error(request, "Tanda terima ada setelah surat diterima.")
        return redirect(kiriman)
    try:
        isi = render_tanda_terima_opd(kiriman, dicetak_oleh=request.user.nama)
    except CetakGagal as gagal:
        messages.error(request, gagal.pesan)
        return redirect(kiriman)
    return sajikan_isi(isi, nama=nama_berkas("Tanda terima", kiriman.kode_terima))
