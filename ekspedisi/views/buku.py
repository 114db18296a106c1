"""The expedition book: what waits to be sent, what is on its way, what came back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alur.kewenangan import TransitionDenied
from alur.kunci import Jawaban, sekali
from ekspedisi import buku as isi
from ekspedisi import services
from organisasi.isian import baca_angka
from organisasi.metode import hanya_peran
from organisasi.models import UnitKerja
from persuratan.peran import PEMBACA_EKSPEDISI, PENGANTAR
from persuratan.permissions import berwenang_atas
from persuratan.sisa import PenunjukSisa


@require_safe
@hanya_peran(*PEMBACA_EKSPEDISI)
def buku(request):
    """One tab at a time; the filters stand in the address."""
    konteks = _konteks(request, request.GET)
    if draf := request.ambil_draf():
        _centang_semula(konteks.get("kelompok", ()), draf)
    return TemplateResponse(request, "ekspedisi/buku.html", konteks)


def _centang_semula(kelompok, draf):
    """What was unticked before the login ended stays unticked."""
    for g in kelompok:
        if g.nilai == draf.get("kelompok"):
            dicentang = set(draf.getlist(f"tugas-{g.nilai}"))
            for t in g.baris:
                t.dilepas = str(t.pk) not in dicentang


def _konteks(request, saringan):
    tab = saringan.get("tampil") if saringan.get("tampil") in isi.TAB else "kirim"
    unit_id = baca_angka(saringan.get("unit"))
    kelompok = "surat" if saringan.get("kelompok") == "surat" else "unit"
    jumlah = isi.hitungan(request.user)
    konteks = {
        "tab": tab,
        "tabs": [
            (k, kata, f"?{urlencode(_tanpa_kosong(tampil=k, unit=unit_id))}", jumlah.get(k, 0))
            for k, kata in isi.TAB.items()
        ],
        "jumlah": jumlah,
        "unit_terpilih": unit_id,
        "daftar_unit": UnitKerja.objects.filter(aktif=True, dalam_setda=False).order_by("urutan", "pk"),
        "menurut": kelompok,
        "boleh_kirim": bool(isi.unit_pengirim(request.user)),
        "url_menurut": [
            (k, kata, f"?{urlencode(_tanpa_kosong(tampil='kirim', kelompok=k, unit=unit_id))}")
            for k, kata in (("unit", "Menurut tujuan"), ("surat", "Menurut surat"))
        ],
    }
    penunjuk = PenunjukSisa()
    if tab == "kirim":
        baris, lebih = isi.baris_menunggu(request.user, unit_id)
        for t in baris:
            t.sisa = penunjuk.sisa(t, singkat=True, tertutup=not t.surat.isi_terbuka)
        return konteks | {"kelompok": isi.kelompokkan(baris, kelompok), "lebih": lebih, "ada": bool(baris)}
    baris, mundur, lanjut = isi.pengiriman_halaman(
        request.user,
        tab=tab,
        unit_id=unit_id,
        lanjut=saringan.get("lanjut", ""),
        mundur=saringan.get("mundur", ""),
    )
    for p in baris:
        tertutup = not p.surat.isi_terbuka
        p.sisa = penunjuk.sisa(p.tugas_terima, singkat=True, tertutup=tertutup) if p.tugas_terima else None
    dasar = _tanpa_kosong(tampil=tab, unit=unit_id)
    return konteks | {
        "baris": baris,
        "url_sebelum": f"?{urlencode(dasar | {'mundur': mundur})}" if mundur else "",
        "url_sesudah": f"?{urlencode(dasar | {'lanjut': lanjut})}" if lanjut else "",
        "ada": bool(baris),
    }


def _tanpa_kosong(**pasangan):
    return {k: v for k, v in pasangan.items() if v}


@require_POST
def kirim(request):
    """Send the ticked rows of one group: several letters to one unit, or one letter to several units."""
    if not isi.unit_pengirim(request.user):
        raise Http404
    kembali = f"{reverse('ekspedisi_buku')}?{urlencode(_tanpa_kosong(kelompok=request.POST.get('menurut', '')))}"
    return sekali(request, lambda: _kirim(request, kembali))


def _kirim(request, kembali):
    """All ticked rows or none: one of them refused leaves the others waiting, and says which."""
    grup = request.POST.get("kelompok", "")
    dicentang = {n for n in map(baca_angka, request.POST.getlist(f"tugas-{grup}")) if n}
    if not dicentang:
        pesan = "Belum ada surat yang dicentang. Centang dulu, lalu tekan Kirim."
        return Jawaban(kembali, pesan, messages.ERROR)
    tugas = isi.menunggu_dikirim(request.user).filter(pk__in=dicentang).select_related("untuk_unit")
    tugas = list(tugas.prefetch_related(isi.surat_terlihat(request.user)).order_by("surat_id", "pk"))
    menurut_surat = {}
    for t in tugas:
        menurut_surat.setdefault(t.surat_id, []).append(t)
    try:
        if len(tugas) < len(dicentang):
            raise TransitionDenied("Sebagian surat ini sudah dikirim petugas lain. Periksa lagi daftar di bawah.")
        # In the order of their ids: two senders at once never wait for each other in a ring.
        with transaction.atomic():
            for daftar in menurut_surat.values():
                unit = [t.untuk_unit_id for t in daftar]
                services.kirim(daftar[0].surat, unit, oleh=request.user, sebagai=_sebagai(request, daftar[0]))
    except TransitionDenied as ditolak:
        return Jawaban(kembali, f"Belum ada yang dikirim. {ditolak.pesan}", messages.ERROR)
    tujuan = list(dict.fromkeys(str(t.untuk_unit) for t in tugas))
    kata = tujuan[0] if len(tujuan) == 1 else f"{len(tujuan)} unit"
    banyak = f"{len(menurut_surat)} surat" if len(menurut_surat) > 1 else tugas[0].surat.sebutan
    return Jawaban(kembali, f"{banyak} dikirim ke {kata}. Waktunya sudah dicatat server.")


def _sebagai(request, tugas):
    """Agenda or courier post: somebody who is both sends as the first of them, which changes nothing for anybody."""
    return next(p for p in request.user.penugasan_dengan(*PENGANTAR) if berwenang_atas(p, tugas))
