"""The whole result of a list or a search, to take along."""

import io
import logging

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.kunci import Jawaban, sekali
from dokumen.models import Pekerjaan
from dokumen.pekerjaan import mulai_pekerjaan
from dokumen.sajian import pasang_kepala
from organisasi.metode import baca_dan_tulis
from persuratan import ekspor
from persuratan.temuan import Temuan
from persuratan.views.massal import url_daftar

SEKALIGUS = 3
"""Lists that one person lets be written at the same time: the workers carry everybody's notices too."""
log = logging.getLogger(__name__)


@baca_dan_tulis
def surat_unduh(request):
    """How many, and in which form. What is too long to wait for is asked for here, as a job."""
    temuan = Temuan.baca(request.user, request.GET)
    pks = temuan.pks(ekspor.LANGSUNG + 1)
    if request.method == "POST":
        bentuk = request.POST.get("bentuk")
        if bentuk not in ekspor.BENTUK:
            raise Http404
        return sekali(request, lambda: _minta(temuan, bentuk, pks))
    params = temuan.params.urlencode()
    konteks = {
        "jumlah": len(pks),
        "batas": ekspor.LANGSUNG,
        "panjang": len(pks) > ekspor.LANGSUNG,
        "ringkas": temuan.ringkas,
        "bentuk": [(b, f"{reverse('surat_unduh_berkas', args=[b])}?{params}") for b in ekspor.BENTUK],
        "url_daftar": url_daftar(temuan),
    }
    return render(request, "persuratan/unduh.html", konteks)


def _minta(temuan, bentuk, pks):
    params = temuan.params.urlencode()
    pegawai = temuan.pegawai
    hidup = Pekerjaan.objects.filter(pemilik=pegawai, jenis=ekspor.JENIS_PEKERJAAN, status__in=Pekerjaan.HIDUP)
    if hidup.count() >= SEKALIGUS:
        pesan = f"{SEKALIGUS} daftar Anda masih disusun. Tunggu salah satunya selesai, lalu minta lagi."
        return Jawaban(reverse("pekerjaan_daftar"), pesan, messages.ERROR)
    pekerjaan = mulai_pekerjaan(
        ekspor.JENIS_PEKERJAAN,
        {
            "saringan": params,
            "bentuk": bentuk,
            # Frozen at this moment: letters registered while the job waits are no part.
            "sampai_pk": pks[0] if pks else 0,
            "jabatan": sorted(pegawai.jabatan_ids),
        },
        pegawai,
        judul=f"Daftar surat ({bentuk.upper()})",
        keterangan=(temuan.ringkas or "Semua surat")[:200],
    )
    return Jawaban(reverse("pekerjaan_rinci", args=[pekerjaan.kode]), "Daftar surat sedang disusun.")


@require_safe
def surat_unduh_berkas(request, bentuk):
    """The file itself, as long as it is short; a longer one is asked for on the page before."""
    if bentuk not in ekspor.BENTUK:
        raise Http404
    temuan = Temuan.baca(request.user, request.GET)
    pks = temuan.pks(ekspor.LANGSUNG + 1)
    if len(pks) > ekspor.LANGSUNG:
        return redirect(f"{reverse('surat_unduh')}?{temuan.params.urlencode()}")
    log.info("Export as %s: %d letters by %s", bentuk, len(pks), request.user.pk)
    isi = ekspor.baris(request.user, pks, temuan.lingkup)
    if bentuk == ekspor.CSV:
        potongan = ekspor.tulis_csv(isi)
    else:
        berkas = io.BytesIO()
        ekspor.tulis_xlsx(isi, berkas)
        potongan = ekspor.potongan(berkas)
    jawaban = StreamingHttpResponse(potongan, content_type=ekspor.BENTUK[bentuk])
    return pasang_kepala(jawaban, nama=ekspor.nama_berkas(bentuk), sebaris=False, buatan=False, rahasia=True)
