"""The form of a disposition and the page after it: phone first, every act without a script."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from disposisi.forms import DisposisiForm
from disposisi.models import Disposisi, PenerimaDisposisi
from disposisi.permissions import tugas_turun
from disposisi.transitions import DISPOSISI, HADIR
from disposisi.transitions.disposisi import batas_warisan, disposisi_asal
from disposisi.views.bersama import pilih_penugasan, surat_saya
from dokumen.models import HalamanGambar
from organisasi.metode import baca_dan_tulis
from organisasi.pengganti import pengganti
from organisasi.waktu import waktu_panjang
from persuratan.models import SuratMasuk, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.pengembalian import pemberi
from persuratan.riwayat import pengembalian
from persuratan.services import tandai_dilihat
from persuratan.sisa import PenunjukSisa
from persuratan.tenggat import standar_berlaku

BERIKUTNYA = 5


def menunggu_disposisi(pegawai):
    """The open dispositions this person may give, most urgent first: of his posts, and of the one he writes for."""
    return (
        Tugas.objects.terbuka()
        .filter(jenis=JenisTugas.DISPOSISI, jabatan_id__in=pegawai.jabatan_ditulis_ids)
        .order_by(F("tenggat_pada").asc(nulls_last=True), "pk")
        .select_related("standar", "jabatan")
    )


@baca_dan_tulis
def beri(request, kode):
    """The form of a disposition; a POST sends it once, whatever the number of taps."""
    surat = surat_saya(request, kode)
    if request.method == "POST":
        return sekali(request, lambda: _kirim(request, surat))
    try:
        wewenang = DISPOSISI.check(surat, request.user)
    except TransitionDenied as ditolak:
        messages.info(request, ditolak.pesan)
        return redirect(surat)
    penugasan = pilih_penugasan(wewenang, request.GET.get("sebagai"))
    if penugasan is None:
        return TemplateResponse(request, "disposisi/pilih_jabatan.html", {"surat": surat, "pilihan": wewenang})
    if request.method == "GET" and not tandai_dilihat(surat, request.user):
        return redirect(request.get_full_path())  # it changed while it was opened: ask for the right again
    tugas = tugas_turun(surat, penugasan)
    form = DisposisiForm(jabatan=tugas.jabatan, surat=surat, initial={"sebagai": penugasan.pk})
    form.isi_dari_draf(request.ambil_draf())
    return TemplateResponse(request, "disposisi/beri.html", _isi_halaman(request, surat, tugas, penugasan, form))


def _kirim(request, surat):
    """Inside the transaction of the form key: the page with its mistakes, or the address to go to."""
    wewenang, tertolak = [], None
    try:
        wewenang = DISPOSISI.check(surat, request.user)
    except TransitionDenied as ditolak:
        tertolak = ditolak
    penugasan = pilih_penugasan(wewenang or request.user.penugasan_berlaku, request.POST.get("sebagai"))
    if penugasan is None:
        messages.error(request, "Pilih jabatan yang bertindak.")
        return Jawaban(request.path)
    tugas = tugas_turun(surat, penugasan)
    form = DisposisiForm(request.POST, jabatan=tugas.jabatan if tugas else penugasan.jabatan, surat=surat)
    if tertolak is None and form.is_valid():
        data = form.cleaned_data
        try:
            DISPOSISI.run(
                surat,
                oleh=request.user,
                sebagai=penugasan,
                catatan=data["catatan"].strip(),
                kepada=[p.objek for p in data["kepada"] if p.nilai.startswith("j")],
                unit=[p.objek for p in data["kepada"] if p.nilai.startswith("u")],
                diketahui=data["diketahui"],
                instruksi=data["isi"],
                batas_pada=data["batas_pada"],
            )
        except TransitionDenied as ditolak:
            tertolak = ditolak
        else:
            return Jawaban(reverse("disposisi_terkirim", args=[surat.kode, tugas.disposisi.pk]))
    isi = _isi_halaman(request, surat, tugas, penugasan, form) | {"tertolak": tertolak and tertolak.pesan}
    return render(request, "disposisi/beri.html", isi, status=TIDAK_LAYAK)


def halaman_pertama(surat):
    """The image of page one of the scan, as {url, lebar, tinggi}; None while there is none, or for a closed letter."""
    if not surat.isi_terbuka:
        return None
    gambar = (
        HalamanGambar.objects.filter(nomor=1, berkas__in=surat.lampiran.filter(jenis="PINDAIAN").values("berkas"))
        .exclude(sha256="")
        .select_related("berkas")
        .order_by("berkas_id")
        .first()
    )
    if gambar is None:
        return None
    url = reverse("surat_halaman", args=[surat.kode, gambar.berkas.kode, 1])
    return {"url": url, "lebar": gambar.lebar, "tinggi": gambar.tinggi}


def titipan(surat, tugas):
    """What the giver above asked of this post: the Disposisi this obligation came from, or None."""
    if tugas is None or surat.status == SuratMasuk.Status.NAIK or not surat.isi_terbuka:
        return None
    return disposisi_asal(tugas)


def _isi_halaman(request, surat, tugas, penugasan, form):
    urutan = list(menunggu_disposisi(request.user).values_list("pk", flat=True))
    diterima = tugas is not None and tugas.jenis == JenisTugas.TINDAK_LANJUT
    return {
        "surat": surat,
        "tugas": tugas,
        "form": form,
        "penugasan": penugasan,
        "sisa": PenunjukSisa().sisa(tugas) if tugas else None,
        "halaman": halaman_pertama(surat),
        "titipan": titipan(surat, tugas),
        # A desk gets a letter back only after it has disposed: from a unit to which it was wrongly sent.
        "kembali": pengembalian(surat, tugas) if tugas and surat.status != SuratMasuk.Status.NAIK else None,
        "didiktekan": tugas is not None and tugas.jabatan_id != penugasan.jabatan_id,
        "diterima": diterima,
        "boleh_sendiri": tugas is not None and not diterima and tugas.jabatan_id == penugasan.jabatan_id,
        "boleh_tolak": surat.status != SuratMasuk.Status.NAIK and _dapat_ditolak(tugas, penugasan),
        "boleh_kembalikan": surat.status == SuratMasuk.Status.NAIK,
        "nomor": urutan.index(tugas.pk) + 1 if tugas and tugas.pk in urutan else 0,
        "jumlah": len(urutan),
        "batas_bawaan": batas_bawaan(surat, tugas if diterima else None),
        "jawab_undangan": tugas is not None and not diterima and HADIR.is_allowed(surat, request.user),
    }


def _dapat_ditolak(tugas, penugasan):
    """Whether somebody above gave it to this very post: what is dictated for another cannot be refused for him."""
    return tugas is not None and tugas.jabatan_id == penugasan.jabatan_id and pemberi(tugas) is not None


def batas_bawaan(surat, diterima=None):
    """How long a follow-up may take when the disposition names no day, in words; "" without a norm.

    `diterima`: the follow-up that is passed on, whose deadline goes with it.
    """
    if diterima is not None and (batas := batas_warisan(diterima, timezone.now())):
        return f"{waktu_panjang(batas)}, batas tindak lanjut Anda"
    standar = standar_berlaku(JenisTugas.TINDAK_LANJUT, surat.kecepatan, surat.diterima_pada)
    if standar is None:
        return ""
    acara = surat.acara_mulai and surat.isi_terbuka
    return f"sebelum acara, paling lama {standar.lama}" if acara else f"{standar.lama} sejak diterima"


def tidak_di_tempat(penerima):
    """[(addressee, what happens to the letter)] of those who are away today; rows come from `bersebutan()`."""
    siapa = pengganti([p.jabatan_id or p.kepala_id for p in penerima if p.jabatan_id or p.kepala_id])
    ada = [(p, siapa.get(p.jabatan_id or p.kepala_id)) for p in penerima]
    return [(p.sebutan, x.kalimat) for p, x in ada if x is not None and not (x.kosong and p.unit_id)]


@require_safe
def terkirim(request, kode, pk):
    """What was sent, when the server wrote it, and the next letter that waits."""
    surat = surat_saya(request, kode)
    disposisi = get_object_or_404(
        Disposisi.objects.select_related("dari", "oleh", "sebagai__jabatan").prefetch_related("instruksi"),
        pk=pk,
        surat=surat.pk,
    )
    if request.user != disposisi.oleh:
        # Whoever may read the letter reads it there; this page is the sender's own.
        raise Http404
    penerima = list(PenerimaDisposisi.objects.bersebutan().filter(disposisi=disposisi).order_by("urutan"))
    menunggu = menunggu_disposisi(request.user)
    berikut = list(menunggu[:BERIKUTNYA])
    terlihat = SuratMasuk.objects.visible_to(request.user).in_bulk([t.surat_id for t in berikut])
    penunjuk = PenunjukSisa()
    return TemplateResponse(
        request,
        "disposisi/terkirim.html",
        {
            "surat": surat,
            "disposisi": disposisi,
            "batas_bawaan": "" if all(p.untuk_diketahui for p in penerima) else batas_bawaan(surat),
            "penerima": penerima,
            "tidak_di_tempat": tidak_di_tempat(penerima),
            "jumlah": menunggu.count(),
            "berikut": [
                (t, terlihat[t.surat_id], penunjuk.sisa(t, singkat=True)) for t in berikut if t.surat_id in terlihat
            ],
        },
    )
