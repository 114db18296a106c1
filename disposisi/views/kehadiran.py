"""The answer to an invitation: three big buttons, one act."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from alur.kewenangan import TransitionDenied
from alur.kunci import TIDAK_LAYAK, Jawaban, sekali
from disposisi.agenda import PERKIRAAN, acara_jabatan
from disposisi.forms_kehadiran import KehadiranForm
from disposisi.kehadiran import kehadiran_surat
from disposisi.models import Kehadiran
from disposisi.transitions import HADIR, TIDAK_HADIR
from disposisi.transitions.kehadiran import jabatan_menjawab, wakilkan_undangan
from disposisi.views.bersama import pilih_penugasan, surat_saya
from organisasi.direktori import Direktori
from organisasi.metode import baca_dan_tulis
from organisasi.models import Jabatan, Peran
from organisasi.waktu import kapan_acara
from persuratan.services import tandai_dilihat
from persuratan.tetangga import lingkup, unit_terlihat

J = Kehadiran.Jawaban
SELESAI = {
    J.HADIR: "Tercatat: {jabatan} hadir.",
    J.DIWAKILKAN: "Tercatat: {jabatan} diwakili {wakil}. Disposisinya sudah terkirim.",
    J.TIDAK_HADIR: "Tercatat: {jabatan} tidak hadir.",
}


@baca_dan_tulis
def kehadiran(request, kode):
    """The invitation with its event, what clashes with it, and the answer; a POST carries the answer out once."""
    surat = surat_saya(request, kode)
    if request.method == "POST":
        return sekali(request, lambda: _jawab(request, surat))
    try:
        wewenang = HADIR.check(surat, request.user)
    except TransitionDenied as ditolak:
        if surat.isi_terbuka and surat.acara_mulai is not None:
            isi = _isi_acara(surat, None, request.user) | {"ditutup": ditolak.pesan}
            return render(request, "disposisi/kehadiran.html", isi)
        messages.info(request, ditolak.pesan)
        return redirect(surat)
    penugasan = pilih_penugasan(wewenang, request.GET.get("sebagai"))
    if penugasan is None:
        konteks = {"surat": surat, "pilihan": wewenang, "menunggu": "jawaban undangan"}
        return render(request, "disposisi/pilih_jabatan.html", konteks)
    if request.method == "GET" and not tandai_dilihat(surat, request.user):
        return redirect(request.get_full_path())  # it changed while it was opened: ask for the right again
    form = _formulir(surat, penugasan, initial={"sebagai": penugasan.pk})
    form.isi_dari_draf(request.ambil_draf())
    return render(request, "disposisi/kehadiran.html", _isi_halaman(request, surat, penugasan, form))


def _formulir(surat, penugasan, *args, **kwargs):
    jabatan = Jabatan.objects.select_related("unit").get(pk=jabatan_menjawab(surat, penugasan))
    boleh = jabatan.has_peran(Peran.PENDISPOSISI)
    return KehadiranForm(*args, jabatan=jabatan, boleh_wakilkan=boleh, **kwargs)


def _jawab(request, surat):
    """Inside the transaction of the form key: the page with its mistakes, or where to go."""
    try:
        wewenang = HADIR.check(surat, request.user)
    except TransitionDenied as ditolak:
        messages.info(request, ditolak.pesan)
        return Jawaban(surat.get_absolute_url())
    penugasan = pilih_penugasan(wewenang, request.POST.get("sebagai"))
    if penugasan is None:
        messages.error(request, "Pilih jabatan yang bertindak.")
        return Jawaban(request.path)
    form, tertolak = _formulir(surat, penugasan, request.POST), None
    if form.is_valid():
        try:
            kalimat = _lakukan(surat, request.user, penugasan, form.cleaned_data)
        except TransitionDenied as ditolak:
            tertolak = ditolak.pesan
        else:
            return Jawaban(surat.get_absolute_url(), kalimat)
    isi = _isi_halaman(request, surat, penugasan, form) | {"tertolak": tertolak}
    return render(request, "disposisi/kehadiran.html", isi, status=TIDAK_LAYAK)


def _lakukan(surat, pegawai, penugasan, data):
    """Run the answer; returns the sentence that says what is recorded."""
    asal = {"oleh": pegawai, "sebagai": penugasan, "catatan": data["catatan"].strip()}
    jabatan = Jabatan.objects.get(pk=jabatan_menjawab(surat, penugasan))
    pihak = data["pihak"]
    if data["jawaban"] == J.DIWAKILKAN:
        kunci = "kepada" if pihak.nilai.startswith("j") else "unit"
        wakilkan_undangan(surat, **asal, **{kunci: [pihak.objek]})
    else:
        (HADIR if data["jawaban"] == J.HADIR else TIDAK_HADIR).run(surat, **asal)
    return SELESAI[data["jawaban"]].format(jabatan=jabatan.sebutan, wakil=pihak.nama if pihak else "")


def _isi_acara(surat, jabatan_id, pegawai):
    """The event, and who has answered what; `kini` is the answer of the post that looks."""
    jawaban = kehadiran_surat(surat)
    return {
        "surat": surat,
        "kini": jawaban.get(jabatan_id),
        "lain": _siapa_hadir([k for pk, k in jawaban.items() if pk != jabatan_id], pegawai),
        "kapan": kapan_acara(surat.acara_mulai, timezone.now()),
    }


def _siapa_hadir(daftar, pegawai):
    """[(who, what was answered)]; a receiving unit reads that neighbours have the letter as well, not which."""
    unit_sendiri, unit = lingkup(pegawai), Direktori.kini().unit

    def terlihat(unit_id):
        return unit_sendiri is None or unit_terlihat(unit[unit_id], unit_sendiri)

    ada = [k for k in daftar if terlihat(k.jabatan.unit_id)]
    hasil = []
    for k in ada:
        wakil = k.wakil_unit_id or (k.wakil.unit_id if k.wakil else None)
        kata = k.kata if wakil is None or terlihat(wakil) else "diwakilkan kepada unit lain"
        hasil.append((k.jabatan.sebutan, kata))
    if lain := len(daftar) - len(ada):
        hasil.append((f"{lain} unit lain", "ikut menjawab atau ditunjuk"))
    return hasil


def _isi_halaman(request, surat, penugasan, form):
    if not surat.isi_terbuka or surat.acara_mulai is None:
        raise Http404  # the engine refuses too; a page about the event is not shown in between
    jabatan_id = jabatan_menjawab(surat, penugasan)
    dari, sampai = surat.acara_mulai - PERKIRAAN, surat.acara_mulai + PERKIRAAN
    sekitar = acara_jabatan(request.user, [jabatan_id], dari, sampai)
    return _isi_acara(surat, jabatan_id, request.user) | {
        "form": form,
        "penugasan": penugasan,
        "jabatan": Jabatan.objects.get(pk=jabatan_id),
        "didiktekan": jabatan_id != penugasan.jabatan_id,
        "bentrok": [a for a in sekitar if a.menyita and a.kode != surat.kode and dari < a.mulai],
        "wakilkan_terbuka": form.terbuka_untuk(J.DIWAKILKAN) or request.GET.get("jawab") == "wakilkan",
        "tidak_terbuka": form.terbuka_untuk(J.TIDAK_HADIR) or request.GET.get("jawab") == "tidak",
    }
