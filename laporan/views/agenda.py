from django.db.models import Max
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from dokumen.pekerjaan import mulai_pekerjaan
from laporan.agenda import surat_agenda
from laporan.cetak import JENIS_AGENDA, pemegang_buku
from laporan.forms import BukuAgendaForm
from organisasi.metode import baca_dan_tulis
from organisasi.waktu import tanggal_naskah
from persuratan.impor.layanan import boleh_impor
from persuratan.peran import PENGELOLA_REGISTER


@baca_dan_tulis
def buku_agenda(request):
    """Ask for the agenda book of a period; a worker prints it, the page of the job shows how far it is."""
    if not pemegang_buku(request.user):
        raise Http404
    hari = timezone.localdate()
    awal = {"dari": hari.replace(day=1), "sampai": hari}
    form = BukuAgendaForm(request.POST or None, initial=awal).isi_dari_draf(request.ambil_draf())
    if request.method == "POST" and form.is_valid():
        return sekali(request, lambda: minta(request.user, **form.cleaned_data))
    konteks = {
        "form": form,
        "mengelola_pengirim": request.user.has_peran(*PENGELOLA_REGISTER),
        "boleh_impor": bool(boleh_impor(request.user)),
    }
    return render(request, "laporan/buku_agenda.html", konteks, status=TIDAK_LAYAK if form.errors else 200)


def minta(pegawai, *, dari, sampai, kertas):
    # Frozen at this moment: letters registered while the job waits belong to the next print.
    beku = surat_agenda(pegawai, dari, sampai).aggregate(pk=Max("pk"))["pk"] or 0
    pekerjaan = mulai_pekerjaan(
        JENIS_AGENDA,
        {"dari": dari.isoformat(), "sampai": sampai.isoformat(), "kertas": kertas, "sampai_pk": beku},
        pegawai,
        f"{dari}:{sampai}:{kertas}:{beku}",
        keterangan=f"Diterima {tanggal_naskah(dari)} – {tanggal_naskah(sampai)}",
    )
    return Jawaban(reverse("pekerjaan_rinci", args=[pekerjaan.kode]), "Buku agenda sedang disusun.")
