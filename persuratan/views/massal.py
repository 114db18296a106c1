"""One act on many letters: choose, look at what will happen, do it, read what became of each."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from organisasi.isian import baca_kunci
from organisasi.metode import baca_dan_tulis
from persuratan.daftar import lengkapi
from persuratan.massal import cari_tindakan, hitung, lanjutkan, mulai, siapkan, tindakan_untuk
from persuratan.models import ButirMassal, Massal, SuratMasuk
from persuratan.sisa import PenunjukSisa
from persuratan.temuan import Temuan
from persuratan.views.bersama import alamat, baris_surat

SEMUA_MAKS = 1000
"""Letters that "the whole result" may have; a larger one is narrowed first."""
DITAMPILKAN = 100
"""Letters shown one by one at the preview, and as many of each outcome afterwards."""
Hasil = ButirMassal.Hasil


@baca_dan_tulis
def surat_pilih(request):
    """The list again, each letter with a box to tick, and what can be done with those ticked or with all."""
    temuan = Temuan.baca(request.user, request.GET)
    if request.method == "POST":
        return sekali(request, lambda: _siapkan(request, temuan))
    kunci = {nama: baca_kunci(request.GET.get(nama)) for nama in ("sebelum", "sesudah")}
    halaman = temuan.halaman(**kunci)
    penunjuk, semua = PenunjukSisa(), len(temuan.pks(SEMUA_MAKS + 1))
    konteks = {
        "baris": [baris_surat(s, penunjuk, temuan.lingkup) for s in halaman.surat],
        "kueri": temuan.kueri,
        "pilih": True,
        "form": temuan.form,
        "ringkas": temuan.ringkas,
        "tindakan": tindakan_untuk(request.user),
        "semua": semua,
        "semua_maks": SEMUA_MAKS,
        "url_daftar": url_daftar(temuan),
        "url_sebelum": alamat(request, sesudah=halaman.lebih_baru) if halaman.lebih_baru else "",
        "url_sesudah": alamat(request, sebelum=halaman.lebih_lama) if halaman.lebih_lama else "",
    }
    return render(request, "persuratan/pilih.html", konteks)


def url_daftar(temuan):
    """The list or the search itself."""
    params = temuan.params
    return f"{reverse('cari' if temuan.kueri else 'surat_daftar')}?{params.urlencode()}"


def _siapkan(request, temuan):
    """Fix the set: what is ticked and visible, or all that the filters of this address find at this moment."""
    nama = request.POST.get("tindakan", "")
    tindakan = dict(tindakan_untuk(request.user)).get(nama)
    if tindakan is None:
        raise Http404
    if "semua" in request.POST:
        pks = temuan.pks(SEMUA_MAKS + 1)
    else:
        dicentang = {n for n in map(baca_kunci, request.POST.getlist("surat")[:SEMUA_MAKS]) if n}
        terlihat = SuratMasuk.objects.visible_to(request.user).filter(pk__in=dicentang)
        pks = list(terlihat.order_by("-pk").values_list("pk", flat=True))
    if not pks:
        pesan = "Belum ada surat yang dicentang. Centang dulu, lalu tekan tombolnya."
        return Jawaban(request.get_full_path(), pesan, messages.ERROR)
    if len(pks) > tindakan.paling_banyak:
        pesan = f"Terlalu banyak surat. Persempit saringan sampai paling banyak {tindakan.paling_banyak} surat."
        return Jawaban(request.get_full_path(), pesan, messages.ERROR)
    massal = siapkan(request.user, nama, pks, kembali=url_daftar(temuan))
    return Jawaban(reverse("massal_rinci", args=[massal.kode]))


@baca_dan_tulis
def massal_rinci(request, kode):
    """The preview; once begun, what became of each letter."""
    massal = get_object_or_404(Massal.objects.select_related("pekerjaan"), pemilik=request.user, kode=kode)
    tindakan = cari_tindakan(massal.tindakan)
    if tindakan is None:
        raise Http404
    form = None
    if massal.dimulai_pada is None and tindakan.formulir:
        form = tindakan.formulir(request.POST if request.method == "POST" else None, pegawai=request.user)
    if request.method == "POST":
        if form is not None and not form.is_valid():
            return _pratinjau(request, massal, tindakan, form, status=TIDAK_LAYAK)
        isian = form.cleaned_data if form is not None else {}
        jawaban = sekali(request, lambda: _mulai(massal, isian))
        if jawaban.status_code < 400:
            lanjutkan(massal)  # each letter in its own transaction, so not within that of the key
        return jawaban
    if massal.dimulai_pada is None:
        return _pratinjau(request, massal, tindakan, form)
    return _hasil(request, massal, tindakan)


def _mulai(massal, isian):
    mulai(massal, isian)
    massal.refresh_from_db()
    if massal.pekerjaan_id is not None:
        return redirect("pekerjaan_rinci", massal.pekerjaan.kode)
    return redirect("massal_rinci", massal.kode)


def _pratinjau(request, massal, tindakan, form, status=200):
    jumlah = massal.butir.count()
    pks = list(massal.butir.order_by("-surat_id").values_list("surat_id", flat=True)[:DITAMPILKAN])
    surat = lengkapi(request.user, pks)
    butir = [(s, _alasan(tindakan, s, request.user)) for s in surat]
    tertahan = sum(1 for _, alasan in butir if alasan)
    konteks = {
        "massal": massal,
        "tindakan": tindakan,
        "form": form,
        "jumlah": jumlah,
        "butir": butir,
        "sisa": jumlah - len(pks),
        "tertahan": tertahan,
        "bisa": jumlah - tertahan,
    }
    return render(request, "persuratan/massal_pratinjau.html", konteks, status=status)


def _alasan(tindakan, surat, pegawai):
    """Why this letter would be refused now; "" when it would not. Asks the database nothing."""
    surat.tugas_terbuka = surat.terbuka_kini
    surat.pakai_induk(surat)
    try:
        tindakan.periksa(surat, pegawai)
    except TransitionDenied as ditolak:
        return ditolak.pesan
    return ""


def _hasil(request, massal, tindakan):
    cacah = hitung(massal)
    kelompok = [
        (kata, warna, gambar, cacah[hasil], _butir(request.user, massal, hasil))
        for hasil, kata, warna, gambar in (
            (Hasil.DITOLAK, "Tidak dikerjakan", "merah", "awas"),
            (Hasil.BERHASIL, "Berhasil", "hijau", "selesai"),
            (Hasil.MENUNGGU, "Belum dikerjakan", "", "jam"),
        )
        if cacah[hasil]
    ]
    konteks = {"massal": massal, "tindakan": tindakan, "cacah": cacah, "kelompok": kelompok}
    return render(request, "persuratan/massal_hasil.html", konteks)


def _butir(pegawai, massal, hasil):
    """[(letter or None, sentence)]: a letter that is out of this person's sight is told without a word of it."""
    butir = list(massal.butir.filter(hasil=hasil).order_by("-surat_id")[:DITAMPILKAN])
    surat = {s.pk: s for s in SuratMasuk.objects.visible_to(pegawai).filter(pk__in=[b.surat_id for b in butir])}
    return [(surat.get(b.surat_id), b.kalimat if b.surat_id in surat else "") for b in butir]
